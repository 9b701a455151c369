"""Renditions once made are kept: a cache named by content, right after any clone or copy."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path

from plugins.files import TEMPORARY, write_atomically
from plugins.galleries.images.making import Made
from plugins.galleries.index import NAME as INDEX
from plugins.galleries.orders import NAME as ORDERS
from plugins.values import Struct

KEPT = (INDEX, ORDERS)
"""Files of the folder that are no renditions."""


class Cache(Struct, frozen=True, kw_only=True):
    """A folder of renditions. A record is written last, so an entry with one is complete."""

    folder: Path

    def find(self, digest: str) -> Made | None:
        """What was made for this digest, or None when anything of it is missing or cut short.

        A file of the wrong size is removed, so that it is made again.
        """
        try:
            with open(f"{self.folder}/{digest}.json", "rb") as file:  # noqa: PTH123 (thousands)
                record = json.load(file)
            made = Made(tone=record["tone"], files=tuple((n, s) for n, s in record["files"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        complete = True
        for name, size in made.files:
            try:
                right = os.stat(f"{self.folder}/{name}").st_size == size  # noqa: PTH116 (thousands)
            except OSError:
                complete = False
            else:
                if not right:
                    (self.folder / name).unlink()
                    complete = False
        return made if complete else None

    def remember(self, digest: str, made: Made) -> None:
        """Record that the files of `made` are in the folder."""
        record = {"tone": made.tone, "files": made.files}
        data = json.dumps(record).encode()
        write_atomically(self.folder / f"{digest}.json", data, shared=True)

    def sort_out(self, digests: Collection[str]) -> tuple[list[Path], list[Path]]:
        """Files that belong to these digests, and those that belong to none of them; not what is
        being written, or was when a process died."""
        used: list[Path] = []
        unused: list[Path] = []
        for path in sorted(self.folder.iterdir()) if self.folder.is_dir() else ():
            if path.name in KEPT or path.name.endswith(TEMPORARY) or not path.is_file():
                continue
            digest = path.name.partition(".")[0].partition("-")[0]
            (used if digest in digests else unused).append(path)
        return used, unused
