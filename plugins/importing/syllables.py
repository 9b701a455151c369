"""Which words can be Vietnamese: for telling encodings apart, not for spelling."""

from __future__ import annotations

import re

from plugins.proofreading.syllables import is_syllable
from plugins.vietnamese import nfc

_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


def marked_words(text: str) -> list[str]:
    """Words with a letter beyond ASCII."""
    return [word for word in _WORD.findall(nfc(text)) if not word.isascii()]


def vietnamese_share(text: str) -> float:
    """Of the words that have marks, the share that can be Vietnamese; 0 when none has."""
    words = marked_words(text[:200_000])
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
