"""Addresses of pages: the one place that knows how a content file's path becomes an address.

A site path has no slash at its front: `tin-tuc/2021/bai/`; home is the empty text.
"""

from __future__ import annotations

import functools
import re

from plugins.vietnamese import slugify

NEWS = "tin-tuc/"
MOBILE_LIBRARY = "xe-thu-vien/"
FIGURES = "xe-thu-vien/so-lieu/"
CALENDAR = f"{MOBILE_LIBRARY}lich.ics"
TIMETABLE_CSV = f"{MOBILE_LIBRARY}lich.csv"
STOPS_GEOJSON = f"{MOBILE_LIBRARY}diem-dung.geojson"
TAGS = "tu-khoa/"
SERIES = "dong-su-kien/"
QUOTES = "trich-dan/"
VIDEOS = "video/"
SEARCH = "tim-kiem/"
RESERVED = frozenset(
    {
        "tin-tuc",
        "chuyen-muc",
        "tu-khoa",
        "dong-su-kien",
        "trich-dan",
        "xe-thu-vien",
        "video",
        "tim-kiem",
        "feeds",
        "anh",
        "static",
        "pagefind",
        "404",
        "sitemap",
        "robots",
        "index",
    }
)
"""First parts of addresses that pages may not take."""

_POST = re.compile(r"tin-tuc/(\d{4})/([^/]+)/index\.md")
_PAGE = re.compile(r"trang/([^/]+)\.md")
_OWN = re.compile(
    r"|404\.html|trich-dan/?|tim-kiem/?|sitemap\.xml/?|robots\.txt/?|tin-tuc/(?:\d{4}/(?:\d\d/)?|trang/\d+/)?|video/(?:trang/\d+/)?"
    r"|(?:chuyen-muc|tu-khoa|dong-su-kien|xe-thu-vien|static|anh|feeds|pagefind)/.*"
)
_VIDEO = re.compile(r"video/([^/]+)\.md")
_FILM = re.compile(r"video/[a-z0-9-]+/")


@functools.lru_cache(maxsize=100_000)  # of every file, at every build
def address_of(path: str) -> str | None:
    """The site path of the content file at `path`, or None when no page is made from it."""
    if match := _POST.fullmatch(path):
        slug = slugify(match[2])
        return f"{NEWS}{match[1]}/{slug}/" if slug else None
    if match := _PAGE.fullmatch(path):
        slug = slugify(match[1])
        return f"{slug}/" if slug else None
    if match := _VIDEO.fullmatch(path):
        slug = slugify(match[1])
        return f"video/{slug}/" if slug else None
    return None


def is_film(address: str) -> bool:
    """Whether a film's page may answer at this site path."""
    return _FILM.fullmatch(address) is not None


def is_sites_own(address: str) -> bool:
    """Whether the site itself answers there: home, lists and files, which no post may claim."""
    return _OWN.fullmatch(address.removesuffix("index.html")) is not None


def year_address(year: int) -> str:
    """The page of one year's posts."""
    return f"{NEWS}{year:04}/"


def month_address(year: int, month: int) -> str:
    """The page of one month's posts."""
    return f"{NEWS}{year:04}/{month:02}/"


def category_address(slug: str) -> str:
    """The page of a category."""
    return f"chuyen-muc/{slug}/"


def tag_address(slug: str) -> str:
    """The page of a tag."""
    return f"{TAGS}{slug}/"


def series_address(slug: str) -> str:
    """The page of a series."""
    return f"{SERIES}{slug}/"


def stop_address(slug: str) -> str:
    """The page of a stop of the mobile library."""
    return f"{MOBILE_LIBRARY}diem-dung/{slug}/"


def stop_calendar(slug: str) -> str:
    """The calendar of a stop of the mobile library."""
    return f"{stop_address(slug)}lich.ics"


def feed_address(name: str, ending: str, *, category: bool = False) -> str:
    """A feed: `name` is that of the list it follows, `ending` tells its format."""
    return f"feeds/{'chuyen-muc/' if category else ''}{name}.{ending}"


def output_file(address: str) -> str:
    """The file in the output folder that answers at `address`."""
    return address + "index.html" if address == "" or address.endswith("/") else address
