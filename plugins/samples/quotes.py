"""Sample quotations, cut out of `trich-dan.yml`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from plugins import yaml_nodes
from plugins.frontmatter import decode
from plugins.problems import Problem
from plugins.samples.cuts import BOM, Cut, Part, label, lines_of
from plugins.yaml_nodes import FLAG_HINT, Node

_NOT_CONTENT = re.compile(rb"\s*(?:#.*)?", re.DOTALL)
_MARKER = re.compile(rb"(?:---|\.\.\.)\s*", re.DOTALL)


def cut_quotes(data: bytes, path: str) -> Cut:
    """The file without quotations that say `sample: true`; comments around them stay."""
    root, problems = _read(data, path)
    if root is None:
        return Cut(problems=tuple(problems))
    items: list[Node] = root.value
    problems += [
        _problem(path, item.value["sample"].line, "sample phải là true hoặc false", FLAG_HINT)
        for item in items
        if _mark(item) not in ("", "true", "false")
    ]
    taken = [number for number, item in enumerate(items) if _mark(item) == "true"]
    if not taken:
        return Cut(kept=len(items), problems=tuple(problems))
    rest = _without(data, root, taken)
    kept = [item for item in items if _mark(item) != "true"]
    if rest is None or not _says(rest, kept):
        message = "không tách được câu trích mẫu ra khỏi các câu khác"
        hint = "viết mỗi câu thành các dòng riêng, bắt đầu bằng “- text: …”, rồi chạy lại lệnh"
        problems.append(_problem(path, items[taken[0]].line, message, hint))
        return Cut(kept=len(items), problems=tuple(problems))
    return Cut(
        taken=tuple(Part(path=path, line=items[n].line, label=_label(items[n])) for n in taken),
        rest=rest,
        kept=len(kept),
        problems=tuple(problems),
    )


def _read(data: bytes, path: str) -> tuple[Node | None, list[Problem]]:
    """The list of quotations; None when there is none to be read."""
    text, problems = decode(data, path)
    if problems:
        return None, problems
    try:
        root = yaml_nodes.parse(text)
    except yaml_nodes.YamlError as error:
        return None, [_problem(path, error.line, error.message, error.hint)]
    if root is None or isinstance(root.value, list):
        return root, []
    hint = "mỗi câu bắt đầu bằng “- text: …”, dòng sau thụt vào: “  author: …”"
    return None, [_problem(path, root.line, "tệp phải là một danh sách câu trích", hint)]


def _mark(item: Node) -> str:
    """What an item says after `sample:`; empty when it says nothing."""
    node = item.value.get("sample") if isinstance(item.value, dict) else None
    if node is None:
        return ""
    return " ".join(node.value.split()).lower() if isinstance(node.value, str) else "?"


def _label(item: Node) -> str:
    node = item.value.get("text")
    return label([node.value]) if node and isinstance(node.value, str) else ""


def _without(data: bytes, root: Node, taken: Collection[int]) -> bytes | None:
    """The bytes without the lines of these items; None when items do not begin lines."""
    lines = lines_of(data.removeprefix(BOM))
    begins = _begins(lines, root)
    if begins is None:
        return None
    ends = [*begins[1:], len(lines)]
    gone: set[int] = set()
    for number in sorted(taken):
        begin, end = begins[number], _end(lines, begins[number], ends[number])
        gone.update(range(begin, end))
        before = next((n for n in range(begin - 1, -1, -1) if n not in gone), None)
        if before is None or not lines[before].strip():  # no two gaps where there was one
            while end < ends[number] and not lines[end].strip():
                gone.add(end)
                end += 1
    rest = [line for number, line in enumerate(lines) if number not in gone]
    if len(taken) == len(begins):  # `---` alone is no list
        rest = [line for line in rest if _NOT_CONTENT.fullmatch(line)]
    return data[: len(BOM)] * data.startswith(BOM) + b"".join(rest)


def _begins(lines: Sequence[bytes], root: Node) -> list[int] | None:
    """The line of each item's dash, from 0; None when the list is not written with dashes."""
    first = lines[root.line - 1]
    indent = first[: len(first) - len(first.lstrip(b" "))]
    dash = re.compile(re.escape(indent) + rb"-\s")
    begins = []
    for item in root.value:
        number = item.line - 1
        # A dash may stand alone, with comments between it and its item.
        while number >= root.line - 1 and not dash.match(lines[number]):
            number -= 1
        if number < root.line - 1:
            return None
        begins.append(number)
    return begins


def _end(lines: Sequence[bytes], begin: int, end: int) -> int:
    """Where an item ends, before `end`: gaps and comments that are not indented stay."""
    dash = len(lines[begin]) - len(lines[begin].lstrip(b" "))
    while end > begin + 1:
        line = lines[end - 1]
        depth = len(line) - len(line.lstrip(b" "))
        outside = _NOT_CONTENT.fullmatch(line) and (depth <= dash or not line.strip())
        if not (outside or _MARKER.fullmatch(line)):
            break
        end -= 1
    return end


def _says(data: bytes, items: Sequence[Node]) -> bool:
    """Whether a file holds just these quotations: what was cut took nothing with it."""
    root, problems = _read(data, "")
    found = _plain(root) if root else []
    return not problems and found == [_plain(item) for item in items]


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(value) for value in node.value]
    return node.value


def _problem(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(path=path, line=line, message=message, hint=hint)
