"""What templates may read: each name with its type, for every page and block.

This is the contract with designers, told in docs/templates.md. The writer hands a template these
names and no others; `tests/theme` follows every attribute that a template reads through these
types, and holds what a build really hands over against them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any, Self

from markupsafe import Markup

from plugins.assets.bundle import Assets
from plugins.content.entries import Entry
from plugins.content.posts import Post, State, Term
from plugins.fields import Correction
from plugins.galleries.pictures import Gallery, Picture
from plugins.galleries.texts import Piece, Text
from plugins.head import Head, HeadImage
from plugins.lists.listings import Home, Listing, MenuItem
from plugins.lists.term_index import TermIndex
from plugins.lists.ways import SeriesPlace
from plugins.mobile_library.figures_page import FiguresPage
from plugins.mobile_library.notices import Notice
from plugins.mobile_library.pages import MobileLibrary, TripLink
from plugins.mobile_library.stop_pages import StopPage
from plugins.paging import Neighbour
from plugins.quotes.shown import Quotes, QuotesPage
from plugins.search.page import SearchPage
from plugins.settings import SiteSettings
from plugins.values import Struct, names_of
from plugins.videos.lists import VideoList
from plugins.videos.pages import Player, Video, VideoPage, Videos
from plugins.visits.most_read import MostRead
from plugins.visits.shown import PageViews, Visits


class Blocks(Struct, frozen=True, kw_only=True):
    """What all pages show alike, rendered once for each build."""

    banner: Markup
    aside: Markup
    footer: Markup


class ArticleView(Struct, frozen=True, kw_only=True):
    """A post, taken from Pelican's Article. `lead` is a summary that the editor wrote; `views` None
    where nobody counted them."""

    title: str
    url: str
    date: datetime
    modified: datetime | None
    state: State
    category: Term
    author: str
    tags: tuple[Term, ...]
    summary: str
    lead: str
    text: Text | None
    films: Mapping[str, Player]
    cover: Picture | None
    gallery: Gallery | None
    series: Term | None
    pinned: bool
    correction: Correction | None
    trip: TripLink | None
    sample: bool
    views: PageViews | None
    newer: Neighbour | None
    older: Neighbour | None
    series_place: SeriesPlace | None
    related: tuple[Entry, ...]
    head: Head

    @classmethod
    def of(cls, article: Any) -> Self:
        """Pelican's `modified` is always a date: here it is what the front matter says."""
        return cls(modified=article.item.modified, **dict(zip(_TAKEN, _take(article), strict=True)))


_TAKEN = tuple(name for name in names_of(ArticleView) if name != "modified")
_take = attrgetter(*_TAKEN)


class PageView(Struct, frozen=True, kw_only=True):
    """A page such as "Liên hệ", taken from Pelican's Page."""

    title: str
    url: str
    state: State
    content: Markup
    sample: bool
    head: Head

    @classmethod
    def of(cls, page: Any) -> Self:
        """The content was made safe when it was converted."""
        names = (name for name in names_of(cls) if name != "content")
        return cls(content=Markup(page.content), **{name: getattr(page, name) for name in names})


Names = Mapping[str, Any]
"""Names and the types of what they stand for."""

EVERYWHERE: Names = {
    "site": SiteSettings,
    "menu": tuple[MenuItem, ...],
    "more": tuple[MenuItem, ...],
    "card": HeadImage | None,
}
"""Read by pages and blocks. `more` are the pages that are not in the menu, for the footer; `card`
is the picture of pages that are shared and have none."""

PAGE: Names = {"head": Head, "assets": Assets, "blocks": Blocks}
"""Read by every page besides."""

PAGES: Mapping[str, Names] = {
    "404": {"newest": tuple[Entry, ...]},
    "article": {"article": ArticleView},
    "index": {"home": Home, "most_read": MostRead | None},
    "listing": {"listing": Listing},
    "mobile_library": {"mobile_library": MobileLibrary},
    "mobile_library_figures": {"figures_page": FiguresPage},
    "page": {"page": PageView},
    "quotes": {"quotes_page": QuotesPage},
    "redirect": {"target": str},
    "search": {"search_page": SearchPage},
    "stop": {"stop_page": StopPage},
    "terms": {"term_index": TermIndex},
    "video": {"video_page": VideoPage},
    "videos": {"video_list": VideoList},
    "withdrawn": {"article": ArticleView},
}
"""Each page template's own names: the object it shows, and what belongs to no other page."""

SECTIONS: Names = {
    "quotes": Quotes,
    "mobile_library": MobileLibrary,
    "videos": Videos,
    "visits": Visits | None,
}
BLOCKS: Mapping[str, Names] = {
    "banner": {"quotes": Quotes},
    "aside": {name: SECTIONS[name] for name in ("mobile_library", "videos", "visits")},
    "footer": {},
}
"""What the blocks read besides EVERYWHERE; pages see only the finished blocks."""

FEEDS: Mapping[str, Names] = {
    "post": {
        "post": Post,
        "pieces": tuple[Piece, ...],
        "films": Mapping[str, Player],
        "gallery": Gallery | None,
    },
    "film": {"film": Video, "text": Markup},
    "notice": {"notice": Notice},
}
"""What the texts of entries in feeds read, `feeds/*.html`: these names and no others."""


def page_names(template: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Of `given`, what the template may read, as views. Raises LookupError when one is missing.

    Pelican hands over a dozen names more, which a page must not come to depend on.
    """
    if template not in PAGES:
        raise LookupError(f"no template {template!r} in plugins/writer/contract.py")
    missing = PAGES[template].keys() - given.keys()
    if missing:
        raise LookupError(f"template {template!r} was not given {', '.join(sorted(missing))}")
    return {name: _view(kind, given[name]) for name, kind in PAGES[template].items()}


def _view(kind: type[Any], value: Any) -> Any:
    return kind.of(value) if kind in (ArticleView, PageView) else value
