"""Quotations: reading `trich-dan.yml` and choosing the one of the day."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plugins import yaml_nodes
from plugins.frontmatter import decode
from plugins.problems import Problem
from plugins.vietnamese import nearest
from plugins.yaml_nodes import Node

FILE = "trich-dan.yml"
KEYS = ("text", "author", "source", "lang", "days", "weight", "sample")

_DAY = r"(\d{1,2})/(\d{1,2})"
_WINDOW = re.compile(rf"{_DAY}(?:\s*[-–]\s*{_DAY})?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """Days of the year, as (month, day), both ends included; it may run over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def __contains__(self, day: date) -> bool:
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A quotation. `days` are windows in which it goes before all others."""

    text: str
    author: str
    source: str = ""
    lang: str = ""
    days: tuple[Window, ...] = ()
    weight: float = 1.0
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotes:
    """What templates see: the quotation of the day, None when there is none."""

    today: Quote | None


def parse_quotes(data: bytes, path: str) -> tuple[list[Quote], list[Problem]]:
    """Quotations from the bytes of the file at `path`, and all that is wrong with them."""
    text, problems = decode(data, path)
    if problems:
        return [], problems
    try:
        root = yaml_nodes.parse(text)
    except yaml_nodes.YamlError as error:
        return [], [_problem(path, error.line, error.message, error.hint)]
    if root is None:
        return [], []
    if not isinstance(root.value, list):
        hint = "mỗi câu bắt đầu bằng “- text: …”, dòng sau thụt vào: “  author: …”"
        return [], [_problem(path, root.line, "tệp phải là một danh sách câu trích", hint)]
    quotes = []
    for item in root.value:
        quote, found = _parse_quote(item, path)
        problems += found
        if quote and not found:
            quotes.append(quote)
    return quotes, problems


def quote_of_the_day(quotes: Sequence[Quote], day: date) -> Quote | None:
    """The quotation of `day`, the same for everyone.

    Weighted rendezvous hashing: each quotation draws a number from the day and its own text,
    and the best draw wins, so an added quotation moves only the days that it wins itself.
    """
    special = [quote for quote in quotes if any(day in window for window in quote.days)]
    ordinary = [quote for quote in quotes if not quote.days]
    return min(special or ordinary, key=lambda quote: _draw(quote, day), default=None)


def _draw(quote: Quote, day: date) -> tuple[float, str]:
    seed = hashlib.sha256(f"{day.isoformat()}\n{quote.text}".encode()).digest()
    chance = (int.from_bytes(seed[:7]) + 1) / (2**56 + 1)  # in (0, 1)
    return -math.log(chance) / quote.weight, quote.text


def _parse_quote(item: Node, path: str) -> tuple[Quote | None, list[Problem]]:
    if not isinstance(item.value, dict):
        hint = "viết “- text: …” rồi “  author: …”"
        return None, [_problem(path, item.line, "câu trích không có text và author", hint)]
    problems = _key_problems(item, path)
    texts: dict[str, str] = {}
    for key in ("text", "author", "source", "lang", "weight", "sample"):
        node = item.value.get(key)
        if node is None:
            continue
        if isinstance(node.value, str):
            texts[key] = " ".join(node.value.split())
        else:
            problems.append(_problem(path, node.line, f"“{key}” phải là một dòng chữ", ""))
    for key in ("text", "author"):
        if not texts.get(key):
            hint = "ca dao, tục ngữ thì gõ author: Tục ngữ" if key == "author" else "gõ câu trích"
            problems.append(_problem(path, item.line, f"câu trích thiếu “{key}”", hint))
    weight = _weight(texts.get("weight", "1"))
    if weight is None:
        line = item.value["weight"].line
        hint = "gõ số lớn hơn 0, ví dụ 2"
        problems.append(_problem(path, line, f"weight không hiểu được: “{texts['weight']}”", hint))
    if texts.get("sample", "false") not in ("true", "false"):
        line = item.value["sample"].line
        problems.append(_problem(path, line, "sample phải là true hoặc false", ""))
    days, found = _windows(item.value.get("days"), path)
    problems += found
    if problems:
        return None, problems
    quote = Quote(
        text=texts["text"],
        author=texts["author"],
        source=texts.get("source", ""),
        lang=texts.get("lang", ""),
        days=days,
        weight=weight or 1.0,
        sample=texts.get("sample") == "true",
    )
    return quote, []


def _key_problems(item: Node, path: str) -> list[Problem]:
    problems = []
    for key, line in item.repeated:
        problems.append(_problem(path, line, f"khóa “{key}” có hai lần", "giữ lại một"))
    for key in item.value:
        if key not in KEYS:
            close = nearest(key, KEYS)
            hint = f"có phải là “{close}”?" if close else f"các khóa: {', '.join(KEYS)}"
            problems.append(_problem(path, item.key_lines[key], f"không có khóa “{key}”", hint))
    return problems


def _weight(text: str) -> float | None:
    try:
        weight = float(text)
    except ValueError:
        return None
    return weight if 0 < weight < math.inf else None


def _windows(node: Node | None, path: str) -> tuple[tuple[Window, ...], list[Problem]]:
    if node is None or node.value == "":
        return (), []
    windows = []
    problems = []
    for item in node.value if isinstance(node.value, list) else [node]:
        text = item.value if isinstance(item.value, str) else ""
        match = _WINDOW.fullmatch(text.strip())
        ends = [int(part) for part in match.groups() if part] if match else []
        pairs = [(ends[n + 1], ends[n]) for n in range(0, len(ends), 2)]
        if pairs and all(_exists(*pair) for pair in pairs):
            windows.append(Window(first=pairs[0], last=pairs[-1]))
        else:
            hint = 'gõ ngày/tháng, ví dụ days: ["21/4", "01/9-07/9"]'
            problems.append(_problem(path, item.line, f"không có ngày “{text}” trên lịch", hint))
    return tuple(windows), problems


def _exists(month: int, day: int) -> bool:
    try:
        date(2024, month, day)  # a leap year: 29/2 is a day
    except ValueError:
        return False
    return True


def _problem(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(path=path, line=line, message=message, hint=hint)
