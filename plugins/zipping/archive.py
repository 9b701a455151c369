"""Zip files with the same bytes for the same content, which every system can unpack."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from plugins.files import TEMPORARY

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that the format knows: when a file was built says nothing of its content."""
_PACKED = frozenset({".avif", ".gif", ".jpg", ".m4v", ".mp4", ".png", ".webm", ".webp", ".woff2"})
"""Formats that would not become smaller."""
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]|[ .](?:/|\Z)|(?:\A|/)(?:/|\.\.?(?:/|\Z)|\Z)')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)


def is_safe(name: str) -> bool:
    """Whether a relative path with `/` can be unpacked everywhere, and inside the folder."""
    devices = any(_DEVICE.match(part) for part in name.split("/"))
    return not devices and not _FORBIDDEN.search(name)


def pack(path: Path, files: Iterable[tuple[str, Path | bytes]]) -> int:
    """Write an archive of names and what is in them, in this order; its size in bytes.

    It takes the place of another one only when it is whole. Raises ValueError for a name that is
    not safe, and OSError.
    """
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        with ZipFile(temporary, "w") as archive:
            for name, content in files:
                if not is_safe(name):
                    raise ValueError(f"{name!r} cannot be unpacked everywhere")
                info = ZipInfo(name, _EPOCH)
                info.create_system = 3  # or it would tell on which one it was made
                info.external_attr = 0o100644 << 16
                packed = PurePosixPath(name).suffix in _PACKED
                info.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
                if packed and isinstance(content, Path):  # it may be a film
                    info.file_size = content.stat().st_size
                    with content.open("rb") as source, archive.open(info, "w") as target:
                        shutil.copyfileobj(source, target)
                else:
                    data = content if isinstance(content, bytes) else content.read_bytes()
                    archive.writestr(info, data, compresslevel=None if packed else 9)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return path.stat().st_size
