"""The words of HTML, for those who cannot read HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "template", "title"})
_BLOCKS = frozenset(
    {"p", "div", "li", "br", "hr", "tr", "table", "blockquote", "pre", "ul", "ol", "dt", "dd"}
    | {f"h{level}" for level in range(1, 7)}
)
_BLANK = re.compile(r"[ \t\f\r\n]+")


def plain_text(html: str) -> str:
    """The words a reader sees, a line for each block."""
    words = _Words()
    words.feed(html)
    words.close()
    lines = (_BLANK.sub(" ", line).strip() for line in "".join(words.found).split("\0"))
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent = tag
        elif tag in _BLOCKS:
            self.found.append("\0")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag in _BLOCKS:
            self.found.append("\0")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data.replace("\0", ""))
