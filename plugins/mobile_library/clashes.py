"""Sessions that one van cannot keep: in two places at once, or with no time to drive between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Literal

from plugins.mobile_library.calendar import Session, minutes
from plugins.mobile_library.stops import Stop
from plugins.values import Struct, replace

SPEED = 50
"""Kilometres per hour along the straight line: no van is faster on a road through hills."""

_EARTH = 6371.0
"""Mean radius in kilometres."""

Kind = Literal["two places", "same place", "no time"]


class Clash(Struct, frozen=True, kw_only=True):
    """Two rows of the timetable that one van cannot both keep: the first two sessions of which that
    is true, in the order of time, and on how many days.

    `distance` is in kilometres, None where one of the stops has no coordinates.
    """

    kind: Kind
    earlier: Session
    later: Session
    distance: float | None
    days: int


def find_clashes(sessions: Iterable[Session]) -> tuple[Clash, ...]:
    """Clashes between sessions, which come in the order of time; one for each pair of rows.

    Rows without `mobile` are one van of their organisation where no row names any; beside rows
    that do, a row without may mean any van, and is held against none.
    """
    kept = [session for session in sessions if session.takes_place]
    named = any(session.service.mobile for session in kept)
    days: dict[tuple[str, str, date], list[Session]] = defaultdict(list)
    for session in kept:
        service = session.service
        if service.mobile or not named:
            van = service.organisation.casefold(), service.mobile.casefold()
            days[*van, session.date].append(session)
    first: dict[tuple[int, int], Clash] = {}
    on: dict[tuple[int, int], set[date]] = defaultdict(set)
    for found in days.values():
        for clash in _clashes_of_a_day(found):
            one, other = sorted((clash.earlier.service.line, clash.later.service.line))
            on[one, other].add(clash.earlier.date)
            first.setdefault((one, other), clash)
    return tuple(replace(clash, days=len(on[rows])) for rows, clash in sorted(first.items()))


def _clashes_of_a_day(sessions: list[Session]) -> Iterator[Clash]:
    """Sessions of one van on one day, in the order of time."""
    for place, earlier in enumerate(sessions):
        for later in sessions[place + 1 :]:
            distance = kilometres(earlier.stop, later.stop)
            kind = _kind(earlier, later, distance)
            if kind:
                yield Clash(kind=kind, earlier=earlier, later=later, distance=distance, days=1)
            follows = later.arrival >= earlier.departure and later.arrival > earlier.arrival
            if follows and distance is not None:
                break  # what comes after that is held against the later one


def _kind(earlier: Session, later: Session, distance: float | None) -> Kind | None:
    same = earlier.stop.slug == later.stop.slug
    if later.arrival < earlier.departure or later.arrival == earlier.arrival:
        return "same place" if same else "two places"
    left = minutes(later.arrival) - minutes(earlier.departure)
    return None if same or left >= minutes_to_drive(distance) else "no time"


def minutes_to_drive(distance: float | None) -> int:
    """Whole minutes, for timetables know no others: at least so many, and at least one over a
    distance that nobody knows."""
    return 1 if distance is None else int(distance * 60 / SPEED)


def kilometres(one: Stop, other: Stop) -> float | None:
    """The way along the great circle (haversine formula); None without coordinates."""
    if (
        one.longitude is None
        or one.latitude is None
        or other.longitude is None
        or other.latitude is None
    ):
        return None
    x, y = radians(one.longitude - other.longitude), radians(one.latitude - other.latitude)
    cosines = cos(radians(one.latitude)) * cos(radians(other.latitude))
    half = sin(y / 2) ** 2 + cosines * sin(x / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, half)))
