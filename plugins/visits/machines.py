"""Which browsers are none: crawlers by their name, and programs that do not say they are a browser.

The door to `crawleruseragents`, a list of patterns kept up by many sites; only its data is used.
Patterns are searched for, case-sensitive, as the list defines them. To search for 1,500 patterns
one after the other would take a tenth of a millisecond for each browser; nearly all of them are
plain words, and an index by pieces of the words finds the few that can be there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from crawleruseragents import CRAWLER_USER_AGENTS_DATA

NAMELESS = "không nêu tên"
NO_BROWSER = "không phải trình duyệt"
BROWSERS = ("Mozilla/", "Opera/")
"""How browsers begin their names, all that are in use."""

_LONGEST = 1024
"""Characters of a name that are looked at; browsers' have some 100 to 400."""
_Piece = tuple[str, str, str]
_COMMON = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0"
    " Safari/537.36 (compatible; +http://www. Mobile iPhone CPU OS Mac X Linux; Android https://"
)
"""What is in most names tells crawlers from nobody."""
_MARKED = 0xE000
"""Characters from here on stand for those that a pattern escapes."""
_SPECIAL = re.compile(r"(?:\[[^]]*\]|\([^()]*\)|\\[dDsSwWbB])[*+?]?|.[*?]|[.^$+]")


class Crawlers:
    """Patterns that find crawlers, each with the name they are counted under."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns: list[tuple[str, str, re.Pattern[str] | None]] = []
        """Name, the longest word in it, and what must match too unless the word is all."""
        for pattern in patterns:
            word, whole = _word(pattern)
            self._patterns.append((_name(pattern), word, None if whole else re.compile(pattern)))
        often = Counter(piece for _, word, _ in self._patterns for piece in set(_pieces(word)))
        for piece in _pieces(_COMMON):
            often[piece] += 1000
        self._by_piece: dict[_Piece, list[int]] = {}
        self._always: list[int] = []
        for number, (_, word, _) in enumerate(self._patterns):
            if pieces := list(_pieces(word)):
                rarest = min(pieces, key=lambda piece: (often[piece], piece))
                self._by_piece.setdefault(rarest, []).append(number)
            else:
                self._always.append(number)
        self._known = frozenset(self._by_piece)

    def name(self, agent: str) -> str:
        """The name of the crawler that calls itself `agent`; empty for what is none."""
        candidates = list(self._always)
        for piece in self._known.intersection(_pieces(agent)):
            candidates += self._by_piece[piece]
        for number in sorted(candidates):
            name, word, test = self._patterns[number]
            if word in agent and (test is None or test.search(agent)):
                return name
        return ""


_crawlers: list[Crawlers] = []


def machine(agent: bytes | None) -> str:
    """The name of the machine that calls itself `agent`; empty for browsers, and for None: a log
    that has no names of browsers cannot tell."""
    if agent is None:
        return ""
    text = agent[:_LONGEST].decode(errors="replace").strip()
    if not text:
        return NAMELESS
    if not _crawlers:
        _crawlers.append(Crawlers(entry["pattern"] for entry in CRAWLER_USER_AGENTS_DATA))
    if name := _crawlers[0].name(text):
        return name
    return "" if text.startswith(BROWSERS) else NO_BROWSER


def _word(pattern: str) -> tuple[str, bool]:
    """The longest run of characters that is in every text the pattern matches, empty where none is
    sure to be; and whether the pattern says nothing else."""
    bare = re.sub(r"\\([^\w\s])", lambda found: chr(_MARKED + ord(found[1])), pattern)
    parts = _SPECIAL.split(bare)
    if any(re.search(r"[][(){}|\\]", part) for part in parts):  # more than is understood here
        return "", False
    words = ["".join(map(_unmarked, part)) for part in parts]
    return max(words, key=len), len(parts) == 1


def _unmarked(character: str) -> str:
    code = ord(character) - _MARKED
    return chr(code) if 0 < code < 128 else character


def _pieces(word: str) -> Iterator[_Piece]:
    """All that are three characters long; tuples, for these are made in a third of the time."""
    return zip(word, word[1:], word[2:], strict=False)


def _name(pattern: str) -> str:
    """A pattern as people read it: `[cC]laude[bB]ot` as `ClaudeBot` is."""
    text = re.sub(r"\((?:\^|\[)[^()]*\)", "", pattern)
    text = re.sub(r"\[\^?\\s\\S\]\*?|\\d[+*]?|\\\.\\d[+*]?", " ", text)
    text = re.sub(r"\[([A-Za-z])([A-Za-z])\]", lambda found: min(found[1], found[2]), text)
    text = re.sub(r"\(([^()|]*)\|[^()]*\)", r"\1", text).split("|")[0]
    text = re.sub(r"\\(.)", r"\1", text)
    return " ".join(re.sub(r"[\^$*]|\[[^]]*\]", " ", text).split()).rstrip("/ ;") or pattern
