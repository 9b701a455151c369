"""A new post's folder: it is there with all its files, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plugins.files import TEMPORARY


class PostThereError(Exception):
    """There is something at the post's address already."""


@contextmanager
def folder_for(place: Path) -> Iterator[Path]:
    """An empty folder that becomes `place` when the block ends well; else nothing is left of it.

    What a killed run left is removed as well. Hidden: whoever reads the content meanwhile does not
    see it. Raises PostThereError, and OSError of the disk.
    """
    if place.exists() or place.is_symlink():
        raise PostThereError
    temporary = place.with_name(f".{place.name}{TEMPORARY}")
    if temporary.exists():
        shutil.rmtree(temporary)
    made = _make_parents(place.parent)
    try:
        temporary.mkdir()
        yield temporary
        if place.exists():  # made while the block ran: an empty folder would be replaced
            raise PostThereError
        temporary.rename(place)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        for folder in made:
            with suppress(OSError):  # somebody has put something in
                folder.rmdir()
        raise


def _make_parents(folder: Path) -> list[Path]:
    """Folders that had to be made, the innermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing
