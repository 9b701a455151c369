"""Pairs of words that are often taken for one another: the list `nham-lan.tsv`."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from plugins.values import Struct

FILE = Path(__file__).with_name("nham-lan.tsv")


class Confusion(Struct, frozen=True, kw_only=True):
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


_Pair = tuple[str, str]


@functools.cache
def _by_pair() -> dict[_Pair, list[tuple[int, tuple[str, ...], Confusion]]]:
    """The list by the first two words next to each other that are not right, with their place:
    "xe thư" begins much that is. Read when first asked for."""
    table: dict[_Pair, list[tuple[int, tuple[str, ...], Confusion]]] = {}
    for one in parse_confusions(FILE.read_text(encoding="utf-8")):
        words = tuple(one.wrong.split())
        rights = set(pairwise(one.right.split()))
        at, pair = next((n, pair) for n, pair in enumerate(pairwise(words)) if pair not in rights)
        table.setdefault(pair, []).append((at, words, one))
    return table


@functools.cache
def wrong_pairs() -> frozenset[_Pair]:
    """Pairs of words of which a text that has none has nothing of the list."""
    return frozenset(_by_pair())


def confused(words: Sequence[str]) -> Iterator[tuple[int, int, Confusion]]:
    """Where words in small letters are those of the list: the first, the one after the last."""
    table = _by_pair()
    for index, pair in enumerate(pairwise(words)):
        for at, wrong, one in table.get(pair, ()):
            begin = index - at
            end = begin + len(wrong)
            if begin < 0 or tuple(words[begin:end]) != wrong:
                continue
            before = words[begin - 1] if begin else ""
            after = words[end] if end < len(words) else ""
            if before not in one.after and after not in one.before:
                yield begin, end, one
