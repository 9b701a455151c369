"""Progress bars on the terminal. The only module that imports `tqdm`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def watched(items: Iterable[Item], total: int, doing: str, unit: str) -> Iterator[Item]:
    """The same items; a bar counts them on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm  # noqa: PLC0415  # CI and pipes start without it

    # Its thread would outlive the bar, and no process with threads is copied (`forks`).
    tqdm.monitor_interval = 0
    yield from tqdm(items, total=total, desc=doing, unit=unit, leave=False)
