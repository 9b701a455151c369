"""Views become visits, and machines show by what they do."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.visits.counts import Counts
from plugins.visits.sums import (
    ROUND_THE_CLOCK,
    TOO_FAST,
    DaySums,
    ReaderDay,
    counts_of,
    day_sums,
    reader_day,
)

HANOI = timezone(timedelta(hours=7))
HALF = 1800


def of(views: list[int] | list[tuple[int, int]], after: int = -1) -> ReaderDay:
    rows = [(7, *((view, 1) if isinstance(view, int) else view)) for view in views]
    return reader_day(rows, after)


@pytest.mark.parametrize(
    ("views", "visits"),
    [
        ([5], 1),
        ([5, 5 + HALF - 1], 1),
        ([5, 5 + HALF], 2),
        ([5, 6, 7], 1),
        ([5, 5 + HALF - 1, 5 + 2 * HALF - 2], 1),
        ([0, HALF, 2 * HALF, 2 * HALF + 1], 3),
        (list(range(0, 25 * HALF, HALF)), 25),
        (list(range(0, 25 * HALF, HALF - 1)), 1),
    ],
)
def test_a_visit_ends_with_half_an_hour_without_a_view(views: list[int], visits: int) -> None:
    assert of(views) == ReaderDay(visits=visits, views=len(views), last=views[-1], machine="")


@pytest.mark.parametrize(
    ("views", "machine"),
    [
        ([5] * 120, ""),
        ([5] * 121, TOO_FAST),
        ([0] * 120 + [59], TOO_FAST),
        ([0] * 120 + [60], ""),
        ([n // 2 for n in range(5000)], ""),  # two a second, for long
        ([n // 2 for n in range(500)] + [250] * 3, TOO_FAST),
        ([hour * 3600 for hour in range(20)], ROUND_THE_CLOCK),
        ([hour * 3600 for hour in range(19)] * 1, ""),
        (sorted([hour * 3600 for hour in range(19)] * 3), ""),
        ([(hour * 3600, hour % 2) for hour in range(20)], ROUND_THE_CLOCK),
        ([(hour * 3600, hour % 3) for hour in range(20)], ""),
        ([(hour * 3600, int(hour == 23)) for hour in range(24)], ROUND_THE_CLOCK),
    ],
)
def test_machines_by_what_they_do(views: list[int], machine: str) -> None:
    assert of(views).machine == machine


def test_visits_that_began_before_a_moment_are_not_counted_after_it() -> None:
    views = [100, 200, 300, 300 + HALF, 400 + HALF]
    assert of(views, 99) == of(views) == ReaderDay(visits=2, views=5, last=400 + HALF, machine="")
    assert of(views, 100) == ReaderDay(visits=1, views=4, last=400 + HALF, machine="")
    assert of(views, 300) == ReaderDay(visits=1, views=2, last=400 + HALF, machine="")
    assert of(views, 300 + HALF) == ReaderDay(visits=0, views=1, last=400 + HALF, machine="")
    many = list(range(0, 40 * HALF, HALF))
    assert (of(many, 4 * HALF).visits, of(many, 4 * HALF).views) == (35, 35)


_VIEW = st.tuples(st.integers(0, 5), st.integers(0, 86_399), st.integers(0, 4))


@given(st.lists(_VIEW, max_size=60), st.integers(-1, 86_399))
def test_a_day_is_the_sum_of_its_readers(views: list[tuple[int, int, int]], after: int) -> None:
    sums, machines = day_sums(sorted(views), after, 80_000)
    assert machines == {}
    visits = online = 0
    for reader in range(6):
        times = sorted(at for who, at, _ in views if who == reader)
        begins = [at for n, at in enumerate(times) if not n or at - times[n - 1] >= HALF]
        visits += sum(at > after for at in begins)
        online += bool(times) and times[-1] > 80_000
    assert (sums.visits, sums.online) == (visits, online)
    assert sums.views == sum(at > after for _, at, _ in views)


def test_machines_are_apart() -> None:
    rows = [(1, 5, 1)] * 121 + [(2, 5, 1)] + [(3, hour * 3600, 1) for hour in range(20)]
    assert day_sums(rows) == (
        DaySums(visits=1, views=1, online=1, machines={TOO_FAST: 121, ROUND_THE_CLOCK: 20}),
        {1: TOO_FAST, 3: ROUND_THE_CLOCK},
    )


NOW = datetime(2021, 1, 1, 8, 0, 0, 5, tzinfo=HANOI)
DAYS = {
    date(2020, 1, 1): DaySums(visits=1),
    date(2020, 12, 31): DaySums(visits=10),
    date(2021, 1, 1): DaySums(visits=100, online=3),
}


def numbers(counts: Counts) -> tuple[int | None, ...]:
    return counts.total, counts.year, counts.month, counts.today, counts.online


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOW, (111, 100, 100, 100, 3)),
        (NOW - timedelta(days=1), (111, 11, 10, 10, 3)),
        (NOW + timedelta(days=1), (111, 100, 100, 0, 3)),
        (NOW + timedelta(days=40), (111, 100, 0, 0, 3)),
        (NOW + timedelta(days=366), (111, 0, 0, 0, 3)),
    ],
)
def test_days_months_and_years(now: datetime, expected: tuple[int, ...]) -> None:
    counts = counts_of(DAYS, now=now, before=0)
    assert numbers(counts) == expected
    assert counts.as_of == now.replace(microsecond=0)


def test_what_the_old_portal_counted_is_in_the_total_only() -> None:
    assert numbers(counts_of(DAYS, now=NOW, before=5000)) == (5111, 100, 100, 100, 3)


def base(as_of: datetime, **known: int) -> Counts:
    return Counts(as_of=as_of, total=7000, **known)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (base(NOW, today=1, month=2, year=3), (7111, 103, 102, 101, 3)),
        (base(NOW - timedelta(days=1), today=1, month=2, year=3), (7111, 100, 100, 100, 3)),
        (base(NOW), (7111, None, None, None, 3)),
        (base(NOW - timedelta(days=9)), (7111, 100, 100, 100, 3)),
    ],
)
def test_figures_whose_days_are_lost_go_on(known: Counts, expected: tuple[int | None, ...]) -> None:
    assert numbers(counts_of(DAYS, now=NOW, before=5000, base=known)) == expected


def test_a_base_of_less_than_the_old_portal_had() -> None:
    assert counts_of({}, now=NOW, before=9000, base=base(NOW)).total == 9000
