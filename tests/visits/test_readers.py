"""Readers are told apart within a day, and nothing else is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.visits.readers import SALT_SIZE, Days, Salts, line_id, reader

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SALT = b"s" * SALT_SIZE


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2021-01-10T16:59:59Z", date(2021, 1, 10)),
        ("2021-01-10T17:00:00Z", date(2021, 1, 11)),
        ("2021-01-31T16:59:59Z", date(2021, 1, 31)),
        ("2021-01-31T17:00:00Z", date(2021, 2, 1)),
        ("2020-12-31T17:00:00Z", date(2021, 1, 1)),
        ("2024-02-28T17:00:00Z", date(2024, 2, 29)),
    ],
)
def test_days_begin_at_midnight_in_hanoi(moment: str, day: date) -> None:
    at = int(datetime.fromisoformat(moment).timestamp())
    assert Days(ZONE).day(at) == day.toordinal()


@given(
    st.lists(st.integers(0, 4_000_000_000), max_size=20),
    st.sampled_from(["Asia/Ho_Chi_Minh", "Europe/Paris", "Asia/Kathmandu", "Australia/Lord_Howe"]),
)
def test_days_in_any_zone(moments: list[int], name: str) -> None:
    days = Days(ZoneInfo(name))
    for at in moments:
        assert (
            days.day(at) == datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(name)).toordinal()
        )


def test_beyond_the_calendar() -> None:
    for at in (10**12, 99_999_999_999 * 10**9):
        with pytest.raises(ValueError, match=r"."):
            Days(ZONE).day(at)


def test_many_days_do_not_fill_the_memory() -> None:
    days = Days(ZONE)
    for day in range(5000):
        assert days.day(day * 86_400) == date(1970, 1, 1).toordinal() + day
    assert len(days._known) <= 4097


def test_a_reader_is_an_address_with_a_browser_on_a_day() -> None:
    names = {
        reader(address, agent, salt)
        for address in (b"203.0.113.7", b"203.0.113.77", b"2001:db8::7")
        for agent in (b"Mozilla/5.0", b"7Mozilla/5.0", b"")
        for salt in (SALT, b"t" * SALT_SIZE)
    }
    assert len(names) == 18
    assert reader(b"203.0.113.7", None, SALT) == reader(b"203.0.113.7", b"", SALT)
    assert all(-(2**63) <= name < 2**63 for name in names)


def test_an_agent_cannot_stand_in_for_the_end_of_an_address() -> None:
    assert reader(b"203.0.113.7", b"7 x", SALT) != reader(b"203.0.113.77", b" x", SALT)


def test_lines_are_not_told_without_the_salt() -> None:
    assert line_id(b"a", SALT) == line_id(b"a", SALT)
    assert len({line_id(b"a", SALT), line_id(b"b", SALT), line_id(b"a", b"t" * SALT_SIZE)}) == 3
    assert len(line_id(b"a", SALT)) == 16


def test_salts_are_those_that_are_known_or_made_of_the_seed() -> None:
    salts = Salts({5: SALT}, b"seed")
    assert salts.salt(5) == SALT
    made = {day: salts.salt(day) for day in range(6, 20)}
    assert len(set(made.values())) == 14
    assert all(len(salt) == SALT_SIZE for salt in made.values())
    assert {day: Salts({}, b"seed").salt(day) for day in made} == made
    assert not {Salts({}, b"other").salt(day) for day in made} & set(made.values())
