"""Posts and pages as the metadata from which Pelican makes Article and Page."""

from __future__ import annotations

from typing import Any

from plugins.addresses import output_file
from plugins.content.posts import Page, Post, State
from plugins.head import Head

_TEMPLATES: dict[State, str] = {"expired": "withdrawn", "withdrawn": "withdrawn"}
"""States in which a notice stands for the text."""


def has_page(state: State, *, drafts: bool) -> bool:
    """Whether a file in this state gets a page; `drafts` shows what is not yet published too."""
    if state in ("draft", "scheduled"):
        return drafts
    return state != "error"


def pelican_status(state: State) -> str:
    """Pelican's word: listed ("published") or only answering at its address ("hidden")."""
    return "hidden" if state in ("hidden", "expired", "withdrawn") else "published"


def text(item: Post | Page) -> str:
    """The HTML of a file's text; none when a notice stands for it."""
    return "" if item.state in _TEMPLATES else item.body.html


def metadata(item: Post | Page) -> dict[str, Any]:
    """Attributes of the Article or Page that templates will see."""
    gone = item.state in _TEMPLATES  # only the title of such a post may still be read
    summary = "" if gone else item.summary
    common = {
        "title": item.title,
        "summary": summary,
        "url": item.url,
        "save_as": output_file(item.url),
        "status": pelican_status(item.state),
        "state": item.state,
        "sample": item.sample,
        "item": item,
        "head": Head(
            title=item.title,
            path=item.url,
            kind="post" if isinstance(item, Post) else "page",
            description=summary,
            noindex=item.state != "published",
        ),
    }
    if isinstance(item, Page):
        return common | {"template": "page", "menu": item.menu}
    template = _TEMPLATES.get(item.state, "article")
    # Pelican takes `modified` for a date whenever it is there: templates read `item.modified`.
    modified = {"modified": item.modified} if item.modified else {}
    return (
        common
        | modified
        | {
            "template": template,
            "date": item.date,
            "category": item.category,
            "author": item.author,
            "tags": item.tags,
            "lead": item.lead,
            "series": item.series,
            "pinned": item.pinned,
            "correction": item.correction,
            "cover": None,
            "gallery": None,
            "newer": None,
            "older": None,
            "related": (),
        }
    )
