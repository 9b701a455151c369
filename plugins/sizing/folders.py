"""Bytes of files, from what the file system knows of them: nothing is read."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path


def files(folder: Path) -> Iterator[tuple[str, int]]:
    """Names of all files below, with `/`, and their bytes; links are not followed."""
    top = len(str(folder)) + 1
    for root, _, names in os.walk(folder):
        for name in names:
            path = f"{root}/{name}"
            yield path[top:].replace(os.sep, "/"), os.lstat(path).st_size


def by_folder(sizes: Mapping[str, int]) -> dict[str, int]:
    """Bytes of each folder with all that is below it, by its name without a slash at its end; the
    whole is at the empty name."""
    found: dict[str, int] = defaultdict(int)
    for name, size in sizes.items():
        parts = name.split("/")
        for depth in range(len(parts)):
            found["/".join(parts[:depth])] += size
    return dict(found)
