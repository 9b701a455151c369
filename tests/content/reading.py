"""Reading a content folder in tests, and what was found."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from plugins.content.catalog import Catalog, load_catalog
from plugins.settings import site_settings
from tests.support.sites import Site

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2021, 3, 1, 8, tzinfo=ZONE)
LIBRARY = site_settings(
    name="Thư viện", url="https://example.org/tv", categories=["Tin hoạt động", "Thông báo"]
)


def load(site: Site) -> Catalog:
    return load_catalog(site.content, LIBRARY, NOW)


def found(catalog: Catalog) -> list[tuple[str, int | None, str]]:
    """Errors as path, line and message, from top to bottom."""
    problems = sorted(catalog.problems, key=lambda problem: problem.sort_key)
    return [(p.path, p.line, p.message) for p in problems if p.level == "error"]


def warned(catalog: Catalog) -> list[tuple[str, int | None, str]]:
    """Warnings as path, line and message, from top to bottom."""
    problems = sorted(catalog.problems, key=lambda problem: problem.sort_key)
    return [(p.path, p.line, p.message) for p in problems if p.level == "warning"]


def page_text(*lines: str, body: str = "Nội dung.") -> str:
    return "\n".join(["---", "title: Trang", *lines, "---", body, ""])


def video_text(*lines: str) -> str:
    fields = ("title: Phim", "source: {youtube: dQw4w9WgXcQ}", "date: 2021-01-11")
    return "\n".join(["---", *fields, *lines, "---", ""])
