"""What of a content file can be mended without asking anybody. Pure functions of its bytes.

Each step is held against the reading of the file before it: what would change more than it says
is not done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import tzinfo

from plugins.fields import FIELDS, Kind
from plugins.frontmatter import Document, decode, parse_document
from plugins.markdown_body import convert
from plugins.values import Struct
from plugins.vietnamese import fold, nfc, one_edit_apart, parse_datetime

_BOM = "\ufeff"
_LINE = re.compile("([^\r\n]*)(\r\n|\r|\n|$)")
_LINE_SEPARATORS = re.compile("[\x85\u2028\u2029]")  # blanks, as `decode` reads them
_FENCE = re.compile(r"(`{3,}|~{3,})")
_AROUND_TAGS = re.compile(r"\s*(<[^>]+>)\s*")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?")
_COLON = r"[ \t]*:[ \t]+"
_REST = r"(?P<end>(?P=quote)[ \t]*(?:#.*)?)"
_VALUE = rf"(?P<quote>['\"]?)(?P<date>[^'\"#]*?){_REST}"
_DATE_LINES = tuple(
    map(
        re.compile,
        (
            rf"(?P<head>(?:date|modified|expires){_COLON}){_VALUE}",
            rf"(?P<head>[ \t]+date{_COLON}){_VALUE}",
            rf"(?P<head>trip{_COLON})(?P<quote>['\"]?)(?P<date>[^\s'\"#]+)(?P<end>[ \t].*)",
            rf"(?P<head>correction{_COLON}\{{[ \t]*date{_COLON})(?P<quote>['\"]?)"
            r"(?P<date>[^'\",}]*)(?P<end>.*)",
        ),
    )
)


class Repair(Struct, frozen=True, kw_only=True):
    """What was mended: the line, from 1, and a sentence for editors."""

    line: int
    message: str


class Mended(Struct, frozen=True, kw_only=True):
    """A file after it was mended; the same bytes when there was nothing to mend."""

    data: bytes
    repairs: tuple[Repair, ...] = ()


_Text = tuple[list[str], str, list[Repair]]
"""Lines, what ends them, and what was mended."""
_Step = tuple[list[str], list[Repair]]
"""Lines and what was mended in them."""


def mend(data: bytes, path: str, kind: Kind, zone: tzinfo) -> Mended:
    """Mend what is certain: the byte order mark, line ends that differ within the file, the normal
    form of letters, names of fields that are one letter off, dates, blanks at the ends of lines.

    The words of the page, and the values of the fields that were right, stay the same. Mending
    what was mended changes nothing.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return Mended(data=data)
    lines, ending, repairs = _as_lines(text)
    if decode(ending.join(lines).encode(), path)[0] != decode(data, path)[0]:
        return Mended(data=data)
    for step in (_blanks, _field_names, _dates):
        before = _read(lines, path, kind, zone)
        changed, found = step(lines, before, zone)
        if found and _same(before, _read(changed, path, kind, zone)):
            lines, repairs = changed, [*repairs, *found]
    if not repairs:
        return Mended(data=data)
    ordered = sorted(repairs, key=lambda repair: repair.line)
    return Mended(data=ending.join(lines).encode(), repairs=tuple(ordered))


def _as_lines(text: str) -> _Text:
    """The lines of a file in the form that is read of them, and their common end."""
    repairs: list[Repair] = []
    if text.startswith(_BOM):
        text = text[1:]
        repairs.append(Repair(line=1, message="bỏ dấu BOM (U+FEFF) ở đầu tệp"))
    found = [(match[1], match[2]) for match in _LINE.finditer(text)]
    if found[-1] == ("", "") and len(found) > 1 and not found[-2][1]:
        found.pop()  # the end of the text matches once more
    ends = [end for _, end in found if end]
    ending = "\r\n" if ends and set(ends) == {"\r\n"} else "\n"
    odd = next((number for number, end in enumerate(ends, 1) if end != ending), None)
    if odd:
        message = "dấu xuống dòng lẫn lộn (CRLF, CR, LF): cả tệp dùng LF"
        repairs.append(Repair(line=odd, message=message))
    lines = []
    for number, (typed, _) in enumerate(found, 1):
        line = nfc(typed)
        if line != typed:
            repairs.append(Repair(line=number, message="chữ có dấu ghép rời: đổi sang dạng NFC"))
        joined = _LINE_SEPARATORS.sub(" ", line)
        if joined != line:
            message = "ký tự ngắt dòng lạ (U+0085, U+2028, U+2029): thay bằng dấu cách"
            repairs.append(Repair(line=number, message=message))
        lines.append(joined)
    return lines, ending, repairs


