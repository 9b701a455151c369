"""WebM files (RFC 8794, RFC 9559): length, codecs, and where they tell on their maker.

What tells becomes a Void element of the same size, which players pass over.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from typing import BinaryIO, Literal

from plugins.values import Struct, field
from plugins.videos.probes import Blank, FilmError, Probe, Track, broken, printable

MAGIC = b"\x1aE\xdf\xa3"
_DOC_TYPE = 0x4282
_SEGMENT, _CLUSTER, _CLUSTER_TIME = 0x18538067, 0x1F43B675, 0xE7
_SEEK_HEAD, _SEEK = 0x114D9B74, 0x4DBB
_INFO, _SCALE, _DURATION = 0x1549A966, 0x2AD7B1, 0x4489
_TRACKS, _TRACK, _TRACK_TYPE, _CODEC = 0x1654AE6B, 0xAE, 0x83, 0x86
_TAGS, _ATTACHMENTS = 0x1254C367, 0x1941A469
_TELLTALE = (
    _TAGS,
    _ATTACHMENTS,
    0x7BA9,  # title
    0x4461,  # when it was made
    0x7384, 0x3C83AB, 0x3E83BB,  # names of files
    0x536E,  # name of a track
    0xBF,  # a sum over its neighbours, which would no longer be right
)  # fmt: skip
_VOID = b"\xec"
RECIPE = repr(_TELLTALE).encode()
"""What is done to a film: part of its name."""

_KINDS: dict[int, Literal["video", "audio"]] = {1: "video", 2: "audio"}
_CODECS = {
    b"V_VP8": "VP8",
    b"V_VP9": "VP9",
    b"V_AV1": "AV1",
    b"V_MPEG4/ISO/AVC": "H.264",
    b"V_MPEGH/ISO/HEVC": "HEVC (H.265)",
    b"A_OPUS": "Opus",
    b"A_VORBIS": "Vorbis",
    b"A_AAC": "AAC",
    b"A_MPEG/L3": "MP3",
    b"A_AC3": "Dolby AC-3",
    b"A_EAC3": "Dolby E-AC-3",
}


class Element(Struct, frozen=True, kw_only=True):
    """An element: where it and its content begin, and where both end.

    `open`: a live recording does not say where it ends; then `end` is that of its parent.
    """

    id: int
    offset: int
    start: int
    end: int
    open: bool


class _Told(Struct, kw_only=True):
    """What was found so far on the way through the segment."""

    tracks: list[Track] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)
    scale: int = 1_000_000
    duration: float = 0.0
    last: Element | None = None


def probe_webm(file: BinaryIO, size: int) -> Probe:
    """Walk through the elements of a film. Raises FilmError."""
    if file.read(4) != MAGIC:
        hint = "lưu lại phim thành MP4 (H.264), rồi chép vào"
        raise FilmError("tệp này không phải phim WebM", hint)
    told, kind, segments = _Told(), b"", 0
    for element in _elements(file, 0, size):
        if element.offset == 0:
            inner = _elements(file, element.start, element.end)
            kind = next((_content(file, one) for one in inner if one.id == _DOC_TYPE), b"")
        elif element.id == _SEGMENT:
            _read_segment(file, element, told)
            segments += 1
            break  # a file has one, and a second is never shown
    if not segments or told.last is None:
        raise broken()
    return Probe(
        container="webm" if kind.rstrip(b"\0") == b"webm" else "matroska",
        seconds=_length(file, told),
        size=size,
        tracks=tuple(told.tracks),
        blanks=tuple(told.blanks),
    )


def _elements(file: BinaryIO, start: int, end: int) -> Iterator[Element]:
    """The elements from `start` to `end`. Raises FilmError when one is cut short.

    Of one that is open its content follows, as if it were not inside.
    """
    offset = start
    while offset < end:
        file.seek(offset)
        head = file.read(12)
        width = 9 - head[0].bit_length() if head else 99
        length = head[width : width + 1]
        if width > 4 or not length or not length[0]:
            raise broken()
        wide = 9 - length[0].bit_length()
        digits = head[width : width + wide]
        most = (1 << 7 * wide) - 1
        content = int.from_bytes(digits) & most
        inside = offset + width + wide
        is_open = content == most
        stop = end if is_open else inside + content
        if len(digits) < wide or stop > end:
            raise broken()
        yield Element(
            id=int.from_bytes(head[:width]), offset=offset, start=inside, end=stop, open=is_open
        )
        offset = inside if is_open else stop


def _read_segment(file: BinaryIO, segment: Element, told: _Told) -> None:
    for element in _elements(file, segment.start, segment.end):
        if element.id == _CLUSTER:
            told.last = element
        elif element.id in _TELLTALE:
            told.blanks.append(_blank(element))
        elif element.id in (_INFO, _TRACKS, _SEEK_HEAD) and not element.open:
            _read_master(file, element, told)


def _read_master(file: BinaryIO, master: Element, told: _Told) -> None:
    kind, codec = 0, b""
    for element in _elements(file, master.start, master.end):
        if element.id in _TELLTALE:
            told.blanks.append(_blank(element))
        elif element.id == _TRACK and master.id == _TRACKS:
            _read_master(file, element, told)
        elif element.id == _SEEK and _TAGS.to_bytes(4) in _content(file, element):
            told.blanks.append(_blank(element))  # it would lead to what is no longer there
        elif element.id == _SCALE:
            told.scale = int.from_bytes(_content(file, element)) or told.scale
        elif element.id == _DURATION:
            told.duration = _number(_content(file, element))
        elif element.id == _TRACK_TYPE:
            kind = int.from_bytes(_content(file, element))
        elif element.id == _CODEC:
            codec = _content(file, element)
    if master.id == _TRACK and kind in _KINDS:
        name = _CODECS.get(codec.rstrip(b"\0")) or printable(codec)
        told.tracks.append(Track(kind=_KINDS[kind], codec=name))


def _content(file: BinaryIO, element: Element) -> bytes:
    """Bytes of a short element."""
    file.seek(element.start)
    return file.read(min(64, element.end - element.start))


def _number(data: bytes) -> float:
    forms = {4: ">f", 8: ">d"}
    value = float(struct.unpack(forms[len(data)], data)[0]) if len(data) in forms else 0.0
    return value if math.isfinite(value) else 0.0


def _blank(element: Element) -> Blank:
    whole = element.end - element.offset
    if whole < 9:
        label = _VOID + bytes([0x80 | (whole - 2)])
    else:
        label = _VOID + (1 << 56 | (whole - 9)).to_bytes(8)
    start = element.offset + len(label)
    return Blank(offset=element.offset, label=label, start=start, end=element.end)


def _length(file: BinaryIO, told: _Told) -> int | None:
    """Whole seconds; of a live recording, which does not tell, when its last cluster begins."""
    units = told.duration
    if units <= 0 and told.last is not None:
        inner = _elements(file, told.last.start, told.last.end)
        times = (one for one in inner if one.id == _CLUSTER_TIME)
        units = next((int.from_bytes(_content(file, one)[:8]) for one in times), 0)
    seconds = units * told.scale / 1_000_000_000
    return max(1, round(seconds)) if 0 < seconds < 10**9 else None
