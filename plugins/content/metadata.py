"""Posts and pages as the metadata from which Pelican makes Article and Page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from plugins.addresses import output_file
from plugins.content.posts import Page, Post, State
from plugins.head import Crumb, Head

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


def html(item: Post | Page) -> str:
    """What Pelican takes for the content: a post's HTML waits for its photos (`galleries.texts`),
    and none is shown when a notice stands for it."""
    return item.body.html if isinstance(item, Page) and item.state not in _TEMPLATES else ""


def last_change(post: Post) -> datetime | None:
    """When a post was last changed, as its front matter tells; None when it never was."""
    changes = [post.modified, post.correction.date if post.correction else None]
    return max((moment for moment in changes if moment), default=None)


def metadata(item: Post | Page) -> dict[str, Any]:
    """Attributes of the Article or Page that templates will see."""
    gone = item.state in _TEMPLATES  # only the title of such a post may still be read
    summary = "" if gone else item.summary
    post = item if isinstance(item, Post) else None
    common = {
        "title": item.title,
        "summary": summary,
        "url": item.url,
        "slug": item.url.rstrip("/").rpartition("/")[2],  # or Pelican would make one of the title
        "save_as": output_file(item.url),
        "status": pelican_status(item.state),
        "state": item.state,
        "sample": item.sample,
        "item": item,
        "head": Head(
            title=item.title,
            path=item.url,
            kind="post" if post else "page",
            description=summary,
            noindex=item.state != "published",
            trail=(Crumb(title=post.category.name, url=post.category.url),) if post else (),
            published=post.date if post else None,
            modified=last_change(post) if post else None,
            author=post.author if post else "",
            section=post.category.name if post else "",
            tags=tuple(tag.name for tag in post.tags) if post else (),
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
            "text": None,
            "trip": None,
            "newer": None,
            "older": None,
            "related": (),
            "series_place": None,
        }
    )
