"""Which pages of a built site have a day, as its sitemap tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from urllib.parse import unquote, urlsplit

from plugins.files import digest
from plugins.values import Struct

DIGITS = len(digest())
"""How many signs of a picture's name stand for the picture, whatever its size and format."""

_PAGE = re.compile(r"<url><loc>([^<]+)</loc>(?:<lastmod>(\d{4}-\d\d-\d\d)T[^<]*</lastmod>)?(.*)")
_IMAGE = re.compile(rf"<image:loc>[^<]*/([0-9a-f]{{{DIGITS}}})-[^</]*</image:loc>")
_YEAR = re.compile(r"(?:^|/)(\d{4})(?:/|$)")


class DatedPage(Struct, frozen=True, kw_only=True):
    """A page's folder in the site, without a slash at its end, its day, and the digests that the
    names of its pictures begin with."""

    folder: str
    day: date
    pictures: tuple[str, ...]


def dated_pages(sitemap: str) -> list[DatedPage]:
    """The pages of `sitemap` that have a day, the oldest first.

    The sitemap has the day of a page's last change. Where its address names the year of the post,
    a change of later years does not count: the bytes came with the post.
    """
    rows = [(urlsplit(unescape(loc)).path, day, rest) for loc, day, rest in _PAGE.findall(sitemap)]
    base = min((path for path, _, _ in rows), key=len, default="/")
    return sorted(_dated(base, rows), key=lambda page: (page.day, page.folder))


def _dated(base: str, rows: list[tuple[str, str, str]]) -> Iterator[DatedPage]:
    for path, day, rest in rows:
        if not day:
            continue
        folder = unquote(path.removeprefix(base)).strip("/")
        found = date.fromisoformat(day)
        if year := _YEAR.search(folder):
            found = min(found, date(int(year[1]), 12, 31))
        pictures = tuple(dict.fromkeys(_IMAGE.findall(rest)))
        yield DatedPage(folder=folder, day=found, pictures=pictures)
