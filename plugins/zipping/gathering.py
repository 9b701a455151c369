"""What goes into an archive: pages for reading without a server, and all that they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from plugins.addresses import output_file
from plugins.content.old_addresses import Redirect
from plugins.galleries.pictures import FOLDER as PHOTOS
from plugins.settings import SiteSettings
from plugins.zipping.archive import is_safe
from plugins.zipping.offline import Shelf, offline

START = "index.html"
"""The page at the archive's root, for a double-click."""

_PAGE = ".html"
_LOST = "404.html"
_WITH_A_POST = (PHOTOS, "static/", "video/")
"""Where files lie that belong to a post: all else is on the site."""


def of_site(names: Iterable[str], old: Iterable[Redirect]) -> tuple[dict[str, str], dict[str, str]]:
    """The places in the archive of a site's files, each its own, and where old addresses lead.

    Pages at old addresses stay away, and so do files with names that some system cannot have.
    """
    moved = {output_file(one.source): output_file(one.target) for one in old}
    away = {*moved, _LOST}
    return {name: name for name in names if name not in away and is_safe(name)}, moved


def of_post(names: Iterable[str], page: str) -> dict[str, str]:
    """The places in the archive of a post's page, which comes first, and of what it may show."""
    shown = (n for n in names if n.startswith(_WITH_A_POST) and not n.endswith(_PAGE))
    return {name: name for name in shown if is_safe(name)} | {page: START}


def gather(
    output: Path,
    places: Mapping[str, str],
    moved: Mapping[str, str],
    note: str,
    site: SiteSettings,
) -> Iterator[tuple[str, Path | bytes]]:
    """Files of the archive by their places: the page to open first, the other pages, and what
    these show or lead to. Raises OSError."""
    shelf = Shelf(
        places=places, moved=moved, read=lambda name: Path(output, name).read_bytes(), site=site
    )
    used: set[str] = set()
    for name in sorted(_pages(places), key=lambda name: (places[name] != START, places[name])):
        text = Path(output, name).read_text(encoding="utf-8")
        page, found = offline(text, name, note, shelf)
        used.update(found)
        yield places[name], page.encode()
    for name in sorted(used - _pages(places), key=lambda name: places[name]):
        yield places[name], Path(output, name)


def _pages(places: Mapping[str, str]) -> set[str]:
    return {name for name in places if name.endswith(_PAGE)}
