"""Where a release may go: a folder that nothing but releases lives in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from plugins.publishing.releases import is_release


class RefusedError(ValueError):
    """Nothing can be published there: one sentence that says why and what to do."""


def destination(to: str, *, project: Path, home: Path, sources: Iterable[Path]) -> Path:
    """The folder that `to` names, with links followed; it may not exist yet.

    `sources` are folders that nothing may be published into. Raises RefusedError.
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
        _parent_is_wrong(place),
        _something_else_is_there(place),
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


def _something_else_is_there(place: Path) -> str:
    if not place.exists():
        return ""
    if not place.is_dir():
        return "đây là một tệp, không phải thư mục để đăng trang"
    if os.path.ismount(place):  # Path.is_mount is not for Windows before Python 3.12
        return "đây là điểm gắn ổ đĩa nên không thay được; hãy chọn một thư mục bên trong nó"
    if any(place.iterdir()) and not is_release(place):
        return (
            "thư mục không trống và không do inv publish tạo ra;"
            " hãy chọn thư mục khác, hoặc tự dọn trống thư mục này"
        )
    return ""
