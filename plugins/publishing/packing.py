"""Packed copies beside texts, made once: `x.html.gz`, and `x.html.br` where brotli is installed.

A web server that finds them (nginx: `gzip_static`, `brotli_static`) need not pack each answer
anew, and they are smaller than what it would make in a hurry.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from plugins.files import read_bytes, write_atomically
from plugins.publishing.surveys import LASTING

try:
    import brotli
except ImportError:  # an extra: `make brotli`
    brotli = None

PACKABLE = (
    *(".html", ".css", ".js", ".json", ".xml", ".svg", ".ics", ".txt"),
    *(".webmanifest", ".csv", ".geojson", ".vtt"),
)
"""What is text."""

LEAST = 512
"""Bytes under which a packed copy saves no packet."""

_PAYS = 0.9
_LIVE = b"<!--#"
"""A page into which the server puts rows (SSI): it can do that in plain text only."""


def gzipped(data: bytes, _: bool = False) -> bytes:
    """Packed as RFC 1952 has it, without a name or a time: the same bytes each time."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


def _brotlied(data: bytes, lasting: bool) -> bytes:
    """Packed as RFC 7932 has it: as well as can be for files that never change. Pages may all
    change in a night, and the last 5 % of their bytes would take 15 times as long."""
    packed: bytes = brotli.compress(data, quality=11 if lasting else 8)
    return packed


def recipes() -> dict[str, Callable[[bytes, bool], bytes]]:
    """Endings of packed copies, and how they are made here, of bytes that may be lasting ones."""
    return {".gz": gzipped} if brotli is None else {".gz": gzipped, ".br": _brotlied}


def packed(site: Path, digests: Mapping[str, str], kept: Path) -> dict[str, Path]:
    """The packed copies of `site`: their names, and where they lie in the folder `kept`.

    `digests` maps names of the site to digests of their bytes: bytes that were packed before are
    not packed again. What no name needs any more leaves `kept`. Raises OSError.
    """
    made = recipes()
    kept.mkdir(parents=True, exist_ok=True)
    wanted = {
        f"{sum_}{_key(ending)}": name
        for name, sum_ in digests.items()
        if name.endswith(PACKABLE)
        for ending in made
    }
    here = {entry.name for entry in os.scandir(kept)}
    todo: dict[str, list[str]] = {}
    for key in wanted.keys() - here:
        todo.setdefault(wanted[key], []).append(key)

    def pack(name: str) -> None:
        data = read_bytes(f"{site}/{name}")
        pays = len(data) >= LEAST and not (name.endswith(".html") and _LIVE in data)
        for key in todo[name]:
            small = made[key[-3:]](data, bool(LASTING.search(name))) if pays else b""
            # An empty file says that it does not pay.
            write_atomically(kept / key, small if len(small) < len(data) * _PAYS else b"")

    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:  # both packers let go of the lock
        for _ in threads.map(pack, sorted(todo)):
            pass
    _forget(kept, here - wanted.keys())
    copies = {
        f"{name}{ending}": kept / f"{sum_}{_key(ending)}"
        for name, sum_ in digests.items()
        if name.endswith(PACKABLE)
        for ending in made
    }
    return {name: path for name, path in copies.items() if path.stat().st_size}


def _key(ending: str) -> str:
    """What follows the digest in a kept copy's name; another recipe has another one."""
    return f"-1{ending}"


def _forget(kept: Path, names: Iterable[str]) -> None:
    for name in names:
        (kept / name).unlink(missing_ok=True)
