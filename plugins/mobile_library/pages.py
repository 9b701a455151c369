"""The mobile library as templates see it: the block and the timetable page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from plugins.addresses import CALENDAR, FIGURES, MOBILE_LIBRARY, STOPS_GEOJSON, TIMETABLE_CSV
from plugins.head import Head
from plugins.mobile_library.calendar import Day, Session, by_day, coming_sessions, not_over
from plugins.mobile_library.groups import (
    Community,
    RouteCalls,
    Week,
    by_community,
    by_route,
    by_week,
)
from plugins.mobile_library.locator import Locator, make_locator
from plugins.mobile_library.results import TargetTable, YearResults, year_results
from plugins.mobile_library.stops import Stop
from plugins.mobile_library.trips import Trip
from plugins.values import Struct

TITLE = "Xe thư viện lưu động"
IN_BLOCK = 12
"""Sessions beside every page: the first few are shown, the others take the place of what is over
where the page is older than its reader thinks."""
WEEKS = 5
"""Weeks on the timetable page: this one and four more."""

Article = Any  # of Pelican's


class TripLink(Struct, frozen=True, kw_only=True):
    """The trip that a post reports on."""

    date: date
    stop: Stop


class MobileLibrary(Struct, frozen=True, kw_only=True):
    """What the block and the timetable page see. `url` is the timetable page's site path.

    `first` is the session that takes place soonest, `next` are those to come, `weeks` all of this
    week and the four after it, `over` those of today that are behind us; `later` is the first day
    after the weeks when the van does not run in them; `routes` is the timetable. `figures` is the
    site path of the page of figures, as `calendar`, `timetable_csv` and `stops_geojson` are of
    files.
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
    calendar: str
    timetable_csv: str
    stops_geojson: str
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
        calendar=CALENDAR,
        timetable_csv=TIMETABLE_CSV,
        stops_geojson=STOPS_GEOJSON,
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


def trip_link(article: Article, stops: Mapping[str, Stop]) -> TripLink | None:
    """The trip that a post reports on, when its stop is still there."""
    trip = article.item.trip
    stop = stops.get(trip.stop) if trip else None
    return TripLink(date=trip.date, stop=stop) if stop else None
