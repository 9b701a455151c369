"""Blanks and punctuation: a mark stands at the word before it, and a blank follows.

The rules are those of Decision 1989/QĐ-BGDĐT (2018) for schoolbooks and of Decree 30/2020/NĐ-CP
for papers of the state; numbers, times, addresses and abbreviations have their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from plugins.proofreading.findings import Finding
from plugins.proofreading.prose import MARK
from plugins.proofreading.syllables import is_syllable
from plugins.proofreading.word_lists import word_list

_L = r"[^\W\d_]"
"""A letter."""
_V = r"[^\W\d_a-zA-Z]"
"""A letter that other languages do not have: beside it the text is Vietnamese."""
_M = f"{MARK}*"

_Cure = Callable[[re.Match[str]], str]


def _spaced(match: re.Match[str]) -> str:
    """The words with one blank after the mark between them."""
    return f"gõ “{match['left']}{match['mark']} {match['right']}”".replace(MARK, "")


def _unspaced(match: re.Match[str]) -> str:
    return f"gõ “{match['left']}{match['mark']}”".replace(MARK, "")


_RULES: tuple[tuple[str, str, _Cure], ...] = (
    (
        rf"(?<=[\w,.;:!?)”…%])(?P<left>{_M}) {{2,}}(?={_M}[\w(“\"])",
        "hai dấu cách liền nhau",
        lambda _: "xóa một dấu cách",
    ),
    (
        rf"(?P<left>{_L}\w+[”\")]?{_M}) +{_M}(?P<mark>[,;])(?=\s|$)",
        "dấu cách thừa trước “{mark}”",
        _unspaced,
    ),
    (
        rf"(?P<left>{_L}\w+[”\")]?{_M}) +{_M}(?P<mark>[,;]){_M}(?P<right>{_L}{{2,}})",
        "dấu cách phải ở sau “{mark}”",
        _spaced,
    ),
    (
        rf"(?P<left>{_L}\w+[”\")]?{_M}) +{_M}(?P<mark>[.!?:])(?=[ \t]+{_M}{_L}|[ \t]*$)",
        "dấu cách thừa trước “{mark}”",
        _unspaced,
    ),
    (
        rf"(?P<left>{_L}\w+[”\"]?{_M}) +{_M}(?P<mark>[)”])(?=[\s,.;:!?]|$)",
        "dấu cách thừa trước “{mark}”",
        _unspaced,
    ),
    (
        rf"(?<![\w])(?P<mark>[(“]) +(?P<right>{_L}+)(?= |,|\.)",
        "dấu cách thừa sau “{mark}”",
        lambda match: f"gõ “{match['mark']}{match['right']}”",
    ),
    (
        rf"(?P<left>{_L}{{2,}}{_M})(?P<mark>[,;:]){_M}(?P<right>{_L}{{2,}})",
        "thiếu dấu cách sau “{mark}”",
        _spaced,
    ),
    (
        rf"(?<![\d.,])(?P<left>\d+)(?P<mark>[,;])(?P<right>{_L}{{2,}})(?=[ ,.;])",
        "thiếu dấu cách sau “{mark}”",
        _spaced,
    ),
    (
        rf"(?<![\w.])(?P<left>[^\W\d_A-Z]{{2,}}{_M})(?P<mark>[.!?…]){_M}"
        rf"(?P<right>[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ]{_L}+)(?= |,)",
        "thiếu dấu cách sau “{mark}”",
        _spaced,
    ),
    (
        rf"(?P<left>[^\W\d_A-Z]{{2,}})(?P<mark>\()(?P<right>{_L}{{2,}} {_L}+)",
        "thiếu dấu cách trước “(”",
        lambda match: f"gõ “{match['left']} ({match['right']}”",
    ),
    (
        rf"\((?:[^()\n]*\W)?(?P<left>{_L}{{2,}})(?P<mark>\))(?P<right>{_L}{{2,}})",
        "thiếu dấu cách sau “)”",
        lambda match: f"gõ “{match['left']}) {match['right']}”",
    ),
    (
        rf"(?P<left>{_L}{{2,}})(?P<mark>,[ ]*[,;.]|;[ ]*[,;.])(?![.,;\w])",
        "hai dấu câu liền nhau “{mark}”",
        lambda _: "giữ lại một dấu",
    ),
)
_VIETNAMESE = re.compile(_V)
_LETTERS = re.compile(f"{_L}+")
_PARTS_OF_TIME = word_list("giờ phút giây ngày tháng năm")
_NAMERS = word_list("dấu gõ hiệu lệnh nhập phím tự")
"""Behind these a mark may be named, with a blank before it: "dấu . đầu tiên", "gõ ?"."""
# Each begins with the sign itself, and looks back only from there: so most of a text is skipped.
_SCREENS = (
    re.compile(r" (?<=\S )(?: +[\w(\"“*\[!]|[*_\"\]]*[,;.!?:)”])"),
    re.compile(
        r"[,;:.!?…(“)](?:(?<=[(“]) |(?<=[,;]) ?[,;.]|(?<=[\w*\"”\])][,;:.!?…])[*_\"“\[(]*[^\W\d_]"
        r"|(?<=[^\W\d_]\()[^\W\d_]|(?<=\))[^\W\d_])"
    ),
)


def is_spaced(markdown: str) -> bool:
    """Whether a Markdown text has nothing at which `odd_spaces` would have to look."""
    return not any(screen.search(markdown) for screen in _SCREENS)


def odd_spaces(text: str) -> Iterator[Finding]:
    """Blanks that are missing or too many in prose."""
    for pattern, message, cure in _RULES:
        for match in re.finditer(pattern, text, re.MULTILINE):
            sign = match.groupdict().get("mark") or ""
            if message.startswith("thiếu"):
                if not _parts_words(text, match):
                    continue
            elif (match.groupdict().get("left") or "").lower() in _NAMERS:
                continue
            said = message.replace("{mark}", sign.replace(" ", ""))
            if "mark" in match.groupdict():
                said += f": “{_shown(match)}”"
            hint = cure(match)
            yield Finding(place=_place(match), words="", message=said, hint=hint)


def _parts_words(text: str, match: re.Match[str]) -> bool:
    """Whether a mark without its blank parts words of Vietnamese, and not the parts of something
    that is written so: `hh:mm`, `TÊN:NHÓM`, `mode,owner`."""
    words = _LETTERS.findall(match[0])
    if len(words) > 1 and all(word.isupper() or word in _PARTS_OF_TIME for word in words):
        return False
    if _VIETNAMESE.search(match[0]):
        return True
    around = text[max(match.start() - 20, 0) : match.end() + 20]
    return _VIETNAMESE.search(around) is not None and all(map(is_syllable, words))


def _shown(match: re.Match[str]) -> str:
    """The words at the place, without what the pattern only looked through."""
    begin = match.start("left") if match.groupdict().get("left") else match.start()
    whole = match.string[begin : match.end()]
    return whole.replace(MARK, "").replace("\n", " ").strip()


def _place(match: re.Match[str]) -> int:
    return match.start("mark") if "mark" in match.groupdict() else match.start()
