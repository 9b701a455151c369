"""Films made by hand, box by box (ISO/IEC 14496-12) or element by element (RFC 8794), and the
texts beside them."""

from __future__ import annotations

import struct
from pathlib import Path

from plugins.body import Body
from plugins.content.posts import Film, State
from plugins.fields import VideoSource
from plugins.videos.films import copy_without_metadata, probe
from plugins.videos.probes import Probe
from tests.content.reading import NOW

WEBVTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nXe chạy.\n"


def box(kind: bytes, content: bytes = b"", *, wide: bool = False) -> bytes:
    """A box; with its size in 64 bits when it is `wide`."""
    if wide:
        return (1).to_bytes(4) + kind + (16 + len(content)).to_bytes(8) + content
    return (8 + len(content)).to_bytes(4) + kind + content


def mvhd(scale: int, units: int, version: int = 0) -> bytes:
    """A movie header: `units` of which `scale` make a second."""
    size = 8 if version else 4
    times = bytes(2 * size) + scale.to_bytes(4) + units.to_bytes(size)
    return box(b"mvhd", bytes([version, 0, 0, 0]) + times + bytes(80))


def entry(codec: bytes, profile: int = 77) -> bytes:
    """A sample entry for pictures; one for H.264 tells its profile."""
    more = box(b"avcC", bytes([1, profile, 0, 30])) if codec == b"avc1" else b""
    return box(codec, bytes(78) + more)


def sound(codec: bytes = b"mp4a", kind: int = 0x40) -> bytes:
    """A sample entry for sound; of `mp4a` the kind is that of ISO/IEC 14496-1."""
    decoder = b"\x04\x0d" + bytes([kind]) + bytes(12)
    stream = b"\x03\x80\x80\x80\x12\0\1\0" + decoder
    more = box(b"esds", bytes(4) + stream) if codec == b"mp4a" else b""
    return box(codec, bytes(28) + more)


def trak(*entries: bytes, handler: bytes = b"vide") -> bytes:
    """A track with sample entries."""
    table = box(b"stsd", bytes(4) + len(entries).to_bytes(4) + b"".join(entries))
    told = box(b"hdlr", bytes(8) + handler + bytes(12))
    return box(b"trak", box(b"mdia", told + box(b"minf", box(b"stbl", table))))


FTYP = box(b"ftyp", b"isom\0\0\2\0isommp41")
MDAT = box(b"mdat", b"PICTURES" * 8)
PICTURE = trak(entry(b"avc1"))
SOUND = trak(sound(), handler=b"soun")


def film(*more: bytes, seconds: int = 95, inside: bytes = b"", tracks: bytes = PICTURE) -> bytes:
    """A whole film; `inside` are further boxes of `moov`, `more` come after it."""
    return FTYP + box(b"moov", mvhd(1000, seconds * 1000) + tracks + inside) + MDAT + b"".join(more)


def late(data: bytes = MDAT) -> bytes:
    """A film as phones write it: what a player must know first stands at the end."""
    return FTYP + data + box(b"moov", mvhd(1000, 95_000) + PICTURE)


OPEN = -1


def element(id_: str, content: bytes = b"", size: int | None = None) -> bytes:
    """An element; its size is in eight bytes, as libwebm writes it, and may be a lie or OPEN."""
    length = (1 << 56) - 1 if size == OPEN else len(content) if size is None else size
    return bytes.fromhex(id_) + (1 << 56 | length).to_bytes(8) + content


def webm_track(codec: bytes, kind: int = 1, *more: bytes) -> bytes:
    """An entry of Tracks."""
    inside = element("83", bytes([kind])) + element("86", codec) + b"".join(more)
    return element("ae", inside)


VP9 = webm_track(b"V_VP9")
OPUS = webm_track(b"A_OPUS", 2)
CLUSTER = element("1f43b675", element("e7", b"\x03\xe8") + element("a3", b"PICTURES" * 8))
"""It begins after 1,000 units."""


def duration(units: float) -> bytes:
    """A child of Info."""
    return element("4489", struct.pack(">d", units))


def webm(
    *more: bytes,
    info: bytes | None = None,
    tracks: bytes = VP9,
    doc_type: bytes = b"webm",
    end: bytes = CLUSTER,
    size: int | None = None,
) -> bytes:
    """A whole WebM of 95 seconds; `more` are further children of Segment, before the last."""
    told = duration(95_000) if info is None else info
    inside = element("1549a966", told) + element("1654ae6b", tracks) + b"".join(more) + end
    return element("1a45dfa3", element("4282", doc_type)) + element("18538067", inside, size)


def video_text(title: str = "Phim", date: str = "2021-01-11", **fields: str) -> str:
    """A video's file; keyword arguments are further fields, `body` the body."""
    body = fields.pop("body", "Lời của phim.\n")
    lines = [f"title: {title}", f"date: {date}", *(f"{k}: {v}" for k, v in fields.items())]
    return "\n".join(["---", *lines, "---", "", body])


def a_film(
    name: str = "phim",
    state: State = "published",
    source: tuple[str, str] = ("youtube", "dQw4w9WgXcQ"),
    **values: object,
) -> Film:
    """What the catalog knows of a video."""
    standard: dict[str, object] = {
        "path": f"video/{name}.md",
        "url": f"video/{name}/",
        "state": state,
        "title": name.capitalize(),
        "date": NOW,
        "body": Body(html="<p>Lời</p>", digest="a", summary="Lời"),
        "summary": "Lời",
        "source": VideoSource(kind=source[0], value=source[1]),
        "poster": "",
        "seconds": None,
        "captions": (),
        "tags": (),
        "sample": False,
        "lines": {"source": 4, "poster": 5, "captions": 6},
    }
    return Film(**(standard | values))  # type: ignore[arg-type]


def probed(folder: Path, data: bytes, *, ending: str) -> Probe:
    """What is found out of a film with these bytes."""
    (folder / f"phim{ending}").write_bytes(data)
    return probe(folder / f"phim{ending}")


def cleaned(folder: Path, data: bytes, *, ending: str) -> bytes:
    """The film as it is published; the original stays as it is."""
    found = probed(folder, data, ending=ending)
    copy_without_metadata(folder / f"phim{ending}", found, folder / "cache/a")
    assert [path.name for path in (folder / "cache").iterdir()] == ["a"]
    assert (folder / f"phim{ending}").read_bytes() == data
    return (folder / "cache/a").read_bytes()
