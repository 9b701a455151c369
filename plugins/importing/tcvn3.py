"""TCVN3 (ABC), the encoding of fonts like `.VnTime`: old letters into Unicode.

The table is that of TCVN 5712:1993, set VN3, as the ABC fonts have it: a byte shows a letter of
Vietnamese where Latin-1 has another one. It is only a matter of the font which of them is meant.
"""

from __future__ import annotations

import re

from plugins.importing.syllables import marked_words
from plugins.proofreading.syllables import is_syllable
from plugins.values import Struct

_LETTERS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
TABLE = {
    chr(first + place): letter
    for first, letters in _LETTERS.items()
    for place, letter in enumerate(letters)
}
"""Latin-1 letters and what ABC fonts show for them."""

_TRANSLATION = str.maketrans(TABLE)
_DOUBTFUL = re.compile("[\u00af-\u00b4\u00ba\u00bf-\u00c5\u00cd\u00d9-\u00db\u00e0\u00f0\u00ff]")
"""Places of the table that are empty: the fonts show nothing, or each something else."""
_FONT = re.compile(r"\s*[\"']?\s*\.vn", re.IGNORECASE)
_CAPITALS = re.compile(r"\s*[\"']?\s*\.vn[\w ]*h[\"']?\s*(,|$)", re.IGNORECASE)
# Letters of Unicode that no text in TCVN3 has.
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u1ea0-\u1ef9]"
)
# A soft hyphen shows ư, § shows Đ: neither is a letter to Unicode.
_WORD = re.compile("(?:[^\\W\\d_]|[\u00a1-\u00bf\u00d7])+")
_OLD_SHARE, _ENOUGH = 0.85, 3


class Converted(Struct, frozen=True, kw_only=True):
    """Text in Unicode, and words that somebody should look at."""

    text: str
    doubtful: tuple[str, ...] = ()


def is_old_font(name: str) -> bool:
    """Whether a font shows TCVN3: their names begin with `.Vn`."""
    return _FONT.match(name) is not None


def convert(text: str, font: str = "") -> Converted:
    """Text that was written in an old font; `.VnTimeH` and its like show capitals only.

    Text that is in Unicode already, whatever its font says, is left as it is.
    """
    if text.isascii():
        return Converted(text=_shown(text, font))
    if _UNICODE.search(text):
        return Converted(text=text)
    if _is_modern(text):
        # Right as it stands, and wrong or just as right when converted: somebody must look.
        return Converted(text=text, doubtful=tuple(_both_ways(text)))
    words = [word.strip(".,;:!?…()") for word in text.split()]
    pairs = [(word, _shown(word.translate(_TRANSLATION), font)) for word in words]
    return Converted(
        text=_shown(text.translate(_TRANSLATION), font),
        doubtful=tuple(new for word, new in pairs if _DOUBTFUL.search(word)),
    )


def _shown(text: str, font: str) -> str:
    """The text in the capitals that some fonts have in the place of small letters."""
    return text.upper() if _CAPITALS.match(font) else text


def looks_old(text: str) -> bool:
    """Whether text without a word on fonts is TCVN3: read so, its marked words are Vietnamese;
    as it stands, they are not."""
    if _UNICODE.search(text):
        return False
    words = [word for word in _WORD.findall(text[:200_000]) if not word.isascii()]
    if len(words) < _ENOUGH:
        return False
    old = sum(is_syllable(word.translate(_TRANSLATION)) for word in words) / len(words)
    now = sum(map(is_syllable, words)) / len(words)
    return old >= _OLD_SHARE and old > now


def _is_modern(text: str) -> bool:
    """Whether the marked words are Vietnamese as they stand, and less so when converted."""
    words = marked_words(text)
    if not words or any(sign in text for sign in "\u00ad§®¬«©¨"):
        return False
    now = sum(map(is_syllable, words))
    old = sum(is_syllable(word.translate(_TRANSLATION)) for word in words)
    return now == len(words) and old < now


def _both_ways(text: str) -> list[str]:
    return [
        word
        for word in marked_words(text)
        if is_syllable(word) and is_syllable(word.translate(_TRANSLATION))
    ]
