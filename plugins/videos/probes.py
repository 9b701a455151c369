"""What a film's container tells, whatever kind of container it is."""

from __future__ import annotations

from typing import Literal

from plugins.values import Struct

Container = Literal["mp4", "webm", "matroska"]


class FilmError(Exception):
    """A film that cannot be used: what is wrong, and the cure."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


class Blank(Struct, frozen=True, kw_only=True):
    """A part of the file that readers must not get: `label` is written at `offset`, so that
    players pass over it, and noughts from `start` to `end`. No other byte moves."""

    offset: int
    label: bytes
    start: int
    end: int


class Track(Struct, frozen=True, kw_only=True):
    """Picture or sound, and the codec as people name it."""

    kind: Literal["video", "audio"]
    codec: str


class Probe(Struct, frozen=True, kw_only=True):
    """What the container tells: length, size of the file in bytes, tracks, parts to empty.

    `seconds` is None when the file does not say how long it is; `starts_fast`: a player need not
    read to the end before it can begin.
    """

    container: Container
    seconds: int | None
    size: int
    tracks: tuple[Track, ...] = ()
    blanks: tuple[Blank, ...] = ()
    starts_fast: bool = True

    def codecs(self, kind: Literal["video", "audio"]) -> tuple[str, ...]:
        """The codecs of pictures or of sound, each once."""
        return tuple(dict.fromkeys(track.codec for track in self.tracks if track.kind == kind))


def broken() -> FilmError:
    """A film that ends too soon, or whose parts contradict each other."""
    hint = "chép lại phim từ máy quay hoặc điện thoại"
    return FilmError("phim bị hỏng hoặc chép chưa hết", hint)


def printable(name: bytes) -> str:
    """A codec's own name, fit to be shown."""
    text = name.rstrip(b"\0 ").decode("ascii", "replace")
    return "".join(c if c.isprintable() else "?" for c in text) or "không rõ"
