"""What tells that a file has changed without reading it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISREG

Stamp = tuple[int, int, int]
"""Size in bytes, and the times of the last change of content and of inode, in nanoseconds."""

RACY = 2_000_000_000
"""Nanoseconds: a file that changed so shortly before somebody looked may change again without
another time to show for it (git's "racy" entries; FAT counts in two seconds)."""


def stamp(status: os.stat_result) -> Stamp:
    """The stamp of a file with this status."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def stamp_of_file(path: str) -> Stamp | None:
    """The stamp of a regular file; None for links and folders and where there is nothing."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return stamp(status) if S_ISREG(status.st_mode) else None


def newest(found: Iterable[Stamp]) -> int:
    """The latest of all times; 0 where there is none."""
    return max((max(one[1:]) for one in found), default=0)


def stamps(root: Path) -> Iterator[tuple[str, Stamp]]:
    """Everything visible at or below `root`, folders with empty stamps, in no order."""
    waiting = [str(root)]
    while waiting:
        folder = waiting.pop()
        try:
            entries = os.scandir(folder)
        except OSError:  # a file, or nothing
            if found := stamp_of_file(folder):
                yield folder, found
            continue
        with entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    yield entry.path, (0, 0, 0)
                else:
                    yield entry.path, stamp(entry.stat(follow_symlinks=False))
