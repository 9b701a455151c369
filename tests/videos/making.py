"""Films made by hand, box by box (ISO/IEC 14496-12), and the texts beside them."""

from __future__ import annotations

from plugins.body import Body
from plugins.content.posts import Film, State
from plugins.fields import VideoSource
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


FTYP = box(b"ftyp", b"isom\0\0\2\0isommp41")
MDAT = box(b"mdat", b"PICTURES" * 8)


def film(*more: bytes, seconds: int = 95, inside: bytes = b"") -> bytes:
    """A whole film; `inside` are further boxes of `moov`, `more` come after it."""
    return FTYP + box(b"moov", mvhd(1000, seconds * 1000) + inside) + MDAT + b"".join(more)


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
