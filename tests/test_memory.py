"""What a process keeps between its builds."""

from __future__ import annotations

import os
import weakref
from pathlib import Path

import pytest

from plugins.memory import Memory, once, settled
from plugins.stamps import RACY
from plugins.values import Struct


class Maker:
    """Counts what it makes."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> list[int]:
        self.made += 1
        return [self.made]


class Value(Struct, frozen=True, weakref=True):
    text: str


def ask(memory: Memory | None, make: Maker, *basis: object) -> list[int]:
    return once(memory, "key", basis, make)


@pytest.fixture
def memory() -> Memory:
    made = Memory()
    made.turn(0)
    return made


def test_without_a_memory_everything_is_made(memory: Memory) -> None:
    make = Maker()
    assert [ask(None, make, 1) for _ in range(2)] == [[1], [2]]
    assert make.made == 2


@pytest.mark.parametrize(
    ("before", "after", "again"),
    [
        ((), (), False),
        (("a", 1), ("a", 1), False),
        ((Value("a"),), (Value("a"),), False),
        (("a",), ("b",), True),
        ((Value("a"),), (Value("b"),), True),
        (("a",), ("a", "a"), True),
        (("a",), (), True),
    ],
)
def test_made_again_of_something_else(
    memory: Memory, before: tuple[object, ...], after: tuple[object, ...], again: bool
) -> None:
    make = Maker()
    first = ask(memory, make, *before)
    memory.turn(0)
    assert (ask(memory, make, *after) is not first) == again


def test_within_one_build_too_nothing_stale_comes_out(memory: Memory) -> None:
    make = Maker()
    ask(memory, make, 1)
    assert ask(memory, make, 2) == [2]


def test_what_a_build_did_not_ask_for_is_gone(memory: Memory) -> None:
    value = Value("a")
    held = weakref.ref(value)
    memory.keep("key", value, 1)
    for _ in range(3):
        memory.turn(0)
        assert memory.recall("key", 1) is value
    del value
    memory.turn(0)
    memory.turn(0)
    assert memory.recall("key", 1) is None
    assert held() is None


def test_another_ground_knows_nothing(memory: Memory) -> None:
    memory.turn(0, "site", True)
    memory.keep("key", Value("a"))
    memory.turn(0, "site", True)
    assert memory.recall("key") is not None
    memory.turn(0, "site", False)
    assert memory.recall("key") is None


def test_files_that_are_too_young_are_not_settled() -> None:
    memory = Memory()
    memory.turn(10 * RACY)
    assert memory.settled((1, 9 * RACY, 8 * RACY))
    assert not memory.settled((1, 9 * RACY + 1, 8 * RACY))
    assert not memory.settled((1, 8 * RACY, 9 * RACY + 1))


def test_a_folder_is_a_basis_once_it_has_settled(tmp_path: Path, memory: Memory) -> None:
    """A file that changed a moment ago may change again without another time to show for it."""
    file = tmp_path / "css" / "a.css"
    file.parent.mkdir()
    file.write_bytes(b"a")
    changed = os.lstat(file).st_ctime_ns
    memory.turn(changed + RACY - 1)
    assert settled(memory, tmp_path)[0] is None
    memory.turn(changed + RACY)
    held, before = settled(memory, tmp_path)
    assert held is memory
    assert settled(memory, tmp_path)[1] == before
    (tmp_path / "b.css").write_bytes(b"b")
    memory.turn(2 * changed)
    held, after = settled(memory, tmp_path)
    assert held is memory
    assert after != before
    assert settled(None, tmp_path) == (None, ())
