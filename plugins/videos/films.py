"""Films that the site itself publishes: which files they may be, read and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from plugins.files import half_written
from plugins.reasons import reason
from plugins.videos import mp4, webm
from plugins.videos.probes import FilmError, Probe

FILMS = "films"
"""The folder in the cache of films as they are published, and of an index of their originals."""

_PROBERS: dict[str, tuple[Callable[[BinaryIO, int], Probe], str]] = {
    ".mp4": (mp4.probe_mp4, ".mp4"),
    ".m4v": (mp4.probe_mp4, ".mp4"),
    ".webm": (webm.probe_webm, ".webm"),
}
"""What reads a file of this ending, and the ending that it is published with."""


def is_film(name: str) -> bool:
    """Whether a file's name is that of a film which browsers play."""
    return Path(name).suffix.lower() in _PROBERS


def published_ending(name: str) -> str:
    """The ending under which a film is published, with its dot."""
    return _PROBERS[Path(name).suffix.lower()][1]


def probe(path: Path) -> Probe:
    """Walk through the container of a film. Raises FilmError."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            return _PROBERS[path.suffix.lower()][0](file, size)
    except OSError as error:
        raise FilmError(f"không đọc được tệp ({reason(error)})", "kiểm tra tệp") from None


def recipe(name: str) -> bytes:
    """What is done to a film: part of its name, so that a better recipe makes it anew."""
    return webm.RECIPE if published_ending(name) == ".webm" else mp4.RECIPE


def copy_without_metadata(source: Path, found: Probe, path: Path) -> None:
    """Copy a film to `path`, atomically, with what tells on its maker emptied."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = half_written(path, shared=True)
    try:
        shutil.copyfile(source, temporary)
        with temporary.open("r+b") as file:
            for blank in found.blanks:
                file.seek(blank.offset)
                file.write(blank.label)
                file.seek(blank.start)
                file.write(bytes(blank.end - blank.start))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
