"""The page of each stop; on paper it is a sheet to hang up there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from plugins.addresses import MOBILE_LIBRARY, stop_calendar
from plugins.content.entries import Entry
from plugins.head import Crumb, Head, HeadPlace
from plugins.mobile_library.calendar import Session
from plugins.mobile_library.groups import Call, calls_at
from plugins.mobile_library.locator import Locator, make_locator
from plugins.mobile_library.notices import make_notices
from plugins.mobile_library.pages import TITLE
from plugins.mobile_library.schedules import stop_events
from plugins.mobile_library.stops import Stop
from plugins.mobile_library.trips import Trip
from plugins.values import Struct

AT_A_STOP = 12
PAST_AT_A_STOP = 10
ON_A_ROUTE = 12

Article = Any  # of Pelican's


class StopPage(Struct, frozen=True, kw_only=True):
    """The page of one stop. `told` are the anchors of notices, which feeds lead to."""

    stop: Stop
    calls: tuple[Call, ...]
    coming: tuple[Session, ...]
    told: tuple[str, ...]
    past: tuple[Trip, ...]
    reports: tuple[Entry, ...]
    same_route: tuple[Stop, ...]
    calendar: str
    head: Head

    @property
    def locator(self) -> Locator | None:
        """Where it lies among the stops of its routes; nothing when its own place is not known."""
        if self.stop.latitude is None:
            return None
        return make_locator((self.stop, *self.same_route), self.stop)


def stop_pages(
    stops: Sequence[Stop],
    coming: Iterable[Session],
    changed: Iterable[Session],
    trips: Iterable[Trip],
    articles: Iterable[Article],
    now: datetime,
) -> tuple[StopPage, ...]:
    """A page for each stop; `changed` are the cancelled and moved sessions of any time, `articles`
    the published posts, newest first."""
    off: dict[str, list[Session]] = defaultdict(list)
    for session in changed:
        off[session.stop.slug].append(session)
    told = {
        slug: tuple(notice.anchor for notice in make_notices(found, now.date()))
        for slug, found in off.items()
    }
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
    for stop in stops:
        for route in stop.routes:
            place[route, stop.slug] = len(on_route[route])
            on_route[route].append(stop)
    return tuple(
        StopPage(
            stop=stop,
            calls=calls_at(stop, now.date()),
            coming=tuple(sessions[stop.slug][:AT_A_STOP]),
            told=told.get(stop.slug, ()),
            past=tuple(past[stop.slug][: -PAST_AT_A_STOP - 1 : -1]),
            reports=tuple(reports[stop.slug]),
            same_route=_same_route(stop, on_route, place),
            calendar=stop_calendar(stop.slug),
            head=_stop_head(stop, off[stop.slug]),
        )
        for stop in stops
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


def _stop_head(stop: Stop, changed: Iterable[Session]) -> Head:
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
            events=stop_events(stop, changed),
        ),
    )
