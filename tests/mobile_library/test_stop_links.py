"""Links in texts to the pages of stops."""

from __future__ import annotations

import pytest

from plugins.lint import find_problems
from tests.content.reading import LIBRARY, NOW
from tests.mobile_library.making import stop_table
from tests.support.sites import Site


def found(site: Site, href: str) -> list[tuple[int | None, str, str, str]]:
    site.write("xe-thu-vien/diem-dung.csv", stop_table({"stop": "Chợ phiên"}))
    site.post("bai", body=f"[x]({href})")
    problems = find_problems(site.content, LIBRARY, NOW, site.cache)[1]
    return [
        (one.line, one.level, one.message, one.hint) for one in problems if "tới" in one.message
    ]


@pytest.mark.parametrize(
    "end", ["", "cho-phien/", "cho-phien", "cho-phien/#lich-tuan", "cho-phien/lich.ics"]
)
def test_stops_that_are_there(site: Site, end: str) -> None:
    assert found(site, f"/xe-thu-vien/diem-dung/{end}") == []


def test_a_stop_that_is_not_there(site: Site) -> None:
    message = "liên kết tới /xe-thu-vien/diem-dung/cho-phin/, nhưng không có điểm dừng đó"
    hint = "có phải là /xe-thu-vien/diem-dung/cho-phien/?"
    assert found(site, "/xe-thu-vien/diem-dung/cho-phin") == [(7, "warning", message, hint)]
