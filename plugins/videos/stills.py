"""Posters taken from films whose editor named none, kept by content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from plugins.content.posts import Film
from plugins.files import digest, write_atomically
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.index import Index, Known, look
from plugins.problems import Problem, as_warnings
from plugins.values import replace
from plugins.videos.frames import RECIPE, is_installed, take_still
from plugins.videos.media import FOLDER, Media
from plugins.videos.probes import FilmError, Probe

STILLS = "stills"
"""The folder of stills in the cache."""


def with_stills(
    media: Mapping[str, Media], films: Iterable[Film], folder: Path, index: Index
) -> tuple[dict[str, Media], list[Problem]]:
    """Media by the paths of their videos, with a poster for each that could get one; `index` knows
    the digests of films."""
    found = dict(media)
    problems: dict[Problem, None] = {}
    for film in films:
        one = found.get(film.path, Media())
        if film.state == "withdrawn" or film.poster or one.film is None or one.probe is None:
            continue
        if not one.probe.codecs("video"):
            continue  # that is told already
        still, problem = _still(film, one.film, one.probe, folder, index)
        if still is not None:
            found[film.path] = replace(one, poster=still[0], poster_known=still[1])
        if problem is not None:
            told = as_warnings([problem]) if film.state == "draft" else [problem]
            problems |= dict.fromkeys(told)
    return found, list(problems)


def _still(
    film: Film, source: Path, probe: Probe, folder: Path, index: Index
) -> tuple[tuple[Path, Known] | None, Problem | None]:
    path = folder / f"{digest(index.digest(source).encode(), RECIPE)}.png"
    if path.is_file():
        try:
            return (path, look(path)), None
        except PhotoError:  # whatever became of it, it is taken anew
            path.unlink()
    if not is_installed():
        return None, Problem(
            path=film.path,
            line=film.lines.get("source"),
            message="chưa có ảnh bìa, mà bộ đọc phim (PyAV) chưa cài nên không lấy từ phim được",
            hint="chạy make video một lần, hoặc đặt một ảnh cạnh phim rồi ghi poster: ten-anh.jpg",
            level="warning",
        )
    try:
        write_atomically(path, take_still(source, probe.container), shared=True)
        return (path, look(path)), None
    except FilmError as error:
        place = f"{FOLDER}/{film.source.value}"
        return None, Problem(path=place, message=error.message, hint=error.hint)
