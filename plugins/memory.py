"""What a process keeps between its builds: values that were made of the same come out again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

from plugins.stamps import RACY, Stamp, newest, stamps

Value = TypeVar("Value")


class Memory:
    """Values by key, each with its basis: whatever it was made of.

    A value comes out only for an equal basis, and only values that the last build asked for are
    there. They must not change, or one build would know of another.
    """

    def __init__(self) -> None:
        self._when = 0
        self._ground: tuple[Any, ...] = ()
        self._before: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        self._now: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}

    def turn(self, when: int, *ground: Any) -> None:
        """A build begins, at `when` (nanoseconds): forget what the last one did not ask for, and
        all that was made on another ground."""
        self._when = when
        self._before, self._now = self._now if ground == self._ground else {}, {}
        self._ground = ground

    def settled(self, stamp: Stamp) -> bool:
        """Whether a file with this stamp cannot change without another one to show for it."""
        return newest([stamp]) + RACY <= self._when

    def recall(self, key: Hashable, *basis: Any) -> Any:
        """The value made of this basis; None when there is none."""
        known = self._before.get(key)
        if known is None or known[0] != basis:  # tuples compare their items by identity first
            return None
        self._now[key] = known
        return known[1]

    def keep(self, key: Hashable, value: Any, *basis: Any) -> None:
        """For the next build."""
        self._now[key] = basis, value


def settled(memory: Memory | None, folder: Path) -> tuple[Memory | None, tuple[Any, ...]]:
    """The memory and a basis for what is made of all files below `folder`; no memory where one of
    them changed so shortly ago that it may change again unseen."""
    if memory is None:
        return None, ()
    found = tuple(sorted(stamps(folder)))
    return memory if all(memory.settled(one) for _, one in found) else None, found


def once(
    memory: Memory | None, key: Hashable, basis: tuple[Any, ...], make: Callable[[], Value]
) -> Value:
    """The value that `make` gives for this basis, from memory where it is there."""
    if memory is None:
        return make()
    known: Value | None = memory.recall(key, *basis)
    if known is None:
        known = make()
        memory.keep(key, known, *basis)
    return known
