"""The page of figures: all years in lines, the newest in detail, charts in words as well."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag

from plugins.addresses import FIGURES
from plugins.head import Crumb
from plugins.mobile_library import results, trips
from plugins.mobile_library.figures_page import IN_CHART, IN_DETAIL, FiguresPage, figures_page
from plugins.mobile_library.results import TargetTable
from tests.mobile_library.making import table, trip, trip_table
from tests.support.sites import Site

TODAY = date(2021, 3, 1)
MADE = [
    *(trip(f"2020-01-{day:02}", remote=day <= 2, visitors=10) for day in (1, 2, 3, 4, 5)),
    trip("2020-04-01", remote=True),
    trip("2021-02-25"),
]


def page(*made: trips.Trip, targets: dict[tuple[int, str], int] | None = None) -> FiguresPage:
    return figures_page(made, TargetTable(targets=targets or {}, sample=frozenset()), TODAY)


def test_nothing_yet() -> None:
    found = page(trip("2021-01-01", status="cancelled"), targets={(2022, "sessions"): 5})
    assert (found.lines, found.years, found.chart, found.sample) == ((), (), None, False)
    assert found.head.path == FIGURES
    assert found.head.trail == (Crumb(title="Xe thư viện lưu động", url="xe-thu-vien/"),)
    assert found.head.description == (
        "Số buổi phục vụ, lượt bạn đọc và lượt mượn của xe thư viện lưu động."
    )


def test_all_years_with_trips_or_targets_the_latest_first() -> None:
    targets = {(2018, "loans"): 7, (2021, "sessions"): 2, (2022, "sessions"): 9}
    found = page(*MADE, targets=targets)
    assert [(line.year, line.anchor) for line in found.lines] == [
        (2021, "nam-2021"), (2020, "nam-2020"), (2018, ""),
    ]  # fmt: skip
    assert [[(r.done, r.known, r.target) for r in line.results] for line in found.lines] == [
        [(1, True, 2), (0, True, None), (0, False, None), (0, False, None)],
        [(6, True, None), (3, True, None), (50, True, None), (0, False, None)],
        [(0, False, None), (0, False, None), (0, False, None), (0, False, 7)],
    ]
    assert found.head.description.endswith(" Năm 2021: 1 buổi = 50% kế hoạch.")


def test_a_year_in_detail() -> None:
    (newest, older) = page(*MADE, targets={(2020, "sessions"): 12}).years
    assert (newest.anchor, older.anchor) == ("nam-2021", "nam-2020")
    assert older.sentence == "6 buổi = 50% kế hoạch (vùng sâu, vùng xa 3 buổi)"
    assert older.state == "Số liệu ghi đến ngày 01/04/2020."
    assert older.gaps == (
        "Chưa tính hết: 1 buổi không ghi số lượt bạn đọc, 6 buổi không ghi số lượt mượn."
    )
    assert [result.label for result in older.measures] == list(results.MEASURES.values())[:3]


def test_the_chart_of_months() -> None:
    (newest, older) = page(*MADE).years
    assert [column.label for column in older.chart.columns] == [str(n) for n in range(1, 13)]
    assert [c.value for c in older.chart.columns] == ["5", "0", "0", "1", *["0"] * 8]
    assert older.chart.description == "Nhiều nhất: tháng 1, 5 buổi. Ít nhất: tháng 2, 0 buổi."
    assert [c.value for c in newest.chart.columns] == ["0", "1", *[""] * 10]
    (only,) = page(trip("2021-02-25")).years
    assert only.chart.description == "Nhiều nhất: tháng 2, 1 buổi."


def test_the_chart_of_years_has_at_least_two() -> None:
    assert page(trip("2021-01-05"), targets={(2020, "sessions"): 5}).chart is None
    chart = page(*MADE, targets={(2020, "sessions"): 12}).chart
    assert chart
    assert [(column.label, column.value) for column in chart.columns] == [
        ("2020", "6"), ("2021", "1"),
    ]  # fmt: skip
    assert chart.description == (
        "Năm 2020: 6 buổi = 50% kế hoạch (vùng sâu, vùng xa 3 buổi). Năm 2021: 1 buổi."
    )
    assert (chart.marked, chart.split) == (True, True)


def test_many_years_stay_light() -> None:
    found = page(*(trip(f"{year}-05-05") for year in range(1990, 2021)))
    assert len(found.lines) == 31
    assert [year.figures.year for year in found.years] == [2020, 2019, 2018, 2017, 2016]
    assert len(found.years) == IN_DETAIL
    assert [line.anchor for line in found.lines[IN_DETAIL:]] == [""] * 26
    assert found.chart
    assert [column.label for column in found.chart.columns] == [str(y) for y in range(2013, 2021)]
    assert len(found.chart.columns) == IN_CHART


def test_samples_are_marked_year_by_year() -> None:
    found = page(trip("2020-01-01"), trip("2021-01-01", sample=True))
    assert [line.sample for line in found.lines] == [True, False]
    assert found.sample
    assert not page(trip("2020-01-01")).sample


def built(site: Site) -> Tag:
    """What the page says itself."""
    found = BeautifulSoup(site.page(FIGURES), "html.parser").find("main")
    assert isinstance(found, Tag)
    return found


def words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def test_a_site_without_figures_says_so(site: Site) -> None:
    site.post("bai")
    assert site.build() == 0
    assert "Chưa có số liệu nào." in words(built(site))
    assert not built(site).find("table")


ROW = {"stop": "khong-con", "status": "served"}
ROWS = (
    ROW | {"date": "2020-12-30", "visitors": "1.200", "loans": "5", "remote": "yes"},
    ROW | {"date": "2021-01-05", "visitors": "40", "route": "Tuyến 1"},
    ROW | {"date": "2021-02-05", "note": "Dữ liệu mẫu", "route": "Tuyến <2>"},
)
TARGETS = (
    {"year": "2021", "measure": "sessions", "target": "2"},
    {"year": "2021", "measure": "loans", "target": "900"},
)


@pytest.fixture
def figures(site: Site) -> Tag:
    site.post("bai")
    site.write(trips.FILE, trip_table(*ROWS))
    site.write(results.FILE, table(results.COLUMNS, TARGETS))
    assert site.build() == 0
    return built(site)


def test_the_tables(figures: Tag) -> None:
    tables = [[words(row) for row in one.select("tbody tr")] for one in figures.find_all("table")]
    assert tables == [
        [
            "2021 (mẫu) 2 100% của 2 0 40 không rõ kế hoạch 900",
            "2020 1 1 1.200 5",
        ],
        [
            "Buổi phục vụ 2 2 100%",
            "– trong đó vùng sâu, vùng xa 0 không có không có",
            "Lượt bạn đọc 40 không có không có",
            "Lượt mượn không rõ 900 không có",
        ],
        ["1 1 0 40 không rõ", "2 1 0 không rõ không rõ", "Tổng cộng 2 0 40 không rõ"],
        ["Tuyến 1 1 0 40 không rõ", "Tuyến <2> 1 0 không rõ không rõ", "Tổng cộng 2 0 40 không rõ"],
        [
            "Buổi phục vụ 1 không có không có",
            "– trong đó vùng sâu, vùng xa 1 không có không có",
            "Lượt bạn đọc 1.200 không có không có",
            "Lượt mượn 5 không có không có",
        ],
        ["12 1 1 1.200 5", "Tổng cộng 1 1 1.200 5"],
    ]
    text = words(figures)
    assert "Dữ liệu mẫu: số liệu của những năm có ghi “mẫu”" in text
    assert "Năm 2021 (mẫu) 2 buổi = 100% kế hoạch. Số liệu ghi đến ngày 05/02/2021." in text
    assert [str(a["href"]) for a in figures.select("table a")] == ["#nam-2021", "#nam-2020"]


def test_the_charts_have_names_and_words_of_their_own(figures: Tag) -> None:
    charts = figures.find_all("svg")
    assert len(charts) == 3
    ids = [str(node["id"]) for node in figures.select("[id]")]
    assert len(ids) == len(set(ids))
    for chart in charts:
        assert chart["role"] == "img"
        named = [figures.find(id=name) for name in str(chart["aria-labelledby"]).split()]
        assert [node.name for node in named if node] == ["title", "desc"]
        assert all(node and node.get_text(strip=True) for node in named)
        assert chart.find("rect")
    assert not figures.select("[style]")


def test_the_page_is_in_the_sitemap(site: Site, figures: Tag) -> None:
    assert figures
    assert f"/{FIGURES}</loc>" in site.page("sitemap.xml")
