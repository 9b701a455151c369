"""Processes that tests stop."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")


def all_end(group: int) -> bool:
    """Whether every process of a group ends by itself."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    return False


@contextmanager
def open_to_others(folder: Path) -> Iterator[None]:
    """Whoever a process is run as finds its way to the folder, however deep that lies: temporary
    folders belong to one user alone."""
    closed = {
        place: place.stat().st_mode
        for place in (folder, *folder.parents)
        if place.stat().st_mode & 0o011 != 0o011
    }
    try:
        for place, mode in closed.items():
            place.chmod(mode | 0o011)
        yield
    finally:
        for place, mode in closed.items():
            place.chmod(mode)
