"""Pairs of words that are often taken for one another: the list `nham-lan.tsv`."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

FILE = Path(__file__).with_name("nham-lan.tsv")


@dataclass(frozen=True, kw_only=True, slots=True)
class Confusion:
    """What is written, what is meant, and why. Right after a word of `after`, or right before one
    of `before`, it is something else: "khả năng xuất hiện"."""

    wrong: str
    right: str
    reason: str
    after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()


def parse_confusions(text: str) -> list[Confusion]:
    """The entries of the list. Raises ValueError for a line that is none."""
    found = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        wrong, right, reason, *guards = line.split("\t")
        after, before = [frozenset(one.split()) for one in [*guards, "", ""][:2]]
        found.append(Confusion(wrong=wrong, right=right, reason=reason, after=after, before=before))
    return found


@functools.cache
def _by_beginning() -> dict[tuple[str, str], list[tuple[tuple[str, ...], Confusion]]]:
    """The list by the first two words of what is wrong, read when first asked for."""
    table: dict[tuple[str, str], list[tuple[tuple[str, ...], Confusion]]] = {}
    for one in parse_confusions(FILE.read_text(encoding="utf-8")):
        words = tuple(one.wrong.split())
        table.setdefault((words[0], words[1]), []).append((words, one))
    return table


def beginnings() -> frozenset[tuple[str, str]]:
    """The first two words of all that is wrong: a text without them has nothing of the list."""
    return _beginnings()


@functools.cache
def _beginnings() -> frozenset[tuple[str, str]]:
    return frozenset(_by_beginning())


def confused(words: Sequence[str]) -> Iterator[tuple[int, int, Confusion]]:
    """Where words in small letters are those of the list: the first, the one after the last."""
    table = _by_beginning()
    for index, pair in enumerate(pairwise(words)):
        for wrong, one in table.get(pair, ()):
            end = index + len(wrong)
            if tuple(words[index:end]) != wrong:
                continue
            before = words[index - 1] if index else ""
            after = words[end] if end < len(words) else ""
            if before not in one.after and after not in one.before:
                yield index, end, one
