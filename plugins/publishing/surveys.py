"""Surveys: what lies in a built site, and whether it may be published."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from plugins.files import TEMPORARY, digest, read_bytes
from plugins.values import Struct

LASTING = re.compile(
    r"(?:^|/)(?:[^/]+[.])?[0-9a-f]{20}(?:-[0-9a-z-]+)?\.[a-z0-9]+(?:\.gz|\.br)?$"
    r"|^pagefind/.*_[0-9a-f]{7,}\.pf_[a-z]+$"
)
"""Names that tell the bytes: they never mean others. Those of the search index are Pagefind's."""

_NAMED = re.compile(
    rb"""["'\s,(=](/(?!/)[^\s"'<>?#,()\\]*[./][0-9a-f]{20}(?:-[0-9a-z-]+)?\.[a-z0-9]+)(?=["'\s?#),])"""
)
"""Such a file of the site's own host, as a page names it."""

NEEDED = ("index.html", "404.html", "robots.txt", "sitemap.xml", "feeds/tin-tuc.atom.xml")
"""What every site has."""

_SHOWN = 10


class Survey(Struct, frozen=True, kw_only=True):
    """`files` are the paths of all files, in their order, `size` their bytes; `texts` maps the
    paths of those whose name does not tell the bytes, and of all `packable` ones, to the digest of
    their bytes; `missing` are pairs of a page and a file that it names and that is not there."""

    files: tuple[str, ...]
    size: int
    digests: dict[str, str]
    missing: tuple[tuple[str, str], ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(name.endswith(".html") for name in self.files)

    @property
    def digest(self) -> str:
        """One name for all of it."""
        parts = ((name, self.digests.get(name, "")) for name in self.files)
        return digest(*(part.encode() for pair in parts for part in pair))


def survey(site: Path, packable: tuple[str, ...] = ()) -> Survey:
    """Look through the built `site`; files that end with one of `packable` get a digest too."""
    files = sorted(built(site))
    lasting = {name.rpartition("/")[2] for name in files if LASTING.search(name)}
    size = 0
    digests: dict[str, str] = {}
    missing: dict[tuple[str, str], None] = {}
    for name in files:
        path = f"{site}/{name}"
        if LASTING.search(name) and not name.endswith(packable):
            size += Path(path).stat().st_size
            continue
        data = read_bytes(path)
        size += len(data)
        digests[name] = digest(data)
        if name.endswith(".html"):
            for found in _NAMED.findall(data):
                address = found.decode("utf-8", "replace")
                if address.rpartition("/")[2] not in lasting:
                    missing[name, address] = None
    return Survey(files=tuple(files), size=size, digests=digests, missing=tuple(missing))


def built(site: Path) -> Iterator[str]:
    """The files of a built site, without what a killed build left half-written."""
    top = len(str(site)) + 1
    for root, folders, names in os.walk(site):
        folders.sort()
        for name in sorted(names):
            if not name.endswith(TEMPORARY):
                yield f"{root}/{name}"[top:].replace(os.sep, "/")


def faults(found: Survey, pages_before: int, *, force: bool = False) -> list[str]:
    """Why a site must not be published, a sentence each; `pages_before` are those of the release
    that stands now, `force` lets a site through that has become much smaller."""
    said = [f"thiếu {name}" for name in NEEDED if name not in set(found.files)]
    said += [f"{page} cần {address}, tệp đó không có" for page, address in found.missing[:_SHOWN]]
    if len(found.missing) > _SHOWN:
        said.append(f"và {len(found.missing) - _SHOWN} tệp nữa mà các trang cần")
    if not force and found.pages * 2 < pages_before:
        said.append(
            f"chỉ có {found.pages} trang, bản đang đăng có {pages_before}."
            " Cách sửa: xem content/ có thiếu gì không; nếu đúng là bỏ bớt, chạy lại với --force"
        )
    return said
