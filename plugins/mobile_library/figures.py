"""The figures of a year: by month, by route, and by both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from plugins.mobile_library.results import Result, TargetTable, is_sample, measure_results
from plugins.mobile_library.sums import Sums, group, served, sum_up
from plugins.mobile_library.trips import Trip
from plugins.values import Struct
from plugins.vietnamese import natural_key

NO_ROUTE = "Không ghi tuyến"
"""Where a trip names no route."""


class Line(Struct, frozen=True, kw_only=True):
    """A line of a table: the sums of one month, whose label is its number, or of one route."""

    label: str
    sums: Sums


class YearFigures(Struct, frozen=True, kw_only=True):
    """One year in which trips were made.

    `results` are all four measures. `months` are those of which something is known (`month_span`),
    also without a trip; `routes` are empty where no trip names one. `last` is the day of the last
    trip that was made.
    """

    year: int
    results: tuple[Result, ...]
    total: Sums
    months: tuple[Line, ...]
    routes: tuple[Line, ...]
    last: date
    sample: bool


def years_with_trips(trips: Iterable[Trip]) -> tuple[int, ...]:
    """The years in which trips were made, the latest first."""
    return tuple(sorted({trip.date.year for trip in served(trips)}, reverse=True))


def year_figures(
    year: int, trips: Sequence[Trip], table: TargetTable, today: date
) -> YearFigures | None:
    """The figures of one year, None when no trip was made in it; `trips` are all there are."""
    made = _made(year, trips)
    if not made:
        return None
    total = sum_up(made)
    by_month = group(made, lambda trip: trip.date.month)
    by_route = group(made, lambda trip: trip.route)
    return YearFigures(
        year=year,
        results=measure_results(year, total, table.targets),
        total=total,
        months=tuple(
            Line(label=str(month), sums=sum_up(by_month.get(month, ())))
            for month in month_span(year, trips, today)
        ),
        routes=tuple(
            Line(label=route or NO_ROUTE, sums=sum_up(by_route[route]))
            for route in _in_order(by_route)
        )
        if any(by_route)
        else (),
        last=max(trip.date for trip in made),
        sample=is_sample(year, made, table),
    )


def by_month_and_route(
    year: int, trips: Sequence[Trip], today: date
) -> Iterator[tuple[int, str, Sums]]:
    """Month, route and sums: each month of the span with each route of the year, also those that
    did not meet, so that a spreadsheet has no gaps."""
    made = _made(year, trips)
    cells = group(made, lambda trip: (trip.date.month, trip.route))
    routes = _in_order({trip.route for trip in made})
    for month in month_span(year, trips, today):
        for route in routes:
            yield month, route or NO_ROUTE, sum_up(cells.get((month, route), ()))


def month_span(year: int, trips: Iterable[Trip], today: date) -> range:
    """The months of a year of which something is known: without a trip they had none.

    All of a year that is over, but for what lies before the first row of all; of the year under
    way those up to its last row that is over (a cancelled trip tells as much as one made): later
    ones may only not have been written down yet. Empty when the year has no such row.
    """
    days = [trip.date for trip in trips if trip.date <= today]
    of_year = [day for day in days if day.year == year]
    if not of_year:
        return range(0)
    first = min(days)
    begin = first.month if first.year == year else 1
    end = 12 if year < today.year else max(of_year).month
    return range(begin, end + 1)


def _made(year: int, trips: Iterable[Trip]) -> list[Trip]:
    return [trip for trip in served(trips) if trip.date.year == year]


def _in_order(routes: Iterable[str]) -> list[str]:
    """As people count, with the trips that name no route at the end."""
    return sorted(routes, key=lambda route: (not route, natural_key(route), route))
