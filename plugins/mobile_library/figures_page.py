"""The page of figures as its template sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from plugins.addresses import FIGURES, MOBILE_LIBRARY
from plugins.charts import Bar, ColumnChart, column_chart
from plugins.head import Crumb, Head
from plugins.mobile_library.figures import YearFigures, year_figures
from plugins.mobile_library.pages import TITLE as SECTION
from plugins.mobile_library.report import gaps, sentence, state
from plugins.mobile_library.results import Result, TargetTable, is_sample, measure_results
from plugins.mobile_library.sums import group, served, sum_up
from plugins.mobile_library.trips import Trip
from plugins.values import Struct
from plugins.vietnamese import format_number

TITLE = "Số liệu xe thư viện lưu động"
IN_DETAIL = 5
"""Years shown by month and route; older ones have their line in the table of years."""
IN_CHART = 8
"""Years side by side: on a small phone their names still fit."""
DECEMBER = 12


class YearLine(Struct, frozen=True, kw_only=True):
    """A year in the table of all, with its four measures; `anchor` leads to its section."""

    year: int
    results: tuple[Result, ...]
    anchor: str
    sample: bool


class YearSection(Struct, frozen=True, kw_only=True):
    """A year in detail. `sentence` is that of the report, `state` up to which day its figures go,
    `gaps` what they lack; `measures` are those of which there is something to say."""

    figures: YearFigures
    anchor: str
    sentence: str
    measures: tuple[Result, ...]
    state: str
    gaps: str
    chart: ColumnChart


class FiguresPage(Struct, frozen=True, kw_only=True):
    """All years, the latest first, and the newest of them in detail."""

    lines: tuple[YearLine, ...]
    years: tuple[YearSection, ...]
    chart: ColumnChart | None
    sample: bool
    head: Head


def figures_page(trips: Sequence[Trip], table: TargetTable, today: date) -> FiguresPage:
    """The page; years yet to come are not on it, whatever is planned for them."""
    by_year = group(served(trips), lambda trip: trip.date.year)
    with_trips = sorted(by_year, reverse=True)
    detailed = with_trips[:IN_DETAIL]
    planned = {year for year, _ in table.targets if year <= today.year}
    lines = tuple(
        _line(year, by_year.get(year, []), table, detailed=year in detailed)
        for year in sorted(by_year.keys() | planned, reverse=True)
    )
    figures = (year_figures(year, trips, table, today) for year in detailed)
    years = tuple(_section(one) for one in figures if one)
    compared = [line for line in lines if line.year in by_year][:IN_CHART]
    return FiguresPage(
        lines=lines,
        years=years,
        chart=_chart_of_years(compared[::-1]) if len(compared) > 1 else None,
        sample=any(line.sample for line in lines),
        head=Head(
            title=TITLE,
            path=FIGURES,
            kind="section",
            description="Số buổi phục vụ, lượt bạn đọc và lượt mượn của xe thư viện lưu động."
            + (f" Năm {years[0].figures.year}: {years[0].sentence}." if years else ""),
            trail=(Crumb(title=SECTION, url=MOBILE_LIBRARY),),
        ),
    )


def _line(year: int, made: Sequence[Trip], table: TargetTable, *, detailed: bool) -> YearLine:
    return YearLine(
        year=year,
        results=measure_results(year, sum_up(made) if made else None, table.targets),
        anchor=_anchor(year) if detailed else "",
        sample=is_sample(year, made, table),
    )


def _section(figures: YearFigures) -> YearSection:
    return YearSection(
        figures=figures,
        anchor=_anchor(figures.year),
        sentence=sentence(figures.results),
        measures=tuple(result for result in figures.results if result.told),
        state=state(figures),
        gaps=gaps(figures),
        chart=_chart_of_months(figures),
    )


def _anchor(year: int) -> str:
    return f"nam-{year}"


def _chart_of_months(figures: YearFigures) -> ColumnChart:
    sums = {int(line.label): line.sums for line in figures.months}
    bars = [
        Bar(label=str(month), done=found.sessions, part=found.remote_sessions)
        if (found := sums.get(month))
        else Bar(label=str(month), done=None)
        for month in range(1, DECEMBER + 1)
    ]
    counts = {month: found.sessions for month, found in sums.items()}
    most, least = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
    description = f"Nhiều nhất: tháng {most}, {format_number(counts[most])} buổi."
    if counts[least] < counts[most]:
        description += f" Ít nhất: tháng {least}, {format_number(counts[least])} buổi."
    title = f"Số buổi phục vụ từng tháng năm {figures.year}"
    return column_chart(f"bieu-do-{figures.year}", title, description, bars)


def _chart_of_years(lines: Sequence[YearLine]) -> ColumnChart:
    bars = []
    for line in lines:
        sessions, remote = line.results[:2]
        label = str(line.year)
        bars.append(Bar(label=label, done=sessions.done, part=remote.done, target=sessions.target))
    description = " ".join(f"Năm {line.year}: {sentence(line.results)}." for line in lines)
    return column_chart("bieu-do-cac-nam", "Số buổi phục vụ từng năm", description, bars)
