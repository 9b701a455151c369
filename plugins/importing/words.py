"""Words that a reader sees, counted: nothing may be lost or made up on the way to a post."""

from __future__ import annotations

import re
from collections import Counter

from plugins.importing.letters import clean
from plugins.values import Struct

NAMED = 12
"""How many words a message names."""

_WORD = re.compile(r"\w+")


class Difference(Struct, frozen=True, kw_only=True):
    """Words that only one of two texts has, in order of their names."""

    missing: tuple[str, ...]
    added: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.added)


def count(*texts: str) -> Counter[str]:
    """The words of texts with their numbers; punctuation and blanks do not matter."""
    words: Counter[str] = Counter()
    for text in texts:
        words.update(_WORD.findall(clean(text)))
    return words


def compare(source: Counter[str], result: Counter[str], numbers: Counter[str]) -> Difference:
    """What a result lacks of its source, and what it has beyond it.

    `numbers` are those that lists of the result count by themselves: they may stand for numbers
    that the source had typed.
    """
    return Difference(
        missing=tuple(sorted((source - result - numbers).elements())),
        added=tuple(sorted((result - source).elements())),
    )


def named(words: tuple[str, ...]) -> str:
    """The first few words, and how many more there are."""
    rest = len(words) - NAMED
    return ", ".join(f"“{word}”" for word in words[:NAMED]) + (
        f" và {rest} từ nữa" if rest > 0 else ""
    )
