"""Cells that a spreadsheet would run: named by a warning, and read all the same."""

from __future__ import annotations

import pytest

from plugins.formulas import is_formula
from plugins.mobile_library import results, trips
from plugins.mobile_library.results import parse_targets
from plugins.mobile_library.stops import COLUMNS
from plugins.mobile_library.trips import parse_trips
from tests.mobile_library.making import MONDAY, read_stops, stop_table, table, told, trip_table

WARNING = "bảng tính sẽ chạy ô này như một công thức"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ('=HYPERLINK("https://x.vn","y")', True),
        ("=1+1", True),
        ("=", True),
        ("@SUM(A1:A9)", True),
        ("+cmd|' /C calc'!A0", True),
        ("-cmd|' /C calc'!A0", True),
        ("-2+3+cmd|' /C calc'!A0", True),
        ("- cạnh chợ", True),
        ("+84 216 000 000", True),
        ("", False),
        ("-", False),
        ("-3.47537", False),
        ("+104,87", False),
        ("'=1+1", False),  # what the hint asks for
        ("Chợ =1+1", False),
        ("– cạnh chợ", False),
        ("1+1", False),
    ],
)
def test_what_runs(text: str, runs: bool) -> None:
    assert is_formula(text) is runs


@pytest.mark.parametrize("lead", ["", " ", "\t", "\r", "\n"])
@pytest.mark.parametrize("column", ["organisation", "mobile", "route", "community", "stop"])
def test_each_column_of_text_is_named(column: str, lead: str) -> None:
    (found,), problems = read_stops(stop_table({column: lead + "=1+1"}))
    assert problems == [(2, f"? cột {column}: {WARNING}")]
    assert "=1+1" in (found.name, found.community, *(
        getattr(found.services[0], name) for name in ("organisation", "mobile", "route")
    ))  # fmt: skip


def test_numbers_and_unknown_columns_are_not_named() -> None:
    row = {"geox": "-3.47", "geoy": "+51.06"}
    text = stop_table(row).replace("postcode", "màu", 1).replace('""', '"=1"', 1)
    assert read_stops(text)[1] == [(1, "? không có cột “màu”")]


def test_home_visits_are_named_by_their_line_only() -> None:
    home = {"type": "Private", "stop": "=Nhà bà Hoa", "address": "@Ngõ 7"}
    _, problems = read_stops(stop_table({}, home))
    assert problems == [(3, f"? cột stop: {WARNING}"), (3, f"? cột address: {WARNING}")]


def test_the_other_tables() -> None:
    row = {"date": "2021-02-02", "stop": "a", "status": "served", "note": "@SUM(A1)"}
    _, problems = parse_trips(trip_table(row).encode(), trips.FILE, {"a"}, MONDAY.date())
    assert told(problems, trips.FILE) == [(2, f"? cột note: {WARNING}")]
    cells = {"year": "2021", "measure": "loans", "target": "8", "note": "=A1"}
    _, problems = parse_targets(table(results.COLUMNS, [cells]).encode(), results.FILE)
    assert told(problems, results.FILE) == [(2, f"? cột note: {WARNING}")]


def test_the_cure_is_a_sign_that_spreadsheets_know() -> None:
    assert read_stops(stop_table(dict.fromkeys(COLUMNS[:2], "'=1+1")))[1] == []
