"""The mobile library as templates see it."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.fields import TripReference
from plugins.head import Crumb, HeadPlace
from plugins.mobile_library.pages import (
    AT_A_STOP,
    IN_BLOCK,
    ON_A_ROUTE,
    MobileLibrary,
    StopPage,
    make_mobile_library,
    stop_pages,
    trip_link,
)
from plugins.mobile_library.results import TargetTable
from plugins.mobile_library.stops import Stop
from plugins.mobile_library.trips import Trip
from tests.mobile_library.making import MONDAY, service, stop, trip

NO_TARGETS = TargetTable(targets={}, sample=frozenset())


def library(*stops: Stop, trips: tuple[Trip, ...] = (), **values: Any) -> MobileLibrary:
    return make_mobile_library(stops, trips, values.get("targets", NO_TARGETS), MONDAY)[0]


def pages(*stops: Stop, trips: tuple[Trip, ...] = (), articles: Any = ()) -> list[StopPage]:
    made, coming = make_mobile_library(stops, trips, NO_TARGETS, MONDAY)
    return list(stop_pages(made, coming, trips, articles, MONDAY))


def article(name: str, reference: TripReference | None) -> Any:
    """What the pages read of an article."""
    return SimpleNamespace(entry=name, item=SimpleNamespace(trip=reference))


DAILY = stop("a", service("Monday", "FREQ=DAILY"))


def test_the_next_sessions_are_those_that_take_place() -> None:
    changes = (
        trip("2021-03-01", status="cancelled"),
        trip("2021-03-03", status="moved", new_date=date(2021, 3, 2), new_arrival="15:00"),
    )
    made = library(DAILY, trips=changes)
    assert IN_BLOCK == 4
    assert [(s.date.day, s.arrival) for s in made.next] == [
        (2, "08:00"), (2, "15:00"), (4, "08:00"), (5, "08:00"),
    ]  # fmt: skip
    assert made.days[0].sessions[0].cancelled


def test_the_days_are_those_of_two_weeks() -> None:
    made = library(DAILY)
    assert [day.date.day for day in made.days] == list(range(1, 15))
    assert made.later is None


@pytest.mark.parametrize(
    ("start", "days", "later"),
    [
        (date(2021, 3, 14), 1, None),
        (date(2021, 3, 15), 0, date(2021, 3, 15)),
        (date(2021, 9, 6), 0, date(2021, 9, 6)),
        (date(2023, 1, 1), 0, None),
    ],
)
def test_a_later_day_stands_for_two_empty_weeks(start: date, days: int, later: date | None) -> None:
    made = library(stop("a", service("Monday", "FREQ=DAILY", start=start)), stop("b", service(
        "Monday", "FREQ=DAILY", start=start, arrival="13:00", departure="14:00")))  # fmt: skip
    # `start` is that of the first Monday on or after it.
    monday = start + timedelta(days=-start.weekday() % 7)
    if monday != start:
        days = 0
        later = monday if monday <= date(2022, 3, 1) else None
    assert len(made.days) == days
    assert (made.later and made.later.date) == later
    if made.later:
        assert [s.stop.slug for s in made.later.sessions] == ["a", "b"]


def test_a_later_day_stands_for_two_weeks_in_which_all_is_cancelled() -> None:
    weekly = stop("a", service("Thursday", start=date(2021, 1, 7)))
    changes = tuple(
        trip(day, "a", status="cancelled") for day in ("2021-03-04", "2021-03-11", "2021-03-18")
    )
    made = library(weekly, trips=changes[:2])
    assert [day.date.day for day in made.days] == [4, 11]
    assert made.later
    assert made.later.date == date(2021, 3, 18)
    assert library(weekly, trips=changes[:1]).later is None
    later = library(weekly, trips=changes).later
    assert later
    assert later.date == date(2021, 3, 25)


def test_no_stops() -> None:
    made = library()
    assert (made.stops, made.calls, made.next, made.days, made.years) == ((), (), (), (), ())
    assert made.later is None
    assert not made.sample
    assert made.url == made.head.path == "xe-thu-vien/"
    assert pages() == []


def test_the_timetable_is_in_the_order_of_the_week_without_what_has_ended() -> None:
    made = library(
        stop("b", service("Friday"), service("Monday", arrival="09:00")),
        stop("a", service("Monday", arrival="09:00"), service("Monday", arrival="07:00")),
        stop("c", service("Monday", end=date(2021, 2, 28)), service("Monday", end=MONDAY.date())),
    )
    assert [(c.service.day, c.service.arrival, c.stop.slug) for c in made.calls] == [
        ("Thứ Hai", "07:00", "a"),
        ("Thứ Hai", "08:00", "c"),
        ("Thứ Hai", "09:00", "a"),
        ("Thứ Hai", "09:00", "b"),
        ("Thứ Sáu", "08:00", "b"),
    ]


def test_samples_are_marked() -> None:
    assert library(stop("a"), stop("b", sample=True)).sample
    assert library(stop("a"), trips=(trip("2021-01-05", sample=True),)).sample
    assert not library(stop("a"), trips=(trip("2021-01-05"),)).sample


def test_years() -> None:
    targets = TargetTable(targets={(2021, "sessions"): 2}, sample=frozenset())
    made = library(stop("a"), trips=(trip("2021-01-05"),), targets=targets)
    assert [(year.year, year.results[0].percent) for year in made.years] == [(2021, 50)]


def test_the_page_of_a_stop_has_its_own_sessions() -> None:
    changes = (trip("2021-03-02", "b", status="moved", new_stop="a", new_arrival="06:00"),)
    a, b = pages(DAILY, stop("b", service("Tuesday")), trips=changes)
    assert len(a.coming) == AT_A_STOP == 8
    assert [(s.date.day, s.arrival) for s in a.coming][:3] == [
        (1, "08:00"), (2, "06:00"), (2, "08:00"),
    ]  # fmt: skip
    assert {session.stop.slug for session in a.coming} == {"a"}
    assert b.coming[0].moved_to is not None
    assert b.today == MONDAY.date()


def test_past_trips_the_newest_first_at_most_ten() -> None:
    trips = [trip(f"2021-01-{day:02}") for day in range(1, 13)]
    trips += [
        trip("2021-02-01", "b"),
        trip("2021-02-02", status="cancelled"),
        trip("2021-02-03", status="moved", new_stop="b"),
        trip("2021-03-01"),
        trip("2021-03-02"),  # made, somebody says, but not yet
    ]
    a, b, c = pages(stop("a"), stop("b"), stop("c"), trips=tuple(trips))
    assert [t.date.isoformat() for t in a.past] == [
        "2021-03-01", *(f"2021-01-{day:02}" for day in range(12, 3, -1)),
    ]  # fmt: skip
    assert [t.date.isoformat() for t in b.past] == ["2021-02-01"]
    assert c.past == ()


def test_reports_of_a_stop() -> None:
    articles = [
        article("new", TripReference(date=date(2021, 2, 2), stop="a")),
        article("none", None),
        article("other", TripReference(date=date(2021, 2, 2), stop="gone")),
        article("old", TripReference(date=date(2021, 1, 1), stop="a")),
    ]
    a, b = pages(stop("a"), stop("b"), articles=articles)
    assert a.reports == ("new", "old")
    assert b.reports == ()


def test_stops_of_the_same_route() -> None:
    a, b, c, d = pages(
        stop("a", service(route="1"), service(route="2"), service(route="1")),
        stop("b", service(route="2")),
        stop("c", service(route="1"), service(route="2")),
        stop("d", service(route="")),
    )
    assert [other.slug for other in a.same_route] == ["c", "b"]
    assert [other.slug for other in b.same_route] == ["a", "c"]
    assert [other.slug for other in c.same_route] == ["a", "b"]
    assert d.same_route == ()


@pytest.mark.parametrize(("number", "first"), [(0, 0), (5, 0), (20, 14), (38, 27), (39, 27)])
def test_on_a_long_route_the_nearest_stops(number: int, first: int) -> None:
    arrivals = [f"{6 + minute // 4:02}:{minute % 4 * 15:02}" for minute in range(40)]
    made = pages(
        *(
            stop(f"s{n:02}", service(route="1", arrival=arrival, departure="23:00"))
            for n, arrival in enumerate(arrivals)
        )
    )
    near = [f"s{n:02}" for n in range(first, first + ON_A_ROUTE + 1) if n != number]
    assert [other.slug for other in made[number].same_route] == near


def test_a_stop_page_shows_the_services_that_go_on() -> None:
    over, on = service("Monday", end=date(2021, 2, 28)), service("Friday")
    (page,) = pages(stop("a", over, on))
    assert page.services == (on,)


def test_the_head_of_a_stop() -> None:
    (page,) = pages(
        stop(
            "cho", service(), service("Friday", arrival="13:00", departure="14:00"),
            name="Chợ Mù", community="Xã A", address="Thôn 1", longitude=104.87, latitude=0.0,
        )
    )  # fmt: skip
    head = page.head
    assert (head.title, head.path, head.kind) == ("Chợ Mù", "xe-thu-vien/diem-dung/cho/", "stop")
    assert head.trail == (Crumb(title="Xe thư viện lưu động", url="xe-thu-vien/"),)
    assert head.place == HeadPlace(
        name="Chợ Mù", address="Thôn 1, Xã A", longitude=104.87, latitude=0.0
    )
    assert head.description == (
        "Xe thư viện lưu động dừng ở Chợ Mù (Thôn 1, Xã A):"
        " Thứ Ba 08:00–10:30; Thứ Sáu 13:00–14:00."
    )
    (bare,) = pages(stop("cho", name="Chợ"))
    assert bare.head.description == "Xe thư viện lưu động dừng ở Chợ: Thứ Ba 08:00–10:30."


def test_the_trip_of_a_post() -> None:
    stops = {"a": stop("a")}
    link = trip_link(article("", TripReference(date=date(2021, 2, 2), stop="a")), stops)
    assert link is not None
    assert (link.date, link.stop) == (date(2021, 2, 2), stops["a"])
    assert trip_link(article("", TripReference(date=date(2021, 2, 2), stop="b")), stops) is None
    assert trip_link(article("", None), stops) is None
