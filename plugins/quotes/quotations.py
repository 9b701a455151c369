"""Quotations: reading `trich-dan.yml`."""

from __future__ import annotations

import math
import re

from plugins import yaml_nodes
from plugins.files import digest
from plugins.frontmatter import decode
from plugins.problems import Level, Problem, has_errors
from plugins.quotes.windows import Window, parse_windows
from plugins.values import Struct
from plugins.vietnamese import cut_at_word, fold, nearest, nfc, slugify, wording
from plugins.yaml_nodes import FLAG_HINT, ONE_LINE_HINT, Node

FILE = "trich-dan.yml"
KEYS = ("text", "author", "source", "lang", "days", "weight", "sample")

BANNER_LENGTH = 140
"""Characters that the banner has room for: five or six lines on a screen of 320 px."""

FOLK = ("tục ngữ", "ca dao", "dân ca", "thành ngữ", "ngạn ngữ", "châm ngôn", "khuyết danh")
"""How authors of whom nobody knows more begin: no source is asked for."""

_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ANCHOR_WORDS = 40


class Quote(Struct, frozen=True, kw_only=True):
    """A quotation. `days` are windows in which it goes before all others."""

    text: str
    author: str
    source: str = ""
    lang: str = ""
    days: tuple[Window, ...] = ()
    weight: float = 1.0
    sample: bool = False

    @property
    def key(self) -> str:
        """What tells it from all others: its words, so that mended punctuation changes nothing."""
        return wording(self.text) or nfc(self.text)

    @property
    def anchor(self) -> str:
        """Its place on the page of all quotations, the same as long as its words are."""
        slug = slugify(cut_at_word(self.text, _ANCHOR_WORDS))
        return "-".join(part for part in (slug, digest(self.key.encode())[:6]) if part)

    @property
    def fits_banner(self) -> bool:
        """Whether it is short enough for the banner."""
        return len(self.text) <= BANNER_LENGTH


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
    lines: dict[str, int] = {}
    for item in root.value:
        quote, found = _parse_quote(item, path)
        if quote:
            first = lines.setdefault(quote.key, item.line)
            if first != item.line:
                message = f"câu trích đã có ở dòng {first}"
                hint = "giữ lại một câu; dấu câu và chữ hoa không làm thành câu khác"
                found.append(_problem(path, item.line, message, hint))
        problems += found
        if quote and not has_errors(found):
            quotes.append(quote)
    return quotes, problems


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
            message = f"“{key}” phải là một dòng chữ"
            problems.append(_problem(path, node.line, message, ONE_LINE_HINT))
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
        problems.append(_problem(path, line, "sample phải là true hoặc false", FLAG_HINT))
    if texts.get("lang") and not _LANG.fullmatch(texts["lang"]):
        line = item.value["lang"].line
        hint = "gõ mã ngôn ngữ, ví dụ en, fr, ru; câu tiếng Việt thì bỏ lang"
        problems.append(_problem(path, line, f"lang không hiểu được: “{texts['lang']}”", hint))
    days, found = parse_windows(item.value.get("days"), path)
    problems += found
    if has_errors(problems):
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
    return quote, [*problems, *_doubts(quote, item, path)]


def _doubts(quote: Quote, item: Node, path: str) -> list[Problem]:
    """What does not stop a build: the quotation is good, but not for every place."""
    found = []
    if not quote.fits_banner:
        line = item.value["text"].line
        message = f"câu trích dài {len(quote.text)} ký tự, đầu trang chỉ đủ chỗ cho {BANNER_LENGTH}"
        hint = "rút gọn; để nguyên thì câu này chỉ có ở trang Trích dẫn"
        found.append(_problem(path, line, message, hint, "warning"))
    if not quote.source and not fold(quote.author).startswith(tuple(map(fold, FOLK))):
        message = "câu trích không ghi nguồn"
        hint = "thêm source: tên sách, bài viết hay bài nói, và năm"
        found.append(_problem(path, item.line, message, hint, "warning"))
    return found


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


def _problem(path: str, line: int, message: str, hint: str, level: Level = "error") -> Problem:
    return Problem(path=path, line=line, message=message, hint=hint, level=level)
