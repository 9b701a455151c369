"""The state is gone, broken, somebody else's or newer; days are counted anew."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plugins.visits.counts import VERSION
from plugins.visits.state import open_state
from plugins.visits.sums import DaySums
from tests.counting.counting import NOW, Counter, told
from tests.visits.logs import FORMATS, hit, own

FIGURES = {
    "version": VERSION,
    "as_of": "2021-01-11T09:00:00+07:00",
    "total": 5000,
    "today": 10,
    "month": 200,
    "year": 300,
    "online": None,
    "paths": {"/": 700, "/cu/": 5},
}


def lines_of(day: str, count: int) -> list[bytes]:
    """A visit each of so many readers, one in each hour."""
    return [
        own(hit(f"{day}T{n:02}:00:00", id=day.replace("-", "") + f"{n:024}", address=f"10.0.0.{n}"))
        for n in range(count)
    ]


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(root=tmp_path)


def write_figures(counter: Counter, **changes: Any) -> bytes:
    counter.places.counts.write_text(json.dumps(FIGURES | changes))
    return counter.places.counts.read_bytes()


def salts(counter: Counter) -> dict[int, bytes | None]:
    with open_state(counter.places.state) as state:
        return state.salts()


def four(values: dict[str, Any]) -> list[int]:
    return [values[key] for key in ("today", "month", "year", "total")]


@pytest.mark.parametrize("empty", [False, True])
def test_figures_without_a_state_are_not_overwritten(counter: Counter, empty: bool) -> None:
    before = write_figures(counter)
    if empty:
        counter.places.state.touch()
    outcome = counter.run(counter.log(lines_of("2021-01-11", 3)))
    state, counts = counter.places.state, counter.places.counts
    assert told(outcome) == [
        f"{state}: LỖI: không thấy tệp trạng thái, mà {counts} đã có con số:"
        " lịch sử đếm có thể bị mất"
    ]
    assert "--replay" in outcome.problems[0].hint
    assert counts.read_bytes() == before
    assert state.exists() == empty


def test_sample_figures_are_nobodys_history(counter: Counter) -> None:
    write_figures(counter, sample=True)
    counter.count(counter.log(lines_of("2021-01-11", 3)))
    assert four(counter.baked) == [3, 3, 3, 3]
    assert "sample" not in counter.baked


@pytest.mark.parametrize("replay", [False, True])
def test_figures_that_nobody_can_read(counter: Counter, replay: bool) -> None:
    counter.places.counts.write_bytes(b'{"version": 1,')
    outcome = counter.run(counter.log(lines_of("2021-01-11", 3)), replay=replay)
    assert told(outcome) == [f"{counter.places.counts}: LỖI: tệp không phải JSON"]
    assert counter.places.counts.read_bytes() == b'{"version": 1,'
    assert not counter.places.state.exists()


def test_what_was_lost_goes_on_from_the_figures(counter: Counter) -> None:
    """Eleven readers came up to 10:00, those after 9:00 are not in the figures yet."""
    counter = counter.having(visits_before=4000)
    write_figures(counter)
    path = counter.log([*lines_of("2021-01-10", 4), *lines_of("2021-01-11", 11)])
    outcome = counter.run(path, replay=True)
    assert outcome.sentences[0] == "Đếm tiếp từ tổng số 5.000 của 11/01/2021 9:00:00 SA."
    assert "  4 lượt xem trước khi bắt đầu đếm" in outcome.sentences[1]
    assert four(counter.baked) == [11, 201, 301, 5001]
    assert counter.baked["paths"] == {"/": 701, "/cu/": 5}
    counter.count(counter.log(lines_of("2021-01-12", 2)), now="2021-01-12T09:00:00")
    assert four(counter.baked) == [2, 203, 303, 5003]
    counter.count(counter.log(b""), now="2021-01-22T09:00:00")  # closed
    assert four(counter.baked) == [0, 203, 303, 5003]
    assert counter.baked["paths"] == {"/": 703, "/cu/": 5}
    counter.count(counter.log(b""), now="2022-01-01T00:00:00")
    assert four(counter.baked) == [0, 0, 0, 5003]


def test_a_visit_that_began_before_the_figures_is_in_them(counter: Counter) -> None:
    write_figures(counter)
    times = ("08:50:00", "09:10:00", "09:50:00")
    lines = [own(hit(f"2021-01-11T{time}", id=f"{n:032x}")) for n, time in enumerate(times)]
    counter.count(counter.log(lines), replay=True)
    assert four(counter.baked) == [11, 201, 301, 5001]
    assert counter.baked["paths"]["/"] == 702


def test_all_days_again_without_figures(counter: Counter) -> None:
    path = counter.log([*lines_of("2019-05-05", 4), *lines_of("2021-01-11", 2)])
    counter.count(path, replay=True)
    assert counter.open_days == {"2021-01-11"}
    assert four(counter.baked) == [2, 2, 2, 6]


def test_days_are_counted_anew_from_these_logs_alone(counter: Counter) -> None:
    for day, now in (("2021-01-04", "2021-01-04"), ("2021-01-05", "2021-01-05")):
        counter.count(counter.log(lines_of(day, 5)), now=f"{now}T23:00:00")
    path = counter.log(lines_of("2021-01-11", 3))
    counter.count(path)
    assert four(counter.baked) == [3, 13, 13, 13]
    assert counter.open_days == {"2021-01-11"}
    again = counter.log([*lines_of("2021-01-05", 7), *lines_of("2021-01-03", 1)], "again")
    for _ in range(2):
        counter.count(again, again, replay=True)
        assert counter.open_days == {"2021-01-11"}
        assert {day.day: sums.visits for day, sums in counter.days().items()} == {
            3: 1, 4: 5, 5: 7, 11: 3
        }  # fmt: skip
        assert four(counter.baked) == [3, 16, 16, 16]
        assert counter.baked["paths"] == {"/": 16}
    counter.count(path)  # what was open still knows its lines
    assert four(counter.baked) == [3, 16, 16, 16]


def test_a_closed_page_that_is_not_in_the_new_logs_is_gone(counter: Counter) -> None:
    lines = [
        hit("2021-01-05T08:00:00", page, id=f"{n:032x}") for n, page in enumerate(("/a/", "/b/"))
    ]
    counter.count(counter.log(map(own, lines)), now="2021-01-05T23:00:00")
    counter.count(counter.log(b""))
    assert counter.baked["paths"] == {"/a/": 1, "/b/": 1}
    counter.count(counter.log(own(lines[1])), replay=True)
    assert counter.baked["paths"] == {"/b/": 1}


def test_an_open_day_is_counted_anew_too(counter: Counter) -> None:
    counter.count(counter.log(FORMATS["combined"](hit("2021-01-11T08:00:00"))))
    lines = [
        FORMATS["combined"](hit("2021-01-11T09:00:00", address=f"10.0.0.{n}")) for n in range(2)
    ]
    path = counter.log(lines)
    before = salts(counter)
    counter.count(path, path, replay=True)
    assert four(counter.baked) == [2, 2, 2, 2]
    after = salts(counter)
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())
    counter.count(path)  # under the new salt
    assert four(counter.baked) == [2, 2, 2, 2]


def test_fewer_visits_are_told(counter: Counter) -> None:
    counter.count(counter.log(lines_of("2021-01-05", 5)), now="2021-01-05T23:00:00")
    counter.count(counter.log(lines_of("2021-01-11", 3)))
    outcome = counter.run(counter.log(lines_of("2021-01-05", 2)), replay=True)
    state, counts = counter.places.state, counter.places.counts
    words = "giảm từ 5 xuống 2 lượt truy cập: nhật ký đưa vào có thể thiếu"
    assert told(outcome) == [
        f"{counts}: LƯU Ý: tổng số giảm từ 8 xuống 5",
        f"{state}: LƯU Ý: ngày 05/01/2021 {words}",
    ]
    assert counter.baked["total"] == 5


BROKEN = {
    "text": b"khong phai co so du lieu" * 100,
    "zeros": b"\0" * 8192,
    "short": b"SQLite format 3\0",
}


def spoil(path: Path, how: str) -> bytes:
    """Break a state in one of several ways."""
    if how == "torn":
        data = bytearray(path.read_bytes())
        data[4096:8192] = bytes(reversed(data[4096:8192]))
        path.write_bytes(data)
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:-4096])
    elif how == "other":
        path.unlink()
        with sqlite3.connect(path) as database:
            database.execute("create table readings (a)")
        database.close()
    else:
        path.write_bytes(BROKEN[how])
    return path.read_bytes()


@pytest.mark.parametrize("how", [*BROKEN, "torn", "cut", "other"])
def test_a_broken_state_is_refused_and_can_be_set_aside(counter: Counter, how: str) -> None:
    state = counter.places.state
    path = counter.log(lines_of("2021-01-11", 9))
    counter.count(path, now="2021-01-11T09:00:00")
    figures = counter.places.counts.read_bytes()
    broken = spoil(state, how)
    outcome = counter.run(path)
    assert told(outcome) == [f"{state}: LỖI: không phải tệp trạng thái, hoặc đã hỏng"]
    assert state.read_bytes() == broken
    assert counter.places.counts.read_bytes() == figures
    path = counter.log(lines_of("2021-01-11", 12))
    outcome = counter.run(path, replay=True)
    aside = state.with_name(f"{state.name}.hong-20210111T235959")
    assert told(outcome) == [f"{state}: LƯU Ý: tệp đã hỏng nên được bắt đầu lại"]
    assert outcome.problems[0].hint == f"tệp hỏng còn ở {aside}"
    assert aside.read_bytes() == broken
    assert four(counter.baked) == [11, 11, 11, 11]  # of 9:00 and before nobody knows which were in
    before = counter.sums()
    counter.count(path)
    assert counter.sums() == before


def test_a_newer_state_is_left_alone(counter: Counter) -> None:
    path = counter.log(lines_of("2021-01-11", 3))
    counter.count(path)
    with sqlite3.connect(counter.places.state) as database:
        database.execute("pragma user_version = 2")
    database.close()
    before = counter.places.state.read_bytes()
    for replay in (False, True):
        outcome = counter.run(path, replay=replay)
        words = "do phiên bản mới hơn ghi (bản 2, chương trình này biết đến bản 1)"
        assert told(outcome) == [f"{counter.places.state}: LỖI: {words}"]
        assert counter.places.state.read_bytes() == before
        assert len(list(counter.root.glob("so*"))) == 1


def test_a_replay_that_fails_changes_nothing(counter: Counter) -> None:
    counter.count(counter.log(lines_of("2021-01-05", 5)), now="2021-01-05T23:00:00")
    counter.count(counter.log(b""))
    outcome = counter.run(counter.root / "khong-co", replay=True)
    assert [problem.message for problem in outcome.problems] == ["không có tệp này"]
    assert counter.days() == {date(2021, 1, 5): DaySums(visits=5, views=5)}
    assert counter.baked["total"] == 5


def test_the_figures_alone_can_be_made_again(counter: Counter) -> None:
    path = counter.log(lines_of("2021-01-11", 3))
    counter.count(path)
    before = counter.baked
    counter.places.counts.unlink()
    counter.count(path, now=NOW)
    assert counter.baked == before
