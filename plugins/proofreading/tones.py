"""Where a tone stands in `oa`, `oe`, `uy`: the old way (hòa) or the new one (hoà), not both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_OLD = re.compile(r"(?<!q)(?:[òóỏõọ][ae]|[ùúủũụ]y)$")
_NEW = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])$")
_ENDS = frozenset("aeyàáảãạèéẻẽẹỳýỷỹỵ")


def placements(words: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Words whose tone stands the old way, and those with the new one; only in small letters, for
    names are as their owners write them."""
    counts = Counter(word for word in words if word[-1] in _ENDS and word.islower())
    old = Counter({word: n for word, n in counts.items() if _OLD.search(word)})
    new = Counter({word: n for word, n in counts.items() if _NEW.search(word)})
    return old, new


def mixed(words: Iterable[str]) -> tuple[str, str, str] | None:
    """What to say of a text that has both: a word of the rarer kind, message and cure."""
    old, new = placements(words)
    if not old or not new:
        return None
    few, many = (new, old) if sum(new.values()) <= sum(old.values()) else (old, new)
    one, other = next(iter(few)), next(iter(many))
    message = (
        f"bài viết dấu theo hai kiểu: {sum(many.values())} chữ như “{other}”,"
        f" {sum(few.values())} chữ như “{one}”"
    )
    words_to_change = ", ".join(f"“{word}”" for word in list(few)[:5])
    return one, message, f"chọn một kiểu cho cả bài: sửa {words_to_change}"
