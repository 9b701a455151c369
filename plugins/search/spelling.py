"""Text as the index has it, so that Pagefind finds Vietnamese words as readers type them.

Pagefind drops marks that Unicode can take off a letter; it does not know that `đ` is a `d`, that
`hoà` and `hòa`, `kĩ` and `kỹ` are one word, or that a syllable is a whole word and no beginning of
another. So each word is written in a way from which theme/static/js/search-words.js gets back what
stood there:

- `đ` is `ḏ`, from which Pagefind takes its mark like any other;
- the tone stands at its old place, `hòa`, and `kĩ`, where `i` alone is the rhyme, has a `y`;
- each word ends with `ꞏ`, so that `hoa` does not find `hoan`: with two where a tone was moved, with
  three where an `i` became a `y`;
- words that no blank parts, as in `329/QĐ-TTg`, are parted by a blank and a grave accent.
"""

from __future__ import annotations

import functools
import re

from plugins.vietnamese import OLD_TONE_PLACES, nfc

END = "ꞏ"
GLUE = "`"

_WORD = re.compile(r"[^\W_]+")
_SEAM = re.compile(r"(?<=[^\W_])(?=(?:[^\w\s]|_)+[^\W_])")
_NEW_PLACE = re.compile(rf"(?<![qQ])({'|'.join(OLD_TONE_PLACES)}){END}", re.IGNORECASE)
# Not by re.IGNORECASE, to which a Turkish İ is an i.
_I, _Y = "iìỉĩíịIÌỈĨÍỊ", "yỳỷỹýỵYỲỶỸÝỴ"
_LONE_I = re.compile(rf"(?<![^\W_])([hklmstHKLMST]|[qQ][uU])([{_I}]){END}")
_AS_Y = dict(zip(_I, _Y, strict=True))
_OURS = ((END, ""), (GLUE, "'"), ("ḏ", "d"), ("Ḏ", "D"))


def spell(text: str) -> str:
    """Text in the index's spelling, in one line."""
    return " ".join(filter(None, map(_chunk, nfc(text).split())))


@functools.lru_cache(maxsize=100_000)  # the same few thousand again and again
def _chunk(text: str) -> str:
    """What stands between two blanks."""
    for one, other in _OURS:
        text = text.replace(one, other)
    text = _WORD.sub(rf"\g<0>{END}", _SEAM.sub(f" {GLUE}", text))
    text = _LONE_I.sub(_lengthen, _NEW_PLACE.sub(_move, text))
    return text.replace("đ", "ḏ").replace("Đ", "Ḏ")


def keyword(name: str, value: str) -> str:
    """A word that no text can have: by it results are filtered. Both are slugs."""
    return f"{END}{name}{value}{END}".replace("-", "")


def _move(match: re.Match[str]) -> str:
    old = OLD_TONE_PLACES[match[1].lower()]
    pairs = zip(match[1], old, strict=True)
    return "".join(o.upper() if n.isupper() else o for n, o in pairs) + END + END


def _lengthen(match: re.Match[str]) -> str:
    return match[1] + _AS_Y[match[2]] + 3 * END
