"""Files that make the repository slow for years: git keeps whatever was once in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from plugins.content.scan import SourceFile
from plugins.galleries.albums import is_photo
from plugins.problems import Problem
from plugins.stamps import stamps
from plugins.videos.media import FOLDER
from plugins.vietnamese import nfc

PHOTO_BYTES = 15_000_000
"""More than phones make; what readers see is smaller than the twentieth part of it."""
FILE_BYTES = 50 * 2**20
"""GitHub warns of larger files."""
REFUSED_BYTES = 100 * 2**20
"""GitHub takes no larger file ("About large files on GitHub")."""

_SMALLER_FILM = "ffmpeg -i {0} -vf scale=-2:720 -crf 26 -movflags +faststart nho-{0}"


def large_files(content: Path, files: Iterable[SourceFile]) -> Iterator[Problem]:
    """Warnings about photos beside posts, and about films; errors about any file of the content
    that could not be pushed."""
    refused = [
        (os.path.relpath(path, content).replace(os.sep, "/"), size)
        for path, (size, *_) in stamps(content)
        if size > REFUSED_BYTES
    ]
    for path, size in sorted(refused):
        message = f"tệp nặng {_megabytes(size)}: GitHub không nhận tệp lớn hơn 100 MB"
        hint = f"{_cure(path)}. Đã commit rồi thì phải bỏ tệp khỏi lần commit ấy mới gửi lên được"
        yield Problem(path=nfc(path), message=message, hint=hint)
    beside = [
        (f"{file.path.rpartition('/')[0]}/{name}", file.path.split("/")[-2])
        for file in files
        for name in file.beside
    ]
    with suppress(OSError):
        films = sorted(path.name for path in (content / FOLDER).iterdir())
        beside += [(f"{FOLDER}/{name}", "") for name in films]
    for path, slug in beside:
        try:
            size = os.stat(f"{content}/{path}", follow_symlinks=False).st_size  # noqa: PTH116 (thousands)
        except OSError:
            continue
        if size <= REFUSED_BYTES and (found := _too_large(path, slug, size)):
            message, hint = found
            yield Problem(path=nfc(path), message=message, hint=hint, level="warning")


def _too_large(path: str, slug: str, size: int) -> tuple[str, str] | None:
    name = path.rpartition("/")[2]
    if is_photo(name) and slug and size > PHOTO_BYTES:
        message = f"ảnh nặng {_megabytes(size)}: kho phình ra mãi, bạn đọc không thấy rõ hơn"
        cure = f"chuyển ảnh sang một thư mục khác rồi chạy inv photos {slug} --add <thư mục đó>"
        return message, f"{cure}: ảnh được thu nhỏ"
    if size > FILE_BYTES:
        message = f"tệp nặng {_megabytes(size)}: kho phình ra mãi, và GitHub không nhận tệp 100 MB"
        return message, _cure(path)
    return None


def _cure(path: str) -> str:
    if path.startswith(f"{FOLDER}/"):
        name = path.rpartition("/")[2]
        return f"thu nhỏ: {_SMALLER_FILM.format(name)}; hoặc đăng lên YouTube"
    return "thu nhỏ tệp, hoặc để tệp ở nơi khác rồi liên kết tới"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"
