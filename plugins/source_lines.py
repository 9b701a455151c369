"""Finds the lines of a text on which words stand."""

from __future__ import annotations

import re
from itertools import islice


class SourceLines:
    """A text of whose words something was made; what comes later in it is asked for later."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text, self._first_line = text, first_line
        self._from: dict[str, int] = {}

    def next_reference(self, target: str) -> int:
        """The line of the next link or image with this target."""
        inline = f"]({target}" if target else "]()"
        return self.next_with(inline if inline in self._text else target)

    def next_with(self, words: str) -> int:
        """The line of the next place with these words; the last one's when there is none."""
        found = self._text.find(words, self._from.get(words, 0))
        if found < 0:
            found = max(self._from.get(words, 0) - 1, 0)
        else:
            self._from[words] = found + 1
        return self._line(found)

    def next_tag(self, typed: str, name: str) -> int:
        """The line of the next tag of an element, which may have been typed otherwise."""
        return self.next_with(typed if typed in self._text else typed[: len(name) + 1])

    def heading(self, level: int, text: str, number: int) -> int:
        """The line of the heading of this level and text that has `number` like it before it."""
        word = re.escape(text.split(maxsplit=1)[0]) if text else r"#*[ \t]*$"
        typed = rf"^[ \t>]*(?:[-*+]|\d+\.)?[ \t]*{'#' * level}(?!#)[^\w\n]*{word}"
        underlined = rf"^[^\n]*{word}[^\n]*\n[ \t]*[=-]+[ \t]*$"
        for pattern in (typed, underlined):
            found = re.finditer(pattern, self._text, re.MULTILINE)
            if match := next(islice(found, number, None), None):
                return self._line(match.start())
        return self._first_line

    def _line(self, place: int) -> int:
        return self._first_line + self._text.count("\n", 0, place)
