"""Recurrence rules of days, RFC 5545 section 3.3.10.

Evaluated here and not by a library: a typing error may name a day that never comes, and the
search for it must end with the timetable.
"""

from __future__ import annotations

import functools
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from plugins.values import Struct
from plugins.vietnamese import cut_at_word, weekday_within

HINT = (
    "gõ như FREQ=WEEKLY (hằng tuần), FREQ=WEEKLY;INTERVAL=2 (hai tuần một lần) hoặc"
    " FREQ=MONTHLY;BYDAY=2WE (thứ Tư của tuần thứ hai mỗi tháng)"
)
PERIODS = {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}
"""Frequencies of a timetable of days, with their Vietnamese words."""

_NUMBERS = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
"""Parts that are lists of numbers, and how far the numbers go."""
_PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *_NUMBERS)
_DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


class Recurrence(Struct, frozen=True, kw_only=True):
    """A checked rule. `by` are its BY… and WKST parts as the RFC writes them; `count` 0: no end."""

    period: str = "WEEKLY"
    interval: int = 1
    by: tuple[str, ...] = ()
    count: int = 0
    until: date | None = None

    @property
    def plain(self) -> bool:
        """Whether it repeats on the day of the week on which it begins."""
        return self.period == "WEEKLY" and not self.by

    @property
    def rule(self) -> str:
        """The rule as RFC 5545 writes it."""
        parts = [f"FREQ={self.period}"]
        parts += [f"INTERVAL={self.interval}"] if self.interval > 1 else []
        parts += [f"COUNT={self.count}"] if self.count else []
        parts += [f"UNTIL={self.until.isoformat().replace('-', '')}"] if self.until else []
        return ";".join([*parts, *self.by])

    @property
    def words(self) -> str:
        """How often, in Vietnamese."""
        word = PERIODS[self.period]
        often = f"hằng {word}" if self.interval == 1 else f"{self.interval} {word} một lần"
        with_often = f" {often}" if self.interval == 1 else f", {often}"
        chosen = [part for part in self.by if not part.startswith("WKST")]
        days = _limits(self.by).weekdays
        names = ", ".join(weekday_within(weekday) for _, weekday in days)
        if not chosen:
            return often
        if len(chosen) == 1 and days and self.period == "WEEKLY":
            return names + with_often
        if len(chosen) == 1 and len(days) == 1 and self.period == "MONTHLY" and days[0][0]:
            number = days[0][0]
            # Not "thứ Tư thứ 2": that is also how Monday is called.
            which = {1: "đầu tiên", -1: "cuối cùng"}.get(number, f"lần thứ {number}")
            if number >= -1:
                return f"{names} {which}{with_often}"
        return f"{often}, theo các ngày đã định"

    def dates(self, start: date, after: date, last: date) -> Iterator[date]:
        """Days from `after` to `last` of a series that begins with `start`, both included."""
        last = min(last, self.until or last)
        if last >= max(start, after):
            yield from (self._weeks if self.plain else self._days)(start, after, last)

    def _weeks(self, start: date, after: date, last: date) -> Iterator[date]:
        """The plain case by arithmetic: timetables are long and mostly plain."""
        step = _WEEK * self.interval
        number = max(0, -(-(after - start) // step))
        while (not self.count or number < self.count) and (day := start + step * number) <= last:
            yield day
            number += 1

    def _days(self, start: date, after: date, last: date) -> Iterator[date]:
        limits = _limits(self.by)
        number = 0
        for first, end in self._periods(start, last, limits.week_start):
            if end < after and not self.count:
                continue
            found = [day for day in _from(first, end, limits) if self._fits(day, limits, start)]
            if limits.positions:
                places = (n - 1 if n > 0 else len(found) + n for n in limits.positions)
                found = sorted({found[place] for place in places if 0 <= place < len(found)})
            for day in found:
                number += day >= start
                if day > last or (self.count and number > self.count):
                    return
                if day >= max(start, after):
                    yield day

    def _periods(self, start: date, last: date, week_start: int) -> Iterator[tuple[date, date]]:
        """First and last day of each day, week, month or year that counts, up to `last`."""
        if self.period in ("DAILY", "WEEKLY"):
            first, length = start, _DAY
            if self.period == "WEEKLY":
                first, length = start - _DAY * ((start.weekday() - week_start) % 7), _WEEK
            while first <= last:
                yield first, first + length - _DAY
                first += length * self.interval
            return
        months = 1 if self.period == "MONTHLY" else 12
        number = (start.year * 12 + start.month - 1) // months * months
        while number < last.year * 12 + last.month:
            year, month = divmod(number, 12)
            end = month + months
            yield date(year, month + 1, 1), date(year, end, monthrange(year, end)[1])
            number += months * self.interval

    def _fits(self, day: date, limits: _Limits, start: date) -> bool:
        """Whether a day of a period that counts is one of the rule's; what it does not say
        is as on `start`."""
        if limits.months and day.month not in limits.months:
            return False
        if limits.weekdays or limits.month_days or limits.year_days or limits.weeks:
            return (
                (not limits.weekdays or self._is_weekday(day, limits))
                and (not limits.month_days or _counts(*_in_month(day), limits.month_days))
                and (not limits.year_days or _counts(*_in_year(day), limits.year_days))
                and (not limits.weeks or _counts(*_week(day, limits.week_start), limits.weeks))
            )
        if self.period == "YEARLY":
            return day.day == start.day and (bool(limits.months) or day.month == start.month)
        if self.period == "MONTHLY":
            return day.day == start.day
        return self.period == "DAILY" or day.weekday() == start.weekday()

    def _is_weekday(self, day: date, limits: _Limits) -> bool:
        """Whether BYDAY names it: each of its name, or the one at its place in the period."""
        wanted = [n for n, weekday in limits.weekdays if weekday == day.weekday()]
        if not wanted or 0 in wanted:
            return bool(wanted)
        in_month = self.period == "MONTHLY" or bool(limits.months)
        place, length = _in_month(day) if in_month else _in_year(day)
        return (place - 1) // 7 + 1 in wanted or -((length - place) // 7 + 1) in wanted


class _Limits(Struct, frozen=True, kw_only=True):
    """The BY… parts as numbers. A weekday is a pair: which one of its period (0: each), and
    the day itself, from Monday, 0."""

    week_start: int
    weekdays: tuple[tuple[int, int], ...]
    month_days: tuple[int, ...]
    year_days: tuple[int, ...]
    weeks: tuple[int, ...]
    months: tuple[int, ...]
    positions: tuple[int, ...]


@functools.lru_cache
def _limits(by: tuple[str, ...]) -> _Limits:
    parts = dict(part.split("=") for part in by)

    def numbers(name: str) -> tuple[int, ...]:
        return tuple({int(number) for number in parts.get(name, "").split(",") if number})

    days = dict.fromkeys(code for code in parts.get("BYDAY", "").split(",") if code)
    return _Limits(
        week_start=_DAY_CODES.index(parts.get("WKST", "MO")),
        weekdays=tuple((int(code[:-2] or 0), _DAY_CODES.index(code[-2:])) for code in days),
        month_days=numbers("BYMONTHDAY"),
        year_days=numbers("BYYEARDAY"),
        weeks=numbers("BYWEEKNO"),
        months=numbers("BYMONTH"),
        positions=numbers("BYSETPOS"),
    )


def _from(first: date, end: date, limits: _Limits) -> Iterator[date]:
    """Days of a period, but for those of a weekday that the rule does not name."""
    weekdays = {weekday for _, weekday in limits.weekdays}
    weekday = first.weekday()
    for days in range((end - first).days + 1):
        if not weekdays or (weekday + days) % 7 in weekdays:
            yield first + _DAY * days


def _in_month(day: date) -> tuple[int, int]:
    """Its place, from 1, and how many there are."""
    return day.day, monthrange(day.year, day.month)[1]


def _in_year(day: date) -> tuple[int, int]:
    return day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday


def _week(day: date, week_start: int) -> tuple[int, int]:
    middle = day - _DAY * ((day.weekday() - week_start) % 7) + _DAY * 3
    number = (middle.timetuple().tm_yday - 1) // 7 + 1
    return number, number + (date(middle.year, 12, 31) - middle).days // 7


def _counts(place: int, length: int, wanted: tuple[int, ...]) -> bool:
    """Whether a place is wanted, counted from the front (from 1) or from the back (from -1)."""
    return place in wanted or place - length - 1 in wanted


def parse_recurrence(text: str) -> Recurrence:
    """A rule from its text; weekly when there is none.

    Raises ValueError with a Vietnamese sentence.
    """
    if not text:
        return Recurrence()
    parts: dict[str, str] = {}
    for part in text.upper().removeprefix("RRULE:").strip(";").split(";"):
        name, _, value = part.strip().partition("=")
        if name not in _PARTS or not value:
            raise ValueError(f"không hiểu phần “{cut_at_word(part.strip(), 60)}”")
        if name in parts:
            raise ValueError(f"phần “{name}” có hai lần")
        parts[name] = value
    period = parts.pop("FREQ", "")
    if period not in PERIODS:
        raise ValueError(f"FREQ phải là một trong: {', '.join(PERIODS)}")
    interval, count = (
        _number(parts.pop(name, standard), name)
        for name, standard in (("INTERVAL", "1"), ("COUNT", ""))
    )
    until = _until(parts.pop("UNTIL", ""))
    for name, value in parts.items():
        if not _right(name, value, period):
            raise ValueError(f"không hiểu phần “{cut_at_word(f'{name}={value}', 60)}”")
    by = tuple(f"{name}={_plainly(value)}" for name, value in sorted(parts.items()))
    return Recurrence(period=period, interval=interval or 1, by=by, count=count, until=until)


def _right(name: str, value: str, period: str) -> bool:
    """Whether a BY… or WKST part is written as the RFC has it."""
    if name == "WKST":
        return value in _DAY_CODES
    form, most = r"([+-]?[0-9]{1,3})", _NUMBERS.get(name, 0)
    if name == "BYDAY":  # the second Tuesday of a month, the 53rd of a year; one in a week
        form += f"?(?:{'|'.join(_DAY_CODES)})"
        most = {"MONTHLY": 5, "YEARLY": 53}.get(period, 0)
    items = [re.fullmatch(form, item) for item in value.split(",")]
    least = 1 if name == "BYMONTH" else -most
    numbers = [int(item[1]) for item in items if item and item[1]]
    return all(items) and all(least <= number <= most and number for number in numbers)


def _plainly(value: str) -> str:
    """A list as every reader of rules takes it: each item once, no `+` and no zeros in front."""
    items = (re.sub(r"\+|(?<!\d)0+(?=\d)", "", item) for item in value.split(","))
    return ",".join(dict.fromkeys(items))


def _number(text: str, name: str) -> int:
    if not text:
        return 0
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise ValueError(f"{name} phải là số từ 1 đến 9999")
    return int(text)


def _until(text: str) -> date | None:
    if not text:
        return None
    match = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?", text)
    try:
        return date(*map(int, match.groups())) if match else date.min.replace(year=0)
    except ValueError:
        shown = cut_at_word(text, 60)
        raise ValueError(f"UNTIL không phải ngày: “{shown}”; gõ như UNTIL=20211231") from None
