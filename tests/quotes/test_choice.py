"""Which quotation each day shows: weights, windows, no early repeats, few moves."""

from __future__ import annotations

import functools
import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.quotes.choice import APART, ENOUGH, quotes_of_the_year
from plugins.quotes.quotations import BANNER_LENGTH, Quote
from plugins.quotes.windows import Window

Shown = list[Quote | None]
BOOK_DAY = (Window(first=(4, 21), last=(4, 21)),)


def quotes(number: int) -> list[Quote]:
    return [Quote(text=f"Câu số {n}", author="Tục ngữ") for n in range(number)]


def random_quotes(number: int, seed: int, *, plain: bool = False) -> list[Quote]:
    """With other words for each seed; unless plain, weights differ and a tenth has days."""
    chance = random.Random(f"{number} {seed}")
    made = []
    for n in range(number):
        weight, days = 1.0, ()
        if not plain:
            weight = chance.choice((0.5, 1.0, 1.0, 2.0))
            if n % 10 == 9:
                first = date(2021, 1, 1) + timedelta(days=chance.randrange(365))
                last = first + timedelta(days=chance.randrange(8))
                days = (Window(first=(first.month, first.day), last=(last.month, last.day)),)
        text = f"Câu {chance.random()}"
        made.append(Quote(text=text, author="a", weight=weight, days=days))
    return made


_of_the_year = functools.lru_cache(quotes_of_the_year)


def quote_of_the_day(found: Sequence[Quote], day: date) -> Quote | None:
    return _of_the_year(tuple(found), day.year)[day.timetuple().tm_yday - 1]


def years(found: list[Quote], first: int, last: int) -> Shown:
    return [q for year in range(first, last + 1) for q in quotes_of_the_year(tuple(found), year)]


def moved(before: list[Quote], after: list[Quote]) -> int:
    pairs = zip(years(before, 2026, 2026), years(after, 2026, 2026), strict=True)
    return sum(one != other for one, other in pairs)


def test_the_day_is_taken_out_of_its_year() -> None:
    made = tuple(quotes(9))
    for year in (2023, 2024):
        for number, quote in enumerate(quotes_of_the_year(made, year)):
            assert quote_of_the_day(made, date(year, 1, 1) + timedelta(days=number)) == quote
        assert quote_of_the_day(made, date(year, 12, 31)) == quotes_of_the_year(made, year)[-1]


def test_the_same_for_everyone() -> None:
    # Fixed: another machine, order of the file or version of Python may not move a day.
    chosen = quotes_of_the_year(tuple(quotes(9)), 2021)
    assert "".join(quote.text[-1] for quote in chosen[:12] if quote) == "805467182046"
    assert quotes_of_the_year(tuple(quotes(9)[::-1]), 2021) == chosen


def test_what_is_mended_moves_no_day() -> None:
    """Author, source and punctuation; only other words make another quotation."""
    before = quotes_of_the_year(tuple(quotes(9)), 2021)
    mended = [Quote(text=f"“CÂU, số {n}!”", author="b", source="c") for n in range(9)]
    after = quotes_of_the_year(tuple(mended), 2021)
    assert [q and q.key for q in before] == [q and q.key for q in after]


def test_none_of_none() -> None:
    assert quote_of_the_day([], date(2021, 1, 1)) is None
    long = Quote(text="a" * (BANNER_LENGTH + 1), author="a")
    assert quote_of_the_day([long], date(2021, 1, 1)) is None
    assert Counter(years([long, *quotes(1)], 2021, 2021)) == {quotes(1)[0]: 365}


def test_on_its_days_a_quotation_goes_before_all_others() -> None:
    days = (Window(first=(4, 20), last=(4, 22)),)
    special = Quote(text="Ngày Sách", author="a", days=days, weight=0.001)
    for number in (5, 30):
        shown = years([*quotes(number), special], 2021, 2021)
        chosen = [date(2021, 1, 1) + timedelta(n) for n, q in enumerate(shown) if q == special]
        assert chosen == [date(2021, 4, 20), date(2021, 4, 21), date(2021, 4, 22)]
    assert Counter(years([special], 2021, 2021)) == {None: 362, special: 3}


