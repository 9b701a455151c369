"""Where a tone stands in `oa`, `oe`, `uy`: the old way (hòa) or the new one (hoà), not both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from plugins.proofreading.word_lists import word_list

_OLD = word_list("òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy")
_NEW = word_list("oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ")
_EITHER = _OLD | _NEW


def has_either(word: str) -> bool:
    """Whether a word could be written in both ways."""
    # After q the u belongs to it: quý has no other spelling.
    return word[-2:] in _EITHER and word[-3:-2] != "q"


def mixed(words: Sequence[str]) -> tuple[str, str, str] | None:
    """What to say of a text with these words that has both: a word of the rarer kind, message and
    cure. Only words in small letters count: names are as their owners write them."""
    counts = Counter(word for word in words if word.islower() and has_either(word))
    old = Counter({word: n for word, n in counts.items() if word[-2:] in _OLD})
    new = Counter({word: n for word, n in counts.items() if word[-2:] in _NEW})
    if not old or not new:
        return None
    few, many = (new, old) if new.total() <= old.total() else (old, new)
    one, other = next(iter(few)), next(iter(many))
    message = (
        f"bài viết dấu theo hai kiểu: {many.total()} chữ như “{other}”,"
        f" {few.total()} chữ như “{one}”"
    )
    words_to_change = ", ".join(f"“{word}”" for word in list(few)[:5])
    return one, message, f"chọn một kiểu cho cả bài: sửa {words_to_change}"
