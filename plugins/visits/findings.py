"""What a check finds out about the visit counter as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.content.posts import Page
from plugins.problems import Problem
from plugins.settings import SiteSettings
from plugins.visits.shown import LIVE_ROWS


def unexplained(site: SiteSettings, pages: Iterable[Page]) -> list[Problem]:
    """A counter that readers are told nothing about: the page of the setting `privacy_page` is
    missing or not published."""
    if site.visit_source not in LIVE_ROWS:
        return []
    address = f"{site.privacy_page}/"
    if any(page.url == address and page.state == "published" for page in pages):
        return []
    message = "trang đếm lượt truy cập mà chưa nói với bạn đọc là đếm thế nào"
    hint = (
        "đăng trang này, mục “Đếm lượt truy cập” sẽ tự có ở cuối; hoặc sửa privacy_page trong"
        " pelicanconf.py"
    )
    path = f"trang/{site.privacy_page}.md"
    return [Problem(path=path, message=message, hint=hint, level="warning")]
