"""Calendars as two readers that share no code find them: the sessions of the timetable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject
from hypothesis import given
from hypothesis import strategies as st

from plugins.mobile_library.calendar import (
    HORIZON,
    Session,
    changed_sessions,
    coming_sessions,
    moved_session,
)
from plugins.mobile_library.stops import DAYS, Stop
from plugins.mobile_library.trips import Trip
from plugins.values import names_of
from tests.mobile_library.making import MONDAY, ZONE, service, stop, trip
from tests.mobile_library.test_icalendar_files import calendars, of_all

Found = tuple[datetime, datetime, str, bool]
"""Start, end, place, and whether it is cancelled."""


def by_icalendar(data: bytes, first: date, last: date) -> list[Found]:
    """Occurrences that begin in the window, as recurring_ical_events expands them."""
    calendar = icalendar.Calendar.from_ical(data)
    found = recurring_ical_events.of(calendar).between(first, last + timedelta(days=1))
    return sorted(
        (
            event.start,
            event.end,
            str(event["LOCATION"]),
            event.get("STATUS") == "CANCELLED",
        )
        for event in found
        if first <= event.start.date() <= last
    )


def by_vobject(data: bytes, first: date, last: date) -> list[Found]:
    """The same by vobject, which leaves overrides to its caller."""
    parsed = vobject.readOne(data.decode())
    everything = getattr(parsed, "vevent_list", [])
    instead = {
        (event.uid.value, _local(event.recurrence_id.value))
        for event in everything
        if hasattr(event, "recurrence_id")
    }
    found = []
    for event in everything:
        start = event.dtstart.value
        length = event.dtend.value - start if hasattr(event, "dtend") else timedelta()
        starts = [start]
        if hasattr(event, "rrule"):
            rules = event.getrruleset(addRDate=True)
            until = datetime(last.year, last.month, last.day, 23, 59, tzinfo=start.tzinfo)
            since = datetime(first.year, first.month, first.day, tzinfo=start.tzinfo)
            starts = [
                one
                for one in rules.between(since, until, inc=True)
                if (event.uid.value, _local(one)) not in instead
            ]
        cancelled = hasattr(event, "status") and event.status.value == "CANCELLED"
        found += [
            (_local(one), _local(one + length), event.location.value, cancelled)
            for one in starts
            if first <= one.date() <= last
        ]
    return sorted(found)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZONE)


def occurrences(sessions: Iterable[Session], last: date) -> list[Found]:
    """Sessions as calendars show them: at the new place when they were moved."""

    def moment(day: date, clock: str) -> datetime:
        return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONE)

    return sorted(
        (
            moment(one.date, one.arrival),
            moment(one.date, one.departure),
            ", ".join(filter(None, (one.stop.name, one.stop.place))),
            one.cancelled,
        )
        for one in sessions
        if one.moved_to is None and one.date <= last
    )


RULES = st.sampled_from(
    [
        "",
        "FREQ=WEEKLY;INTERVAL=3",
        "FREQ=WEEKLY;COUNT=30",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU",
        "FREQ=WEEKLY;UNTIL=20210801",
        "FREQ=DAILY;INTERVAL=4",
        "FREQ=MONTHLY;BYDAY=2WE",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
        "FREQ=MONTHLY;BYMONTHDAY=1,15,-1",
        "FREQ=MONTHLY;COUNT=9;BYDAY=MO,TU;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1MO",
        "FREQ=YEARLY;INTERVAL=2;BYYEARDAY=100,200",
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[Stop, ...], tuple[Trip, ...]]:
    """Stops with services of random rules, and trips that were cancelled or moved."""
    days = st.dates(date(2020, 6, 1), date(2022, 3, 1))
    slugs = [f"s{number}" for number in range(draw(st.integers(1, 3)))]
    stops = []
    for slug in slugs:
        services = []
        for line in range(draw(st.integers(1, 2))):
            row = draw(
                st.builds(
                    service,
                    st.sampled_from(DAYS),
                    RULES,
                    start=days,
                    end=st.none() | days,
                    arrival=st.sampled_from(["00:00", "08:00", "13:30"]),
                    departure=st.sampled_from(["13:30", "15:00", "23:59"]),
                    exceptions=st.frozensets(days, max_size=4).map(sorted).map(tuple),
                    route=st.sampled_from(["Tuyến 1", "Tuyến 2"]),
                    line=st.just(line),
                )
            )
            services.append(row)
        due = [d for row in services for d in row.dates(date(2021, 1, 1), date(2022, 3, 1))]
        skipped = draw(st.frozensets(st.sampled_from(due), max_size=2)) if due else frozenset()
        first = services[0]
        more = {"exceptions": tuple(sorted({*first.exceptions, *skipped}))}
        values_of_row = {
            name: getattr(first, name) for name in names_of(type(first)) if name not in more
        }
        stops.append(stop(slug, type(first)(**values_of_row, **more), *services[1:]))
    due = [
        (day, one.slug, row.route)
        for one in stops
        for row in one.services
        for day in row.dates(date(2021, 1, 1), date(2022, 3, 1))
    ]
    changed = draw(st.lists(st.sampled_from(due), max_size=6, unique=True)) if due else []
    trips = tuple(
        trip(
            day.isoformat(),
            slug,
            status,
            route=route,
            new_date=draw(st.none() | st.just(day + timedelta(days=2))) if moves else None,
            new_arrival=draw(st.none() | st.just("23:15")) if moves else None,
            new_stop=draw(st.sampled_from(slugs)) if moves else "",
        )
        for day, slug, route in changed
        for status in [draw(st.sampled_from(["cancelled", "moved"]))]
        for moves in [status == "moved"]
    )
    return tuple(stops), trips


@given(tables())
def test_two_readers_find_the_sessions_of_a_year(
    both: tuple[tuple[Stop, ...], tuple[Trip, ...]],
) -> None:
    stops, trips = both
    midnight = MONDAY.replace(hour=0)
    first, last = midnight.date(), midnight.date() + HORIZON
    coming = coming_sessions(stops, trips, midnight)
    expected = occurrences(coming, last)
    made = calendars(stops, *trips)
    assert by_icalendar(made.of_all(), first, last) == expected
    assert by_vobject(made.of_all(), first, last) == expected
    changed = tuple(changed_sessions(stops, trips))
    for one in stops:
        away = [
            new for old in changed
            if old.stop == one and (new := moved_session(old)) and new.stop != one
        ]  # fmt: skip
        here = [session for session in coming if session.stop == one]
        gone = [session for session in away if first <= session.date <= last]
        assert by_vobject(made.of_stop(one), first, last) == occurrences([*here, *gone], last)


@pytest.mark.parametrize(("month", "offset"), [(1, 0), (7, 1)])
def test_in_a_zone_with_summer_time_the_hour_on_the_clock_stays(month: int, offset: int) -> None:
    """A foreign mobile library: nothing here is of Vietnam but the words."""
    data = of_all(stop("a", service("Tuesday")), timezone="Europe/London")
    days = date(2021, month, 1), date(2021, month, 28)
    for start, _, _, _ in by_icalendar(data, *days):
        assert (start.hour, start.utcoffset()) == (8, timedelta(hours=offset))
        assert start.tzinfo == ZoneInfo("Europe/London")
