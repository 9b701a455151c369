"""Days of service: any rule with its start, end and exceptions gives what dateutil gives."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dateutil.rrule import rruleset, rrulestr
from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.mobile_library.stops import DAYS
from tests.mobile_library.making import read_stops, service, stop_table

DATES = st.dates(date(2019, 6, 1), date(2023, 1, 1))

RULES = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])},
    optional={
        "INTERVAL": st.integers(1, 5).map(str),
        "UNTIL": DATES.map("{:%Y%m%d}".format),
        "COUNT": st.integers(1, 60).map(str),
        "BYDAY": st.sampled_from(["MO", "TU,FR", "SU", "2TU", "-1FR", "1MO,3MO"]),
        "BYMONTH": st.sampled_from(["3", "1,9", "6,7,8"]),
    },
).filter(lambda parts: not {"UNTIL", "COUNT"} <= parts.keys())  # they exclude each other


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 (dateutil has no plain dates)


def by_dateutil(
    rule: str, weekday: int, start: date, end: date | None, exceptions: frozenset[date], last: date
) -> list[date]:
    """The whole series: from the first day of that name on or after `start`, to its end."""
    first = start + timedelta(days=(weekday - start.weekday()) % 7)
    found = rruleset()
    found.rrule(rrulestr(rule, dtstart=moment(first)))  # type: ignore[arg-type]
    for day in exceptions:
        found.exdate(moment(day))
    last = min(last, end or last)
    return [one.date() for one in found.between(moment(first), moment(last), inc=True)]


@given(
    RULES,
    st.integers(0, 6),
    DATES,
    st.none() | DATES,
    DATES,
    st.integers(0, 900),
    st.data(),
)
def test_a_row_runs_when_dateutil_says_so(
    parts: dict[str, str],
    weekday: int,
    start: date,
    end: date | None,
    after: date,
    length: int,
    data: st.DataObject,
) -> None:
    # dateutil takes the second Tuesday of a week for each Tuesday: such rules are refused here.
    numbered = any(sign.isdigit() for sign in parts.get("BYDAY", ""))
    assume(not (numbered and parts["FREQ"] in ("DAILY", "WEEKLY")))
    assume(end is None or end >= start)
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    last = after + timedelta(days=length)
    whole = by_dateutil(rule, weekday, start, end, frozenset(), last)
    days = st.sampled_from(whole) | DATES if whole else DATES
    exceptions = data.draw(st.frozensets(days, max_size=6))
    expected = by_dateutil(rule, weekday, start, end, exceptions, last)
    row = service(DAYS[weekday], rule, start=start, end=end, exceptions=tuple(sorted(exceptions)))
    assert list(row.dates(after, last)) == [day for day in expected if day >= after]
    assert all(row.runs_on(day) for day in expected)
    assert not any(row.runs_on(day) for day in exceptions)


@given(DATES, st.none() | DATES, st.frozensets(DATES, max_size=4), st.booleans())
def test_the_same_from_the_cells_of_a_table(
    start: date, end: date | None, exceptions: frozenset[date], local: bool
) -> None:
    assume(end is None or end >= start)
    form = "{:%d/%m/%Y}" if local else "{:%Y-%m-%d}"
    rule = "FREQ=WEEKLY;INTERVAL=4"
    cells = {
        "start": form.format(start),
        "end": form.format(end) if end else "",
        "exceptions": ",".join(map(form.format, sorted(exceptions))),
        "frequency": rule,
    }
    ((found,), problems) = read_stops(stop_table(cells))
    assert problems == []
    last = date(2024, 1, 1)
    assert list(found.services[0].dates(start, last)) == by_dateutil(
        rule, DAYS.index("Tuesday"), start, end, exceptions, last
    )
