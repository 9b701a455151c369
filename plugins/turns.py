"""One at a time: who writes to a place locks a file that stands for it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO, *, wait: bool) -> None:
        while True:
            try:  # LK_LOCK gives up after ten seconds
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    raise
            else:
                return
else:
    import fcntl

    def _lock(file: BinaryIO, *, wait: bool) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


class BusyError(RuntimeError):
    """Another process has its turn."""


def lock_beside(place: Path) -> Path:
    """The lock file of a folder that may not exist yet."""
    return place.with_name(f".{place.name}.lock~")


@contextlib.contextmanager
def turn(path: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the lock file `path`, which is gone afterwards; a killed run lets go of it by dying.

    While another process holds it, `waiting` is called and this one waits; without it, BusyError
    is raised.
    """
    with contextlib.ExitStack() as stack:
        while True:
            file = stack.enter_context(path.open("ab"))
            try:
                _lock(file, wait=False)
            except OSError:
                if waiting is None:
                    raise BusyError from None
                waiting()
                _lock(file, wait=True)
            # Who held it before may have removed the file after we opened it.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                    break
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # Windows keeps a file that is open
                path.unlink()
