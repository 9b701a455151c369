"""A post as other pages show it: in lists, beside its neighbours, on the page of a stop."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from plugins.content.posts import State, Term
from plugins.values import Struct, names_of

Article = Any  # of Pelican's
Cover = Any  # a picture, which is the galleries' word


class Entry(Struct, frozen=True, kw_only=True):
    """What lists may show of a post. Nothing leads from here to other posts, so that a page with
    entries depends on these few values and no more."""

    title: str
    url: str
    date: datetime
    state: State
    category: Term
    tags: tuple[Term, ...]
    series: Term | None
    summary: str
    cover: Cover | None
    pinned: bool
    sample: bool


def entry_of(article: Article) -> Entry:
    """The entry of an article whose photos are known."""
    return Entry(**{name: getattr(article, name) for name in names_of(Entry)})
