"""Figures: sums of trips by year, month and route."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.mobile_library.figures import (
    NO_ROUTE,
    by_month_and_route,
    month_span,
    year_figures,
    years_with_trips,
)
from plugins.mobile_library.results import TargetTable
from plugins.mobile_library.sums import Sums, sum_up
from plugins.mobile_library.trips import Trip
from tests.mobile_library.making import trip

NONE = TargetTable(targets={}, sample=frozenset())
TODAY = date(2021, 3, 1)

Numbers = tuple[int, int, int | None, int | None, int, int]


def numbers(sums: Sums) -> Numbers:
    return (
        sums.sessions, sums.remote_sessions, sums.visitors, sums.loans,
        sums.without_visitors, sums.without_loans,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("trips", "expected"),
    [
        ([], (0, 0, 0, 0, 0, 0)),
        ([trip("2021-01-05")], (1, 0, None, None, 1, 1)),
        ([trip("2021-01-05", visitors=0, loans=7)], (1, 0, 0, 7, 0, 0)),
        (
            [trip("2021-01-05", visitors=5, remote=True), trip("2021-01-06", loans=3)],
            (2, 1, 5, 3, 1, 1),
        ),
    ],
)
def test_what_nobody_counted_is_not_nought(trips: list[Trip], expected: Numbers) -> None:
    assert numbers(sum_up(trips)) == expected


RECORDS = (
    trip("2020-10-06", route="Tuyến 10", visitors=10, loans=20, remote=True),
    trip("2020-10-07", route="Tuyến 2", visitors=1),
    trip("2020-12-31", at="khong-con", route="Tuyến 2", loans=4),
    trip("2021-01-05", visitors=40, loans=60),
    trip("2021-01-06", status="cancelled", visitors=999),
    trip("2021-02-02", status="cancelled", route="Tuyến 1"),
    trip("2021-03-09", status="moved", new_date=date(2021, 3, 10)),
)


def test_a_year_that_is_over() -> None:
    targets = TargetTable(targets={(2020, "sessions"): 2}, sample=frozenset())
    found = year_figures(2020, RECORDS, targets, TODAY)
    assert found
    assert [(r.done, r.target, r.percent, r.known) for r in found.results] == [
        (3, 2, 150, True), (1, None, None, True), (11, None, None, True), (24, None, None, True),
    ]  # fmt: skip
    assert numbers(found.total) == (3, 1, 11, 24, 1, 1)
    assert [(line.label, numbers(line.sums)) for line in found.months] == [
        ("10", (2, 1, 11, 20, 0, 1)),
        ("11", (0, 0, 0, 0, 0, 0)),
        ("12", (1, 0, None, 4, 1, 0)),
    ]
    assert [(line.label, numbers(line.sums)) for line in found.routes] == [
        ("Tuyến 2", (2, 0, 1, 4, 1, 1)),
        ("Tuyến 10", (1, 1, 10, 20, 0, 0)),
    ]
    assert found.last == date(2020, 12, 31)
    assert not found.sample


def test_the_year_under_way() -> None:
    found = year_figures(2021, RECORDS, NONE, TODAY)
    assert found
    assert [(line.label, line.sums.sessions) for line in found.months] == [("1", 1), ("2", 0)]
    assert found.routes == ()  # one line without a name would say nothing new
    assert found.last == date(2021, 1, 5)


def test_a_route_without_a_name_stands_last() -> None:
    trips = [trip("2021-01-05", route=name) for name in ("", "Z", "10", "9", "a")]
    found = year_figures(2021, trips, NONE, TODAY)
    assert found
    assert [line.label for line in found.routes] == ["a", "Z", "9", "10", NO_ROUTE]


def test_years_with_trips_that_were_made() -> None:
    trips = [*RECORDS, trip("2018-05-05", status="cancelled"), trip("2017-05-05")]
    assert years_with_trips(trips) == (2021, 2020, 2017)
    assert years_with_trips([]) == ()
    for year in (2016, 2018, 2022):
        assert year_figures(year, trips, NONE, TODAY) is None


@pytest.mark.parametrize(
    ("year", "days", "today", "months"),
    [
        (2020, ["2019-12-31", "2020-06-01"], "2021-01-01", range(1, 13)),
        (2020, ["2020-06-01"], "2021-01-01", range(6, 13)),  # before it nobody kept records
        (2020, ["2019-12-31", "2020-06-01"], "2020-09-30", range(1, 7)),
        (2020, ["2020-02-01", "2020-06-01", "2020-09-30"], "2020-09-30", range(2, 10)),
        (2020, ["2020-06-01", "2020-10-01"], "2020-09-30", range(6, 7)),
        (2020, ["2019-06-01", "2021-06-01"], "2021-09-30", range(0)),
        (2021, ["2021-06-01"], "2021-05-31", range(0)),
        (2020, [], "2021-01-01", range(0)),
    ],
)
@pytest.mark.parametrize("status", ["served", "cancelled"])
def test_the_months_of_which_something_is_known(
    year: int, days: list[str], today: str, months: range, status: str
) -> None:
    trips = [trip(day, status=status) for day in days]
    assert month_span(year, trips, date.fromisoformat(today)) == months


def test_the_mark_of_samples() -> None:
    marked = [*RECORDS, trip("2020-11-11", sample=True)]
    for trips, table, expected in (
        (marked, NONE, True),
        (RECORDS, TargetTable(targets={}, sample=frozenset({2020})), True),
        (RECORDS, TargetTable(targets={}, sample=frozenset({2021})), False),
    ):
        found = year_figures(2020, trips, table, TODAY)
        assert found
        assert found.sample is expected


def test_each_month_with_each_route() -> None:
    found = [(m, r, numbers(s)[:4]) for m, r, s in by_month_and_route(2020, RECORDS, TODAY)]
    assert found == [
        (10, "Tuyến 2", (1, 0, 1, None)),
        (10, "Tuyến 10", (1, 1, 10, 20)),
        (11, "Tuyến 2", (0, 0, 0, 0)),
        (11, "Tuyến 10", (0, 0, 0, 0)),
        (12, "Tuyến 2", (1, 0, None, 4)),
        (12, "Tuyến 10", (0, 0, 0, 0)),
    ]
    assert next(by_month_and_route(2021, RECORDS, TODAY))[1] == NO_ROUTE
    assert list(by_month_and_route(2019, RECORDS, TODAY)) == []


COUNTS = st.none() | st.integers(0, 99)
TRIPS = st.lists(
    st.builds(
        lambda day, **values: trip(day.isoformat(), **values),
        day=st.dates(date(2019, 1, 1), date(2021, 3, 1)),
        status=st.sampled_from(["served", "served", "cancelled", "moved"]),
        route=st.sampled_from(["", "Tuyến 1", "Tuyến 2"]),
        visitors=COUNTS,
        loans=COUNTS,
        remote=st.booleans(),
    ),
    max_size=20,
)


def added(parts: Sequence[Sums]) -> list[int]:
    rows = [[number or 0 for number in numbers(part)] for part in parts]
    return [sum(column) for column in zip(*rows, strict=True)]


@given(TRIPS)
def test_months_and_routes_and_both_add_up_to_the_year(trips: list[Trip]) -> None:
    years = years_with_trips(trips)
    assert sum(1 for one in trips if one.status == "served") == sum(
        found.total.sessions for year in years if (found := year_figures(year, trips, NONE, TODAY))
    )
    for year in years:
        found = year_figures(year, trips, NONE, TODAY)
        assert found
        whole = added([found.total])
        assert added([line.sums for line in found.months]) == whole
        assert added([sums for _, _, sums in by_month_and_route(year, trips, TODAY)]) == whole
        if found.routes:
            assert added([line.sums for line in found.routes]) == whole
