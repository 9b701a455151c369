"""Letters as they leave a word processor or a browser, made into plain text."""

from __future__ import annotations

import re

from plugins.vietnamese import nfc

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
"""Joiners, marks of direction, control characters: nobody sees them. Zero-width joiners stay:
emoji are made with them."""
_BLANK = re.compile(
    "[\t\x0b\x0c\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_SYMBOLS = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0A8: "▫",
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0FC: "✓",
    0xF076: "❖",
    0xF06E: "■",
    0xF071: "❑",
    0xF02D: "-",
    0xF020: " ",
}
"""Bullets of the fonts Symbol and Wingdings, which Word keeps in a private area of Unicode."""

_NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")

PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Characters that only one font knows."""


def clean(text: str) -> str:
    """Text in NFC without what nobody sees; every blank is a space, line ends stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SYMBOLS)
    return nfc(_UNSEEN.sub("", _BLANK.sub(" ", text)))


def one_line(text: str) -> str:
    """Clean text in one line with single blanks."""
    return " ".join(clean(text).split())


def without_marks(text: str) -> str:
    """Text without the places of Unicode that are no characters, which mark things in here."""
    return _NONCHARACTERS.sub("", text)
