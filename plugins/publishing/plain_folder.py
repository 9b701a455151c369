"""A plain folder: one complete copy of a built site, swapped in whole.

Beside a release `public` there may lie, while it is replaced or after a run was killed:
`.public.new~`, a copy being made or files on their way out, never of any worth; and
`.public.old~`, the whole release of before, in the moment between two renames.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from pathlib import Path

from plugins.publishing.surveys import built
from plugins.values import Struct

MARKER = ".release.json"
"""The file that tells a release from any other folder."""

MADE_BY = "inv publish"
"""What the marker says."""


class Release(Struct, frozen=True, kw_only=True):
    """What lies in a release, besides its marker."""

    files: int
    size: int


def is_release(folder: Path) -> bool:
    """Whether this command made `folder`."""
    try:
        values = json.loads((folder / MARKER).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(values, dict) and values.get("made_by") == MADE_BY


def mend(place: Path) -> None:
    """Bring `place` back to one whole release after a run was killed, and tidy up beside it."""
    old = _beside(place, "old")
    if old.is_dir() and not is_release(place):
        # Killed between the two renames; an empty folder may have been made since.
        if place.is_dir():
            place.rmdir()
        old.rename(place)
    _discard(place, old)
    _remove(_beside(place, "new"))


def release(site: Path, place: Path) -> Release:
    """Put a copy of the built site where `place` is; readers see the old release or the new one.

    Raises OSError; then the old release is still there, or there again.
    """
    new, old = _beside(place, "new"), _beside(place, "old")
    try:
        made = _fill(site, new)
        if place.is_dir():
            shutil.copymode(place, new)
            place.rename(old)
        new.rename(place)
    except BaseException:
        if old.is_dir() and not place.exists():
            old.rename(place)
        shutil.rmtree(new, ignore_errors=True)
        raise
    with contextlib.suppress(OSError):  # the new one stands; the next run tidies up
        _discard(place, old)
    return made


def _fill(site: Path, new: Path) -> Release:
    """A complete copy of `site` with the marker; hard links cost no room."""
    files = size = 0
    new.mkdir()
    for name in built(site):
        target = new / name
        target.parent.mkdir(parents=True, exist_ok=True)
        link_or_copy(site / name, target)
        files += 1
        size += target.stat().st_size
    text = json.dumps({"made_by": MADE_BY, "version": 1})
    (new / MARKER).write_text(text + "\n", encoding="utf-8", newline="\n")
    return Release(files=files, size=size)


def link_or_copy(source: Path, target: Path) -> None:
    """Put the bytes of `source` at `target`; a hard link costs no room."""
    try:
        os.link(source, target)
    except OSError:  # another disk, or a file system without links
        shutil.copyfile(source, target)


def _discard(place: Path, old: Path) -> None:
    """Remove the release of before; first its name goes, for `.old~` means a whole one."""
    if old.is_dir():
        new = _beside(place, "new")
        _remove(new)
        old.rename(new)
        _remove(new)


def _remove(folder: Path) -> None:
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)


def _beside(place: Path, word: str) -> Path:
    return place.with_name(f".{place.name}.{word}~")
