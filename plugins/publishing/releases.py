"""Releases side by side in a folder of this machine, one of which is served.

    place/releases/20210301T010000Z-1a2b3c4d/   a complete site, and lasting files of earlier ones
    place/current -> releases/…                 what the web server shows

A switch is one rename of a link: whoever opens a file gets it from the old release or from the new
one. Whatever a killed run leaves begins with a dot and ends with `~`; the next run removes it.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from plugins.files import write_atomically
from plugins.publishing import manifests
from plugins.publishing.manifests import NAME, Manifest
from plugins.publishing.plain_folder import MADE_BY, MARKER, link_or_copy
from plugins.publishing.surveys import LASTING, Survey
from plugins.values import Struct

FOLDER = "releases"
CURRENT = "current"
LOCK = ".lock~"
"""Who writes to the place holds this file of `releases/`."""


class Standing(Struct, frozen=True, kw_only=True):
    """Releases at a place, oldest first, and the one that is served; none at first."""

    names: tuple[str, ...] = ()
    current: str = ""


class FaultyError(ValueError):
    """There is no such release, or none that is whole: one sentence."""


def is_place(place: Path) -> bool:
    """Whether this command keeps releases at `place`."""
    try:
        values = json.loads((place / FOLDER / MARKER).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(values, dict) and values.get("made_by") == MADE_BY


def is_left_over(name: str) -> bool:
    """Whether a file or folder of this name was on its way when its run was killed."""
    return name.startswith(".") and name.endswith("~")


def begin(place: Path) -> None:
    """Make `place` one that keeps releases. Raises OSError."""
    if is_place(place):
        return
    new = place / f".{FOLDER}.{os.getpid()}.new~"
    new.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"made_by": MADE_BY, "version": 2}) + "\n"
    write_atomically(new / MARKER, text.encode())
    try:
        new.rename(place / FOLDER)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        if not is_place(place):  # else another run was faster
            raise


def end(place: Path, *, new: bool) -> None:
    """Leave nothing of a place without a release; `new` tells that its folder was not there."""
    if is_place(place) and not standing(place).names:
        shutil.rmtree(place / FOLDER, ignore_errors=True)
        if new:
            with contextlib.suppress(OSError):  # something was put there meanwhile
                place.rmdir()


def is_inside(path: Path) -> bool:
    """Whether `path` is one of the releases of a place, or within."""
    return any(f.name == FOLDER and is_place(f.parent) for f in (path, *path.parents))


def standing(place: Path) -> Standing:
    """What is there."""
    folder = place / FOLDER
    names = sorted(name for name in _names(folder) if NAME.fullmatch(name))
    current = ""
    with contextlib.suppress(OSError):
        target = (place / CURRENT).readlink()
        if target.parent == Path(FOLDER) and (folder / target.name).is_dir():
            current = target.name
    return Standing(names=tuple(names), current=current)


def manifest(place: Path, name: str) -> Manifest | None:
    """What a release tells of itself; None when it is not whole."""
    try:
        return manifests.parse((place / FOLDER / name / MARKER).read_bytes())
    except OSError:
        return None


def mend(place: Path) -> None:
    """Remove what a killed run left. What is served is whole at any moment and stays."""
    for folder in (place / FOLDER, place):
        for name in _names(folder):
            if is_left_over(name) and name != LOCK:
                _remove(folder / name)


def made_of(
    found: Survey, packed: Iterable[str], before: Manifest | None, at: datetime
) -> Manifest:
    """The manifest of a release of the surveyed site, with packed copies, made at `at`."""
    names = {*found.files, *packed}
    return Manifest(
        digest=found.digest,
        files=len(found.files),
        pages=found.pages,
        size=found.size,
        lasting=tuple(sorted(name for name in names if LASTING.search(name))),
        kept=manifests.carried(before, names, at) if before else {},
    )


def fill(
    folder: Path, sources: Mapping[str, Path], made: Manifest, before: Path | None = None
) -> None:
    """Make `folder` a release: `sources` says where the bytes of each file lie.

    What is the same in the release `before` is that very file, with its time, so that it takes no
    room and a browser that asks for it again is told that it has it. Raises OSError.
    """
    folder.mkdir()
    made_folders = {folder}
    for name, source in sources.items():
        target = folder / name
        if target.parent not in made_folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            made_folders.add(target.parent)
        earlier = before / name if before else None
        same = earlier is not None and _same(name, source, earlier)
        link_or_copy(earlier if earlier is not None and same else source, target)
    if before:
        take_over(before, folder, made.kept)
    write_atomically(folder / MARKER, manifests.text_of(made).encode())


def take_over(source: Path, folder: Path, names: Iterable[str]) -> None:
    """Link files of one release into another; what is gone, or there already, is left."""
    for name in names:
        target = folder / name
        if (source / name).is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            link_or_copy(source / name, target)


def release(
    place: Path, sources: Mapping[str, Path], made: Manifest, *, at: datetime, keep: int
) -> str:
    """Add a release to `place` and show it; its name. Of all only `keep` stay.

    Raises OSError; then what was served is served still.
    """
    there = standing(place)
    folder = place / FOLDER
    new = folder / ".new~"
    try:
        fill(new, sources, made, folder / there.current if there.current else None)
        name = manifests.name_of(at, made.digest, there.names)
        new.rename(folder / name)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    try:
        switch(place, name)
    except BaseException:
        discard(place, [name])
        raise
    with contextlib.suppress(OSError):  # the new one stands; the next run tidies up
        discard(place, manifests.pruned((*there.names, name), name, keep))
    return name


def roll_back(place: Path, to: str, at: datetime) -> str:
    """Show an earlier release; its name. `to` is the beginning of a name, empty for the release
    before the current one. Raises FaultyError, OSError.

    It takes over the lasting files of the release that is left, for readers who hold its pages.
    """
    there = standing(place)
    name = chosen(there, to)
    made = manifest(place, name)
    if made is None:
        raise FaultyError(f"bản {name} không còn nguyên vẹn; hãy chọn bản khác (--list)")
    left = manifest(place, there.current) if there.current else None
    if left:
        folder = place / FOLDER
        take_over(
            folder / there.current, folder / name, {**left.kept, **dict.fromkeys(left.lasting)}
        )
        own = {*made.lasting}
        kept = {**made.kept, **manifests.carried(left, own, at)}
        text = manifests.text_of(manifests.with_kept(made, kept))
        write_atomically(folder / name / MARKER, text.encode())
    switch(place, name)
    return name


def chosen(there: Standing, to: str) -> str:
    """The one release that `to` means. Raises FaultyError."""
    if to:
        found = [name for name in there.names if name.startswith(to)]
        if len(found) != 1:
            many = "có nhiều bản" if found else "không có bản nào"
            raise FaultyError(f"{many} bắt đầu bằng “{to}”; xem các bản bằng --list")
        if found[0] == there.current:
            raise FaultyError(f"bản {found[0]} chính là bản đang đăng")
        return found[0]
    earlier = [name for name in there.names if name < there.current]
    if not earlier:
        raise FaultyError("không còn bản nào cũ hơn bản đang đăng; xem các bản bằng --list")
    return earlier[-1]


def switch(place: Path, name: str) -> None:
    """Show the release `name`: one rename."""
    link = place / f".{CURRENT}.new~"
    link.unlink(missing_ok=True)
    link.symlink_to(f"{FOLDER}/{name}", target_is_directory=True)
    link.replace(place / CURRENT)


def discard(place: Path, names: Iterable[str]) -> None:
    """Remove releases; first the name goes, for what has one is whole."""
    for name in names:
        gone = place / FOLDER / f".{name}.gone~"
        (place / FOLDER / name).rename(gone)
        shutil.rmtree(gone)


def _same(name: str, one: Path, other: Path) -> bool:
    """Whether two files of this name have the same bytes."""
    try:
        first, second = one.stat(), other.stat()
    except FileNotFoundError:
        return False
    if os.path.samestat(first, second):
        return True
    if first.st_size != second.st_size:
        return False
    return bool(LASTING.search(name)) or one.read_bytes() == other.read_bytes()


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208  # names are what is wanted
    except FileNotFoundError:
        return []


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
