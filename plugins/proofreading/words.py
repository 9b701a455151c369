"""Words that are none: syllables that cannot be, and two that are glued together."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import chain

from plugins.proofreading.findings import Finding
from plugins.proofreading.prose import MARK
from plugins.proofreading.syllables import corrections, is_syllable
from plugins.proofreading.word_lists import word_list

_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_NUMBER = re.compile(r"[^\W_]+")
_JOINED = frozenset("-–'’.@/\\_&+#")
"""What joins a word to others in names, addresses and foreign words; a full stop ends most words,
but before another letter it does not."""

LOANWORDS = word_list(
    """
    alô balô bancông bazơ bulông bêrê bêtông bôlinh bôđê búpbê búpphê cactông canô carô
    côngten côngtenơ côngtơ côngtắc côtông căngtin cơlê dêrô garô gatô ghiđông gilê giămbông
    glôcôm găngxtơ hyđrô kilô kilômét lavabô líp lôcốt lôgic lôgíc micrô mêtan mêđia môtô
    môtơ môđun môđéc măngsông măngtô măngđa nilông nitơ niutơn nêông nơron nơtron palăng
    panô patinê patê phôtô prôtêin pêđan pôlime pơluya rôbốt rôngđen rôngđô rônêô sôcôla
    sơmi tôngđơ tônô tôpô tôtem tănggô tăngsê tơrưng vatơ vôlăng vôn vônkế vắcxin ximăng
    xirô xêri xôviết xôđa ápphích áptômát êke êkíp êtô ôboa ôkê ôliu ôpêra ôtô ôtôbuýt
    ôtômát ôvan ôxi ôxy ôzôn ăcquy ăngten đađa đivăng đôla đôminô ốpla
    """
)
"""Foreign words that are written in one piece though they sound like several syllables."""

Token = tuple[str, int, int]
"""A word in small letters, its first index and the one after its last."""


def tokens(text: str) -> list[Token]:
    """All words of a text."""
    return [(match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(text)]


def words_of(text: str) -> list[str]:
    """All words and numbers of a text in small letters, without their places."""
    return list(chain.from_iterable(map(_words_within, text.split())))


@functools.lru_cache(maxsize=100_000)
def _words_within(piece: str) -> tuple[str, ...]:
    """The same of what stands between two blanks: most of it was in other texts too."""
    return tuple(_WORD_OR_NUMBER.findall(piece.lower()))


def follow(text: str, one: Token, other: Token) -> bool:
    """Whether there are only blanks between two words, or one end of a line."""
    between = text[one[2] : other[1]].replace(MARK, "")
    return bool(between) and not between.strip(" \n") and between.count("\n") <= 1


def odd_words(text: str) -> Iterator[Finding]:
    """Syllables that cannot be, though it is clear which was meant, and words without the blank
    between them. Only small letters: what begins with a capital may be a name."""
    suspects = {
        word
        for word in set(_WORD.findall(text))
        if word.islower() and not word.isascii() and not is_syllable(word)
    }
    if not suspects:
        return
    verdicts = {word: _verdict(word) for word in suspects}
    for match in _WORD.finditer(text):
        found = verdicts.get(match[0])
        if found and not _is_joined(text, match.start(), match.end()):
            message, hint = found
            yield Finding(place=match.start(), words=match[0], message=message, hint=hint)


def _verdict(word: str) -> tuple[str, str] | None:
    rights = corrections(word)
    message = f"“{word}” không phải một tiếng (âm tiết) của tiếng Việt"
    if rights:
        return message, f"có phải là {_choice(rights)}?"
    if word not in LOANWORDS and (parts := _glued(word)):
        return message, f"thiếu dấu cách, “{parts}”? Hay gõ nhầm một chữ?"
    return None


def _choice(rights: tuple[str, ...]) -> str:
    shown = [f"“{one}”" for one in rights[:3]]
    return " hay ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def _glued(word: str) -> str:
    """The two syllables of which a word is made in one way only, each with a sign of its own."""
    found = [
        (word[:at], word[at:])
        for at in range(2, len(word) - 1)
        if is_syllable(word[:at]) and is_syllable(word[at:])
    ]
    marked = [pair for pair in found if not (pair[0].isascii() or pair[1].isascii())]
    return " ".join(marked[0]) if len(marked) == 1 else ""


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether a word is part of something longer."""
    before, after = text[start - 1 : start], text[end : end + 1]
    follows = text[end + 1 : end + 2]
    return (
        (before in _JOINED and bool(before))
        or before.isdigit()
        or after.isdigit()
        or (after in _JOINED and bool(after) and (follows.isalnum() or after in "-–"))
    )
