"""The words of a caption: few tags, and no HTML (WebVTT, section 4.2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.problems import Level

Finding = tuple[int, str, str, Level]
"""The number of the line from 0, what is wrong, the cure."""

_TAG = re.compile(r"<([^>]*)>?")
_TIME = re.compile(r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}")
_START = re.compile(r"(c|i|b|u|ruby|rt|v|lang)((?:\.[^\s.<>&]+)*)(?:[ \t\n]+(\S[^>]*))?")
_WITH_WORDS = ("v", "lang")
_LEFT_OPEN = ("v", "rt")
"""What may end with the cue, or with what holds it."""
_LOOSE = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);)")
_CURE = (
    "xóa thẻ, giữ lại chữ; phụ đề chỉ dùng được <b>, <i>, <u>, <c>, <v Tên>, <lang>, <ruby>;"
    " cần dấu < thì gõ &lt;"
)


def text_findings(lines: Sequence[str]) -> Iterator[Finding]:
    """What is wrong with the lines of one cue."""
    text = "\n".join(lines)
    opened: list[str] = []
    for tag in _TAG.finditer(text):
        number = text.count("\n", 0, tag.start())
        told = _told(tag[0], opened)
        if told:
            yield (number, *told, "error")
    left = [name for name in opened if name not in _LEFT_OPEN]
    if left:
        hint = f"thêm </{left[-1]}> vào cuối lời"
        yield max(0, len(lines) - 1), f"thẻ <{left[-1]}> chưa đóng", hint, "error"
    for loose in _LOOSE.finditer(text):
        number = text.count("\n", 0, loose.start())
        yield number, "dấu & đứng một mình", "gõ &amp; thay cho &", "warning"


def _told(tag: str, opened: list[str]) -> tuple[str, str] | None:
    """What is wrong with a tag; `opened` are those before it that are open, and is kept so."""
    short = tag.replace("\n", " ")[:40]
    if not tag.endswith(">"):
        return f"dấu < không có dấu > đi kèm: “{short}”", _CURE
    inside = tag[1:-1]
    if inside.startswith("/"):
        return _closed(inside[1:], short, opened)
    return None if _TIME.fullmatch(inside) else _opening(inside, short, opened)


def _opening(inside: str, short: str, opened: list[str]) -> tuple[str, str] | None:
    start = _START.fullmatch(inside)
    if start is None or (start[3] and start[1] not in _WITH_WORDS):
        return f"phụ đề không được chứa HTML: “{short}”", _CURE
    if start[1] in _WITH_WORDS and not start[3]:
        return f"thẻ {short} thiếu tên", "gõ như <v Cô Hoa> hoặc <lang en>"
    if start[1] == "rt" and "ruby" not in opened:
        return "thẻ <rt> phải nằm trong <ruby>", "gõ <ruby>chữ<rt>cách đọc</rt></ruby>"
    opened.append(start[1])
    return None


def _closed(name: str, short: str, opened: list[str]) -> tuple[str, str] | None:
    while opened and opened[-1] != name and opened[-1] in _LEFT_OPEN and name in opened:
        opened.pop()
    if opened and opened[-1] == name:
        opened.pop()
        return None
    if not _START.fullmatch(name):
        return f"phụ đề không được chứa HTML: “{short}”", _CURE
    if name in opened:
        hint = f"đóng <{opened[-1]}> trước"
        opened.remove(name)
        return f"thẻ {short} đóng sai thứ tự", hint
    return f"thẻ {short} không có thẻ mở", "xóa thẻ này, hoặc thêm thẻ mở ở trước"
