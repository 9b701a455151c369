"""The index of the last build that made one: it stands while no indexed text has changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from plugins.files import digest
from plugins.kept import keep, read_kept
from plugins.search.records import Record
from plugins.values import asdict

Files = dict[str, bytes]

FOLDER = "search"
"""The folder of kept indexes in the cache."""


def kept_index(path: Path, records: Sequence[Record], make: Callable[[], Files]) -> Files:
    """The index of `records`: what the file `path` keeps of it, else what `make` gives."""
    key = name_records(records)
    kept = read_kept(path)
    if kept is not None and (files := _unpacked(kept, key)) is not None:
        return files
    files = make()
    keep(path, _packed(files, key))
    return files


def place_of(cache: Path, content: Path) -> Path:
    """Where in `cache` the index of a content folder is kept: one file for each, and the same one
    in another clone, whose folder lies at the same place seen from its cache."""
    project, folder = cache.resolve().parent, content.resolve()
    inside = folder.is_relative_to(project)
    place = folder.relative_to(project) if inside else folder
    return cache / FOLDER / f"{digest(place.as_posix().encode())}.index"


def name_records(records: Sequence[Record]) -> str:
    """A name for records in this order."""
    return digest(*(json.dumps(asdict(record)).encode() for record in records))


def _packed(files: Files, key: str) -> bytes:
    """One line that tells what follows, then all files one behind the other."""
    sizes = {name: len(data) for name, data in files.items()}
    return b"".join([json.dumps([key, sizes]).encode(), b"\n", *files.values()])


def _unpacked(data: bytes, key: str) -> Files | None:
    line, _, rest = data.partition(b"\n")
    known, sizes = json.loads(line)
    if known != key:
        return None
    files, at = {}, 0
    for name, size in sizes.items():
        files[name] = rest[at : at + size]
        at += size
    return files
