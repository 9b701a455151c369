"""The calendar: when the van comes, with what was cancelled or moved."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.mobile_library.calendar import (
    HORIZON,
    Session,
    by_day,
    change_problems,
    coming_sessions,
)
from plugins.mobile_library.stops import DAYS, Stop
from plugins.mobile_library.trips import FILE, Trip
from tests.mobile_library.making import MONDAY, ZONE, service, stop, told, trip

A = stop("a", service("Tuesday"))
B = stop("b", service("Thursday", arrival="14:00", departure="16:00"))


def lines(sessions: tuple[Session, ...], count: int = 4) -> list[str]:
    """The first sessions: day, times, stop and what became of them."""
    return [line(session) for session in sessions[:count]]


def line(session: Session) -> str:
    text = f"{session.date} {session.arrival}-{session.departure} {session.stop.slug}"
    if session.cancelled:
        text += " cancelled"
    for word, change in (("to", session.moved_to), ("from", session.moved_from)):
        if change:
            text += f" {word} {change.date} {change.arrival} {change.stop.slug}"
    assert session.takes_place == ("cancelled" not in text and " to " not in text)
    return text + (f" ({session.note})" if session.note else "")


def coming(*trips: Trip, stops: tuple[Stop, ...] = (A, B), now: datetime = MONDAY) -> list[str]:
    return lines(coming_sessions(stops, trips, now))


ORDINARY = [
    "2021-03-02 08:00-10:30 a",
    "2021-03-04 14:00-16:00 b",
    "2021-03-09 08:00-10:30 a",
    "2021-03-11 14:00-16:00 b",
]


def test_without_changes() -> None:
    assert coming() == ORDINARY


def test_nothing() -> None:
    assert coming_sessions([], [], MONDAY) == ()
    assert coming_sessions([], [trip("2021-03-02", status="cancelled")], MONDAY) == ()
    ended = stop("a", service(end=date(2021, 2, 28)))
    assert coming_sessions([ended], [], MONDAY) == ()


MOVED_TO_WEDNESDAY: dict[str, Any] = {"status": "moved", "new_date": date(2021, 3, 3)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([trip("2021-03-02")], ORDINARY),
        (
            [trip("2021-03-02", status="cancelled", note="Mưa")],
            ["2021-03-02 08:00-10:30 a cancelled (Mưa)", *ORDINARY[1:]],
        ),
        (
            [trip("2021-03-02", **MOVED_TO_WEDNESDAY, note="Họp")],
            [
                "2021-03-02 08:00-10:30 a to 2021-03-03 08:00 a (Họp)",
                "2021-03-03 08:00-10:30 a from 2021-03-02 08:00 a (Họp)",
                *ORDINARY[1:3],
            ],
        ),
        (
            [trip("2021-03-02", status="moved", new_arrival="13:15")],
            [
                "2021-03-02 08:00-10:30 a to 2021-03-02 13:15 a",
                "2021-03-02 13:15-15:45 a from 2021-03-02 08:00 a",
                *ORDINARY[1:3],
            ],
        ),
        (
            [trip("2021-03-02", status="moved", new_arrival="07:00")],
            [
                "2021-03-02 07:00-09:30 a from 2021-03-02 08:00 a",
                "2021-03-02 08:00-10:30 a to 2021-03-02 07:00 a",
                *ORDINARY[1:3],
            ],
        ),
        (
            [trip("2021-03-02", status="moved", new_stop="b")],
            [
                "2021-03-02 08:00-10:30 a to 2021-03-02 08:00 b",
                "2021-03-02 08:00-10:30 b from 2021-03-02 08:00 a",
                *ORDINARY[1:3],
            ],
        ),
        (  # everything at once
            [trip("2021-03-02", **MOVED_TO_WEDNESDAY, new_arrival="15:00", new_stop="b")],
            [
                "2021-03-02 08:00-10:30 a to 2021-03-03 15:00 b",
                "2021-03-03 15:00-17:30 b from 2021-03-02 08:00 a",
                *ORDINARY[1:3],
            ],
        ),
        (  # to the day and place of another session: both take place
            [trip("2021-03-02", status="moved", new_date=date(2021, 3, 4), new_stop="b")],
            [
                "2021-03-02 08:00-10:30 a to 2021-03-04 08:00 b",
                "2021-03-04 08:00-10:30 b from 2021-03-02 08:00 a",
                *ORDINARY[1:3],
            ],
        ),
        (  # as long as it was, at the latest to midnight
            [trip("2021-03-02", status="moved", new_arrival="23:00")],
            [
                "2021-03-02 08:00-10:30 a to 2021-03-02 23:00 a",
                "2021-03-02 23:00-23:59 a from 2021-03-02 08:00 a",
                *ORDINARY[1:3],
            ],
        ),
        # No session is due there: change_problems tells.
        ([trip("2021-03-03", status="cancelled")], ORDINARY),
        ([trip("2021-03-03", status="moved", new_date=date(2021, 3, 5))], ORDINARY),
        ([trip("2021-03-02", "b", status="cancelled")], ORDINARY),
        ([trip("2021-03-02", "gone", status="cancelled")], ORDINARY),
        ([trip("2021-03-02", status="moved", new_stop="gone")], ORDINARY),
        ([trip("2021-03-02", status="cancelled", route="Tuyến 2")], ORDINARY),
        ([trip("2021-03-02", **MOVED_TO_WEDNESDAY, route="Tuyến 2")], ORDINARY),
        # On a day that is over, or after the horizon.
        ([trip("2021-02-23", status="cancelled")], ORDINARY),
        ([trip("2021-02-23", status="moved", new_date=date(2021, 2, 24))], ORDINARY),
        (
            [trip("2021-02-23", status="moved", new_date=date(2021, 3, 3))],
            [ORDINARY[0], "2021-03-03 08:00-10:30 a from 2021-02-23 08:00 a", *ORDINARY[1:3]],
        ),
        (
            [trip("2021-03-02", status="moved", new_date=date(2023, 3, 3))],
            ["2021-03-02 08:00-10:30 a to 2023-03-03 08:00 a", *ORDINARY[1:]],
        ),
    ],
)
def test_changes(changes: list[Trip], expected: list[str]) -> None:
    assert coming(*changes) == expected


def test_a_change_of_one_route_leaves_the_other_where_it_is() -> None:
    both = stop(
        "a", service(route="Tuyến 1"), service(route="Tuyến 2", arrival="13:00", departure="14:00")
    )
    of_one = trip("2021-03-02", route="Tuyến 2", **MOVED_TO_WEDNESDAY)
    assert coming(of_one, stops=(both,))[:3] == [
        "2021-03-02 08:00-10:30 a",
        "2021-03-02 13:00-14:00 a to 2021-03-03 13:00 a",
        "2021-03-03 13:00-14:00 a from 2021-03-02 13:00 a",
    ]
    of_all = trip("2021-03-02", status="cancelled")
    assert coming(of_all, stops=(both,))[:3] == [
        "2021-03-02 08:00-10:30 a cancelled",
        "2021-03-02 13:00-14:00 a cancelled",
        "2021-03-09 08:00-10:30 a",
    ]


@pytest.mark.parametrize(
    ("hour", "minute", "day", "first"),
    [
        (0, 0, 2, "2021-03-02"),
        (8, 0, 2, "2021-03-02"),
        (10, 29, 2, "2021-03-02"),
        (10, 30, 2, "2021-03-09"),
        (23, 59, 2, "2021-03-09"),
        (23, 59, 1, "2021-03-02"),
    ],
)
def test_a_session_stays_to_its_last_minute(hour: int, minute: int, day: int, first: str) -> None:
    now = datetime(2021, 3, day, hour, minute, tzinfo=ZONE)
    assert coming(stops=(A,), now=now)[0] == f"{first} 08:00-10:30 a"


def test_sessions_of_one_moment_come_by_departure_then_by_stop() -> None:
    stops = (
        stop("c", service()),
        stop("b", service()),
        stop("a", service(departure="11:00")),
        stop("d", service(arrival="07:00")),
    )
    assert [text[11:] for text in coming(stops=stops)] == [
        "07:00-10:30 d", "08:00-10:30 b", "08:00-10:30 c", "08:00-11:00 a",
    ]  # fmt: skip


def test_the_horizon_holds_a_yearly_session() -> None:
    yearly = stop("a", service("Monday", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28"))
    assert coming(stops=(yearly,)) == ["2022-02-28 08:00-10:30 a"]
    last = coming_sessions([stop("a", service(rule="FREQ=DAILY"))], [], MONDAY)[-1]
    assert last.date == MONDAY.date() + HORIZON == date(2022, 3, 2)


def test_a_day_holds_its_sessions() -> None:
    sessions = coming_sessions([A, stop("c", service())], [], MONDAY)[:4]
    days = by_day(sessions)
    assert [(day.day, day.date.isoformat(), lines(day.sessions)) for day in days] == [
        ("Thứ Ba", "2021-03-02", ["2021-03-02 08:00-10:30 a", "2021-03-02 08:00-10:30 c"]),
        ("Thứ Ba", "2021-03-09", ["2021-03-09 08:00-10:30 a", "2021-03-09 08:00-10:30 c"]),
    ]
    assert by_day([]) == ()
    assert sessions[0].day == "Thứ Ba"


def test_words_of_a_change_name_its_day() -> None:
    old, new = coming_sessions([A], [trip("2021-03-02", **MOVED_TO_WEDNESDAY)], MONDAY)[:2]
    assert old.moved_to is not None
    assert new.moved_from is not None
    assert (old.moved_to.day, new.moved_from.day) == ("Thứ Tư", "Thứ Ba")


@pytest.mark.parametrize(
    ("change", "odd"),
    [
        (trip("2021-03-02"), False),
        (trip("2021-03-03"), False),
        (trip("2021-03-02", status="cancelled", line=7), False),
        (trip("2021-03-03", status="cancelled", line=7), True),
        (trip("2021-03-02", status="moved", new_stop="b", line=7), False),
        (trip("2021-03-03", status="moved", new_stop="b", line=7), True),
        (trip("2021-03-02", status="cancelled", route="Tuyến 1", line=7), False),
        (trip("2021-03-02", status="cancelled", route="Tuyến 2", line=7), True),
        (trip("2020-12-29", status="cancelled", line=7), True),  # before the start
        (trip("2021-03-03", "gone", status="cancelled", line=7), False),  # told elsewhere
    ],
    ids=str,
)
def test_a_change_for_which_there_is_no_session_only_warns(change: Trip, odd: bool) -> None:
    message = "? lịch không có buổi nào ở “A” ngày này"
    found = told(change_problems([A, B], [change], FILE), FILE)
    assert found == ([(7, message)] if odd else [])


@st.composite
def timetables(draw: st.DrawFn) -> tuple[Stop, ...]:
    """Stops, each with a few services."""
    days = st.dates(date(2020, 6, 1), date(2022, 6, 1))
    services = st.builds(
        service,
        st.sampled_from(DAYS),
        st.sampled_from(["", "FREQ=WEEKLY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=2WE", "FREQ=DAILY"]),
        start=days,
        end=st.none() | days,
        arrival=st.sampled_from(["07:00", "08:00", "13:30"]),
        departure=st.sampled_from(["13:30", "15:00", "23:59"]),
        exceptions=st.frozensets(days, max_size=3).map(sorted).map(tuple),
    )
    count = draw(st.integers(0, 4))
    return tuple(
        stop(f"s{n}", *draw(st.lists(services, min_size=1, max_size=3))) for n in range(count)
    )


MOMENTS = st.datetimes(datetime(2020, 12, 1), datetime(2021, 12, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=ZONE)
)


@given(timetables(), MOMENTS)
def test_each_session_is_on_a_day_of_service_and_none_is_lost(
    stops: tuple[Stop, ...], now: datetime
) -> None:
    expected = sorted(
        (day, service.arrival, service.departure, stop.slug)
        for stop in stops
        for service in stop.services
        for day in (now.date() + timedelta(days=n) for n in range(HORIZON.days + 1))
        if day in set(service.dates(day, day))
        and f"{day} {service.departure}" > f"{now:%Y-%m-%d %H:%M}"
    )
    found = coming_sessions(stops, [], now)
    assert [session.order for session in found] == expected
    assert all(session.takes_place for session in found)
    assert [s for day in by_day(found) for s in day.sessions] == list(found)


@given(timetables(), st.data())
def test_a_change_loses_no_session(stops: tuple[Stop, ...], data: st.DataObject) -> None:
    before = coming_sessions(stops, [], MONDAY)
    changes = [
        trip(
            session.date.isoformat(),
            session.stop.slug,
            status="moved",
            new_date=session.date + timedelta(days=data.draw(st.integers(0, 20))),
            new_stop=data.draw(st.sampled_from([stop.slug for stop in stops])),
        )
        for session in ([data.draw(st.sampled_from(before))] if before else [])
    ]
    after = coming_sessions(stops, changes, MONDAY)
    # Every session still stands at its place, and each moved one at its new place as well.
    assert {session.order for session in before} <= {session.order for session in after}
    moved = [session for session in after if session.moved_to]
    arrived = [session for session in after if session.moved_from]
    assert len(after) - len(before) == len(arrived) <= len(moved)
    within = [
        session for session in moved
        if session.moved_to and session.moved_to.date <= MONDAY.date() + HORIZON
    ]  # fmt: skip
    assert len(arrived) == len(within)
