"""Days open and close: late lines, midnights, and clocks that are wrong."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from plugins.visits.state import CLOSED_PAGES
from plugins.visits.sums import TOO_FAST, DaySums
from tests.counting.counting import Counter, told
from tests.visits.logs import CRAWLERS, hit, own

EARLY = own(hit("2021-01-08T10:00:00", id="01" * 16))
LATE = own(hit("2021-01-08T12:00:00", id="02" * 16))


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(root=tmp_path)


def late(path: Path, number: int = 1, line: int = 1) -> list[str]:
    words = f"{number} lượt xem của ngày đã khóa sổ, không cộng thêm; đây là dòng đầu tiên"
    return [f"{path}:{line}: LƯU Ý: {words}"]


def test_a_day_is_open_for_three_days_more(counter: Counter) -> None:
    counter.count(counter.log(EARLY), now="2021-01-08T11:00:00")
    counter.count(counter.log([EARLY, LATE]), now="2021-01-11T23:59:59")
    assert counter.open_days == {"2021-01-08"}
    assert (counter.baked["total"], counter.baked["paths"]) == (2, {"/": 2})


def test_a_closed_day_never_changes(counter: Counter) -> None:
    counter.count(counter.log(EARLY), now="2021-01-08T11:00:00")
    path = counter.log([EARLY, LATE])
    counter.count(path, now="2021-01-12T00:00:00")  # it was over, but nobody had closed it
    assert counter.open_days == set()
    assert counter.baked["total"] == 2
    path = counter.log([EARLY, LATE, LATE.replace(b"02", b"03")])
    for now in ("2021-01-12T00:01:00", "2021-01-08T13:00:00", "2021-06-12T00:01:00"):
        found = told(counter.run(path, now=now))
        assert found[-1:] == late(path, 3)
        assert (counter.baked["total"], counter.baked["paths"]) == (2, {"/": 2})
    assert counter.days() == {date(2021, 1, 8): DaySums(visits=2, views=2)}


def test_old_days_that_nobody_knew_of_are_told(counter: Counter) -> None:
    now = own(hit("2021-01-12T00:00:00", id="04" * 16))
    path = counter.log([now, EARLY, LATE])
    outcome = counter.run(path, now="2021-01-12T08:00:00")
    assert told(outcome) == late(path, 2, 2)
    assert "--replay" in outcome.problems[0].hint
    assert counter.baked["total"] == 1


def test_more_days_can_be_open(counter: Counter) -> None:
    counter = counter.having(visit_days_open=10)
    counter.count(counter.log(EARLY), now="2021-01-18T23:59:59")
    assert counter.open_days == {"2021-01-08"}
    counter.count(counter.log(EARLY), now="2021-01-19T00:00:00")
    assert counter.open_days == set()


def test_nothing_of_readers_is_left_of_a_closed_day(counter: Counter) -> None:
    lines = [
        own(hit("2021-01-08T10:00:00", f"/trang-{n}/", id=f"{n:03}ab" * 8, address=f"10.1.0.{n}"))
        for n in range(200)
    ]
    counter.count(counter.log(lines), now="2021-01-08T11:00:00")
    with sqlite3.connect(counter.places.state) as database:
        (salt,) = database.execute("select salt from days").fetchone()
        names = database.execute("select id, reader from events").fetchall()
    database.close()
    whole = counter.places.state.read_bytes()
    assert salt in whole
    assert all(name in whole for name, _ in names)
    assert b"10.1.0." not in whole
    assert b"Mozilla" not in whole
    counter.count(counter.log(b""), now="2021-01-12T11:00:00")
    whole = counter.places.state.read_bytes()
    assert salt not in whole
    assert not [name for name, reader in names if name in whole]
    assert not [1 for _, reader in names if reader.to_bytes(8, "big", signed=True) in whole]


def test_sums_of_a_closed_day_are_those_of_the_open_one(counter: Counter) -> None:
    lines = [own(hit("2021-01-08T10:00:00", id=f"{n:032x}")) for n in range(121)]
    lines += [own(hit("2021-01-08T10:00:00", id="aa" * 16, agent=CRAWLERS[0]))]
    lines += [
        own(hit(f"2021-01-08T{hour:02}:00:00", f"/{hour}/", id=f"b{hour:031x}", address="::1"))
        for hour in range(24)
    ]
    counter.count(counter.log(lines), now="2021-01-08T23:59:00")
    expected = DaySums(visits=24, views=24, machines={TOO_FAST: 121, "Googlebot": 1})
    before = counter.baked
    assert counter.days() == {date(2021, 1, 8): expected}
    assert before["paths"] == {f"/{hour}/": 1 for hour in range(24)}
    counter.count(counter.log(lines[:3]), now="2021-01-12T00:00:00")
    assert counter.open_days == set()
    assert counter.days() == {date(2021, 1, 8): expected}
    assert counter.baked == before | {
        "as_of": "2021-01-12T00:00:00+07:00", "today": 0, "recent": before["recent"]
    }  # fmt: skip


def test_made_up_addresses_do_not_fill_the_state(counter: Counter) -> None:
    lines = [
        own(hit("2021-01-08T10:00:00", f"/{n:04}/", id=f"{n:032x}", address=f"10.0.{n % 200}.1"))
        for n in range(CLOSED_PAGES + 500)
    ]
    lines += [own(hit("2021-01-08T10:00:00", "/9999/", id=f"a{n:031x}")) for n in range(2)]
    counter.count(counter.log(lines), now="2021-01-08T11:00:00")
    assert len(counter.baked["paths"]) == 1000
    counter.count(counter.log(b""), now="2021-01-12T11:00:00")
    with sqlite3.connect(counter.places.state) as database:
        words = {word for (word,) in database.execute("select word from words")}
    database.close()
    assert words == {"/9999/", *(f"/{n:04}/" for n in range(CLOSED_PAGES - 1))}
    assert set(counter.baked["paths"]) == {"/9999/", *(f"/{n:04}/" for n in range(999))}
    assert counter.days()[date(2021, 1, 8)].views == CLOSED_PAGES + 502


@pytest.mark.parametrize(
    ("one", "other", "now", "today", "month", "year"),
    [
        ("2021-01-10T23:59:59", "2021-01-11T00:00:00", "2021-01-11T00:00:00", 1, 2, 2),
        ("2021-01-31T23:59:59", "2021-02-01T00:00:00", "2021-02-01T00:00:00", 1, 1, 2),
        ("2020-12-31T23:59:59", "2021-01-01T00:00:00", "2021-01-01T00:00:00", 1, 1, 1),
        ("2024-02-28T23:59:59", "2024-02-29T00:00:00", "2024-02-29T00:00:00", 1, 2, 2),
        ("2021-01-10T23:59:59", "2021-01-11T00:00:00", "2021-01-12T00:00:00", 0, 2, 2),
    ],
)
def test_midnights_in_hanoi(
    counter: Counter, one: str, other: str, now: str, today: int, month: int, year: int
) -> None:
    """A reader who is there at midnight is one of each day."""
    lines = [own(hit(when, id=f"{n:032x}")) for n, when in enumerate((one, other))]
    counter.count(counter.log(lines), now=now)
    values = counter.baked
    assert [values[key] for key in ("today", "month", "year", "total")] == [today, month, year, 2]


def test_who_is_there(counter: Counter) -> None:
    times = ("10:54:59", "10:55:00", "10:55:01", "11:00:00")
    lines = [
        own(hit(f"2021-01-11T{time}", id=f"{n:032x}", address=f"10.0.0.{n}"))
        for n, time in enumerate(times)
    ]
    counter.count(counter.log(lines), now="2021-01-11T11:00:00")
    assert (counter.live["online"], counter.baked["online"]) == (2, None)
    assert set(counter.live) == {"version", "as_of", "total", "today", "month", "year", "online"}


def test_lines_of_the_future_wait(counter: Counter) -> None:
    lines = [
        own(hit(f"2021-01-11T{time}", id=f"{n:032x}"))
        for n, time in enumerate(("08:00:00", "08:05:00", "08:05:01"))
    ]
    path = counter.log(lines)
    outcome = counter.run(path, now="2021-01-11T08:00:00")
    words = "1 lượt xem ghi giờ chưa tới, chưa cộng; đây là dòng đầu tiên"
    assert told(outcome) == [f"{path}:3: LƯU Ý: {words}"]
    assert counter.baked["paths"] == {"/": 2}
    counter.count(path, now="2021-01-11T08:00:01")
    assert counter.baked["paths"] == {"/": 3}


def test_a_clock_that_was_set_back(counter: Counter) -> None:
    path = counter.log(own(hit("2021-01-11T08:00:00")))
    counter.count(path, now="2021-01-11T09:00:00")
    counter.count(path, now="2021-01-11T08:56:00")  # by what clocks differ
    outcome = counter.run(path, now="2021-01-09T08:00:00")
    first, second = told(outcome)
    words = "đồng hồ bị lùi: lần đếm trước là lúc 11/01/2021 8:56:00 SA"
    assert first == f"{counter.places.state}: LƯU Ý: {words}"
    assert "giờ chưa tới" in second
    assert counter.open_days == {"2021-01-11"}
    assert (counter.baked["total"], counter.baked["today"]) == (1, 0)
    counter.count(path, now="2021-01-11T10:00:00")
    assert (counter.baked["total"], counter.baked["today"]) == (1, 1)


def test_counting_starts_on_a_day(counter: Counter) -> None:
    counter = counter.having(visits_from="2021-01-10", visits_before=196_000)
    lines = [
        own(hit(when, id=f"{n:032x}"))
        for n, when in enumerate(("2021-01-09T23:59:59", "2021-01-10T00:00:00"))
    ]
    outcome = counter.count(counter.log(lines))
    assert "  1 lượt xem trước khi bắt đầu đếm, đã có trong số cũ" in outcome.sentences[0]
    assert (counter.baked["total"], counter.baked["year"]) == (196_001, 1)


def test_days_before_a_start_that_was_set_later_are_not_counted_twice(counter: Counter) -> None:
    lines = [
        own(hit(when, id=f"{n:032x}"))
        for n, when in enumerate(("2021-01-09T23:59:59", "2021-01-10T00:00:00"))
    ]
    counter.count(counter.log(lines))
    counter = counter.having(visits_from="2021-01-10", visits_before=196_000)
    counter.count(counter.log(b""))
    assert (counter.baked["total"], counter.baked["year"]) == (196_001, 1)


def test_recent_views(counter: Counter) -> None:
    counter.count(counter.log(own(hit("2021-01-08T10:00:00", "/cu/"))), now="2021-01-08T11:00:00")
    assert counter.baked["recent"] == {"since": "2021-01-08", "paths": {"/cu/": 1}}
    new = counter.log(own(hit("2021-02-07T10:00:00", "/moi/", id="11" * 16)))
    counter.count(new, now="2021-02-07T11:00:00")
    assert counter.baked["recent"] == {"since": "2021-01-09", "paths": {"/moi/": 1}}
    assert counter.baked["paths"] == {"/cu/": 1, "/moi/": 1}
