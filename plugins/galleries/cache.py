"""Renditions once made are kept: a cache named by content, right after any clone or copy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from plugins.files import write_atomically
from plugins.galleries.images import Made


@dataclass(frozen=True, kw_only=True, slots=True)
class Cache:
    """A folder of renditions. A record is written last, so an entry with one is complete."""

    folder: Path

    def find(self, digest: str) -> Made | None:
        """What was made for this digest, or None when anything of it is missing or cut short."""
        try:
            record = json.loads(self._record(digest).read_bytes())
            made = Made(tone=record["tone"], files=tuple((n, s) for n, s in record["files"]))
            complete = all((self.folder / name).stat().st_size == size for name, size in made.files)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return made if complete else None

    def remember(self, digest: str, made: Made) -> None:
        """Record that the files of `made` are in the folder."""
        record = {"tone": made.tone, "files": made.files}
        write_atomically(self._record(digest), json.dumps(record).encode())

    def _record(self, digest: str) -> Path:
        return self.folder / f"{digest}.json"
