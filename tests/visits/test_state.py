"""The state by itself: who comes later, who is waited for, and days that begin anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plugins.visits import state as module
from plugins.visits.log_views import word_key
from plugins.visits.state import BrokenStateError, State, StateError, is_there, open_state
from plugins.visits.sums import DaySums

DAY = date(2021, 1, 11)
ORDINAL = DAY.toordinal()


class Between:
    """A connection with something that happens right after each commit."""

    def __init__(self, database: sqlite3.Connection, then: Callable[[], None]) -> None:
        self._database, self._then = database, then

    def execute(self, query: str, *values: Any) -> sqlite3.Cursor:
        found = self._database.execute(query, *values)
        if query == "commit":
            self._then()
        return found


def other_run(path: Path) -> None:
    with open_state(path) as state:
        state.set_fact("who", "other")


@pytest.mark.parametrize("other", [False, True])
def test_who_came_later_is_told(tmp_path: Path, other: bool) -> None:
    path = tmp_path / "so.sqlite"
    with open_state(path) as state:
        state.set_fact("who", "one")
        then = (lambda: other_run(path)) if other else (lambda: None)
        state._database = Between(state._database, then)  # type: ignore[assignment]
        with state.committed() as latest:
            assert latest != other
            assert state.fact("who") == ("other" if other else "one")


def test_a_run_waits_for_another_one_but_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "so.sqlite"
    monkeypatch.setattr(module, "WAIT", 0.05)
    with open_state(path) as state:
        state.set_fact("who", "one")
        with pytest.raises(StateError) as caught, open_state(path):
            pass
    assert caught.value.message == "một lần đếm khác đang chạy quá lâu"
    with open_state(path) as state:
        assert state.fact("who") == "one"


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "so.sqlite"

    def fail() -> None:
        with open_state(path) as state:
            state.set_fact("who", "one")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not is_there(path)
    with open_state(path) as state:
        assert state.fresh
    with open_state(path) as state:
        assert not state.fresh


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StateError) as caught, open_state(tmp_path / "khong-co" / "so.sqlite"):
        pass
    assert caught.value.message == "không mở hay ghi được: không có tệp hay thư mục này"


def add(state: State, count: int, page: str = "/", machine: str = "") -> None:
    words = {word_key(word): word for word in (page, machine) if word}
    rows = [
        (ORDINAL, bytes([n]) * 16, n, 1000 + n, word_key(page), word_key(machine))
        for n in range(count)
    ]
    state.add(rows, words)
    state.merge()


def test_a_day_that_begins_anew(tmp_path: Path) -> None:
    with open_state(tmp_path / "so.sqlite") as state:
        state.open_day(ORDINAL, b"salt")
        add(state, 5)
        assert state.rows() == (5, 0)
        state.open_day(ORDINAL, b"other")
        assert (state.rows(), state.salts()) == ((0, 0), {ORDINAL: b"other"})
        add(state, 3)
        add(state, 3)
        sums = state.judge(ORDINAL, -1, 0)
        assert sums == DaySums(visits=3, views=3, online=3)
        assert state.pages(None, None, 9) == state.pages(DAY, DAY, 9) == {"/": 3}
        state.close_day(ORDINAL, sums)
        assert state.salts() == {ORDINAL: None}
        assert state.pages(None, None, 9) == state.pages(DAY, DAY, 9) == {"/": 3}
        assert state.pages(date(2021, 1, 12), None, 9) == {}
        state.open_day(ORDINAL, b"third")
        assert state.pages(None, None, 9) == {}
        assert state.closed_days() == {}


def test_damage_where_nobody_reads_is_found(tmp_path: Path) -> None:
    """A page of the file with old days' sums, before its loss grows."""
    path = tmp_path / "so.sqlite"
    with open_state(path) as state:
        state.set_base_pages({f"/{n}/": 1 for n in range(2000)})
    data = bytearray(path.read_bytes())
    at = data.index(word_key("/1000/").to_bytes(8, "big", signed=True)) // 4096 * 4096
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)
    with pytest.raises(BrokenStateError), open_state(path):
        pass
