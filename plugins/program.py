"""The program as a digest: what earlier builds left counts only for the program that left it."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from pathlib import Path

from plugins.files import digest


@functools.cache
def program() -> bytes:
    """Stands for every module of ours, the settings, the libraries below them, Python and with it
    Unicode's tables; rather all of them than a list of what counts, which somebody would forget."""
    return digest(*parts()).encode()


def parts() -> Iterator[bytes]:
    """Names and contents of modules, names and versions of all that is installed."""
    folder = Path(__file__).parent
    for path in sorted([*folder.rglob("*.py"), *folder.parent.glob("*conf.py")]):
        yield path.relative_to(folder.parent).as_posix().encode()
        yield path.read_bytes()
    yield sys.version.encode()
    for place in map(Path, sys.path):
        # Folders named after the projects and their versions (PEP 376).
        yield from (info.name.encode() for info in sorted(place.glob("*.*-info")))
