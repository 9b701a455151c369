"""What lies in the cache and no content asks for: half-written files, sites published long ago."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from plugins.files import TEMPORARY, digest

HALF_WRITTEN = 3600
"""Seconds after which nobody writes a file any more."""

IDLE = 90
"""Days without a publishing after which what is kept for the next one is in the way."""

_DIGITS = len(digest())


def half_written(cache: Path, now: float) -> list[Path]:
    """Files anywhere in the cache that killed processes left; `now` in seconds since 1970."""
    found = sorted(cache.rglob(f"*{TEMPORARY}"))
    return [p for p in found if p.is_file() and p.lstat().st_mtime < now - HALF_WRITTEN]


def idle_sites(publish: Path, now: float) -> list[Path]:
    """Folders in `publish`, of sites that were not published for IDLE days: each as it was built,
    its packed copies and what was to be sent. The day of a build changes a file right in it."""
    sites: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(publish.iterdir()) if publish.is_dir() else ():
        if path.is_dir():
            sites[path.name[:_DIGITS]].append(path)
    return [
        path
        for folders in sites.values()
        if max(folder.lstat().st_mtime for folder in folders) < now - IDLE * 86_400
        for path in folders
    ]


def size_of(*paths: Path) -> int:
    """Bytes of files and of all files in folders."""
    files = (file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]))
    return sum(file.lstat().st_size for file in files if file.is_file())
