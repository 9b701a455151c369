"""A new post's folder: it is there with all its files, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.files import TEMPORARY


class PostThereError(Exception):
    """There is something at the post's address already."""


@contextmanager
def new_post(content: Path, year: int, slug: str) -> Iterator[Path]:
    """A folder to fill, which takes its place in `content` when the block ends well, and leaves
    nothing behind when it does not; a build does not see it before.

    Raises PostThereError, and OSError of the disk.
    """
    place = content / "tin-tuc" / f"{year:04}" / slug
    if place.exists() or place.is_symlink():
        raise PostThereError
    made = place.with_name(f".{slug}{TEMPORARY}")
    shutil.rmtree(made, ignore_errors=True)  # of a run that was killed
    made.mkdir(parents=True)
    try:
        yield made
        if place.exists():  # made while the block ran: a folder that is empty would be replaced
            raise PostThereError
        made.rename(place)
    finally:
        shutil.rmtree(made, ignore_errors=True)
