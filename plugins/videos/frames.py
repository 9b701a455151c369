"""A still picture out of a film: the door to PyAV, an optional extra (`make video`)."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

from plugins.videos.probes import Container, FilmError

RECIPE = b"still 1"
"""What is done to a film: part of the still's name, so that a better recipe takes it anew."""

WIDEST = 1920
"""Pixels; no rendition of a poster is wider."""

_SHARES = (0.1, 0.25, 0.5, 0.75, 0.0)
"""Where to look, as shares of the length: films begin with a black picture or a title."""
_ENOUGH = 12.0
"""Standard deviation of the brightness (0 to 255) from which there is something to see."""
_FAR = 300
"""Pictures that are decoded at most to get from where one can begin to the one looked for."""
_MAX_PIXELS = 8192 * 8192
_TURNS = {-90: ("clock",), 90: ("cclock",), 180: ("clock", "clock"), -180: ("clock", "clock")}
_FORMATS = {"mp4": "mp4", "webm": "matroska", "matroska": "matroska"}


def is_installed() -> bool:
    """Whether stills can be taken here."""
    return importlib.util.find_spec("av") is not None


def take_still(path: Path, container: Container) -> bytes:
    """An upright picture of a film as a PNG: the first of a few places where there is something
    to see. Raises FilmError."""
    av: Any = importlib.import_module("av")
    try:
        # The container is known already: a list of other files is no film.
        with av.open(str(path.resolve()), format=_FORMATS[container]) as film:
            return _png(av, film.streams.video[0], _best(av, film))
    except (av.FFmpegError, LookupError, ValueError, MemoryError):
        hint = "mở thử phim trên máy này; nếu không xem được thì chép lại từ máy quay hoặc điện"
        hint += " thoại, nếu xem được thì ghi poster: ten-anh.jpg"
        raise FilmError("không lấy được hình nào từ phim", hint) from None


def _best(av: Any, film: Any) -> Any:
    stream = film.streams.video[0]
    if stream.codec_context.width * stream.codec_context.height > _MAX_PIXELS:
        raise ValueError
    # One thread: `forks` copies only processes that have no other.
    stream.codec_context.thread_count = 1
    best, most = None, -1.0
    for frame in _candidates(av, film, stream):
        seen = _contrast(frame)
        if seen > most:
            best, most = frame, seen
        if most >= _ENOUGH:
            break
    if best is None:
        raise LookupError
    return best


def _candidates(av: Any, film: Any, stream: Any) -> Iterator[Any]:
    """A frame at each of the places; of a film without a length, some of its beginning."""
    if not film.duration:
        yield from islice(film.decode(stream), 0, _FAR, 25)
        return
    for share in _SHARES:
        place = share * film.duration / av.time_base
        film.seek(int(place * av.time_base), backward=True)
        frame = None
        try:
            for frame in islice(film.decode(stream), _FAR):
                if frame.pts is None or frame.pts * frame.time_base >= place:
                    break
        except av.FFmpegError:  # damaged here, perhaps not elsewhere
            continue
        if frame is not None:
            yield frame


def _contrast(frame: Any) -> float:
    small = frame.reformat(width=32, height=18, format="gray")
    plane = small.planes[0]
    rows = memoryview(plane)
    values = [v for y in range(18) for v in rows[y * plane.line_size : y * plane.line_size + 32]]
    mean = sum(values) / len(values)
    return float((sum((v - mean) ** 2 for v in values) / len(values)) ** 0.5)


def _png(av: Any, stream: Any, frame: Any) -> bytes:
    """The frame with square pixels, upright, the same on every machine."""
    wide = frame.width * (stream.sample_aspect_ratio or 1)
    scale = min(Fraction(1), Fraction(WIDEST) / Fraction(wide))
    width, height = max(1, round(wide * scale)), max(1, round(frame.height * scale))
    graph = av.filter.Graph()
    nodes = [
        graph.add_buffer(template=stream),
        graph.add("scale", f"{width}:{height}:flags=bicubic+accurate_rnd+full_chroma_int+bitexact"),
        graph.add("format", "rgb24"),
        *(graph.add("transpose", turn) for turn in _TURNS.get(frame.rotation, ())),
        graph.add("buffersink"),
    ]
    graph.link_nodes(*nodes).configure()
    graph.push(frame)
    picture = graph.pull()
    encoder = av.CodecContext.create("png", "w")
    encoder.width, encoder.height, encoder.pix_fmt = picture.width, picture.height, "rgb24"
    encoder.time_base, encoder.thread_count = Fraction(1, 25), 1
    return b"".join(bytes(packet) for packet in [*encoder.encode(picture), *encoder.encode(None)])