def _read(lines: Sequence[str], path: str, kind: Kind, zone: tzinfo) -> Document:
    return parse_document("\n".join(lines).encode(), path, kind, zone)


def _same(before: Document, after: Document) -> bool:
    """Whether nothing got lost: fields that were read have their values, the page its words."""
    kept = all(after.fields.get(name) == value for name, value in before.fields.items())
    if not kept or len(after.problems) > len(before.problems):
        return False
    return before.body == after.body or _words(before) == _words(after)


def _words(document: Document) -> list[str]:
    return _AROUND_TAGS.sub(r"\1", convert(document.body, path=document.path).html).split()


def _head(document: Document) -> range:
    """Indexes of the lines of the front matter."""
    return range(1, max(document.body_line - 2, 1))


def _field_names(lines: list[str], document: Document, zone: tzinfo) -> _Step:
    """Fields whose name is one letter off a known one that is not there; the value must be one
    that the known field can have."""
    known = FIELDS[document.kind]
    wanted: dict[str, list[str]] = {}
    for name in document.lines:
        close = [one for one in known if one_edit_apart(fold(name), one)]
        if name not in known and not re.search(r"\d", name) and len(close) == 1:
            wanted.setdefault(close[0], []).append(name)
    changed, repairs = list(lines), []
    for right, (wrong, *others) in wanted.items():
        index = document.lines[wrong] - 1
        typed = re.match(rf"{re.escape(wrong)}(?=[ \t]*:)", lines[index])
        if others or right in document.lines or typed is None:
            continue
        trial = [*lines[:index], right + lines[index][typed.end() :], *lines[index + 1 :]]
        if right in _read(trial, document.path, document.kind, zone).fields:
            changed[index] = trial[index]
            message = f"tên trường “{wrong}” sửa thành “{right}”"
            repairs.append(Repair(line=index + 1, message=message))
    return changed, repairs


def _dates(lines: list[str], document: Document, zone: tzinfo) -> _Step:
    """Dates as 2021-01-11 08:41:24, with as much of the time as was typed."""
    changed, repairs = list(lines), []
    for index in _head(document):
        match = next(
            (found for line in _DATE_LINES if (found := line.fullmatch(lines[index]))), None
        )
        if match is None:
            continue
        typed = match["date"].strip()
        try:
            moment = parse_datetime(typed, zone)
        except ValueError:
            continue
        form = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")[min(typed.count(":"), 2)]
        written = moment.strftime(form).rjust(len("2021-01-11"), "0")
        if not _ISO.fullmatch(typed):
            changed[index] = f"{match['head']}{match['quote']}{written}{match['end']}"
            message = f"ngày “{typed}” viết thành {written}"
            repairs.append(Repair(line=index + 1, message=message))
    return changed, repairs


def _blanks(lines: list[str], document: Document, zone: tzinfo) -> _Step:
    """Blanks at the ends of lines that say nothing. Two before another line are a line break in
    Markdown, and code is left as it is."""
    changed, repairs = list(lines), []
    fence = ""
    for index, line in enumerate(lines):
        stripped = line.rstrip(" \t")
        in_body = index >= document.body_line - 1
        if in_body and (marks := _FENCE.match(line)):
            if not fence:
                fence = marks[1]
            elif line.strip() == fence:
                fence = ""
                continue
        if stripped == line or (in_body and _says_something(lines, index, fence)):
            continue
        changed[index] = stripped
        repairs.append(Repair(line=index + 1, message="bỏ dấu cách thừa ở cuối dòng"))
    return changed, repairs


def _says_something(lines: Sequence[str], index: int, fence: str) -> bool:
    """Whether the blanks at the end of a line of the body may mean something."""
    line = lines[index]
    stripped = line.rstrip(" \t")
    after = lines[index + 1] if index + 1 < len(lines) else ""
    code = bool(fence) or (bool(stripped) and line.startswith(("    ", "\t")))
    breaks = bool(stripped) and bool(after.strip()) and line[len(stripped) :] != " "
    return code or breaks
