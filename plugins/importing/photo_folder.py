"""A folder of photos that somebody took for a post."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from plugins.galleries.albums import Original, closing_order, is_photo
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.images.probing import probe
from plugins.importing.documents import SourceError


def photos_in(folder: str) -> tuple[Path, ...]:
    """The photos of a folder in the order in which they were taken. Raises SourceError."""
    place = Path(folder)
    if not place.is_dir():
        raise SourceError(f"--photos: không có thư mục “{folder}”", "kiểm tra tên thư mục ảnh")
    originals = [
        Original(file=path.name, taken=_taken(path))
        for path in place.iterdir()
        if path.is_file() and is_photo(path.name) and not path.name.startswith(".")
    ]
    if not originals:
        raise SourceError(f"--photos: thư mục “{folder}” không có ảnh nào", "chép ảnh vào đó")
    return tuple(place / name for name in closing_order(originals, (), ()))


def _taken(path: Path) -> datetime | None:
    try:
        return probe(path).taken
    except PhotoError:  # told when it is written
        return None
