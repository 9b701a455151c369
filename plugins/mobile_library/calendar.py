"""When the van comes: the timetable, with what was cancelled or moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from plugins.mobile_library.stops import Service, Stop
from plugins.mobile_library.trips import Trip
from plugins.problems import Problem
from plugins.values import Struct, replace
from plugins.vietnamese import WEEKDAYS

HORIZON = timedelta(days=366)
"""How far ahead sessions are looked for: a yearly one must still be found."""
NOTICE = timedelta(days=7)
"""How long before the session a change counts as told, where nobody wrote when."""

Announced = date | None
"""The day on which a change was told."""


class Change(Struct, frozen=True, kw_only=True):
    """Another day, time or stop: where a session went (`moved_to`) or came from (`moved_from`)."""

    date: date
    arrival: str
    stop: Stop

    @property
    def day(self) -> str:
        """The day's Vietnamese name."""
        return WEEKDAYS[self.date.weekday()]


class Session(Struct, frozen=True, kw_only=True):
    """The van at a stop on one day; times are `HH:MM`, local. `service` is the row of the timetable
    that it is due to; `announced` is the day on which a change was told.

    A cancelled or moved session still stands at its old place, so that who comes then reads why.
    """

    date: date
    arrival: str
    departure: str
    stop: Stop
    service: Service
    cancelled: bool = False
    moved_to: Change | None = None
    moved_from: Change | None = None
    note: str = ""
    announced: Announced = None

    @property
    def day(self) -> str:
        """The day's Vietnamese name."""
        return WEEKDAYS[self.date.weekday()]

    @property
    def takes_place(self) -> bool:
        """Whether the van will be there."""
        return not self.cancelled and self.moved_to is None

    @property
    def order(self) -> tuple[Any, ...]:
        """Sessions by time, then by stop."""
        return self.date, self.arrival, self.departure, self.stop.slug


class Day(Struct, frozen=True, kw_only=True):
    """The sessions of one day."""

    date: date
    sessions: tuple[Session, ...]

    @property
    def day(self) -> str:
        """The day's Vietnamese name."""
        return WEEKDAYS[self.date.weekday()]


def coming_sessions(
    stops: Iterable[Stop], trips: Iterable[Trip], now: datetime
) -> tuple[Session, ...]:
    """Sessions of the year ahead that are not over at `now`, in the order of time."""
    stops, trips = list(stops), list(trips)
    by_slug = {stop.slug: stop for stop in stops}
    today = now.date()
    changes = _changes(trips)
    last = today + HORIZON
    found = [
        session
        for stop in stops
        for service in stop.services
        for session in _sessions(stop, service, today, last, changes, by_slug)
    ]
    moved = map(moved_session, changed_sessions(stops, trips))
    found += [session for session in moved if session and today <= session.date <= last]
    return tuple(sorted(not_over(found, now), key=lambda session: session.order))


def not_over(sessions: Iterable[Session], now: datetime) -> Iterator[Session]:
    """Those of today and later that are not over at `now`."""
    today, clock = now.date(), f"{now.hour:02}:{now.minute:02}"
    return (s for s in sessions if s.date > today or (s.date == today and s.departure > clock))


def changed_sessions(stops: Iterable[Stop], trips: Iterable[Trip]) -> Iterator[Session]:
    """Sessions of any time that were cancelled or moved, at the places where they were due."""
    stops = list(stops)
    by_slug = {stop.slug: stop for stop in stops}
    changes = _changes(trips)
    days: dict[str, list[date]] = defaultdict(list)
    for day, slug in changes:
        days[slug].append(day)
    for stop in stops:
        for service in stop.services:
            for day in days[stop.slug]:
                for session in _sessions(stop, service, day, day, changes, by_slug):
                    if not session.takes_place:
                        yield session


def moved_session(session: Session) -> Session | None:
    """The session that takes place instead of a moved one."""
    to = session.moved_to
    if to is None:
        return None
    return Session(
        date=to.date,
        arrival=to.arrival,
        departure=_later(to.arrival, session.arrival, session.departure),
        stop=to.stop,
        service=session.service,
        moved_from=Change(date=session.date, arrival=session.arrival, stop=session.stop),
        note=session.note,
        announced=session.announced,
    )


