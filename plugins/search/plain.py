"""The words of a body's HTML in one line, as excerpts show them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<silent>script|style|template)\b.*?(?:</(?P=silent)\s*>|\Z)"
    r"""|</?(?P<name>[a-z][a-z0-9]*)(?:[^>"']|"[^"]*"|'[^']*')*>""",
    re.DOTALL | re.IGNORECASE,
)
_WITHIN = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})  # fmt: skip
"""Elements within a line; all others part what stands before from what stands behind."""
_BREAK = "\x00"
_SLOT = re.compile("\x1e\\d+\x1e")
_BLANK = re.compile(r"[^\S\x00]+")
_BREAKS = re.compile(r" ?\x00[\x00 ]*")
_ENDS = ".:;,!?…"


def plain(text: str) -> str:
    """What a reader sees, without photos and films; a dot on the line parts two blocks between
    which no other mark stands."""
    text = _SLOT.sub(_BREAK, text.replace(_BREAK, ""))
    text = _BLANK.sub(" ", html.unescape(_TAG.sub(_gap, text)))
    return joined(line.strip() for line in _BREAKS.split(text))


def joined(lines: Iterable[str]) -> str:
    """Lines as one; empty ones count for nothing."""
    parts: list[str] = []
    for line in filter(None, lines):
        if parts:
            parts.append(" " if parts[-1][-1] in _ENDS else " · ")
        parts.append(line)
    return "".join(parts)


def _gap(match: re.Match[str]) -> str:
    name = match["name"]
    return "" if name and name.lower() in _WITHIN else _BREAK
