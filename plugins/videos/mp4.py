"""MP4 files (ISO/IEC 14496-12): length, codecs, and where they tell on their maker.

Phones write the place of filming into `udta` and `meta` boxes. Those are turned into `free` boxes
of the same size, which players pass over, so that no offset in the file changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Literal

from plugins.values import Struct
from plugins.videos.probes import Blank, FilmError, Probe, Track, broken, printable

_TELLTALE = (b"udta", b"meta", b"uuid")
_CONTAINERS = (b"moov", b"trak", b"mdia", b"moof", b"traf")
_DEEPEST = 3
"""How many of these lie in each other: moov, trak, mdia."""
RECIPE = b" ".join((*_TELLTALE, *_CONTAINERS))
"""What is done to a film: part of its name, so that a better recipe makes it anew."""

_KINDS: dict[bytes, Literal["video", "audio"]] = {b"vide": "video", b"soun": "audio"}
_CODECS = {
    b"avc1": "H.264",
    b"avc3": "H.264",
    b"hvc1": "HEVC (H.265)",
    b"hev1": "HEVC (H.265)",
    b"av01": "AV1",
    b"vp08": "VP8",
    b"vp09": "VP9",
    b"mp4v": "MPEG-4 Visual",
    b"mp4a": "AAC",
    b"Opus": "Opus",
    b"ac-3": "Dolby AC-3",
    b"ec-3": "Dolby E-AC-3",
    b"samr": "AMR",
    b"sawb": "AMR",
    b"alac": "ALAC",
    b".mp3": "MP3",
    b"encv": "hình bị khóa bản quyền",
    b"enca": "tiếng bị khóa bản quyền",
}
_COMMON_PROFILES = (66, 77, 88, 100)
"""Profiles of H.264 with 8 bits and 4:2:0, which browsers play; cameras also write others."""
# MPEG-4 Audio and its elder, MPEG-2 AAC; MP3 (ISO/IEC 14496-1, table 5).
_AAC, _MP3 = (0x40, 0x66, 0x67, 0x68), (0x69, 0x6B)
_SIZE = rb"[\x80-\xff]{0,3}[\x00-\x7f]"
# `esds` with an ES and a decoder descriptor (ISO/IEC 14496-1, 7.2.6), as all encoders write it.
_DECODER = re.compile(rb"esds.{4}\x03" + _SIZE + rb".{3}\x04" + _SIZE + rb"(.)", re.DOTALL)


class Box(Struct, frozen=True, kw_only=True):
    """A box: where it and its content begin, and where both end."""

    kind: bytes
    offset: int
    start: int
    end: int


def probe_mp4(file: BinaryIO, size: int) -> Probe:
    """Walk through the boxes of a film. Raises FilmError."""
    if file.read(8)[4:] != b"ftyp":  # stands before all others
        hint = "lưu lại phim thành MP4 (H.264), rồi chép vào"
        raise FilmError("tệp này không phải phim MP4", hint)
    boxes = list(_boxes(file, 0, size))
    kinds = [box.kind for box in boxes]
    if b"moov" not in kinds:
        raise broken()
    at = kinds.index(b"moov")
    return Probe(
        container="mp4",
        seconds=_length(file, boxes[at]),
        size=size,
        tracks=tuple(_tracks(file, boxes[at])),
        blanks=tuple(_telltales(file, boxes)),
        starts_fast=b"mdat" not in kinds[:at],
    )


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
            raise broken()
        yield Box(kind=kind, offset=offset, start=offset + header, end=offset + length)
        offset += length


def _telltales(file: BinaryIO, boxes: Iterable[Box], depth: int = 1) -> Iterator[Blank]:
    for box in boxes:
        if box.kind in _TELLTALE:
            # The size before the label stays; one of 64 bits after it as well.
            size = (box.end - box.offset).to_bytes(8) if box.start - box.offset == 16 else b""
            label = b"free" + size
            yield Blank(offset=box.offset + 4, label=label, start=box.start, end=box.end)
        elif box.kind in _CONTAINERS and depth <= _DEEPEST:
            yield from _telltales(file, _boxes(file, box.start, box.end), depth + 1)


def _inside(file: BinaryIO, boxes: Iterable[Box], *path: bytes) -> Iterator[Box]:
    """Boxes that lie in these at a path of kinds."""
    for kind in path:
        boxes = [
            inner
            for box in boxes
            for inner in _boxes(file, box.start, box.end)
            if inner.kind == kind
        ]
    yield from boxes


def _content(file: BinaryIO, box: Box, most: int) -> bytes:
    file.seek(box.start)
    return file.read(min(most, box.end - box.start))


def _length(file: BinaryIO, movie: Box) -> int | None:
    """Whole seconds from the movie header, section 8.2.2."""
    header = next(_inside(file, [movie], b"mvhd"), None)
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


def _tracks(file: BinaryIO, movie: Box) -> Iterator[Track]:
    """Pictures and sound, by their handlers and sample entries (8.4.3, 8.5.2)."""
    for media in _inside(file, [movie], b"trak", b"mdia"):
        handler = next(_inside(file, [media], b"hdlr"), None)
        kind = _KINDS.get(_content(file, handler, 12)[8:]) if handler else None
        if kind is None:
            continue
        for table in _inside(file, [media], b"minf", b"stbl", b"stsd"):
            for entry in _boxes(file, table.start + 8, table.end):
                yield Track(kind=kind, codec=_codec(file, entry))


def _codec(file: BinaryIO, entry: Box) -> str:
    name = _CODECS.get(entry.kind, printable(entry.kind))
    if entry.kind in (b"avc1", b"avc3"):
        # A visual sample entry has 78 bytes before its boxes; `avcC` names the profile.
        for box in _boxes(file, entry.start + 78, entry.end):
            if box.kind == b"avcC":
                common = int.from_bytes(_content(file, box, 2)[1:]) in _COMMON_PROFILES
                return name if common else f"{name} 10 bit/4:2:2"
    elif entry.kind == b"mp4a":
        found = _DECODER.search(_content(file, entry, 512))
        kind = found[1][0] if found else _AAC[0]
        return "MP3" if kind in _MP3 else name if kind in _AAC else f"mp4a {kind:#04x}"
    return name
