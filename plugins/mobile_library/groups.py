"""The timetable in the orders in which people look for it: by week, by route, by commune."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from plugins.mobile_library.calendar import Day, Session, by_day
from plugins.mobile_library.stops import Service, Stop
from plugins.values import Struct
from plugins.vietnamese import collation_key


class Week(Struct, frozen=True, kw_only=True):
    """The days with sessions from Monday, `first`, to Sunday, `last`."""

    first: date
    last: date
    days: tuple[Day, ...]


class Call(Struct, frozen=True, kw_only=True):
    """A line of the timetable: a stop and one of its services, which `begins` on a day still to
    come, or has begun."""

    stop: Stop
    service: Service
    begins: date | None


class RouteCalls(Struct, frozen=True, kw_only=True):
    """The calls of one route in the order of the week; those of no route have no `name`."""

    name: str
    calls: tuple[Call, ...]


class Community(Struct, frozen=True, kw_only=True):
    """The stops of one community, in the order of the alphabet; the last may have no `name`."""

    name: str
    stops: tuple[Stop, ...]


def by_week(sessions: Iterable[Session]) -> tuple[Week, ...]:
    """Sessions, which come in the order of time, week by week."""

    def monday(day: Day) -> date:
        return day.date - timedelta(days=day.date.weekday())

    return tuple(
        Week(first=first, last=first + timedelta(days=6), days=tuple(days))
        for first, days in groupby(by_day(sessions), key=monday)
    )


def calls_at(stop: Stop, today: date) -> tuple[Call, ...]:
    """The timetable of a stop without what has ended."""
    return tuple(
        Call(
            stop=stop,
            service=service,
            begins=service.start if service.start and service.start > today else None,
        )
        for service in stop.services
        if not service.ended(today)
    )


def by_route(stops: Iterable[Stop], today: date) -> tuple[RouteCalls, ...]:
    """The whole timetable without what has ended."""
    routes: dict[str, list[Call]] = defaultdict(list)
    for stop in stops:
        for call in calls_at(stop, today):
            routes[call.service.route].append(call)
    return tuple(
        RouteCalls(name=name, calls=tuple(sorted(routes[name], key=_week_order)))
        for name in sorted(routes, key=_order)
    )


def by_community(stops: Iterable[Stop]) -> tuple[Community, ...]:
    """All stops."""
    communities: dict[str, list[Stop]] = defaultdict(list)
    for stop in stops:
        communities[stop.community].append(stop)
    return tuple(
        Community(
            name=name,
            stops=tuple(sorted(communities[name], key=lambda s: (collation_key(s.name), s.slug))),
        )
        for name in sorted(communities, key=_order)
    )


def _order(name: str) -> tuple[bool, object]:
    """Names in the order of the alphabet; what has none comes last."""
    return not name, collation_key(name)


def _week_order(call: Call) -> tuple[int, str, str, str]:
    return call.service.weekday, call.service.arrival, call.stop.name, call.stop.slug
