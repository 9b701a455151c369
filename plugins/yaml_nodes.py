"""YAML as plain values that know their lines. The only module that imports `yaml`.

Only text, lists and mappings come out: nothing is constructed, `no` stays "no", and a date
stays as it was typed. Anchors and aliases are refused, so that small files stay small.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from plugins.values import Struct, field

MAX_DEPTH = 20
"""Content needs four levels; what is deeper is a mistake, or worse."""

ONE_LINE_HINT = "bỏ dấu gạch đầu dòng hoặc dấu {}, []"
"""The cure for a list or a mapping where words should be."""
_BROKEN = "dòng này viết chưa đúng, máy không hiểu"
FLAG_HINT = "gõ true (có) hoặc false (không)"

UNSEEN_HINT = "xóa ký tự đó, hoặc gõ lại dòng này"

# U+FFFE and U+FFFF are no characters, and half a pair is none: XML can hold neither, and YAML
# stops at them without saying where. The clipboard brings U+0085, which editors show as a blank.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def unseen(text: str) -> str:
    """What is wrong with a text that has control characters in it; empty when it has none."""
    found = _UNSEEN.search(text)
    return f"có ký tự điều khiển không nhìn thấy được (mã {ord(found[0]):#04x})" if found else ""


class Node(Struct, frozen=True, kw_only=True):
    """A value and its line: `value` is text, a list of nodes or a mapping of nodes.

    `repeated` lists keys of a mapping that came again, with their lines; the first one counts.
    """

    line: int
    value: Any
    key_lines: Mapping[str, int] = field(default_factory=dict)
    repeated: tuple[tuple[str, int], ...] = ()


class YamlError(ValueError):
    """Text that cannot be read as YAML: what is wrong, the cure, and the line from 1."""

    def __init__(self, message: str, hint: str, line: int) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line


def parse(text: str, first_line: int = 1) -> Node | None:
    """The document in `text`, or None when it is empty.

    `first_line` is the number of the text's first line in its file. Raises YamlError.
    """
    try:
        _check_depth(text, first_line)
        raw = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, text.count("\n")) if mark else 0
        raise YamlError(
            _BROKEN,
            "mỗi dòng là “tên: giá trị”, có dấu cách sau dấu hai chấm, thụt dòng bằng dấu cách;"
            " giá trị có dấu : # \" ' thì đặt cả trong dấu nháy",
            first_line + line,
        ) from None
    except yaml.YAMLError:
        raise YamlError(_BROKEN, "xóa các ký tự lạ", first_line) from None
    return None if raw is None else _node(raw, first_line, set())


def _check_depth(text: str, first_line: int) -> None:
    """Refuse deep nesting by the parser's events, before composing recurses into it."""
    if max(map(text.count, ("[", "{", "- ", "\n "))) < MAX_DEPTH:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                mark = event.start_mark
                line = first_line + (mark.line if mark else 0)
                message = "ngoặc hay gạch đầu dòng lồng nhau quá sâu"
                raise YamlError(message, "viết lại cho gọn", line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _node(raw: Any, first_line: int, seen: set[int]) -> Node:
    line = raw.start_mark.line + first_line
    if id(raw) in seen:
        raise YamlError("không dùng được dấu & và * ở đây", "đặt cả giá trị trong dấu nháy", line)
    seen.add(id(raw))
    if isinstance(raw, yaml.ScalarNode):
        _refuse_unseen(raw.value, line)
        empty = not raw.style and raw.value in ("", "~", "null")
        return Node(line=line, value="" if empty else raw.value)
    if isinstance(raw, yaml.SequenceNode):
        return Node(line=line, value=[_node(item, first_line, seen) for item in raw.value])
    values: dict[str, Node] = {}
    key_lines: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    for key, item in raw.value:
        key_line = key.start_mark.line + first_line
        if not isinstance(key, yaml.ScalarNode):
            raise YamlError("khóa phải là một từ", "viết “khóa: giá trị”", key_line)
        _refuse_unseen(key.value, key_line)
        if key.value in values:
            repeated.append((key.value, key_line))
            continue
        values[key.value] = _node(item, first_line, seen)
        key_lines[key.value] = key_line
    return Node(line=line, value=values, key_lines=key_lines, repeated=tuple(repeated))


def _refuse_unseen(text: str, line: int) -> None:
    """What no file may hold as it is, an escape in quotes could bring: `"\\0"`."""
    if message := unseen(text):
        raise YamlError(message, UNSEEN_HINT, line)
