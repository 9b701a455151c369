"""Files in the cache that count only when they are whole, and of this very program."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from plugins.files import digest, read_if_there, write_if_changed
from plugins.program import program

_SUM = len(digest())


def read_kept(path: Path) -> bytes | None:
    """What `keep` wrote; None when nothing is there, or nothing that can be trusted. Of another
    program, the data could have another form."""
    found = b""
    with suppress(OSError):
        found = read_if_there(path)
    known, data = found[:_SUM], found[_SUM:]
    return data if known == _sum(data) else None


def keep(path: Path, data: bytes) -> None:
    """Write data behind its sum. Where nothing can be written, the next build does without."""
    with suppress(OSError):
        write_if_changed(path, _sum(data) + data, shared=True)


def _sum(data: bytes) -> bytes:
    return digest(program(), data).encode()
