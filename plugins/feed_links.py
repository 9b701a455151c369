"""Which lists have feeds, where these lie and how pages link to them."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.addresses import MOBILE_LIBRARY, NEWS, VIDEOS, category_address, feed_address
from plugins.settings import SiteSettings
from plugins.values import Struct
from plugins.vietnamese import slugify

FORMATS = {
    "rss.xml": ("RSS", "application/rss+xml"),
    "atom.xml": ("Atom", "application/atom+xml"),
    "json": ("JSON", "application/feed+json"),
}
"""Endings of feeds, with the format's name and its media type."""


class Followed(Struct, frozen=True, kw_only=True):
    """A list that feeds follow: the `page` (a site path) with its `title`, and the `endings` of
    its feeds. `category` is the name of the category whose list it is."""

    page: str
    title: str
    words: str
    endings: tuple[str, ...] = tuple(FORMATS)
    category: str = ""

    def feed(self, ending: str) -> str:
        """The site path of one of its feeds."""
        name = self.page.rstrip("/").rpartition("/")[2]
        return feed_address(name, ending, category=bool(self.category))


class FeedLink(Struct, frozen=True, kw_only=True):
    """A link to a feed; `url` is its site path, `format` its name for readers."""

    url: str
    type: str
    title: str
    format: str


def followed_lists(site: SiteSettings) -> Iterator[Followed]:
    """The newest posts, each category, films, and what changed in the van's timetable."""
    yield Followed(page=NEWS, title="Tin tức", words=f"Tin mới của {site.name}")
    for name in site.categories:
        yield Followed(
            page=category_address(slugify(name)),
            title=name,
            words=f"Tin mới trong chuyên mục {name} của {site.name}",
            category=name,
        )
    words = f"Video mới của {site.name}"
    yield Followed(page=VIDEOS, title="Video", words=words)
    yield Followed(
        page=MOBILE_LIBRARY,
        title="Xe thư viện lưu động: buổi nghỉ, buổi dời",
        words=f"Những buổi nghỉ và dời của xe thư viện lưu động, {site.name}",
    )


def feed_links(path: str, site: SiteSettings) -> tuple[FeedLink, ...]:
    """Links to the feeds that follow the list at a site path, also for its older pages."""
    return tuple(
        FeedLink(
            url=followed.feed(ending),
            type=FORMATS[ending][1],
            title=f"{followed.title} - {site.name} ({FORMATS[ending][0]})",
            format=FORMATS[ending][0],
        )
        for followed in followed_lists(site)
        if path == followed.page or path.startswith(f"{followed.page}trang/")
        for ending in followed.endings
    )
