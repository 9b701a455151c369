"""Garbage in cycles: a build makes little of it, and very many values that live to its end, among
which to look for it took a quarter of the time of a large site."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Nobody looks for garbage inside."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def never_collected() -> None:
    """For a process that does one thing and ends: nobody looks, nor does Python at its end."""
    gc.disable()
    atexit.register(gc.freeze)
