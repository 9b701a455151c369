"""Which files of the content folder are content, and what is out of place."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.addresses import address_of
from plugins.fields import Kind
from plugins.problems import Problem
from plugins.vietnamese import nfc

FOLDERS: dict[str, Kind] = {"tin-tuc": "post", "trang": "page", "video": "video"}
"""Folders that hold content files, and what each file in them is."""

_PLACES: dict[Kind, str] = {
    "post": "tin-tuc/<năm>/<tên-bài>/index.md",
    "page": "trang/<tên-trang>.md",
    "video": "video/<tên-video>.md",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceFile:
    """A content file: its path in the content folder (as the disk spells it) and its kind."""

    path: str
    kind: Kind
    url: str


def scan(content: Path) -> tuple[list[SourceFile], list[Problem]]:
    """Content files in the order of their paths, and files that are in the wrong place."""
    if not content.is_dir():
        return [], [missing_folder()]
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for folder, kind in FOLDERS.items():
        for directory, names in _walk(content / folder, content, problems):
            path = directory.relative_to(content).as_posix()
            if kind == "post" and path.count("/") == 2 and names and "index.md" not in names:
                problems.append(_no_index(path))
            for name in names:
                if not name.lower().endswith((".md", ".markdown")):
                    continue
                file = f"{path}/{name}"
                url = address_of(nfc(file))
                if url:
                    files.append(SourceFile(path=file, kind=kind, url=url))
                else:
                    problems.append(_misplaced(file, kind))
    return sorted(files, key=lambda file: file.path), problems


def missing_folder() -> Problem:
    """The problem of a content folder that does not exist."""
    return Problem(
        path="",
        message="không có thư mục nội dung (content) ở đường dẫn đã cho",
        hint="kiểm tra tên thư mục; bình thường là content/",
    )


def _walk(top: Path, content: Path, problems: list[Problem]) -> Iterator[tuple[Path, list[str]]]:
    """Folders below `top` with their visible files; links that lead elsewhere are problems."""
    for root, folders, names in os.walk(top):
        here = Path(root)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        shown = sorted(name for name in names if not name.startswith((".", "~")))
        for name in [*folders, *shown]:
            if (here / name).is_symlink():
                problems.append(_link((here / name).relative_to(content).as_posix()))
        folders[:] = [name for name in folders if not (here / name).is_symlink()]
        yield here, [name for name in shown if not (here / name).is_symlink()]


def _link(path: str) -> Problem:
    return Problem(
        path=unicodedata.normalize("NFC", path),
        message="đây là một liên kết (symlink), không phải tệp thật",
        hint="chép chính tệp đó vào đây",
    )


def _no_index(path: str) -> Problem:
    return Problem(
        path=nfc(path),
        message="thư mục này không có index.md nên không thành bài nào",
        hint="tạo index.md trong thư mục, hoặc xoá thư mục",
    )


def _misplaced(path: str, kind: Kind) -> Problem:
    return Problem(
        path=nfc(path),
        line=1,
        message="tệp không nằm đúng chỗ nên sẽ không được đăng",
        hint=f"chuyển tới {_PLACES[kind]} (tên thư mục có chữ a-z hoặc số)",
    )
