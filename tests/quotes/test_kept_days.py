"""What each day shows, known from an earlier build: the same as chosen anew, or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.kept import keep
from plugins.quotes import kept_days as module
from plugins.quotes.choice import two_years
from plugins.quotes.kept_days import NAME, kept_days
from tests.quotes.test_choice import random_quotes

MADE = random_quotes(20, 1)


def nothing(_: Path) -> None:
    pass


def broken(cache: Path) -> None:
    (cache / NAME).write_bytes(b"[1, 2")


def gone(cache: Path) -> None:
    (cache / NAME).unlink()


def of_others(cache: Path) -> None:
    keep(cache / NAME, json.dumps({"made_of": "x", "days": [0]}).encode())


@pytest.mark.parametrize(
    ("change", "data", "year", "chosen"),
    [
        (nothing, b"a", 2026, 0),
        (nothing, b"b", 2026, 1),
        (nothing, b"a", 2027, 1),
        (broken, b"a", 2026, 1),
        (gone, b"a", 2026, 1),
        (of_others, b"a", 2026, 1),
    ],
    ids=["same", "edited", "year", "broken", "gone", "others"],
)
def test_what_is_known_and_what_is_chosen_anew(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], None],
    data: bytes,
    year: int,
    chosen: int,
) -> None:
    kept_days(b"a", MADE, 2026, tmp_path)
    change(tmp_path)
    asked: list[int] = []
    expected = [*two_years(MADE, year)]

    def spy(quotes: list[object], of: int) -> list[int]:
        asked.append(of)
        return expected

    monkeypatch.setattr(module, "two_years", spy)
    assert [*kept_days(data, MADE, year, tmp_path)] == expected
    assert len(asked) == chosen
    assert [*kept_days(data, MADE, year, tmp_path)] == expected
    assert len(asked) == chosen, "from now on it is known"
    assert [*kept_days(data, MADE, year, None)] == expected
    assert len(asked) == chosen + 1


def test_where_nothing_can_be_kept_it_is_chosen(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert [*kept_days(b"a", MADE, 2026, tmp_path / "file")] == [*two_years(MADE, 2026)]