def next_end(sessions: Iterable[Session], now: datetime) -> datetime | None:
    """When the first session of today will be over, of those that are not at `now`."""
    ends = [session.departure for session in sessions if session.date == now.date()]
    if not ends:
        return None
    return datetime.combine(now.date(), time.fromisoformat(min(ends)), now.tzinfo)


def by_day(sessions: Iterable[Session]) -> tuple[Day, ...]:
    """Sessions, which come in the order of time, day by day."""
    groups = groupby(sessions, key=lambda session: session.date)
    return tuple(Day(date=day, sessions=tuple(found)) for day, found in groups)


def change_problems(stops: Iterable[Stop], trips: Iterable[Trip], path: str) -> list[Problem]:
    """Cancelled and moved trips for which the timetable has no session: a typing error?"""
    by_slug = {stop.slug: stop for stop in stops}
    problems = []
    for trip in trips:
        stop = by_slug.get(trip.stop)
        if trip.status == "served" or stop is None:
            continue
        services = [service for service in stop.services if _on_route(service, trip)]
        if not any(service.runs_on(trip.date) for service in services):
            message = f"lịch không có buổi nào ở “{stop.name}” ngày này"
            hint = "kiểm tra ngày, tuyến và điểm dừng với diem-dung.csv"
            if excepted := [s for s in services if s.excepted(trip.date)]:
                message = f"buổi này đã nghỉ theo cột exceptions, dòng {excepted[0].line} của"
                message += " diem-dung.csv"
                hint = "xóa dòng này; hoặc bỏ ngày đó khỏi exceptions để trang báo xe nghỉ hay dời"
            problems.append(
                Problem(path=path, line=trip.line, message=message, hint=hint, level="warning")
            )
    return problems


_Changes = Mapping[tuple[date, str], list[Trip]]


def _changes(trips: Iterable[Trip]) -> _Changes:
    changes: dict[tuple[date, str], list[Trip]] = defaultdict(list)
    for trip in trips:
        if trip.status != "served":
            changes[trip.date, trip.stop].append(trip)
    return changes


def _on_route(service: Service, trip: Trip) -> bool:
    return not trip.route or trip.route == service.route


def _sessions(
    stop: Stop,
    service: Service,
    first: date,
    last: date,
    changes: _Changes,
    stops: Mapping[str, Stop],
) -> Iterator[Session]:
    """Sessions of one row of the timetable, the changed ones marked."""
    for day in service.dates(first, last):
        session = Session(
            date=day,
            arrival=service.arrival,
            departure=service.departure,
            stop=stop,
            service=service,
        )
        for trip in changes.get((day, stop.slug), ()):
            if not _on_route(service, trip):
                continue
            to = _destination(trip, service.arrival, stops) if trip.status == "moved" else None
            if trip.status == "moved" and to is None:
                continue
            session = replace(
                session,
                cancelled=session.cancelled or trip.status == "cancelled",
                moved_to=to or session.moved_to,
                note=trip.note,
                announced=trip.announced or day - NOTICE,
            )
        yield session


def _destination(trip: Trip, arrival: str, stops: Mapping[str, Stop]) -> Change | None:
    """Where a moved trip goes; what its row leaves out stays as it was."""
    stop = stops.get(trip.new_stop or trip.stop)
    if stop is None:
        return None
    return Change(date=trip.new_date or trip.date, arrival=trip.new_arrival or arrival, stop=stop)


def minutes(text: str) -> int:
    """Minutes since midnight of `HH:MM`."""
    return int(text[:2]) * 60 + int(text[3:])


def _later(arrival: str, old_arrival: str, old_departure: str) -> str:
    """The departure that keeps a moved session as long as it was; at the latest midnight."""
    end = minutes(arrival) + minutes(old_departure) - minutes(old_arrival)
    return "{:02}:{:02}".format(*divmod(min(end, 23 * 60 + 59), 60))