def test_two_quotations_of_one_day_share_its_years() -> None:
    pair = [Quote(text=text, author="a", days=BOOK_DAY) for text in "ab"]
    chosen = {quote_of_the_day(pair, date(year, 4, 21)) for year in range(2000, 2030)}
    assert chosen == set(pair)


def nearest_repeat(shown: Shown) -> int:
    """The least distance between two showings of one quotation."""
    seen: dict[Quote | None, int] = {}
    least = len(shown)
    for day, quote in enumerate(shown):
        least = min(least, day - seen.get(quote, -len(shown)))
        seen[quote] = day
    return least


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("number", [ENOUGH, 14, 20, 60])
def test_no_repeat_within_seven_days(number: int, plain: bool) -> None:
    """Over New Year too. Windows are left out here: those of a week have one quotation alone."""
    for seed in range(4):
        made = random_quotes(number, seed, plain=plain)
        made = [Quote(text=quote.text, author="a", weight=quote.weight) for quote in made]
        assert nearest_repeat(years(made, 2024, 2028)) >= APART


def test_no_repeat_around_special_days() -> None:
    special = [Quote(text=f"Ngày Sách {n}", author="a", days=BOOK_DAY) for n in range(3)]
    assert nearest_repeat(years([*quotes(ENOUGH), *special], 2024, 2028)) >= APART
    week = (Window(first=(4, 15), last=(4, 25)),)
    special = [Quote(text=f"Tuần sách {n}", author="a", days=week) for n in range(ENOUGH)]
    assert nearest_repeat(years([*quotes(ENOUGH), *special], 2024, 2028)) >= APART


@pytest.mark.parametrize("number", range(2, ENOUGH))
def test_with_fewer_the_next_is_half_as_many_days_away(number: int) -> None:
    for seed in range(4):
        shown = years(random_quotes(number, seed, plain=True), 2024, 2028)
        assert nearest_repeat(shown) >= (number + 1) // 2
        assert len(set(shown)) == number


def test_weights_are_shares_of_the_year() -> None:
    heavy = Quote(text="Nặng", author="a", weight=3)
    light = Quote(text="Nhẹ", author="a", weight=1e-9)
    counts = Counter(years([*quotes(100), heavy, light], 2021, 2028))
    usual = [counts[quote] for quote in quotes(100)]
    assert counts[light] == 0
    assert 2 <= counts[heavy] / (sum(usual) / 100) <= 3.5  # of 3, give or take three deviations
    assert 10 < min(usual) < max(usual) < 50  # 28, give or take four
    # Among few a heavy one would come again within the seven days: these go before weights.
    counts = Counter(years([*quotes(30), heavy], 2021, 2028))
    assert 1.8 <= counts[heavy] / (sum(counts[quote] for quote in quotes(30)) / 30) <= 3


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("number", [8, 9, 10, 11, 12, 13, 16, 25, 50, 100, 200])
def test_an_added_quotation_moves_few_days(number: int, plain: bool) -> None:
    """Of random files: on the average of all no more than 2/n of the days of a year, and at each
    place of the file."""
    files = 5 if number > 50 else 12
    total = 0
    for seed in range(files):
        *before, new = random_quotes(number + 1, seed, plain=plain)
        new = Quote(text=new.text, author="a")
        place = seed * number // files
        total += moved(before, [*before[:place], new, *before[place:]])
    assert 0 < total / files <= 2 / number * 365


def test_an_added_quotation_for_a_day_moves_only_days_close_by() -> None:
    before = quotes(30)
    after = [*before, Quote(text="Ngày Sách", author="a", days=BOOK_DAY)]
    assert moved(before, after) <= 3


@given(st.integers(0, 30), st.integers(0, 1000), st.integers(1990, 2090))
def test_every_day_has_one_that_may_be_shown(number: int, seed: int, year: int) -> None:
    made = random_quotes(number, seed)
    day = date(year, 1, 1)
    shown = quotes_of_the_year(tuple(made), year)
    assert len(shown) == (date(year + 1, 1, 1) - day).days
    ordinary = {quote for quote in made if not quote.days}
    for quote in shown:
        special = {q for q in made if any(day in window for window in q.days)}
        assert quote in (special or ordinary or {None})
        day += timedelta(days=1)
