"""The mobile library as templates see it: the block, the timetable page, a page for each stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from plugins.addresses import FIGURES, MOBILE_LIBRARY, poster_address
from plugins.content.entries import Entry
from plugins.head import Crumb, Head, HeadPlace
from plugins.mobile_library.calendar import Day, Session, by_day, coming_sessions, not_over
from plugins.mobile_library.groups import (
    Call,
    Community,
    RouteCalls,
    Week,
    by_community,
    by_route,
    by_week,
    calls_at,
)
from plugins.mobile_library.locator import Locator, make_locator
from plugins.mobile_library.results import TargetTable, YearResults, year_results
from plugins.mobile_library.schedules import stop_events
from plugins.mobile_library.stops import Stop
from plugins.mobile_library.trips import Trip

TITLE = "Xe thư viện lưu động"
IN_BLOCK = 12
"""Sessions beside every page: the first few are shown, the others take the place of what is over
where the page is older than its reader thinks."""
WEEKS = 5
"""Weeks on the timetable page: this one and four more."""
AT_A_STOP = 12
LEAST_ON_A_POSTER = 4
"""Dates: each row of the timetable takes the room of two from the one sheet of paper."""
PAST_AT_A_STOP = 10
ON_A_ROUTE = 12

Article = Any  # of Pelican's


@dataclass(frozen=True, kw_only=True, slots=True)
class StopPage:
    """The page of one stop."""

    stop: Stop
    calls: tuple[Call, ...]
    coming: tuple[Session, ...]
    past: tuple[Trip, ...]
    reports: tuple[Entry, ...]
    same_route: tuple[Stop, ...]
    poster: str
    head: Head

    @property
    def locator(self) -> Locator | None:
        """Where it lies among the stops of its routes; nothing when its own place is not known."""
        if self.stop.latitude is None:
            return None
        return make_locator((self.stop, *self.same_route), self.stop)


@dataclass(frozen=True, kw_only=True, slots=True)
class Poster:
    """A sheet to hang up at a stop: when the van calls, and a code that leads to the page."""

    stop: Stop
    calls: tuple[Call, ...]
    coming: tuple[Session, ...]
    head: Head


@dataclass(frozen=True, kw_only=True, slots=True)
class TripLink:
    """The trip that a post reports on."""

    date: date
    stop: Stop


@dataclass(frozen=True, kw_only=True, slots=True)
class MobileLibrary:
    """What the block and the timetable page see. `url` is the timetable page's site path.

    `first` is the session that takes place soonest, `next` are those to come, `weeks` all of this
    week and the four after it, `over` those of today that are behind us; `later` is the first day
    after the weeks when the van does not run in them; `routes` is the timetable. `figures` is the
    site path of the page of figures.
    """

    url: str
    stops: tuple[Stop, ...]
    routes: tuple[RouteCalls, ...]
    communities: tuple[Community, ...]
    first: Session | None
    next: tuple[Session, ...]
    over: tuple[Session, ...]
    weeks: tuple[Week, ...]
    later: Day | None
    years: tuple[YearResults, ...]
    figures: str
    sample: bool
    head: Head

    @property
    def locator(self) -> Locator | None:
        """Where the stops lie to each other."""
        return make_locator(self.stops)


def make_mobile_library(
    stops: Sequence[Stop], trips: Sequence[Trip], targets: TargetTable, now: datetime
) -> tuple[MobileLibrary, tuple[Session, ...]]:
    """The whole section at the moment `now`, and all sessions of the year ahead."""
    today = now.date()
    all_day = coming_sessions(stops, trips, now.replace(hour=0, minute=0))
    coming = tuple(not_over(all_day, now))
    end = today + timedelta(days=7 * WEEKS - today.weekday())
    soon = [session for session in coming if session.date < end]
    rest = by_day(coming[len(soon) :])
    years = year_results(trips, targets)
    library = MobileLibrary(
        url=MOBILE_LIBRARY,
        stops=tuple(stops),
        routes=by_route(stops, today),
        communities=by_community(stops),
        first=next((session for session in coming if session.takes_place), None),
        next=coming[:IN_BLOCK],
        over=all_day[: len(all_day) - len(coming)],
        weeks=by_week(soon),
        later=_first_that_takes_place(rest) if not _takes_place(soon) else None,
        years=years,
        figures=FIGURES,
        sample=any(stop.sample for stop in stops) or any(year.sample for year in years),
        head=Head(
            title=TITLE,
            path=MOBILE_LIBRARY,
            kind="section",
            description="Lịch và điểm dừng của xe thư viện lưu động.",
        ),
    )
    return library, coming


def _takes_place(sessions: Iterable[Session]) -> bool:
    return any(session.takes_place for session in sessions)


def _first_that_takes_place(days: Iterable[Day]) -> Day | None:
    return next((day for day in days if _takes_place(day.sessions)), None)


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
            calls=calls_at(stop, now.date()),
            coming=tuple(sessions[stop.slug][:AT_A_STOP]),
            past=tuple(past[stop.slug][: -PAST_AT_A_STOP - 1 : -1]),
            reports=tuple(reports[stop.slug]),
            same_route=_same_route(stop, on_route, place),
            poster=poster_address(stop.slug),
            head=_stop_head(stop),
        )
        for stop in library.stops
    )


def poster_of(page: StopPage) -> Poster:
    """The sheet that hangs at the stop of a page."""
    head = Head(
        title=f"Áp phích: {page.stop.name}",
        path=page.poster,
        kind="stop",
        noindex=True,
        trail=(*page.head.trail, Crumb(title=page.stop.name, url=page.stop.url)),
    )
    coming = tuple(session for session in page.coming if session.takes_place)
    room = max(LEAST_ON_A_POSTER, AT_A_STOP - 2 * (len(page.calls) - 1))
    return Poster(stop=page.stop, calls=page.calls, coming=coming[:room], head=head)


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
            events=stop_events(stop),
        ),
    )


def trip_link(article: Article, stops: Mapping[str, Stop]) -> TripLink | None:
    """The trip that a post reports on, when its stop is still there."""
    trip = article.item.trip
    stop = stops.get(trip.stop) if trip else None
    return TripLink(date=trip.date, stop=stop) if stop else None
