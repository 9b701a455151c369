"""Processes that tests stop."""

from __future__ import annotations

import os
import signal
import time

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
