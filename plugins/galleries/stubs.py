"""Entries of `photos:` for an editor to fill in, put into a file that keeps all its other bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC

from plugins.fields import PhotoEntry
from plugins.frontmatter import Document, parse_document
from plugins.problems import Problem

_PLAIN = re.compile(r"\w[\w .()-]*")  # what YAML takes as it stands, also inside brackets
_GAP = re.compile(rb"\s*(?:#.*)?", re.DOTALL)
_DASH = re.compile(rb"( *)-(?=\s)")
_BLOCK, _FLOW = ("file: {}", 'alt: ""', 'caption: ""'), '{{file: {}, alt: "", caption: ""}}'

HINT = (
    "viết mỗi ảnh thành một dòng riêng dưới photos:, bắt đầu bằng “  - file: ”, rồi chạy lại lệnh"
)


class StubError(Exception):
    """Why nothing was added; with everything that is to be mended first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)


def add_stubs(data: bytes, path: str, files: Sequence[str]) -> bytes:
    """The bytes of the post at `path` with an entry for each of these photos after the others.

    The post is read again as it would be, and must say what it said, and this. Raises StubError.
    """
    before = _read(data, path)
    if not before.lines or ("photos" in before.lines and "photos" not in before.fields):
        raise StubError(before.problems)
    files = [file for file in files if file not in {e.file for e in _entries(before)}]
    if not files:
        return data
    if unfit := [file for file in files if not _fits(file)]:
        hint = "đổi tên tệp: chữ, số, gạch ngang, không có hai dấu cách liền nhau"
        messages = [f"không ghi được tên ảnh “{file}” vào photos:" for file in unfit]
        raise StubError([_problem(path, before, message, hint) for message in messages])
    changed = _changed(data, before, files)
    if changed is None or not _says(before, _read(changed, path), files):
        message = "không thêm được ảnh vào photos: mà giữ nguyên mọi chỗ khác của phần đầu"
        raise StubError([_problem(path, before, message, HINT)])
    return changed


def _read(data: bytes, path: str) -> Document:
    return parse_document(data, path, "post", UTC)  # the zone has no say: no date is used here


def _entries(document: Document) -> tuple[PhotoEntry, ...]:
    entries: tuple[PhotoEntry, ...] = document.fields.get("photos", ())
    return entries


def _fits(file: str) -> bool:
    """Whether a name can stand in front matter, where blanks are folded."""
    return file == " ".join(file.split()) and "\\" not in file and file.isprintable()


def _says(before: Document, after: Document, files: Sequence[str]) -> bool:
    """Whether the new text says what the old one said, and has empty entries for the files."""
    new = _entries(after)[len(_entries(before)) :]
    bare = [PhotoEntry(file=file, line=one.line) for file, one in zip(files, new, strict=False)]
    return (
        list(_entries(after)) == [*_entries(before), *bare]
        and len(new) == len(files)
        and {**after.fields, "photos": ()} == {**before.fields, "photos": ()}
        and after.body == before.body
        and [one.message for one in after.problems] == [one.message for one in before.problems]
    )


def _changed(data: bytes, document: Document, files: Sequence[str]) -> bytes | None:
    """The bytes with entries put in, in the list's own form; None for a form we do not know."""
    lines = data.splitlines(keepends=True)
    end = document.body_line - 2  # the line that closes the front matter, from 0
    names = [name if _PLAIN.fullmatch(name) else _quoted(name) for name in files]
    if "photos" not in document.lines:
        new = [b"photos:", *_items(names, b"  ", flow=False)]
        return _put_in(lines, end, new)
    begin = document.lines["photos"] - 1
    field = _field_end(lines, document, begin, end)
    value = lines[begin].partition(b":")[2]
    if not _GAP.fullmatch(value):
        return _into_brackets(lines, begin, field, names)
    rows = [line for line in lines[begin + 1 : field] if not _GAP.fullmatch(line)]
    if not rows:
        return _put_in(lines, begin + 1, _items(names, b"  ", flow=False))
    dash = _DASH.match(rows[0])
    if dash is None:
        return _into_brackets(lines, begin, field, names)
    own = [line for line in rows if line.startswith(dash[0])]
    flow = own[-1][len(dash[0]) :].lstrip().startswith(b"{")
    return _put_in(lines, _list_end(lines, field, dash[1]), _items(names, dash[1], flow=flow))


def _field_end(lines: Sequence[bytes], document: Document, begin: int, end: int) -> int:
    """The line, from 0, on which the next field begins or the front matter ends."""
    return min([line - 1 for line in document.lines.values() if line - 1 > begin] + [end])


def _list_end(lines: Sequence[bytes], field: int, indent: bytes) -> int:
    """Where the last item ends: gaps and comments outside it belong to what follows."""
    while _GAP.fullmatch(line := lines[field - 1]):
        if line.strip() and len(line) - len(line.lstrip(b" ")) > len(indent):
            break
        field -= 1
    return field


def _items(names: Sequence[str], indent: bytes, *, flow: bool) -> list[bytes]:
    if flow:
        return [indent + b"- " + _FLOW.format(name).encode() for name in names]
    rows = []
    for name in names:
        first, *others = (row.format(name).encode() for row in _BLOCK)
        rows += [indent + b"- " + first, *(indent + b"  " + row for row in others)]
    return rows


def _put_in(lines: Sequence[bytes], place: int, new: Sequence[bytes]) -> bytes:
    ending = lines[place - 1][len(lines[place - 1].rstrip(b"\r\n")) :]
    return b"".join([*lines[:place], *(row + ending for row in new), *lines[place:]])


def _into_brackets(
    lines: Sequence[bytes], begin: int, end: int, names: Sequence[str]
) -> bytes | None:
    """Before the last bracket; when that is in a comment or a name, the reading shows it."""
    text = b"".join(lines[begin:end])
    head, bracket, tail = text.rpartition(b"]")
    if not bracket:
        return None
    head, gap = head.rstrip(), head[len(head.rstrip()) :]
    ending = lines[begin][len(lines[begin].rstrip(b"\r\n")) :]
    comma = b"" if head.endswith((b"[", b",")) else b","
    entries = (b"," + ending).join(b"  " + _FLOW.format(name).encode() for name in names)
    changed = head + comma + ending + entries + gap + bracket + tail
    return b"".join([*lines[:begin], changed, *lines[end:]])


def _quoted(name: str) -> str:
    """As a YAML scalar: JSON's strings are YAML's."""
    return json.dumps(name, ensure_ascii=False)


def _problem(path: str, document: Document, message: str, hint: str) -> Problem:
    return Problem(path=path, line=document.lines.get("photos", 1), message=message, hint=hint)
