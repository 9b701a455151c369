"""Files of the section that are no pages: calendars and open data."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from plugins.addresses import CALENDAR, STOPS_GEOJSON, TIMETABLE_CSV, stop_calendar
from plugins.mobile_library.calendar import Session
from plugins.mobile_library.geojson import stops_geojson
from plugins.mobile_library.stops import Stop
from plugins.mobile_library.timetable_csv import timetable_csv
from plugins.settings import SiteSettings
from plugins.values import Struct

if TYPE_CHECKING:
    from plugins.mobile_library.icalendar_files import Calendars


class DataFile(Struct, frozen=True, kw_only=True):
    """A file at `address`; `basis` is all that `make` reads besides the settings."""

    address: str
    basis: tuple[Any, ...]
    make: Callable[[], bytes]


def data_files(
    stops: Sequence[Stop], changed: Sequence[Session], site: SiteSettings
) -> Iterator[DataFile]:
    """All of them; `changed` are the cancelled and moved sessions of any time."""
    stops, changed = tuple(stops), tuple(changed)

    @functools.cache
    def calendars() -> Calendars:
        # Slow to import, and needed only when some calendar is made.
        from plugins.mobile_library.icalendar_files import Calendars  # noqa: PLC0415

        return Calendars(stops, changed, site)

    yield DataFile(address=CALENDAR, basis=(stops, changed), make=lambda: calendars().of_all())
    for stop in stops:
        yield DataFile(
            address=stop_calendar(stop.slug),
            basis=(stop, tuple(session for session in changed if _concerns(session, stop))),
            make=lambda stop=stop: calendars().of_stop(stop),  # type: ignore[misc]  # a default
        )
    yield DataFile(address=STOPS_GEOJSON, basis=(stops,), make=partial(stops_geojson, stops, site))
    yield DataFile(address=TIMETABLE_CSV, basis=(stops,), make=partial(timetable_csv, stops))


def _concerns(session: Session, stop: Stop) -> bool:
    return stop.slug in (session.stop.slug, session.moved_to.stop.slug if session.moved_to else "")
