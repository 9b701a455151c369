"""A counter must be explained to readers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from plugins.lint import find_problems
from tests.support.sites import NOW, Site
from tests.visits.test_shown import settings_of

MOMENT = datetime.fromisoformat(NOW)


def found(site: Site, source: str, **more: object) -> list[str]:
    _, problems = find_problems(site.content, settings_of(source, **more), MOMENT, site.cache)
    assert all(problem.level == "warning" and problem.hint for problem in problems)
    return [f"{problem.path}: {problem.message}" for problem in problems]


MISSING = "trang/{}.md: trang đếm lượt truy cập mà chưa nói với bạn đọc là đếm thế nào"


@pytest.mark.parametrize(
    ("source", "warned"),
    [("none", 0), ("snapshot", 0), ("log", 1), ("goatcounter", 1), ("json", 1)],
)
def test_a_counter_without_the_page(site: Site, source: str, warned: int) -> None:
    assert found(site, source) == [MISSING.format("quyen-rieng-tu")] * warned


@pytest.mark.parametrize(
    ("status", "warned"), [("published", 0), ("draft", 1), ("withdrawn", 1), ("hidden", 1)]
)
def test_the_page_must_be_there_for_readers(site: Site, status: str, warned: int) -> None:
    page = f"---\ntitle: Riêng tư\nstatus: {status}\n---\nChữ.\n"
    site.write("trang/rieng-tu.md", page)
    assert found(site, "log", privacy_page="rieng-tu") == [MISSING.format("rieng-tu")] * warned


def test_figures_that_nobody_shows_are_not_checked(site: Site, tmp_path: Path) -> None:
    site.write("luot-truy-cap.json", "{}")
    assert found(site, "none") == []
    with pytest.raises(AssertionError):
        found(site, "snapshot")
