"""Files: digests and writing that never leaves half a file behind."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TEMPORARY = ".tmp~"
"""Ending of a file that is still being written."""

FOR_ALL, FOR_ALL_FOLDERS = 0o644, 0o755
"""Permissions of what is published."""


def digest(*parts: bytes) -> str:
    """Name for content: the first 80 bits of SHA-256 over the parts, in hexadecimal."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()[:20]


def write_atomically(path: Path, data: bytes, *, shared: bool = False) -> None:
    """Write `data` to `path`: a reader sees the old file or the new one, nothing between.

    Where several processes may write a `shared` file at once, each needs a name of its own for what
    it has not finished.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = half_written(path, shared=shared)
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def half_written(path: Path, *, shared: bool = False) -> Path:
    """The name of a file while it is being written."""
    return path.with_name(
        f"{path.name}.{os.getpid()}{TEMPORARY}" if shared else path.name + TEMPORARY
    )


def write_if_changed(path: Path, data: bytes, *, shared: bool = False) -> bool:
    """Write `data` to `path` unless it holds just that already; tell whether it was written."""
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    write_atomically(path, data, shared=shared)
    return True


def copy_atomically(source: Path, path: Path) -> None:
    """Copy the bytes of `source` to `path`; permissions and times are not carried over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = half_written(path)
    try:
        shutil.copyfile(source, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def made_for_all() -> Iterator[None]:
    """Folders that are made meanwhile have the permissions of what is published, whatever the
    umask of who runs this."""
    before = os.umask(0o777 - FOR_ALL_FOLDERS)
    try:
        yield
    finally:
        os.umask(before)


def let_all_read(path: Path, status: os.stat_result) -> None:
    """Give a file the permissions of what is published, where the disk knows them and lets us."""
    if os.name == "posix" and status.st_mode & 0o777 != FOR_ALL:
        with suppress(OSError):
            path.chmod(FOR_ALL)


def read_bytes(path: str) -> bytes:
    """The bytes of a file. A `Path` would take longer to make than a text to read."""
    with open(path, "rb") as file:  # noqa: PTH123  # a Path takes longer
        return file.read()


def read_if_there(path: Path) -> bytes:
    """The bytes of a file that may be missing: then none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
