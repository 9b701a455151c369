"""The words of a Markdown text at their places: everything else is blotted out, sign by sign.

Not a parser: where it is not sure it blots out too much. What it leaves keeps its index, so a
finding knows its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Callable

THING = "\x01"
"""Stands for each sign of code, an address, a tag, a mark at the beginning of a line."""
MARK = "\x02"
"""Stands for signs that readers do not see and that part no words: emphasis, brackets of links."""

_Blot = Callable[[re.Match[str]], str]
_SIGN = re.compile(r"[^\n]")


def _as_thing(match: re.Match[str]) -> str:
    return _SIGN.sub(THING, match[0])


def _as_mark(match: re.Match[str]) -> str:
    return _SIGN.sub(MARK, match[0])


def _target(match: re.Match[str]) -> str:
    """Of a link's target only the title is words: a photo's caption, say."""
    title = match["title"]
    if not title:
        return _as_mark(match)
    whole = match[0]
    begin = whole.index('"', match.end("url") - match.start()) + 1
    end = whole.rindex('"')
    return _SIGN.sub(THING, whole[:begin]) + whole[begin:end] + THING * (len(whole) - end)


_ENDINGS = (
    r"\.(?:vn|com|org|net|gov|edu|info|md|jpe?g|png|webp|mp[34]|pdf|docx?|xlsx?|csv|ya?ml|html?|json"
    r"|txt|zip)\b(?:/[^\s>)]*)?"
)

# A text that has none of the signs in the first column has nothing that the pattern would find:
# most have few of them, and a search for signs costs nothing.
_STEPS: tuple[tuple[tuple[str, ...], str, _Blot], ...] = (
    (
        ("```", "~~~"),
        r"(?ms)^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[ \t]*$|\Z)",
        _as_thing,
    ),
    (("\n    ", "\n\t"), r"(?m)^(?: {4}|\t)[^\n]*$", _as_thing),
    (("<!--",), r"(?s)<!--.*?-->", _as_thing),
    (("`",), r"(?s)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)", _as_thing),
    (("</",), r"(?is)<(?P<tag>pre|code|kbd|samp|script|style)\b.*?</(?P=tag)>", _as_thing),
    (("|",), r"(?m)^[ \t>]*\|?[ \t]*:?-+:?[ \t]*\|[|:\- \t]*$", _as_thing),
    (("]:",), r"(?m)^[ \t]*\[\^[^\]\n]+\]:", _as_thing),
    (
        ("]:",),
        r"(?m)^[ \t]*\[[^\]\n]+\]:[ \t]*\S+(?:[ \t]+[\"'(][^\n]*)?[ \t]*$",
        _as_thing,
    ),
    (("[^",), r"\[\^[^\]\n]+\]", _as_mark),
    (
        ("](",),
        r"\]\((?P<url>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?P<title>[ \t\n]+\"[^\"\n]*\")?[ \t]*\)",
        _target,
    ),
    (("][",), r"\]\[[^\]\n]*\]", _as_mark),
    (("://", "mailto:", "tel:"), r"<?\b(?:https?|ftp|mailto|tel):[^\s>)]*>?", _as_thing),
    (("www.",), r"\bwww\.[^\s>)]*", _as_thing),
    (("@",), r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", _as_thing),
    (("<",), r"</?[a-zA-Z][^<>]*>", _as_thing),
    (("&",), r"&\#?\w{1,10};", _as_thing),
    (
        ("",),
        r"(?m)^[ \t]*(?:>[ \t]*)*(?:\#{1,6}(?=[ \t])|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))?",
        _as_thing,
    ),
    (("|",), r"[ \t]*\|[ \t]*", _as_thing),
    (("![",), r"!(?=\[)", _as_mark),
    (("*", "[", "]"), r"[*\[\]]+", _as_mark),
    (("~~", "\\"), r"~~|\\(?=\W)", _as_mark),
    (("_",), r"(?<!\w)_+|_+(?!\w)", _as_mark),
)
_ENDING = re.compile(_ENDINGS)


def prose(markdown: str) -> str:
    """The text with as many characters and lines, of which only what is read as words is left."""
    text = markdown
    for signs, pattern, blot in _STEPS:
        if any(sign in text for sign in signs):
            text = re.sub(pattern, blot, text)
    return _without_names(text)


def _without_names(text: str) -> str:
    """Names of hosts and files, which have no sign of their own: `thuvien.vn`, `index.md`."""
    for match in reversed(list(_ENDING.finditer(text))):
        begin = match.start()
        while begin and (text[begin - 1].isalnum() or text[begin - 1] in "-._"):
            begin -= 1
        if begin < match.start():
            text = text[:begin] + THING * (match.end() - begin) + text[match.end() :]
    return text


def place_of(text: str, place: int) -> tuple[int, int]:
    """Line and column of an index, both from 0."""
    return text.count("\n", 0, place), place - text.rfind("\n", 0, place) - 1
