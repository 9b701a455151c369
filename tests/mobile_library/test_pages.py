"""The mobile library as templates see it."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.fields import TripReference
from plugins.mobile_library.pages import (
    IN_BLOCK,
    MobileLibrary,
    make_mobile_library,
    trip_link,
)
from plugins.mobile_library.results import TargetTable
from plugins.mobile_library.stops import Stop
from plugins.mobile_library.trips import Trip
from tests.mobile_library.making import MONDAY, service, stop, trip

WEEK = timedelta(days=7)
NO_TARGETS = TargetTable(targets={}, sample=frozenset())


def library(*stops: Stop, trips: tuple[Trip, ...] = (), **values: Any) -> MobileLibrary:
    targets, now = values.get("targets", NO_TARGETS), values.get("now", MONDAY)
    return make_mobile_library(stops, trips, targets, now)[0]


def article(name: str, reference: TripReference | None) -> Any:
    """What the pages read of an article."""
    return SimpleNamespace(entry=name, item=SimpleNamespace(trip=reference))


DAILY = stop("a", service("Monday", "FREQ=DAILY"))


def test_the_next_sessions_are_the_coming_ones_with_what_became_of_them() -> None:
    changes = (
        trip("2021-03-01", status="cancelled"),
        trip("2021-03-03", status="moved", new_date=date(2021, 3, 2), new_arrival="15:00"),
    )
    made = library(DAILY, trips=changes)
    assert len(made.next) == IN_BLOCK
    assert [(s.date.day, s.arrival, s.takes_place) for s in made.next][:5] == [
        (1, "08:00", False), (2, "08:00", True), (2, "15:00", True), (3, "08:00", False),
        (4, "08:00", True),
    ]  # fmt: skip
    assert made.first == made.next[1]


@pytest.mark.parametrize(("day", "first"), [(1, 1), (3, 3), (7, 7)])
def test_the_weeks_are_this_one_and_four_more(day: int, first: int) -> None:
    made = library(DAILY, now=MONDAY.replace(day=day))
    assert [(week.first, week.last) for week in made.weeks] == [
        (date(2021, 3, 1) + n * WEEK, date(2021, 3, 7) + n * WEEK) for n in range(5)
    ]
    assert made.weeks[0].days[0].date == date(2021, 3, first)
    assert made.weeks[-1].days[-1].date == date(2021, 4, 4)
    assert made.later is None


def test_what_is_over_today_is_kept_apart() -> None:
    twice = stop("a", service("Monday"), service("Monday", arrival="13:00", departure="14:00"))
    made = library(twice, now=MONDAY.replace(hour=10, minute=30))
    assert [(s.date, s.arrival) for s in made.over] == [(date(2021, 3, 1), "08:00")]
    assert [(s.date, s.arrival) for s in made.next[:2]] == [
        (date(2021, 3, 1), "13:00"), (date(2021, 3, 8), "08:00"),
    ]  # fmt: skip
    assert library(twice).over == ()


@pytest.mark.parametrize(
    ("start", "weeks", "later"),
    [
        (date(2021, 3, 29), 1, None),
        (date(2021, 4, 5), 0, date(2021, 4, 5)),
        (date(2021, 9, 6), 0, date(2021, 9, 6)),
        (date(2023, 1, 2), 0, None),
    ],
)
def test_a_later_day_stands_for_five_empty_weeks(
    start: date, weeks: int, later: date | None
) -> None:
    made = library(
        stop("a", service("Monday", "FREQ=DAILY", start=start)),
        stop("b", service("Monday", start=start, arrival="13:00", departure="14:00")),
    )
    assert len(made.weeks) == weeks
    assert (made.later and made.later.date) == later
    if made.later:
        assert [s.stop.slug for s in made.later.sessions] == ["a", "b"]


def test_a_later_day_stands_for_weeks_in_which_all_is_cancelled() -> None:
    weekly = stop("a", service("Thursday", start=date(2021, 1, 7)))
    days = [date(2021, 3, 4) + n * WEEK for n in range(6)]
    changes = tuple(trip(day.isoformat(), "a", status="cancelled") for day in days)
    made = library(weekly, trips=changes[:5])
    assert len(made.weeks) == 5
    assert made.later
    assert made.later.date == days[5]
    assert library(weekly, trips=changes[:4]).later is None
    later = library(weekly, trips=changes).later
    assert later
    assert later.date == days[5] + WEEK


def test_no_stops() -> None:
    made = library()
    assert (made.stops, made.routes, made.communities, made.years) == ((), (), (), ())
    assert (made.next, made.over, made.weeks, made.later) == ((), (), (), None)
    assert (made.first, made.locator) == (None, None)
    assert not made.sample
    assert made.url == made.head.path == "xe-thu-vien/"


def test_samples_are_marked() -> None:
    assert library(stop("a"), stop("b", sample=True)).sample
    assert library(stop("a"), trips=(trip("2021-01-05", sample=True),)).sample
    assert not library(stop("a"), trips=(trip("2021-01-05"),)).sample


def test_years() -> None:
    targets = TargetTable(targets={(2021, "sessions"): 2}, sample=frozenset())
    made = library(stop("a"), trips=(trip("2021-01-05"),), targets=targets)
    assert [(year.year, year.results[0].percent) for year in made.years] == [(2021, 50)]


def test_the_trip_of_a_post() -> None:
    stops = {"a": stop("a")}
    link = trip_link(article("", TripReference(date=date(2021, 2, 2), stop="a")), stops)
    assert link is not None
    assert (link.date, link.stop) == (date(2021, 2, 2), stops["a"])
    assert trip_link(article("", TripReference(date=date(2021, 2, 2), stop="b")), stops) is None
    assert trip_link(article("", None), stops) is None
