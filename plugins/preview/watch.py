"""What lies in the watched folders, and what differs between two looks.

Looking again twice a second is cheap at the size of this site, and unlike system notifications it
is the same on network drives, in virtual machines and for folders that come and go.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

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


def _files(root: Path) -> Iterator[tuple[str, Stamp]]:
    try:
        if root.is_file():
            yield str(root), _stamp(root.stat())
            return
        with os.scandir(root) as entries:
            for entry in entries:
                if is_ignored(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(Path(entry.path))
                else:
                    yield entry.path, _stamp(entry.stat(follow_symlinks=False))
    except OSError:
        # Removed while we looked: the next look tells.
        return


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size
