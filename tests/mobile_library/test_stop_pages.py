"""The page of a stop, and the sheet to hang up there."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.fields import TripReference
from plugins.head import Crumb, HeadPlace
from plugins.mobile_library.calendar import changed_sessions, coming_sessions
from plugins.mobile_library.stop_pages import (
    AT_A_STOP,
    ON_A_ROUTE,
    StopPage,
    stop_pages,
)
from plugins.mobile_library.stops import Stop
from plugins.mobile_library.trips import Trip
from plugins.values import replace
from tests.mobile_library.making import MONDAY, service, stop, trip

DAILY = stop("a", service("Monday", "FREQ=DAILY"))


def pages(*stops: Stop, trips: tuple[Trip, ...] = (), articles: Any = ()) -> list[StopPage]:
    coming, changed = coming_sessions(stops, trips, MONDAY), changed_sessions(stops, trips)
    return list(stop_pages(stops, coming, changed, trips, articles, MONDAY))


def article(name: str, reference: TripReference | None) -> Any:
    """What the pages read of an article."""
    return SimpleNamespace(entry=name, item=SimpleNamespace(trip=reference))


def test_the_page_of_a_stop_has_its_own_sessions() -> None:
    changes = (trip("2021-03-02", "b", status="moved", new_stop="a", new_arrival="06:00"),)
    a, b = pages(DAILY, stop("b", service("Tuesday")), trips=changes)
    assert len(a.coming) == AT_A_STOP == 12
    assert [(s.date.day, s.arrival) for s in a.coming][:3] == [
        (1, "08:00"), (2, "06:00"), (2, "08:00"),
    ]  # fmt: skip
    assert {session.stop.slug for session in a.coming} == {"a"}
    assert b.coming[0].moved_to is not None


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
    assert [call.service for call in page.calls] == [on]


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
    assert head.place is not None
    assert replace(head.place, events=()) == HeadPlace(
        name="Chợ Mù", address="Thôn 1, Xã A", longitude=104.87, latitude=0.0
    )
    assert [event.arrival for event in head.place.events] == ["08:00", "13:00"]
    assert head.description == (
        "Xe thư viện lưu động dừng ở Chợ Mù (Thôn 1, Xã A):"
        " Thứ Ba 08:00–10:30; Thứ Sáu 13:00–14:00."
    )
    (bare,) = pages(stop("cho", name="Chợ"))
    assert bare.head.description == "Xe thư viện lưu động dừng ở Chợ: Thứ Ba 08:00–10:30."


def test_the_map_of_a_stop_shows_its_routes() -> None:
    place = {"longitude": 104.8, "latitude": 21.7}
    near = stop("b", service(route="1"), **place | {"latitude": 21.8})
    here, _, other, nowhere = pages(
        stop("a", service(route="1"), **place), near, stop("c", service(route="2"), **place),
        stop("d", service(route="1")),
    )  # fmt: skip
    assert here.locator
    assert [(d.here, d.label and d.label.text) for d in here.locator.dots] == [
        (True, "A"), (False, "B"),
    ]  # fmt: skip
    assert other.locator
    assert len(other.locator.dots) == 1
    assert nowhere.locator is None


def test_a_changed_session_is_no_event() -> None:
    off = (
        trip("2021-03-02", status="cancelled"),
        trip("2021-03-09", status="moved", new_date=date(2021, 3, 10)),
    )
    (page,) = pages(stop("a", service(exceptions=(date(2021, 3, 16),))), trips=off)
    assert page.head.place
    (event,) = page.head.place.events
    assert event.exceptions == (date(2021, 3, 2), date(2021, 3, 9), date(2021, 3, 16))


def test_no_stops_no_pages() -> None:
    assert pages() == []
