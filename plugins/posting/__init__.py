"""`inv post`: a new post, its folder, its front matter and its photos."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from plugins.configuration import read_configuration
from plugins.content.categories import category_of, numbered
from plugins.content.scan import missing_folder
from plugins.photos.arriving import failed, missing_photos, told
from plugins.posting.drafts import Draft, DraftError, make_draft
from plugins.posting.editor import open_in_editor
from plugins.problems import report
from plugins.settings import SiteSettings
from plugins.vietnamese import DATE_HINT, parse_datetime, slugify

_DEPARTMENT = "Phòng ban ký tên (Enter để bỏ trống): "


class _RefusedError(Exception):
    """What was asked for cannot be done: why, with the cure, and the exit code."""

    def __init__(self, words: str, code: int = 2) -> None:
        super().__init__(words)
        self.words, self.code = words, code


def post(
    content: Path,
    title: str,
    *,
    category: str = "",
    author: str = "",
    date: str = "",
    photos: str = "",
    edit: bool = True,
) -> int:
    """Make a draft, and open it in an editor when somebody sits at the terminal; the exit code: 1
    when nothing was made or photos are missing, 2 for wrong options."""
    site = read_configuration().site
    talks = sys.stdin.isatty() and sys.stdout.isatty()
    try:
        if not content.is_dir():
            raise _RefusedError(report([missing_folder()], str(content)), 1)
        if title.startswith("-"):
            raise _RefusedError(
                "Tên bài không bắt đầu bằng dấu -; xem các tùy chọn: inv --help post"
            )
        title = " ".join(title.split())
        if not slugify(title):
            raise _RefusedError('Gõ tên bài, ví dụ: inv post "Ngày hội đọc sách".')
        moment = _moment(date, site)
        if photos and (problem := missing_photos(photos)):
            raise _RefusedError(report([problem]), 1)
        fields: dict[str, str | datetime] = {
            "title": title,
            "status": "draft",
            "date": moment,
            "category": _category(category, site, input if talks else None),
            "author": " ".join((author or (input(_DEPARTMENT) if talks else "")).split()),
        }
        draft = make_draft(content, fields, site.zone, photos)
    except (_RefusedError, DraftError) as refused:
        print(refused.words, file=sys.stderr)
        return refused.code
    return _tell(draft, edit=edit and talks)


def _moment(words: str, site: SiteSettings) -> datetime:
    if not words:
        return datetime.now(site.zone).replace(second=0, microsecond=0)
    try:
        return parse_datetime(words, site.zone)
    except ValueError as error:
        raise _RefusedError(f"--date: {error}\n    Cách sửa: {DATE_HINT}") from None


def _category(words: str, site: SiteSettings, ask: Callable[[str], str] | None) -> str:
    """The category that was given, or is asked for until it is one."""
    found = category_of(words, site.categories) if words else None
    if found is None and words:
        print(f"Không có chuyên mục “{words}”.", file=sys.stderr)
    if found is None and ask is None:
        lines = numbered(site.categories)
        raise _RefusedError(f"Thêm --category và số hoặc tên của một chuyên mục:\n{lines}")
    while found is None and ask is not None:
        print(numbered(site.categories))
        found = category_of(ask("Chuyên mục (số hoặc tên): "), site.categories)
    return str(found)


def _tell(draft: Draft, *, edit: bool) -> int:
    print(f"Đã tạo bài nháp: {draft.index.as_posix()}")
    arrivals = draft.arrivals
    problems = []
    if arrivals is not None:
        print("\n".join(told(arrivals)))
        problems = failed(arrivals)
    if problems:
        print(report(problems), file=sys.stderr)
    words = "gõ chữ vào alt của từng ảnh, " if arrivals and arrivals.photos else ""
    print(f"Bước tiếp theo: viết bài, {words}xóa dòng status: draft khi xong, rồi chạy inv check.")
    if edit and not open_in_editor(draft.index):
        print(f"Mở tệp này bằng trình soạn thảo của bạn: {draft.index.as_posix()}")
    return int(bool(problems))
