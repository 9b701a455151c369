"""Makes a Python another machine: Python imports this at its start when the folder is in its path.

`LISTING` orders what folders are said to hold, `CORES` is the number of processors. Processes that
the build starts find both in their environment.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

_listdir, _scandir = os.listdir, os.scandir


def _mix(found: list[Any]) -> list[Any]:
    found.sort(key=lambda one: os.fsencode(getattr(one, "name", one)))
    if os.environ["LISTING"] == "backwards":
        found.reverse()
    elif os.environ["LISTING"] != "sorted":
        random.Random(os.environ["LISTING"]).shuffle(found)
    return found


class _Scan:
    """What os.scandir returns: an iterator, and a context."""

    def __init__(self, path: Any) -> None:
        with _scandir(path) as entries:
            self._entries = iter(_mix(list(entries)))

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


if "LISTING" in os.environ:
    os.listdir = lambda path=".": _mix(_listdir(path))
    os.scandir = lambda path=".": _Scan(path)  # type: ignore[assignment]  # the same to callers
    os.cpu_count = lambda: int(os.environ["CORES"])
