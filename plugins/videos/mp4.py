"""MP4 files (ISO/IEC 14496-12): how long they are, and where they tell on their maker.

Phones write the place of filming into `udta` and `meta` boxes. Those are turned into `free` boxes
of the same size, which players pass over, so that no offset in the file changes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from plugins.files import TEMPORARY

_TELLTALE = (b"udta", b"meta", b"uuid")
_CONTAINERS = (b"moov", b"trak", b"mdia", b"moof", b"traf")
_DEEPEST = 3
"""How many of these lie in each other: moov, trak, mdia."""
RECIPE = b" ".join((*_TELLTALE, *_CONTAINERS))
"""What is done to a film: part of its name, so that a better recipe makes it anew."""


class FilmError(Exception):
    """A film that cannot be used: what is wrong, and the cure."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A box: where it and its content begin, and where both end."""

    kind: bytes
    offset: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """What the boxes tell: length, size of the file in bytes, boxes to empty.

    `seconds` is None when the file does not say how long it is.
    """

    seconds: int | None
    size: int
    telltales: tuple[Box, ...]


def probe(path: Path) -> Probe:
    """Walk through the boxes of a film. Raises FilmError."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            return _probe(file, size)
    except OSError as error:
        raise FilmError(f"không đọc được tệp ({error.strerror})", "kiểm tra tệp") from None


def copy_without_metadata(source: Path, found: Probe, path: Path) -> None:
    """Copy a film to `path`, atomically, with its telltale boxes emptied."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        shutil.copyfile(source, temporary)
        with temporary.open("r+b") as file:
            for box in found.telltales:
                file.seek(box.offset + 4)
                file.write(b"free")
                file.seek(box.start)
                file.write(bytes(box.end - box.start))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _probe(file: BinaryIO, size: int) -> Probe:
    if file.read(8)[4:] != b"ftyp":  # stands before all others
        hint = "lưu lại phim thành MP4 (H.264), rồi chép vào"
        raise FilmError("tệp này không phải phim MP4", hint)
    boxes = list(_boxes(file, 0, size))
    movie = next((box for box in boxes if box.kind == b"moov"), None)
    if movie is None:
        raise _broken()
    return Probe(seconds=_length(file, movie), size=size, telltales=tuple(_telltales(file, boxes)))


def _broken() -> FilmError:
    hint = "chép lại phim từ máy quay hoặc điện thoại"
    return FilmError("phim bị hỏng hoặc chép chưa hết", hint)


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes from `start` to `end` (section 4.2). Raises FilmError when one is cut short."""
    offset = start
    while offset + 8 <= end:
        file.seek(offset)
        head = file.read(16)
        length, kind, header = int.from_bytes(head[:4]), head[4:8], 8
        if length == 1:
            length, header = int.from_bytes(head[8:16]), 16
        elif length == 0:
            length = end - offset
        if length < header:
            return
        if offset + length > end:
            raise _broken()
        yield Box(kind=kind, offset=offset, start=offset + header, end=offset + length)
        offset += length


def _telltales(file: BinaryIO, boxes: Iterable[Box], depth: int = 1) -> Iterator[Box]:
    for box in boxes:
        if box.kind in _TELLTALE:
            yield box
        elif box.kind in _CONTAINERS and depth <= _DEEPEST:
            yield from _telltales(file, _boxes(file, box.start, box.end), depth + 1)


def _length(file: BinaryIO, movie: Box) -> int | None:
    """Whole seconds from the movie header, section 8.2.2."""
    header = next((b for b in _boxes(file, movie.start, movie.end) if b.kind == b"mvhd"), None)
    if header is None:
        return None
    file.seek(header.start)
    head = file.read(32)
    scale, units, unknown = head[12:16], head[16:20], b"\xff" * 4
    if head[:1] == b"\x01":
        scale, units, unknown = head[20:24], head[24:32], b"\xff" * 8
    if units == unknown or not (any(scale) and any(units)):
        return None
    return max(1, round(int.from_bytes(units) / int.from_bytes(scale)))
