"""Trips: what happened, or is known to come."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.mobile_library.tables import LONGEST
from plugins.mobile_library.trips import COLUMNS, FILE, Trip, parse_trips
from tests.mobile_library.making import told, trip, trip_table

STOPS = {"truong-tieu-hoc", "cho-phien"}
TODAY = date(2021, 2, 2)
SERVED = {"date": "2021-02-02", "stop": "cho-phien", "status": "served"}
MOVED = SERVED | {"status": "moved", "new_date": "2021-02-03"}


def parse(text: str) -> tuple[tuple[Trip, ...], list[tuple[int | None, str]]]:
    trips, problems = parse_trips(text.encode(), FILE, STOPS, TODAY)
    return trips, told(problems, FILE)


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ({}, {}),
        ({"status": "SERVED", "date": "02/02/2021"}, {}),
        ({"visitors": "45", "loans": "1.200"}, {"visitors": 45, "loans": 1200}),
        ({"visitors": "0", "loans": ""}, {"visitors": 0}),
        ({"remote": "yes"}, {"remote": True}),
        ({"remote": "Có"}, {"remote": True}),
        ({"remote": "no"}, {}),
        ({"remote": "không"}, {}),
        ({"route": " Tuyến  1 ", "note": "Mưa\nto"}, {"route": "Tuyến 1", "note": "Mưa to"}),
        ({"note": "Dữ liệu mẫu: nghỉ"}, {"note": "Dữ liệu mẫu: nghỉ", "sample": True}),
        ({"status": "cancelled", "note": "Lũ"}, {"status": "cancelled", "note": "Lũ"}),
        (
            {"status": "moved", "new_date": "2021-02-03"},
            {"status": "moved", "new_date": date(2021, 2, 3)},
        ),
        (
            {"status": "cancelled", "announced": "26/01/2021"},
            {"status": "cancelled", "announced": date(2021, 1, 26)},
        ),
        ({"status": "moved", "new_arrival": "7:30"}, {"status": "moved", "new_arrival": "07:30"}),
        (
            {"status": "moved", "new_stop": "truong-tieu-hoc"},
            {"status": "moved", "new_stop": "truong-tieu-hoc"},
        ),
    ],
    ids=str,
)
def test_a_row(row: dict[str, str], values: dict[str, Any]) -> None:
    expected = trip("2021-02-02", "cho-phien", **values)
    assert parse(trip_table(SERVED | row)) == ((expected,), [])
    decomposed = unicodedata.normalize("NFD", trip_table(SERVED | row))
    assert parse("\ufeff" + decomposed.replace("\n", "\r\n")) == ((expected,), [])


@pytest.mark.parametrize("text", ["", ",".join(COLUMNS), ",,\n"])
def test_no_trips_yet(text: str) -> None:
    assert parse(text) == ((), [])


def test_trips_come_in_the_order_of_days_then_of_the_file() -> None:
    days = ("2021-02-09", "2021-02-02", "2020-12-31", "2021-02-02")
    trips, _ = parse(trip_table(*(SERVED | {"date": day} for day in days)))
    assert [(t.date.isoformat(), t.line) for t in trips] == [
        ("2020-12-31", 4), ("2021-02-02", 3), ("2021-02-02", 5), ("2021-02-09", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected", "kept"),
    [
        ({"date": ""}, ["cột date: còn để trống"], False),
        ({"date": "2021-02-30"}, ["cột date: không có ngày giờ “2021-02-30” trên lịch"], False),
        ({"date": "0021-02-03"}, ["cột date: năm 21 không hợp lý"], False),
        ({"date": "9999-12-31"}, ["cột date: năm 9999 không hợp lý"], False),
        ({"stop": ""}, ["cột stop: còn để trống"], False),
        ({"status": ""}, ["cột status: còn để trống"], False),
        ({"status": "done"}, ["cột status: không có giá trị “done”"], False),
        ({"visitors": "bốn"}, ["cột visitors: không phải số đếm: “bốn”"], True),
        ({"loans": "-5"}, ["cột loans: không phải số đếm: “-5”"], True),
        ({"remote": "xa"}, ["cột remote: không hiểu “xa”"], True),
        # A trip that was made counts, though its stop may be gone since.
        ({"stop": "cho-phin"}, ["? cột stop: không có điểm dừng “cho-phin”"], True),
        ({"stop": "Chợ phiên"}, ["? cột stop: không có điểm dừng “Chợ phiên”"], True),
        ({"stop": "x", "status": "cancelled"}, ["cột stop: không có điểm dừng “x”"], True),
        ({"stop": "x", "status": "?"}, [
            "cột status: không có giá trị “?”", "cột stop: không có điểm dừng “x”"], False),
        (MOVED | {"new_stop": "cho"}, ["cột new_stop: không có điểm dừng “cho”"], True),
        (MOVED | {"new_date": "mai"}, [
            "cột new_date: không hiểu ngày “mai”",
            "cột status: chuyến dời đi mà không nói tới đâu"], True),
        (MOVED | {"new_date": ""}, ["cột status: chuyến dời đi mà không nói tới đâu"], True),
        (MOVED | {"new_arrival": "25:00"}, ["cột new_arrival: không hiểu giờ “25:00”"], True),
        ({"new_arrival": "07:00"}, ["? cột new_date: chỉ chuyến moved mới có các cột new_…"], True),
        ({"status": "cancelled", "new_date": "2021-02-03"},
         ["? cột new_date: chỉ chuyến moved mới có các cột new_…"], True),
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_row_among_others(row: dict[str, str], expected: list[str], kept: bool) -> None:
    other = SERVED | {"date": "2020-01-01"}
    trips, problems = parse(trip_table(other, SERVED | row))
    assert problems == [(3, message) for message in expected]
    assert [t.line for t in trips] == ([2, 3] if kept else [2])


def test_the_nearest_stop_is_named() -> None:
    _, problems = parse_trips(
        trip_table(*(SERVED | {"stop": stop} for stop in ("Chợ Phiên", "xyz"))).encode(),
        FILE,
        STOPS,
        TODAY,
    )
    assert [problem.hint for problem in problems] == [
        "có phải là “cho-phien”?",
        "gõ tên điểm dừng không dấu, nối bằng -",
    ]


CANCELLED = SERVED | {"status": "cancelled"}


@pytest.mark.parametrize(
    ("first", "second", "contradicts"),
    [
        (CANCELLED, MOVED, True),
        (MOVED, CANCELLED, True),
        (MOVED, MOVED, True),
        (MOVED | {"route": "1"}, MOVED | {"route": "1"}, True),
        (MOVED, MOVED | {"route": "1"}, True),
        (MOVED | {"route": "1"}, MOVED | {"route": "2"}, False),
        (MOVED, MOVED | {"date": "2021-02-09"}, False),
        (MOVED, MOVED | {"stop": "truong-tieu-hoc"}, False),
        (CANCELLED, CANCELLED, False),
        (CANCELLED, SERVED, False),
        (SERVED, MOVED, False),
        (SERVED, SERVED, False),
    ],
    ids=str,
)
def test_one_session_goes_to_one_place(
    first: dict[str, str], second: dict[str, str], contradicts: bool
) -> None:
    trips, problems = parse(trip_table(first, second))
    assert len(trips) == 2
    expected = [(3, "cột status: buổi này đã nghỉ hoặc dời ở dòng 2")]
    assert problems == (expected if contradicts else [])


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (SERVED | {"date": "2021-02-03"}, "cột status: ngày này chưa tới mà ghi là đã phục vụ"),
        (SERVED | {"stop": "cu"}, "? cột stop: không có điểm dừng “cu”"),
        (CANCELLED | {"stop": "cu"}, "cột stop: không có điểm dừng “cu”"),
        (CANCELLED | {"stop": "cu", "date": "2021-02-01"}, "? cột stop: không có điểm dừng “cu”"),
        (
            MOVED | {"date": "2021-01-30", "new_date": "2021-02-02", "new_stop": "cu"},
            "cột new_stop: không có điểm dừng “cu”",
        ),
        (
            MOVED | {"date": "2021-01-30", "new_date": "2021-02-01", "new_stop": "cu"},
            "? cột new_stop: không có điểm dừng “cu”",
        ),
    ],
    ids=str,
)
def test_what_is_over_stops_nothing(row: dict[str, str], problem: str) -> None:
    assert parse(trip_table(row))[1] == [(2, problem)]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("cell", ["<script>alert(1)</script>", "]]>\"'", "🚐", "x" * 5000])
def test_a_hostile_cell_is_text_or_a_problem(column: str, cell: str) -> None:
    trips, problems = parse(trip_table(SERVED | {column: cell}))
    if column in ("route", "note"):
        assert problems == []
        assert getattr(trips[0], column) == cell
    else:
        assert problems
        assert all(line == 2 and len(message) <= LONGEST + 2 for line, message in problems)


def test_one_terrible_file() -> None:
    text = trip_table(
        {"date": "hôm qua", "stop": "cho-phien", "status": "served", "visitors": "nhiều"},
        SERVED,
        {"note": "chỉ có lời"},
        SERVED | {"status": "moved", "stop": "cho"},
        MOVED | {"remote": "rất", "loans": "1.20"},
        MOVED,
    ).replace("remote", "remot")
    trips, problems = parse(text + "một dòng lẻ\n")
    assert [t.line for t in trips] == [3, 5, 6, 7]
    assert problems == [
        (1, "? không có cột “remot”"),
        (2, "cột date: không hiểu ngày “hôm qua”"),
        (2, "cột visitors: không phải số đếm: “nhiều”"),
        (4, "cột date: còn để trống"),
        (4, "cột stop: còn để trống"),
        (4, "cột status: còn để trống"),
        (5, "cột stop: không có điểm dừng “cho”"),
        (5, "cột status: chuyến dời đi mà không nói tới đâu"),
        (6, "cột loans: không phải số đếm: “1.20”"),
        (7, "cột status: buổi này đã nghỉ hoặc dời ở dòng 6"),
        (8, "cột stop: còn để trống"),
        (8, "cột status: còn để trống"),
        (8, "cột date: không hiểu ngày “một dòng lẻ”"),
    ]


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                name: st.text() | st.sampled_from([*SERVED.values(), "moved", "8:00", "yes", "3"])
                for name in COLUMNS
            },
        )
    )
)
def test_any_rows_are_trips_or_explained(rows: list[dict[str, str]]) -> None:
    trips, problems = parse_trips(
        trip_table(*rows).encode("utf-8", "surrogatepass"), FILE, STOPS, TODAY
    )
    if not any(problem.level == "error" for problem in problems):
        filled = [row for row in rows if any(cell.strip() for cell in row.values())]
        assert len(trips) == len(filled)
        for found in trips:
            moved = (found.new_date, found.new_arrival, found.new_stop)
            assert found.status != "moved" or any(moved)
