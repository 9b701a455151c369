"""Moments of a film, `1:23` or `01:02:03`, with which lines of its text begin, as links.

A link leads to `#t=83` until it is known where the film lies (`videos.chapters`).
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
_STAMP = r"((?:\d{1,2}:[0-5]\d|[0-5]?\d):[0-5]\d)(?!\w|[:.,]\d)"
_FIRST = re.compile(rf"\A(\s*){_STAMP}")
_LATER = re.compile(rf"\n[ \t]*(){_STAMP}")


def link_time_stamps(root: Element) -> None:
    """Turn time stamps at the beginning of paragraphs, items and their lines into links; each line
    that has one gets a line of its own, as it has in the file."""
    for block in list(root.iter()):
        if block.tag not in _BLOCKS:
            continue
        children = list(block)
        text, found = _linked(block.text or "", first=True)
        block.text = text
        block[:0] = found
        for child in children:
            tail, found = _linked(child.tail or "", first=child.tag == "br")
            child.tail = tail
            place = list(block).index(child) + 1
            block[place:place] = found


def seconds_of(stamp: str) -> int:
    """The second of a time stamp."""
    seconds = 0
    for part in stamp.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def _linked(text: str, *, first: bool) -> tuple[str, list[Element]]:
    """The text up to the first stamp, then elements; `first`: a line begins with the text."""
    before, place = "", 0
    found: list[Element] = []
    matches = [match for match in [_FIRST.match(text)] if match and first]
    matches += _LATER.finditer(text, matches[0].end() if matches else 0)
    for match in matches:
        stretch = text[place : match.start()] + match[1]
        if found:
            found[-1].tail = stretch
        else:
            before = stretch
        if match.re is _LATER:
            found.append(Element("br"))
            found[-1].tail = "\n"
        found.append(Element("a", {"href": f"#t={seconds_of(match[2])}"}))
        found[-1].text = match[2]
        place = match.end()
    if not found:
        return text, []
    found[-1].tail = text[place:]
    return before, found
