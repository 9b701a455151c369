"""What a counter's days came to, by month and by page: for the editors' report.

People's visits and page views, and machines apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from plugins.charts import Bar, ColumnChart, column_chart
from plugins.values import Struct
from plugins.vietnamese import format_number
from plugins.visits.counts import Recent
from plugins.visits.sums import DaySums

MONTH_COLUMNS = (
    "Năm",
    "Tháng",
    "Lượt truy cập",
    "Lượt xem trang",
    "Yêu cầu của máy",
    "Số ngày có số liệu",
)
PAGE_COLUMNS = ("Địa chỉ", "Tên", "Lượt xem", "Lượt xem 30 ngày qua")
MACHINE_COLUMNS = ("Máy", "Yêu cầu")
"""Columns of the three tables, for people and their spreadsheets."""

CHARTED = 12
"""Months in the chart, the last ones."""


class Month(Struct, frozen=True, kw_only=True):
    """One month, of which `days` have figures; `machines` are requests."""

    year: int
    month: int
    visits: int
    views: int
    machines: int
    days: int


class PageLine(Struct, frozen=True, kw_only=True):
    """One page: its address, `/tin-tuc/...`; its title, the address again where it has none."""

    path: str
    title: str
    views: int
    recent: int


class VisitReport(Struct, frozen=True, kw_only=True):
    """All of it: months from the oldest, pages and machines from the most.

    `since` is the first of the last days whose views pages have apart; None where nobody knows.
    """

    months: tuple[Month, ...]
    pages: tuple[PageLine, ...]
    machines: tuple[tuple[str, int], ...]
    since: date | None
    chart: ColumnChart | None
    sample: bool


def visit_report(
    days: Mapping[date, DaySums],
    pages: Mapping[str, int],
    recent: Recent | None,
    titles: Mapping[str, str],
    *,
    sample: bool = False,
) -> VisitReport:
    """The report on some days.

    `pages` are their page views by address, `recent` those of the last days only, `titles` those of
    addresses that are pages now; `sample` tells that the figures are made up.
    """
    views = recent.paths if recent else {}
    months = tuple(_months(days))
    machines: Counter[str] = Counter()
    for sums in days.values():
        machines.update(sums.machines)
    return VisitReport(
        months=months,
        pages=tuple(
            PageLine(path=path, title=titles.get(path, path), views=n, recent=views.get(path, 0))
            for path, n in _most(pages)
        ),
        machines=_most(machines),
        since=recent.since if recent else None,
        chart=_chart(months),
        sample=sample,
    )


def _chart(months: Sequence[Month]) -> ColumnChart | None:
    """Visits of the last months; None where one month is all."""
    shown = months[-CHARTED:]
    if len(shown) < 2:
        return None
    bars = [Bar(label=str(m.month), done=m.visits) for m in shown]  # more has no room on a phone
    words = "; ".join(f"tháng {m.month}/{m.year}: {format_number(m.visits)}" for m in shown)
    first, last = (f"{month.month}/{month.year}" for month in (shown[0], shown[-1]))
    title = f"Lượt truy cập từng tháng, {first} đến {last}"
    return column_chart("thang", title, words, bars)


def _months(days: Mapping[date, DaySums]) -> Iterable[Month]:
    by_month: dict[tuple[int, int], list[DaySums]] = {}
    for day in sorted(days):
        by_month.setdefault((day.year, day.month), []).append(days[day])
    for (year, month), those in by_month.items():
        yield Month(
            year=year,
            month=month,
            visits=sum(sums.visits for sums in those),
            views=sum(sums.views for sums in those),
            machines=sum(sum(sums.machines.values()) for sums in those),
            days=len(those),
        )


def _most(numbers: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(numbers.items(), key=lambda one: (-one[1], one[0])))


def month_rows(report: VisitReport) -> list[tuple[str, ...]]:
    """The table by month, its head first."""
    return [
        MONTH_COLUMNS,
        *(
            (str(m.year), str(m.month), *map(str, (m.visits, m.views, m.machines, m.days)))
            for m in report.months
        ),
    ]


def page_rows(report: VisitReport) -> list[tuple[str, ...]]:
    """The table by page, its head first."""
    return [
        PAGE_COLUMNS,
        *((page.path, page.title, str(page.views), str(page.recent)) for page in report.pages),
    ]


def machine_rows(report: VisitReport) -> list[tuple[str, ...]]:
    """The table of machines, its head first."""
    return [MACHINE_COLUMNS, *((name, str(number)) for name, number in report.machines)]
