"""Lists of words as they are written in the modules here: apart by blanks."""

from __future__ import annotations


def word_list(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())
