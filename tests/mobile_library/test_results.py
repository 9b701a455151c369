"""Results: what a year's trips came to, and how that stands to its targets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.mobile_library.results import (
    COLUMNS,
    FILE,
    MEASURES,
    Result,
    TargetTable,
    parse_targets,
    year_results,
)
from plugins.mobile_library.tables import LONGEST
from tests.mobile_library.making import table, told, trip

NONE = TargetTable(targets={}, sample=frozenset())
ROW = {"year": "2021", "measure": "sessions", "target": "80"}


def parse(*rows: dict[str, str]) -> tuple[TargetTable, list[tuple[int | None, str]]]:
    found, problems = parse_targets(table(COLUMNS, rows).encode(), FILE)
    return found, told(problems, FILE)


@pytest.mark.parametrize(
    ("done", "target", "percent"),
    [
        (111, 80, 139),  # 138.75
        (113, 80, 141),  # 141.25
        (1, 200, 1),  # 0.5: up, where Python's round() would go to the even 0
        (3, 200, 2),  # 1.5
        (5, 200, 3),  # 2.5
        (1, 201, 0),
        (0, 80, 0),
        (80, 80, 100),
        (2, 3, 67),
        (1, 3, 33),
        (10**12, 3, 33333333333333),
        (5, 0, None),
        (5, None, None),
    ],
)
def test_percent(done: int, target: int | None, percent: int | None) -> None:
    assert Result(label="", done=done, target=target).percent == percent


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_percent_is_the_nearest_whole_number(done: int, target: int) -> None:
    percent = Result(label="", done=done, target=target).percent
    assert percent is not None
    assert -target <= 2 * (done * 100 - percent * target) < target


@pytest.mark.parametrize(
    "row",
    [{}, {"measure": "SESSIONS"}, {"target": "080"}, {"note": "theo kế hoạch"}],
    ids=str,
)
def test_a_target(row: dict[str, str]) -> None:
    assert parse(ROW | row) == (
        TargetTable(targets={(2021, "sessions"): 80}, sample=frozenset()),
        [],
    )


def test_targets_of_years_and_measures() -> None:
    found, problems = parse(
        ROW, ROW | {"measure": "visitors", "target": "1.200", "note": "Dữ liệu mẫu"},
        ROW | {"year": "2020", "target": "0"},
    )  # fmt: skip
    assert problems == []
    assert found.targets == {
        (2021, "sessions"): 80,
        (2021, "visitors"): 1200,
        (2020, "sessions"): 0,
    }
    assert found.sample == {2021}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"year": ""}, ["cột year: còn để trống"]),
        ({"year": "năm nay"}, ["cột year: không phải số đếm: “năm nay”"]),
        ({"year": "21"}, ["cột year: không phải năm: “21”"]),
        ({"year": "20211"}, ["cột year: không phải năm: “20211”"]),
        ({"measure": "readers"}, ["cột measure: không có giá trị “readers”"]),
        ({"measure": ""}, ["cột measure: còn để trống"]),
        ({"target": ""}, ["cột target: còn để trống"]),
        ({"target": "80%"}, ["cột target: không phải số đếm: “80%”"]),
        ({"measure": "Sessions"}, ["cột measure: chỉ tiêu này của năm 2021 đã có ở trên"]),
    ],
    ids=str,
)
def test_a_wrong_row_after_a_right_one(row: dict[str, str], expected: list[str]) -> None:
    _, problems = parse(ROW, ROW | {"measure": "loans"} | row)
    assert problems == [(3, message) for message in expected]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("cell", ["<script>alert(1)</script>", "]]>\"'", "🚐", "x" * 5000])
def test_a_hostile_cell_is_no_matter_or_a_problem(column: str, cell: str) -> None:
    found, problems = parse(ROW | {column: cell})
    if column == "note":
        assert (found.targets, problems) == ({(2021, "sessions"): 80}, [])
    else:
        ((line, message),) = problems
        assert line == 2
        assert len(message) <= LONGEST


def test_a_year_counts_what_was_made() -> None:
    trips = [
        trip("2021-01-05", visitors=40, loans=60, remote=True),
        trip("2021-12-31", visitors=5, note="mưa"),
        trip("2021-06-01", remote=True),
        trip("2021-02-02", status="cancelled", visitors=1000),
        trip("2021-02-03", status="moved", loans=1000),
    ]
    targets = {(2021, "sessions"): 80, (2021, "loans"): 50, (2020, "visitors"): 7}
    (year,) = year_results(trips, TargetTable(targets=targets, sample=frozenset({2020})))
    assert (year.year, year.sample) == (2021, False)
    assert [(r.label, r.done, r.target, r.percent) for r in year.results] == [
        ("Buổi phục vụ", 3, 80, 4),
        ("– trong đó vùng sâu, vùng xa", 2, None, None),
        ("Lượt bạn đọc", 45, None, None),
        ("Lượt mượn", 60, 50, 120),
    ]


def test_what_nobody_counted_has_no_line_unless_it_was_asked_for() -> None:
    labels = list(MEASURES.values())
    (year,) = year_results([trip("2021-01-05")], NONE)
    assert [r.label for r in year.results] == labels[:2]
    table = TargetTable(targets={(2021, "visitors"): 100}, sample=frozenset())
    (year,) = year_results([trip("2021-01-05")], table)
    assert [(r.label, r.known, r.percent) for r in year.results][2:] == [(labels[2], False, None)]
    (year,) = year_results([trip("2021-01-05", visitors=0)], NONE)
    assert [r.label for r in year.results] == labels[:3]


def test_years_with_trips_the_latest_first() -> None:
    targets = TargetTable(targets={(2022, "sessions"): 5}, sample=frozenset())
    trips = [trip("2019-01-01"), trip("2021-01-01"), trip("2020-01-01")]
    assert [year.year for year in year_results(trips, targets)] == [2021, 2020, 2019]
    assert year_results([trip("2021-01-01", status="cancelled")], targets) == ()
    assert year_results([], targets) == ()


def test_the_mark_of_samples() -> None:
    trips = [trip("2019-01-01"), trip("2020-01-01", sample=True), trip("2021-01-01")]
    found = year_results(trips, TargetTable(targets={}, sample=frozenset({2019})))
    assert [(year.year, year.sample) for year in found] == [
        (2021, False), (2020, True), (2019, True),
    ]  # fmt: skip
