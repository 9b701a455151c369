"""Services as schema.org's Schedule has them, https://schema.org/Schedule.

It knows fewer rules than RFC 5545: a service whose rule it cannot say is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date

from plugins.head import HeadEvent
from plugins.mobile_library.calendar import Session
from plugins.mobile_library.recurrence import Recurrence
from plugins.mobile_library.series import series
from plugins.mobile_library.stops import DAYS, Service, Stop

_UNITS = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}
_SAID = {"BYDAY", "BYMONTH", "BYMONTHDAY"}


def stop_events(stop: Stop, changed: Iterable[Session]) -> tuple[HeadEvent, ...]:
    """An event for each row of the stop's timetable that can be told; `changed` are the sessions
    there that were cancelled or moved, on whose days there is none."""
    return tuple(_events(stop, tuple(changed)))


def _events(stop: Stop, changed: Sequence[Session]) -> Iterator[HeadEvent]:
    for service in stop.services:
        event = _event(service, {session.date for session in changed if session.service == service})
        if event is not None:
            yield event


def _event(service: Service, off: Set[date]) -> HeadEvent | None:
    found = series(service)
    if found is None:
        return None
    parts = dict(part.split("=") for part in found.rule.by)
    if not _can_be_said(found.rule, parts):
        return None
    days, months, month_days = _on(found.rule, parts, found.first)
    return HeadEvent(
        organizer=service.organisation,
        repeat=f"P{found.rule.interval}{_UNITS[found.rule.period]}",
        arrival=service.arrival,
        departure=service.departure,
        days=days,
        months=months,
        month_days=month_days,
        start=found.first if service.start else None,
        end=found.rule.until,
        count=found.rule.count,
        exceptions=tuple(sorted({*found.exceptions, *off})),
    )


def _can_be_said(rule: Recurrence, parts: dict[str, str]) -> bool:
    """Weeks of a Schedule begin on Monday, and its days of the month count from the first."""
    own_weeks = parts.pop("WKST", "MO") != "MO" and rule.period == "WEEKLY" and rule.interval > 1
    return not own_weeks and parts.keys() <= _SAID and "-" not in parts.get("BYMONTHDAY", "")


def _on(
    rule: Recurrence, parts: dict[str, str], first: date
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
    """Days of the week, months and days of the month; also those that a rule leaves to its first
    day."""
    days = tuple(_day(code) for code in parts["BYDAY"].split(",")) if "BYDAY" in parts else ()
    months, month_days = (
        tuple(map(int, parts[name].split(","))) if name in parts else ()
        for name in ("BYMONTH", "BYMONTHDAY")
    )
    if not days and not month_days:
        if rule.period == "WEEKLY":
            days = (DAYS[first.weekday()],)
        elif rule.period in ("MONTHLY", "YEARLY"):
            month_days = (first.day,)
            if rule.period == "YEARLY":
                months = months or (first.month,)
    return days, months, month_days


def _day(code: str) -> str:
    """`Tuesday`; which one of a month stays as in RFC 5545, `2TU`."""
    if re.search(r"\d", code):
        return code
    return next(day for day in DAYS if day[:2].upper() == code)
