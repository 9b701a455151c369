"""How fast things grow, and when they are full."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.sizing.forecast import Dated, Forecast, growth

TODAY = date(2021, 3, 1)


def came(*pairs: tuple[int, int]) -> list[Dated]:
    """What came so many days ago, and its bytes."""
    return [Dated(day=TODAY - timedelta(days=ago), size=size) for ago, size in pairs]


@pytest.mark.parametrize(
    ("dated", "size", "more"),
    [
        (came((800, 60), (10, 40)), 200, 80),  # two fifths of it all came within the year
        (came((800, 100)), 200, 0),
        (came((365, 50), (364, 50)), 100, 50),  # a year ago today is not of this year
        (came((100, 50), (10, 50)), 100, 365),  # all of it within 100 days
        (came((90, 7)), 90, 365),
        (came((89, 7)), 90, None),
        (came((800, 60), (10, 40), (-5, 900)), 200, 80),  # what is yet to come says nothing
        (came((-5, 900)), 200, None),
        (came((800, 0)), 200, None),
        ([], 200, None),
    ],
)
def test_growth(dated: list[Dated], size: int, more: float | None) -> None:
    assert growth(dated, size, TODAY) == (more if more is None else pytest.approx(more))


@given(
    pairs=st.lists(st.tuples(st.integers(-400, 4000), st.integers(0, 10**9)), max_size=9),
    size=st.integers(0, 10**10),
)
def test_growth_is_never_below_nought_nor_beyond_all_that_came(
    pairs: list[tuple[int, int]], size: int
) -> None:
    more = growth(came(*pairs), size, TODAY)
    assert more is None or 0 <= more <= size * 365 / 90 + 1


@pytest.mark.parametrize(
    ("size", "limit", "more", "state", "reached"),
    [
        (100, 1000, 90.0, "fine", date(2031, 2, 27)),
        (800, 1000, 50.0, "fine", date(2025, 2, 28)),
        (801, 1000, 50.0, "tight", date(2025, 2, 21)),
        (100, 1000, 451.0, "tight", date(2023, 2, 27)),  # under two years
        (100, 1000, 450.0, "fine", date(2023, 3, 1)),
        (801, 1000, None, "tight", None),
        (100, 1000, None, "fine", None),
        (100, 1000, 0.0, "fine", None),
        (100, 1000, 1.0, "fine", None),  # 900 years
        (1000, 1000, 10.0, "tight", TODAY),
        (1001, 1000, 10.0, "over", TODAY),
        (1001, 1000, None, "over", None),
        (10**12, 0, 10.0, "free", None),
    ],
)
def test_when_it_is_full(
    size: int, limit: int, more: float | None, state: str, reached: date | None
) -> None:
    forecast = Forecast(size=size, limit=limit, growth=more)
    assert (forecast.state, forecast.reached(TODAY)) == (state, reached)


@pytest.mark.parametrize(
    ("size", "state"), [(100, "fine"), (800, "fine"), (801, "tight"), (1001, "over")]
)
def test_of_what_is_larger_than_one_knows_no_day_is_named(size: int, state: str) -> None:
    forecast = Forecast(size=size, limit=1000, growth=900.0, at_least=True)
    assert (forecast.state, forecast.years, forecast.reached(TODAY)) == (state, None, None)
