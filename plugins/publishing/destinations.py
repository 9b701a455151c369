"""Where a release may go: a folder that nothing but releases lives in, here or on a server."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from plugins.publishing.plain_folder import is_release
from plugins.publishing.releases import is_inside, is_left_over, is_place
from plugins.values import Struct

# As rsync tells a host from a folder: a colon before the first slash. One letter is a disk.
_REMOTE = re.compile(r"(?P<host>[^/:]{2,}):(?P<path>.*)", re.DOTALL)
_HOST = re.compile(r"(?:[\w.-]+@)?[A-Za-z0-9][\w.-]*")
_PATH = re.compile(r"/(?:[\w.-]+/)*[\w.-]+/?")


class RefusedError(ValueError):
    """Nothing can be published there: one sentence that says why and what to do."""


class Remote(Struct, frozen=True, kw_only=True):
    """A folder of another machine: `host`, with a user or without, as ssh takes it."""

    host: str
    path: str


def remote(to: str) -> Remote | None:
    """The server that `to` names as `user@host:/folder`; None when it names a folder here.

    Raises RefusedError.
    """
    found = _REMOTE.fullmatch(to.strip())
    if found is None:
        return None
    host, path = found["host"], found["path"]
    if not _HOST.fullmatch(host):
        raise RefusedError(
            f"{to}: “{host}” không phải tên máy; gõ như thu-vien@web.example.org:/srv/www/thu-vien."
        )
    if not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        raise RefusedError(
            f"{to}: sau dấu hai chấm phải là đường dẫn đầy đủ tới một thư mục riêng, gồm chữ không"
            " dấu, số và các dấu . _ -; gõ như thu-vien@web.example.org:/srv/www/thu-vien."
        )
    return Remote(host=host, path=path.rstrip("/"))


def destination(
    to: str, *, project: Path, home: Path, sources: Iterable[Path], plain: bool = True
) -> Path:
    """The folder that `to` names, with links followed; it may not exist yet.

    `sources` are folders that nothing may be published into; `plain` tells that the whole folder
    is replaced, and not only what this command made in it. Raises RefusedError.
    """
    if not to.strip():
        raise RefusedError("Chưa biết đăng vào đâu: gõ --to THƯ_MỤC, ví dụ --to /srv/thu-vien.")
    try:
        place = Path(to).resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle, a zero byte
        raise RefusedError(
            f"{to}: đường dẫn này không đi tới đâu; hãy chọn thư mục khác."
        ) from None
    for reason in (
        _too_much_would_go(place, project, home),
        _holds_sources(place, sources),
        "đây là nơi giữ các bản đã đăng; hãy gõ thư mục chứa nó" if is_inside(place) else "",
        "" if place.is_dir() and not plain else _parent_is_wrong(place),
        _something_else_is_there(place, plain=plain),
    ):
        if reason:
            raise RefusedError(f"{to}: {reason}.")
    return place


def _too_much_would_go(place: Path, project: Path, home: Path) -> str:
    """A release replaces the whole folder: what else would go with it."""
    if place == place.parent:
        return "đây là gốc của ổ đĩa; hãy chọn một thư mục riêng cho trang web"
    if place == project:
        return "đây là thư mục của dự án; hãy chọn một thư mục riêng, ví dụ --to public"
    if project.is_relative_to(place):
        return "thư mục này chứa cả dự án; hãy chọn một thư mục riêng cho trang web"
    if home.is_relative_to(place):
        return "đây là thư mục nhà hoặc chứa thư mục nhà; hãy chọn một thư mục riêng cho trang web"
    return ""


def _holds_sources(place: Path, sources: Iterable[Path]) -> str:
    for source in sources:
        if place.is_relative_to(source):
            return f"không đăng vào bên trong {source.name}/; hãy chọn thư mục khác"
        if source.is_relative_to(place):
            return f"thư mục này chứa {source.name}/; hãy chọn một thư mục riêng cho trang web"
    return ""


def _parent_is_wrong(place: Path) -> str:
    parent = place.parent
    if not parent.is_dir():
        return f"không có thư mục cha {parent}; hãy tạo thư mục đó trước"
    if not os.access(parent, os.W_OK | os.X_OK):
        return f"không có quyền ghi vào thư mục cha {parent}; hãy xin quyền hoặc chọn nơi khác"
    return ""


def _something_else_is_there(place: Path, *, plain: bool) -> str:
    if not place.exists():
        return ""
    if not place.is_dir():
        return "đây là một tệp, không phải thư mục để đăng trang"
    if plain and os.path.ismount(place):  # Path.is_mount is not for Windows before Python 3.12
        return "đây là điểm gắn ổ đĩa nên không thay được; hãy chọn một thư mục bên trong nó"
    if is_place(place):
        return _cannot_be_added_to(place, plain=plain)
    if is_release(place) or all(is_left_over(found.name) for found in place.iterdir()):
        return ""
    return (
        "thư mục không trống và không do inv publish tạo ra;"
        " hãy chọn thư mục khác, hoặc tự dọn trống thư mục này"
    )


def _cannot_be_added_to(place: Path, *, plain: bool) -> str:
    """Why no release can be added to those of `place`."""
    if plain:
        return (
            "thư mục này giữ nhiều bản đăng để quay lại được;"
            " hãy bỏ --plain, hoặc chọn thư mục khác"
        )
    return "" if os.access(place, os.W_OK | os.X_OK) else "không có quyền ghi vào thư mục này"
