"""Which files of the content folder are content, and what is out of place."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from plugins.addresses import address_of
from plugins.fields import Kind
from plugins.problems import Problem
from plugins.values import Struct
from plugins.vietnamese import nfc

FOLDERS: dict[str, Kind] = {"tin-tuc": "post", "trang": "page", "video": "video"}
"""Folders that hold content files, and what each file in them is."""

TEXTS = (".md", ".markdown")
"""Endings of content files."""

_PLACES: dict[Kind, str] = {
    "post": "tin-tuc/<năm>/<tên-bài>/index.md",
    "page": "trang/<tên-trang>.md",
    "video": "video/<tên-video>.md",
}


class SourceFile(Struct, frozen=True, kw_only=True):
    """A content file: its path in the content folder, as the disk spells it, and its kind.

    `url` is its site path, empty when the file is in the wrong place; `beside` are the names of
    the other visible files in the folder of a post, in order.
    """

    path: str
    kind: Kind
    url: str
    beside: tuple[str, ...] = ()


def scan(content: Path) -> tuple[list[SourceFile], list[Problem]]:
    """Content files in the order of their paths, and what is out of place."""
    if not content.is_dir():
        return [], [missing_folder()]
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for path, folders, names in _walk(content, problems):
        top = path.split("/")[0]
        kind = FOLDERS.get(top)
        texts = [name for name in names if name.lower().endswith(TEXTS)]
        if kind == "post":
            problems += _post_folder_problems(path, folders, names, texts)
        elif kind == "page":
            problems += [_beside_pages(_join(path, name)) for name in names if name not in texts]
        for name in texts:
            file = _join(path, name)
            if kind is None:
                if name.upper() != "README.MD":
                    problems.append(_misplaced(file, "post"))
                continue
            url = address_of(nfc(file)) or ""
            beside = tuple(one for one in names if one != name) if kind == "post" else ()
            files.append(SourceFile(path=file, kind=kind, url=url, beside=beside))
            if not url:
                problems.append(_misplaced(file, kind))
    return sorted(files, key=lambda file: file.path), problems


def _post_folder_problems(
    path: str, folders: list[str], names: list[str], texts: list[str]
) -> list[Problem]:
    """Folders without a post, and files that belong to none."""
    depth = path.count("/")  # 0: tin-tuc, 1: a year, 2: a post
    if depth == 2 and (names or folders) and "index.md" not in names:
        return [_no_index(path)]
    if depth == 2:
        return []
    return [_belongs_to_no_post(f"{path}/{name}") for name in names if name not in texts]


def missing_folder() -> Problem:
    """The problem of a content folder that does not exist."""
    return Problem(
        path="",
        message="không có thư mục nội dung (content) ở đường dẫn đã cho",
        hint="kiểm tra tên thư mục; bình thường là content/",
    )


def _walk(content: Path, problems: list[Problem]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Paths of folders with their visible folders and files; links that lead elsewhere are
    problems."""
    waiting = ["."]
    while waiting:
        path = waiting.pop()
        folders: list[str] = []
        names: list[str] = []
        try:
            entries = sorted(os.scandir(f"{content}/{path}"), key=lambda entry: entry.name)
        except OSError:  # not ours to read: no file of it can be read either
            continue
        for entry in entries:
            folder = entry.is_dir(follow_symlinks=False)
            if entry.name.startswith("." if folder else (".", "~")):
                continue
            if entry.is_symlink():
                problems.append(_link(_join(path, entry.name)))
            else:
                (folders if folder else names).append(entry.name)
        waiting += (_join(path, name) for name in reversed(folders))
        yield path, folders, names


def _join(path: str, name: str) -> str:
    return name if path == "." else f"{path}/{name}"


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
        hint="tạo index.md trong thư mục, hoặc xóa thư mục",
    )


def _belongs_to_no_post(path: str) -> Problem:
    return Problem(
        path=nfc(path),
        message="tệp này không nằm cạnh index.md của bài nào nên không được đăng",
        hint="chuyển tệp vào thư mục của bài, cạnh index.md",
        level="warning",
    )


def _beside_pages(path: str) -> Problem:
    return Problem(
        path=nfc(path),
        message="tệp này không được đăng: trang không kèm ảnh hay tài liệu",
        hint="đăng ảnh trong một bài ở tin-tuc/ rồi liên kết tới bài đó, hoặc xóa tệp",
        level="warning",
    )


def _misplaced(path: str, kind: Kind) -> Problem:
    return Problem(
        path=nfc(path),
        line=1,
        message="tệp không nằm đúng chỗ nên sẽ không được đăng",
        hint=f"chuyển tới {_PLACES[kind]} (tên thư mục có chữ a-z hoặc số)",
    )
