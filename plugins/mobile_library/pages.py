"""The mobile library as templates see it: the block, the timetable page, a page for each stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from plugins.addresses import MOBILE_LIBRARY
from plugins.content.entries import Entry
from plugins.head import Crumb, Head, HeadPlace
from plugins.mobile_library.calendar import Day, Session, by_day, coming_sessions
from plugins.mobile_library.results import TargetTable, YearResults, year_results
from plugins.mobile_library.stops import Service, Stop
from plugins.mobile_library.trips import Trip

TITLE = "Xe thư viện lưu động"
IN_BLOCK = 4
"""Sessions shown beside every page."""
AHEAD = timedelta(days=14)
"""How many days the timetable page shows."""
AT_A_STOP = 8
PAST_AT_A_STOP = 10
ON_A_ROUTE = 12

Article = Any  # of Pelican's


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A line of the weekly timetable: a stop and one of its services."""

    stop: Stop
    service: Service


@dataclass(frozen=True, kw_only=True, slots=True)
class StopPage:
    """The page of one stop; `services` are those that go on."""

    stop: Stop
    services: tuple[Service, ...]
    today: date
    coming: tuple[Session, ...]
    past: tuple[Trip, ...]
    reports: tuple[Entry, ...]
    same_route: tuple[Stop, ...]
    head: Head


@dataclass(frozen=True, kw_only=True, slots=True)
class TripLink:
    """The trip that a post reports on."""

    date: date
    stop: Stop


@dataclass(frozen=True, kw_only=True, slots=True)
class MobileLibrary:
    """What the block and the timetable page see. `url` is the timetable page's site path.

    `next` are the sessions that take place soonest, `days` all of the coming two weeks, `later`
    the first day after them when the van does not run in them; `calls` the timetable in the order
    of the week.
    """

    url: str
    stops: tuple[Stop, ...]
    calls: tuple[Call, ...]
    next: tuple[Session, ...]
    days: tuple[Day, ...]
    later: Day | None
    years: tuple[YearResults, ...]
    sample: bool
    head: Head


def make_mobile_library(
    stops: Sequence[Stop], trips: Sequence[Trip], targets: TargetTable, now: datetime
) -> tuple[MobileLibrary, tuple[Session, ...]]:
    """The whole section at the moment `now`, and all sessions of the year ahead."""
    coming = coming_sessions(stops, trips, now)
    soon = now.date() + AHEAD
    days = by_day(session for session in coming if session.date < soon)
    rest = by_day(session for session in coming if session.date >= soon)
    today = now.date()
    calls = [
        Call(stop=stop, service=service)
        for stop in stops
        for service in stop.services
        if not service.ended(today)
    ]
    calls.sort(key=lambda c: (c.service.weekday, c.service.arrival, c.stop.name, c.stop.slug))
    years = year_results(trips, targets)
    library = MobileLibrary(
        url=MOBILE_LIBRARY,
        stops=tuple(stops),
        calls=tuple(calls),
        next=tuple(session for session in coming if session.takes_place)[:IN_BLOCK],
        days=days,
        later=_first_that_takes_place(rest) if not _takes_place(days) else None,
        years=years,
        sample=any(stop.sample for stop in stops) or any(year.sample for year in years),
        head=Head(
            title=TITLE,
            path=MOBILE_LIBRARY,
            kind="section",
            description="Lịch và điểm dừng của xe thư viện lưu động.",
        ),
    )
    return library, coming


def _takes_place(days: Iterable[Day]) -> bool:
    return any(session.takes_place for day in days for session in day.sessions)


def _first_that_takes_place(days: Iterable[Day]) -> Day | None:
    return next((day for day in days if _takes_place([day])), None)


def stop_pages(
    library: MobileLibrary,
    coming: Iterable[Session],
    trips: Iterable[Trip],
    articles: Iterable[Article],
    now: datetime,
) -> tuple[StopPage, ...]:
    """A page for each stop; `articles` are the published posts, newest first."""
    sessions: dict[str, list[Session]] = defaultdict(list)
    for session in coming:
        sessions[session.stop.slug].append(session)
    past: dict[str, list[Trip]] = defaultdict(list)
    for trip in trips:
        if trip.status == "served" and trip.date <= now.date():
            past[trip.stop].append(trip)
    reports: dict[str, list[Entry]] = defaultdict(list)
    for article in articles:
        if article.item.trip is not None:
            reports[article.item.trip.stop].append(article.entry)
    on_route: dict[str, list[Stop]] = defaultdict(list)
    place: dict[tuple[str, str], int] = {}
    for stop in library.stops:
        for route in stop.routes:
            place[route, stop.slug] = len(on_route[route])
            on_route[route].append(stop)
    return tuple(
        StopPage(
            stop=stop,
            services=tuple(service for service in stop.services if not service.ended(now.date())),
            today=now.date(),
            coming=tuple(sessions[stop.slug][:AT_A_STOP]),
            past=tuple(past[stop.slug][: -PAST_AT_A_STOP - 1 : -1]),
            reports=tuple(reports[stop.slug]),
            same_route=_same_route(stop, on_route, place),
            head=_stop_head(stop),
        )
        for stop in library.stops
    )


def _same_route(
    stop: Stop, on_route: Mapping[str, Sequence[Stop]], place: Mapping[tuple[str, str], int]
) -> tuple[Stop, ...]:
    """The other stops of its routes; of a long route those that are next to it in the week."""
    found: dict[str, Stop] = {}
    for route in stop.routes:
        stops = on_route[route]
        first = place[route, stop.slug] - ON_A_ROUTE // 2
        first = max(0, min(first, len(stops) - ON_A_ROUTE - 1))
        found |= {other.slug: other for other in stops[first : first + ON_A_ROUTE + 1]}
    found.pop(stop.slug, None)
    return tuple(found.values())


def _stop_head(stop: Stop) -> Head:
    times = "; ".join(f"{s.day} {s.arrival}–{s.departure}" for s in stop.services)
    place = f" ({stop.place})" if stop.place else ""
    return Head(
        title=stop.name,
        path=stop.url,
        kind="stop",
        description=f"Xe thư viện lưu động dừng ở {stop.name}{place}: {times}.",
        trail=(Crumb(title=TITLE, url=MOBILE_LIBRARY),),
        place=HeadPlace(
            name=stop.name,
            address=stop.place,
            longitude=stop.longitude,
            latitude=stop.latitude,
        ),
    )


def trip_link(article: Article, stops: Mapping[str, Stop]) -> TripLink | None:
    """The trip that a post reports on, when its stop is still there."""
    trip = article.item.trip
    stop = stops.get(trip.stop) if trip else None
    return TripLink(date=trip.date, stop=stop) if stop else None
