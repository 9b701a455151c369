"""Words that editors know to be right: `content/tu-rieng.txt`, one word or phrase a line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plugins.vietnamese import nfc

FILE = "tu-rieng.txt"
"""Beside the posts, in the content folder."""


class OwnWords:
    """Words that proof-reading passes by, whatever their case."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted({word.casefold(): word for word in words}.values()))
        parts = (r"\s+".join(map(re.escape, word.split())) for word in self.words)
        # The longest first: of "Krông" and "Krông Nô" the second says more.
        choice = "|".join(sorted(parts, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE) if choice else None

    def blotted(self, text: str, sign: str) -> str:
        """The text with a `sign` for each letter of these words."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: re.sub(r"[^\n]", sign, match[0]), text)


def parse_own_words(data: bytes) -> OwnWords:
    """The list; `#` begins a remark. Bytes that are not UTF-8 are no words of anybody's."""
    lines = nfc(data.decode("utf-8-sig", errors="ignore")).splitlines()
    words = (line.partition("#")[0] for line in lines)
    return OwnWords(word for line in words if (word := " ".join(line.split())))
