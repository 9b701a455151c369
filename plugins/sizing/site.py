"""How large a built site is, what came when, and what takes most of it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from plugins.files import read_if_there
from plugins.sizing.dated_pages import DIGITS, DatedPage, dated_pages
from plugins.sizing.folders import by_folder, files
from plugins.sizing.forecast import Dated
from plugins.values import Struct
from plugins.writer.sitemap import SITEMAP

_PICTURES = "anh"
_DATED = "{}/ năm {}, cả ảnh"
_REST = "{}/ còn lại"


class Measured(Struct, frozen=True, kw_only=True):
    """Bytes; what is dated of it; and its parts by their Vietnamese names."""

    size: int
    dated: tuple[Dated, ...]
    parts: dict[str, int]


def measure_site(site: Path) -> tuple[Measured, list[DatedPage]]:
    """Measure the built `site`; also the pages that have a day. Raises OSError."""
    sizes = dict(files(site))
    pages = dated_pages(read_if_there(site / SITEMAP).decode("utf-8", errors="replace"))
    folders = by_folder(sizes)
    pictures: dict[str, int] = defaultdict(int)
    for name, size in sizes.items():
        folder, _, picture = name.partition("/")
        if folder == _PICTURES:
            pictures[picture[:DIGITS]] += size
    dated = []
    parts: dict[str, int] = defaultdict(int)
    of_days: dict[str, int] = defaultdict(int)
    for page in pages:
        # A picture of several pages came with the first.
        shown = sum(pictures.pop(digest, 0) for digest in page.pictures)
        own = folders.get(page.folder, 0)
        dated.append(Dated(day=page.day, size=own + shown))
        top = page.folder.partition("/")[0]
        parts[_DATED.format(top, page.day.year)] += own + shown
        of_days[top] += own
        of_days[_PICTURES] += shown
    for name, size in folders.items():
        if name and "/" not in name:
            told = _REST.format(name) if name in of_days else f"{name}/"
            parts[told] = size - of_days.get(name, 0)
    return Measured(size=folders.get("", 0), dated=tuple(dated), parts=dict(parts)), pages
