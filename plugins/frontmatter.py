"""How a content file is taken apart: bytes, text, front matter, body.

A content file is UTF-8 text: YAML between two `---` lines, then Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from plugins import yaml_nodes
from plugins.fields import FIELDS, LITERAL_FIELDS, FieldError, Kind
from plugins.problems import Problem, as_warnings
from plugins.values import Struct
from plugins.vietnamese import nearest, nfc

EXAMPLE = "bắt đầu tệp bằng dòng ---, rồi title:, date:, category:, rồi một dòng --- nữa"

_LITERAL_LINE = re.compile(
    rf"(?P<head>(?:{'|'.join(LITERAL_FIELDS)})[ \t]*:[ \t]+)(?P<value>[^\s\"'].*)"
)
_BLOCK_SCALAR = re.compile(r"[|>][+-]?[1-9]?[+-]?\s*(#.*)?")
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_SAYS_DRAFT = re.compile(r"^status:[ \t]*draft[ \t]*$", re.MULTILINE)


class Document(Struct, frozen=True, kw_only=True):
    """A content file taken apart.

    `fields` holds the fields that were written and are right; `lines` the line of each field
    that was written; `body_line` the line on which the body begins.
    """

    kind: Kind
    path: str
    fields: Mapping[str, Any]
    lines: Mapping[str, int]
    body: str = ""
    body_line: int = 1
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text of a file, in NFC with `\\n` line ends, and what is wrong with its bytes."""
    problem = None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        problem = (1, "tệp được lưu theo bảng mã UTF-16")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            problem = (data.count(b"\n", 0, error.start) + 1, "tệp không phải chữ UTF-8")
    if problem:
        line, message = problem
        hint = "mở tệp, chọn lưu lại với bảng mã (Encoding) UTF-8"
        return "", [Problem(path=path, line=line, message=message, hint=hint)]
    text = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    # Line ends to YAML, blanks to every editor: they come from the clipboard.
    text = _OTHER_LINE_ENDS.sub(" ", text)
    problems = [
        Problem(path=path, line=number, message=message, hint=yaml_nodes.UNSEEN_HINT)
        for number, line in enumerate(text.split("\n") if yaml_nodes.unseen(text) else (), 1)
        if (message := yaml_nodes.unseen(line))
    ]
    return text, problems


def parse_document(data: bytes, path: str, kind: Kind, zone: tzinfo) -> Document:
    """Read one content file; everything that is wrong with it is in `problems`.

    A pure function of its arguments. The problems of a draft are warnings, so that an
    unfinished draft stops nothing.
    """
    text, problems = decode(data, path)
    if problems:
        return _unreadable(kind, path, text, problems)
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        found = [_problem(path, 1, "tệp không có phần đầu", EXAMPLE)]
        return _unreadable(kind, path, "", found)
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() in ("---", "...")), None)
    if end is None:
        hint = "thêm một dòng --- sau trường cuối cùng"
        found = [_problem(path, 1, "phần đầu không có dòng --- kết thúc", hint)]
        return _unreadable(kind, path, "", found)
    try:
        fields, field_lines, found = _read_fields(lines[1:end], path, kind, zone)
    except yaml_nodes.YamlError as error:
        found = [_problem(path, error.line, error.message, error.hint)]
        return _unreadable(kind, path, "\n".join(lines[1:end]), found)
    return Document(
        kind=kind,
        path=path,
        fields=fields,
        lines=field_lines,
        body="\n".join(lines[end + 1 :]),
        body_line=end + 2,
        problems=tuple(as_warnings(found) if fields.get("status") == "draft" else found),
    )


def _read_fields(
    lines: list[str], path: str, kind: Kind, zone: tzinfo
) -> tuple[dict[str, Any], dict[str, int], list[Problem]]:
    """Values and lines of the fields between the two `---` lines. Raises YamlError."""
    root = yaml_nodes.parse("\n".join(_quote_literals(lines)), first_line=2)
    if root is None or not isinstance(root.value, dict):
        return {}, {}, [_problem(path, 2, "phần đầu không có trường nào đọc được", EXAMPLE)]

    known = FIELDS[kind]
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, line in root.repeated:
        hint = f"giữ lại một (lần đầu ở dòng {root.key_lines[name]})"
        problems.append(_problem(path, line, f"trường “{name}” có hai lần", hint))
    for name, node in root.value.items():
        line = root.key_lines[name]
        if name not in known:
            close = nearest(name, known)
            hint = f"có phải là “{close}”?" if close else f"các trường: {', '.join(known)}"
            problems.append(_problem(path, line, f"không có trường “{name}”", hint))
            continue
        try:
            values[name] = known[name].convert(node, zone)
        except FieldError as first:
            for error in (first, *first.more):
                message = f"trường “{name}”: {error.message}"
                problems.append(_problem(path, error.line or line, message, error.hint))
    for name, field in known.items():
        if field.required and name not in root.value:
            problems.append(
                _problem(path, 1, f"thiếu trường “{name}”", f"thêm dòng {name}: … vào phần đầu")
            )
    return values, dict(root.key_lines), problems


def _quote_literals(lines: list[str]) -> list[str]:
    """The same lines with plain values of LITERAL_FIELDS quoted, so that YAML takes them whole."""
    quoted = []
    for line in lines:
        match = _LITERAL_LINE.fullmatch(line)
        if match and not _BLOCK_SCALAR.fullmatch(match["value"]):
            value = match["value"].rstrip().replace("'", "''")
            quoted.append(f"{match['head']}'{value}'")
        else:
            quoted.append(line)
    return quoted


def _problem(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(path=path, line=line, message=message, hint=hint)


def _unreadable(kind: Kind, path: str, head: str, problems: list[Problem]) -> Document:
    """A document without fields; `head` is looked through for the word that it is a draft."""
    draft = _SAYS_DRAFT.search(head) is not None
    return Document(
        kind=kind,
        path=path,
        fields={"status": "draft"} if draft else {},
        lines={},
        problems=tuple(as_warnings(problems) if draft else problems),
    )
