"""Pages of the last build: what each was made of, and the file that came of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from plugins.files import digest, let_all_read
from plugins.kept import keep, read_kept
from plugins.stamps import Stamp, stamp_of_file


class PageState(NamedTuple):
    """`made_of` is the fingerprint of everything that the page shows, `digest` names the file's
    bytes; `stamp` spares reading them."""

    made_of: str
    digest: str
    stamp: Stamp


class PageStates:
    """What the file `path` in the cache tells of pages below `root`, for this build and the next.

    Nothing here is trusted that could be wrong: a file without the right sum tells nothing, and a
    page counts only when its bytes are those that were written.
    """

    def __init__(self, path: Path, root: Path) -> None:
        self._path = path
        self._root = os.fspath(root)
        self._before = _read(path)
        self._now: dict[str, PageState] = {}

    def stands(self, name: str, made_of: str) -> bool:
        """Whether the page `name` stands in the output, made of just this."""
        state = self._before.get(name)
        if state is None or state.made_of != made_of:
            return False
        file = f"{self._root}/{name}"
        stamp = stamp_of_file(file)
        if stamp is None:
            return False
        if stamp != state.stamp:  # it may have the same bytes, as after a restore
            with suppress(OSError):
                path = Path(file)
                if digest(path.read_bytes()) == state.digest:
                    let_all_read(path, path.stat())
                    state = PageState(made_of, state.digest, stamp_of_file(file) or stamp)
                    self._now[name] = state
                    return True
            return False
        self._now[name] = state
        return True

    def remember(self, name: str, made_of: str, data: bytes) -> None:
        """Remember a page that was just written."""
        stamp = stamp_of_file(f"{self._root}/{name}")
        if stamp is not None:
            self._now[name] = PageState(made_of, digest(data), stamp)

    def told(self, names: Iterable[str]) -> dict[str, PageState]:
        """What is remembered of these pages, for JSON."""
        return {name: self._now[name] for name in names if name in self._now}

    def take(self, told: Mapping[str, _Row]) -> None:
        """Remember what another process told."""
        self._now.update(_states(told))

    def save(self) -> None:
        """For the next build."""
        keep(self._path, json.dumps(self._now, sort_keys=True).encode())


_Row = tuple[str, str, list[int]]


def _read(path: Path) -> dict[str, PageState]:
    return _states(json.loads(read_kept(path) or b"{}"))


def _states(rows: Mapping[str, _Row]) -> dict[str, PageState]:
    return {
        name: PageState(made_of, of, (size, modified, changed))
        for name, (made_of, of, (size, modified, changed)) in rows.items()
    }
