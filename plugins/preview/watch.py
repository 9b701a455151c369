"""What lies in the watched folders, when to look again, and what differs between two looks.

The door to `watchfiles`. The system's notifications only say when: network drives, virtual
machines and folders that come and go have none or lose some, so what changed is always the
difference between two looks, and now and then there is one without a notification.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Event

from watchfiles import watch

_STEP = 15
"""Milliseconds without news after which news are told: less than anybody notices, more than an
editor takes between emptying a file and writing it."""

Stamp = tuple[int, int]
"""Time of change in nanoseconds, and size."""

Snapshot = Mapping[str, Stamp]
"""Path to stamp."""


def is_ignored(name: str) -> bool:
    """Whether a name belongs to a program at work: hidden, cached, backup or swap files."""
    return (
        name.startswith((".", "~$", "#"))
        or name.endswith(("~", ".tmp", ".pyc"))
        or name in {"__pycache__", "4913"}  # vim tries whether it may write with this name
    )


def snapshot(roots: Iterable[Path]) -> Snapshot:
    """Every file at or below `roots`; what is missing or cannot be read is simply not there."""
    return {path: stamp for root in roots for path, stamp in _files(root)}


def changed(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """Paths that were added, removed or written between two looks."""
    return tuple(sorted({path for path, _ in before.items() ^ after.items()}))


def look_again(before: Snapshot, news: Collection[str]) -> Snapshot | None:
    """The snapshot now, when nothing happened but to these files that were there `before`."""
    if not news or not before.keys() >= set(news):
        return None
    try:
        return {**before, **{path: _stamp(os.lstat(path)) for path in news}}
    except OSError:
        return None


def wakes(roots: Sequence[Path], stop: Event, *, interval: float) -> Iterator[Collection[str]]:
    """Comes back right after something happened below `roots`, with its paths, and without any
    every `interval` seconds."""
    while not stop.is_set():
        folders = _folders(roots)
        for news in _events(list(folders), stop, interval):
            yield news
            # A folder that came, or came anew, is not watched yet.
            if _folders(roots) != folders:
                break


def _events(folders: Sequence[str], stop: Event, interval: float) -> Iterator[Collection[str]]:
    try:
        for changes in watch(
            *folders,
            watch_filter=lambda _, path: not is_ignored(os.path.basename(path)),  # noqa: PTH119 (as it came)
            step=_STEP,
            stop_event=stop,
            rust_timeout=int(interval * 1000),
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield {_as_named(path, folders) for _, path in changes}
    except OSError:
        # Too many folders for this system, or one is gone already.
        while not stop.wait(interval):
            yield ()


def _as_named(path: str, folders: Sequence[str]) -> str:
    """A path in a notification, which is absolute, as snapshots name it: letter for letter, which a
    Path would not keep."""
    for folder in folders:
        start = os.path.join(os.path.abspath(folder), "")  # noqa: PTH100, PTH118
        if path.startswith(start):
            return os.path.join(folder, path.removeprefix(start))  # noqa: PTH118
    return path


def _folders(roots: Iterable[Path]) -> Mapping[str, tuple[int, int]]:
    """Those that are there. A single file is not watched: a save may put another in its place."""
    found = {}
    for root in roots:
        if root.is_dir():
            status = root.stat()
            found[str(root)] = (status.st_dev, status.st_ino)
    return found


def _files(root: Path) -> Iterator[tuple[str, Stamp]]:
    try:
        if root.is_file():
            yield str(root), _stamp(root.stat())
        else:
            yield from _below(str(root))
    except OSError:
        return


def _below(folder: str) -> Iterator[tuple[str, Stamp]]:
    folders = [folder]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if is_ignored(entry.name):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        yield entry.path, _stamp(entry.stat(follow_symlinks=False))
        except OSError:
            continue  # removed while we looked: the next look tells


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size
