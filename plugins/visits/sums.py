"""Views as sums: visits, page views, machines known by what they do. Pure.

A visit is what one reader of one day views until half an hour or more passes without a view. Who
views too fast, or round the clock, is a machine, and then all views of that reader's day are.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import chain, groupby, islice
from operator import itemgetter

from plugins.values import Struct, field
from plugins.visits.counts import Counts, Recent

VISIT_GAP = 1800
"""Seconds without a view after which the next one begins a new visit."""
ONLINE = 300
"""Seconds after a view for which its reader is there."""

MOST_VIEWS, WITHIN = 120, 60
"""Nobody reads more pages than this within so many seconds."""
HOURS, FEW_PAGES = 20, 2
"""Nobody comes in so many hours of a day for no more than these pages."""

TOO_FAST = "xem nhanh như máy"
ROUND_THE_CLOCK = "xem suốt ngày đêm"

RECENT_DAYS = 30
"""Days, today among them, whose views are the recent ones."""
MOST_PATHS = 1000
"""Addresses in the counts file, the most viewed."""


class ReaderDay(Struct, frozen=True, kw_only=True):
    """What one reader did on one day; `machine` is what kind of machine did it, empty for none."""

    visits: int
    views: int
    last: int
    machine: str


class DaySums(Struct, frozen=True, kw_only=True):
    """A day: visits and page views of people, hits of machines by name; `online` are readers with a
    view not long ago."""

    visits: int = 0
    views: int = 0
    online: int = 0
    machines: Mapping[str, int] = field(default_factory=dict)


Row = tuple[int, int, int]
"""A view: reader, second, page."""


def reader_day(views: Iterable[Row], after: int = -1) -> ReaderDay:
    """The views of one reader of one day, by time.

    Only views after the second `after` are counted, and only visits that begin after it; what comes
    before tells which visits began before.
    """
    views = iter(views)
    few = list(islice(views, HOURS))
    if len(few) == HOURS:
        return _many_views(chain(few, views), after)
    visits = 0  # too few for a machine
    counted = len(few)
    last = -VISIT_GAP
    for _, at, _ in few:
        if at - last >= VISIT_GAP:
            visits += at > after
        counted -= at <= after
        last = at
    return ReaderDay(visits=visits, views=counted, last=last, machine="")


def _many_views(views: Iterable[Row], after: int) -> ReaderDay:
    visits = counted = 0
    last = -VISIT_GAP
    machine = ""
    window: deque[int] = deque(maxlen=MOST_VIEWS)
    hours: set[int] = set()
    pages: set[int] = set()
    for _, at, page in views:
        if at - last >= VISIT_GAP:
            visits += at > after
        if len(window) == MOST_VIEWS and at - window[0] < WITHIN:
            machine = TOO_FAST
        counted += at > after
        window.append(at)
        hours.add(at // 3600)
        if len(pages) <= FEW_PAGES:
            pages.add(page)
        last = at
    if not machine and len(hours) >= HOURS and len(pages) <= FEW_PAGES:
        machine = ROUND_THE_CLOCK
    return ReaderDay(visits=visits, views=counted, last=last, machine=machine)


def day_sums(
    rows: Iterable[Row], after: int = -1, online_after: int = 0
) -> tuple[DaySums, dict[int, str]]:
    """The sums of a day's views, ordered; and the readers that are machines. `online_after` is the
    second after which a view's reader is there."""
    visits = views = online = 0
    machines: Counter[str] = Counter()
    readers: dict[int, str] = {}
    for reader, of_reader in groupby(rows, key=itemgetter(0)):
        found = reader_day(of_reader, after)
        if found.machine:
            readers[reader] = found.machine
            machines[found.machine] += found.views
        else:
            visits += found.visits
            views += found.views
            online += found.last > online_after
    return DaySums(visits=visits, views=views, online=online, machines=dict(machines)), readers


def counts_of(
    days: Mapping[date, DaySums],
    *,
    now: datetime,
    before: int,
    base: Counts | None = None,
    paths: Mapping[str, int] | None = None,
    recent: Recent | None = None,
) -> Counts:
    """The figures of the site.

    `before` are visits of the time before our counting. `base` are figures whose days are no longer
    known, up to its `as_of`; `days` hold then only what came after.
    """
    today = now.date()
    own = 0 if base is None else max(0, base.total - before)

    def within(name: str, *parts: str) -> int | None:
        """Visits of the days that share these parts with today; None when some are not known."""
        known = 0
        if base is not None and _same(base.as_of.astimezone(now.tzinfo).date(), today, parts):
            part: int | None = getattr(base, name)
            if part is None:
                return None
            known = part
        return known + sum(sums.visits for day, sums in days.items() if _same(day, today, parts))

    return Counts(
        as_of=now.replace(microsecond=0),
        total=before + own + sum(sums.visits for sums in days.values()),
        today=within("today", "year", "month", "day"),
        month=within("month", "year", "month"),
        year=within("year", "year"),
        online=sum(sums.online for sums in days.values()),
        paths=paths or {},
        recent=recent,
    )


def _same(one: date, other: date, parts: Iterable[str]) -> bool:
    return all(getattr(one, part) == getattr(other, part) for part in parts)
