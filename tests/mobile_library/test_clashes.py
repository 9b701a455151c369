"""Clashes: what one van cannot keep, told once for each pair of rows."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.mobile_library.calendar import HORIZON, Session, coming_sessions, minutes
from plugins.mobile_library.clashes import Clash, find_clashes, kilometres, minutes_to_drive
from plugins.mobile_library.stops import Stop
from plugins.mobile_library.trips import Trip
from tests.mobile_library.making import MONDAY, service, stop, trip

HERE = {"longitude": 104.9, "latitude": 21.7}
NEAR = {"longitude": 104.9, "latitude": 21.705}  # 0.56 km
FAR = {"longitude": 104.9, "latitude": 22.0}  # 33.4 km: 40 whole minutes


def one(slug: str, place: dict[str, float], line: int, **values: Any) -> Stop:
    return stop(slug, service(line=line, **values), **place)


def clashes(*stops: Stop, trips: tuple[Trip, ...] = ()) -> tuple[Clash, ...]:
    return find_clashes(coming_sessions(stops, trips, MONDAY))


def told(*stops: Stop, trips: tuple[Trip, ...] = ()) -> list[tuple[str, int, int, str, int]]:
    """Kind, lines, first day and number of days."""
    return [
        (c.kind, c.earlier.service.line, c.later.service.line, str(c.earlier.date), c.days)
        for c in clashes(*stops, trips=trips)
    ]


A = one("a", HERE, 2)


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (one("b", HERE, 3), "two places"),
        (one("b", FAR, 3, arrival="10:29", departure="11:00"), "two places"),
        (one("b", FAR, 3, arrival="08:00", departure="08:00"), "two places"),
        (one("b", HERE, 3, arrival="10:30", departure="11:00"), None),
        (one("b", NEAR, 3, arrival="10:30", departure="11:00"), None),  # not one whole minute
        (one("b", FAR, 3, arrival="10:30", departure="11:00"), "no time"),
        (one("b", FAR, 3, arrival="11:09", departure="11:20"), "no time"),
        (one("b", FAR, 3, arrival="11:10", departure="11:20"), None),
        (one("b", {}, 3, arrival="10:30", departure="11:00"), "no time"),
        (one("b", {}, 3, arrival="10:31", departure="11:00"), None),
        (one("a", HERE, 3), "same place"),
        (one("a", HERE, 3, arrival="10:00", departure="12:00"), "same place"),
        (one("a", HERE, 3, arrival="10:30", departure="12:00"), None),
        (one("b", HERE, 3, mobile="Xe 2"), None),
        (one("b", HERE, 3, mobile="XE 1"), "two places"),
        (one("b", HERE, 3, mobile=""), None),  # it may be any van
        (one("b", HERE, 3, organisation="Thư viện huyện"), None),
        (one("b", HERE, 3, day="Wednesday"), None),
        (one("b", HERE, 3, end=date(2021, 2, 28)), None),
        (one("b", HERE, 3, start=date(2022, 3, 8)), None),  # after the horizon
    ],
)
def test_two_rows(other: Stop, kind: str | None) -> None:
    assert [clash.kind for clash in clashes(A, other)] == ([kind] if kind else [])
    assert [clash.kind for clash in clashes(other, A)] == ([kind] if kind else [])


def test_where_no_row_names_a_van_there_is_one() -> None:
    nameless = one("a", HERE, 2, mobile=""), one("b", HERE, 3, mobile="")
    assert told(*nameless) == [("two places", 2, 3, "2021-03-02", 53)]
    assert told(*nameless, one("c", HERE, 4, day="Friday")) == []
    elsewhere = one("b", HERE, 3, mobile="", organisation="Thư viện huyện")
    assert told(nameless[0], elsewhere) == []


def test_a_pair_of_rows_is_told_once_with_its_first_day_and_their_number() -> None:
    fortnightly = one("b", HERE, 3, rule="FREQ=WEEKLY;INTERVAL=2", start=date(2021, 1, 5))
    monthly = one("c", HERE, 4, rule="FREQ=MONTHLY;BYDAY=2TU", arrival="09:00")
    assert told(A, fortnightly, monthly) == [
        ("two places", 2, 3, "2021-03-02", 27),
        ("two places", 2, 4, "2021-03-09", 12),
        ("two places", 3, 4, "2021-04-13", 6),
    ]


def test_exceptions_cancelled_and_moved_trips_count() -> None:
    b = one("b", HERE, 3, end=date(2021, 3, 16), exceptions=(date(2021, 3, 2),))
    assert told(A, b) == [("two places", 2, 3, "2021-03-09", 2)]
    cancelled = trip("2021-03-09", "b", status="cancelled")
    assert told(A, b, trips=(cancelled,)) == [("two places", 2, 3, "2021-03-16", 1)]
    away = trip("2021-03-09", "b", status="moved", new_date=date(2021, 3, 10))
    assert told(A, b, trips=(away,)) == [("two places", 2, 3, "2021-03-16", 1)]
    wednesday = one("b", HERE, 3, day="Wednesday")
    here = trip("2021-03-10", "b", status="moved", new_date=date(2021, 3, 9))
    assert told(A, wednesday, trips=(here,)) == [("two places", 2, 3, "2021-03-09", 1)]
    twice = trip("2021-03-09", "a", status="moved", new_date=date(2021, 3, 16))
    assert told(A, trips=(twice,)) == [("same place", 2, 2, "2021-03-16", 1)]


def test_a_long_session_clashes_with_all_that_lie_in_it() -> None:
    long = one("a", HERE, 2, departure="12:00")
    short = [
        one(slug, HERE, line, arrival=arrival, departure=departure)
        for slug, line, arrival, departure in [
            ("b", 3, "08:30", "09:00"), ("c", 4, "09:00", "09:30"), ("d", 5, "12:00", "13:00"),
        ]
    ]  # fmt: skip
    assert [found[:3] for found in told(long, *short)] == [
        ("two places", 2, 3), ("two places", 2, 4),
    ]  # fmt: skip


def test_a_place_that_nobody_measured_hides_nothing() -> None:
    between = one("b", {}, 3, arrival="10:31", departure="10:32")
    far = one("c", FAR, 4, arrival="10:34", departure="11:00")
    assert [found[:3] for found in told(A, between, far)] == [("no time", 2, 4)]


def test_calls_without_length_at_one_moment_all_clash() -> None:
    moment = {"arrival": "08:00", "departure": "08:00"}
    calls = [one(slug, HERE, line, **moment) for line, slug in enumerate("abc", 2)]
    assert [found[1:3] for found in told(*calls)] == [(2, 3), (2, 4), (3, 4)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (HERE, HERE, 0.0),
        (HERE, FAR, 33.36),
        ({"longitude": 105.8542, "latitude": 21.0285}, {"longitude": 106.6297, "latitude": 10.8231},
         1138.0),
        ({"longitude": -180.0, "latitude": 0.0}, {"longitude": 180.0, "latitude": 0.0}, 0.0),
        ({"longitude": 0.0, "latitude": 90.0}, {"longitude": 0.0, "latitude": -90.0}, 20015.0),
        ({"longitude": 0.0, "latitude": 60.0}, {"longitude": 1.0, "latitude": 60.0}, 55.6),
        (HERE, {}, None),
    ],
)  # fmt: skip
def test_kilometres(one: dict[str, float], other: dict[str, float], expected: float | None) -> None:
    a, b = stop("a", **one), stop("b", **other)
    found = kilometres(a, b)
    assert found == kilometres(b, a)
    assert found == (None if expected is None else pytest.approx(expected, rel=0.002, abs=0.001))


TIMES = ["07:00", "07:30", "08:00", "08:10", "09:00", "12:00", "23:59"]
PLACES = [HERE, NEAR, FAR, {}]


@st.composite
def timetables(draw: st.DrawFn) -> tuple[Stop, ...]:
    """Stops on one day of the week; each row has a line of its own."""
    made = []
    for line in range(2, draw(st.integers(2, 8))):
        arrival, departure = sorted(draw(st.tuples(*[st.sampled_from(TIMES)] * 2)))
        made.append(
            one(
                draw(st.sampled_from("abc")) + str(line),
                draw(st.sampled_from(PLACES)),
                line,
                arrival=arrival,
                departure=departure,
                mobile=draw(st.sampled_from(["Xe 1", "Xe 2"])),
                end=date(2021, 3, 3),
            )
        )
    return tuple(made)


def can_keep(one: Session, other: Session) -> bool:
    """Whether one van can be at both, the plain way: it leaves the one, and drives to the other."""
    first, second = sorted((one, other), key=lambda s: (s.arrival, s.departure))
    if second.arrival == first.arrival:
        return False
    left = minutes(second.arrival) - minutes(first.departure)
    distance = kilometres(first.stop, second.stop)
    return left >= 0 and left >= minutes_to_drive(distance)


@given(timetables())
def test_no_clash_is_missed_and_none_invented(stops: tuple[Stop, ...]) -> None:
    sessions = coming_sessions(stops, [], MONDAY)
    assert all(session.date <= MONDAY.date() + HORIZON for session in sessions)
    wrong = {
        frozenset((a.service.line, b.service.line))
        for a, b in combinations(sessions, 2)
        if a.service.mobile == b.service.mobile and a.date == b.date and not can_keep(a, b)
    }
    found = {
        frozenset((c.earlier.service.line, c.later.service.line)) for c in find_clashes(sessions)
    }
    assert found <= wrong
    # A session that the van cannot reach from one before it may hide that from an earlier one.
    assert bool(found) == bool(wrong)
    overlaps = {
        frozenset((a.service.line, b.service.line))
        for a, b in combinations(sessions, 2)
        if a.service.mobile == b.service.mobile
        and (a.arrival < b.departure and b.arrival < a.departure)
    }
    assert overlaps <= found
