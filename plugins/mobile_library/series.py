"""A service as one recurring event: where calendars begin to count, and which days they skip."""

from __future__ import annotations

from datetime import date, timedelta

from plugins.mobile_library.recurrence import Recurrence
from plugins.mobile_library.stops import Service
from plugins.mobile_library.tables import YEARS
from plugins.values import Struct, replace

ANCHOR = date(2000, 1, 3)
"""Where a service that has run for ever begins to be told: a Monday, the same in every build."""
LAST = date(YEARS[-1], 12, 31)
SEARCHED = timedelta(days=40 * 366)
"""How long a rule is searched for its first day, times its interval: in 40 years every 29 February
has been each day of the week."""


class Series(Struct, frozen=True, kw_only=True):
    """`first` is a day of the rule, also when it is an exception: RFC 5545 counts from there.

    The rule has a count or an end, never both, and `exceptions` are days of the rule.
    """

    first: date
    rule: Recurrence
    exceptions: tuple[date, ...]


def series(service: Service) -> Series | None:
    """The series of one row of the timetable; None when its rule falls on no day."""
    rule, begin = service.recurrence, service.begin(ANCHOR)
    until = min((day for day in (service.end, rule.until) if day is not None), default=None)
    last = until or LAST
    searched = begin.toordinal() + SEARCHED.days * rule.interval
    horizon = min(last, date.fromordinal(min(searched, LAST.toordinal())))
    first = next(rule.dates(begin, begin, horizon), None)
    if first is None:
        return None
    if until is not None and rule.count:
        count = sum(1 for _ in rule.dates(begin, begin, until))
        rule = replace(rule, count=count, until=None)
    elif until is not None:
        rule = replace(rule, until=until)
    missed: tuple[date, ...] = ()
    if service.exceptions:
        days = service.recurrence.dates(
            begin, service.exceptions[0], min(last, service.exceptions[-1])
        )
        missed = tuple(day for day in days if service.excepted(day))
    return Series(first=first, rule=rule, exceptions=missed)
