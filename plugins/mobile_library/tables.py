"""Tables as a spreadsheet saves them: CSV, read into rows of cells that know their line."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date

from plugins.formulas import FORMULA_HINT, is_formula, said
from plugins.frontmatter import decode
from plugins.problems import Level, Problem
from plugins.values import Struct, replace
from plugins.vietnamese import cut_at_word, nearest, parse_datetime

DATE_HINT = "gõ ngày như 2021-03-12 hoặc 12/03/2021"
TIME_HINT = "gõ giờ:phút, ví dụ 08:30"
END_OF_DAY_HINT = "cuối ngày gõ 23:59, đầu ngày hôm sau gõ 00:00"
ENCODING_HINT = (
    "trong bảng tính chọn Lưu thành (Save As), kiểu “CSV UTF-8”; kiểu “CSV” thường là bảng mã cũ"
    " Windows-1258, kiểu “Unicode Text” là UTF-16"
)
SAMPLE = "Dữ liệu mẫu"
"""What marks a row as sample, in its `organisation` or `note`."""
YEARS = range(1900, 3000)
"""Years that a day can be of; others are typing errors."""
LONGEST = 200
"""Characters of the longest message: a cell may hold a book."""

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?")
_WHOLE = re.compile(r"\d{1,9}|\d{1,3}(?:[.,]\d{3}){1,2}")
_DECIMAL = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,20})?")


class Row:
    """One row: its line in the file, and its cells by column.

    Reading a cell that cannot be read remembers a problem and gives None. What is wrong with a
    `discreet` row is told without its cells.
    """

    def __init__(self, path: str, line: int, cells: Mapping[str, str], *, comma: bool) -> None:
        self.path, self.line = path, line
        self._words = {name: said(" ".join(cell.split())) for name, cell in cells.items()}
        self._decimal_comma = comma
        self.discreet = False
        self.problems: list[Problem] = []

    def text(self, column: str) -> str:
        """The cell in one line of words; empty when the column is not there."""
        return self._words.get(column, "")

    def choice(self, column: str, known: Sequence[str], meanings: Sequence[str] = ()) -> str | None:
        """One of `known`, however it is spelt in capitals; `meanings` tells an editor which is
        which."""
        text = self.text(column)
        for word in known:
            if word.casefold() == text.casefold():
                return word
        pairs = zip(known, meanings, strict=True) if meanings else ()
        choices = [f"{word} ({meaning})" for word, meaning in pairs] or known
        hint = f"chọn một trong: {', '.join(choices)}"
        self.refuse(column, f"không có giá trị “{text}”", hint)
        return None

    def day(self, column: str) -> date | None:
        """A day, ISO 8601 or d/m/Y; None also when the cell is empty."""
        return self._parsed(column, self.text(column))

    def days(self, column: str) -> tuple[date, ...]:
        """Days with commas or semicolons between them, each once, from the first to the last."""
        parts = re.split(r"[,;]", self.text(column))
        found = {day for part in parts if (day := self._parsed(column, part.strip()))}
        return tuple(sorted(found))

    def time_of_day(self, column: str) -> str | None:
        """`HH:MM`, 24 hours; None also when the cell is empty."""
        text = self.text(column)
        if not text:
            return None
        match = _TIME.fullmatch(text)
        if not match:
            # ISO 8601 had it until 2019, and spreadsheets write it; a day here ends with 23:59.
            hint = END_OF_DAY_HINT if text.startswith("24:00") else TIME_HINT
            self.refuse(column, f"không hiểu giờ “{text}”", hint)
            return None
        return f"{int(match[1]):02}:{match[2]}"

    def whole(self, column: str) -> int | None:
        """A count, also with groups of three as in `1.200`; None also when the cell is empty."""
        text = self.text(column)
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            self.refuse(column, f"không phải số đếm: “{text}”", "gõ một số, ví dụ 45")
            return None
        return int(re.sub(r"[.,]", "", text))

    def flag(self, column: str) -> bool | None:
        """`yes`/`no`, also in Vietnamese; None also when the cell is empty."""
        words = {"yes": True, "no": False, "có": True, "không": False}
        text = self.text(column)
        if not text:
            return None
        if text.casefold() not in words:
            self.refuse(column, f"không hiểu “{text}”", "gõ yes (có) hoặc no (không)")
            return None
        return words[text.casefold()]

    def degrees(self, column: str, limit: int) -> float | None:
        """Degrees of WGS 84 from -limit to limit; None also when the cell is empty."""
        text = self.text(column)
        if not text:
            return None
        number = text.replace(",", ".") if self._decimal_comma else text
        if not _DECIMAL.fullmatch(number) or abs(float(number)) > limit:
            hint = f"gõ độ thập phân (WGS 84), từ -{limit} đến {limit}, hoặc để trống"
            self.refuse(column, f"không phải tọa độ: “{text}”", hint)
            return None
        return float(number)

    def refuse(self, column: str, message: str, hint: str) -> None:
        """Remember what is wrong with a cell."""
        self._add(column, message, hint, warning=False)

    def warn(self, column: str, message: str, hint: str) -> None:
        """Remember what is odd about a cell."""
        self._add(column, message, hint, warning=True)

    def _add(self, column: str, message: str, hint: str, *, warning: bool) -> None:
        said = "không đọc được ô này" if self.discreet else message
        text = cut_at_word(f"cột {column}: {said}", LONGEST)
        self.problems.append(_problem(self.path, self.line, text, hint, warning=warning))

    def _parsed(self, column: str, text: str) -> date | None:
        if not text:
            return None
        try:
            found = _day(text)
        except ValueError as error:
            self.refuse(column, str(error), DATE_HINT)
            return None
        if found.year not in YEARS:
            self.refuse(column, f"năm {found.year} không hợp lý", DATE_HINT)
            return None
        return found


@functools.lru_cache(maxsize=4096)
def _day(text: str) -> date:
    """The day of a text. A van makes many trips on one day. Raises ValueError."""
    return parse_datetime(text, UTC).date()


class Table(Struct, frozen=True, kw_only=True):
    """A table that was read; with a missing column it has no rows."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_table(data: bytes, path: str, columns: Sequence[str], required: Sequence[str]) -> Table:
    """Rows of the CSV file at `path` (RFC 4180; `,`, `;` or tab between cells).

    Unknown columns are warnings, missing ones errors; empty rows are passed over, and a cell
    of a required column that is empty is an error.
    """
    text, problems = decode(data, path)
    if problems and not text:
        return Table(rows=(), problems=tuple(replace(p, hint=ENCODING_HINT) for p in problems))
    if problems or not text.strip():
        return Table(rows=(), problems=tuple(problems))
    header = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    # Strict: a quotation mark that is never closed must not swallow the rows after it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for cells in reader:
            lines.append((before + 1, cells))
            before = reader.line_num
    except csv.Error:
        line = before + 1  # where the row begins; the reader may have run to the end since
        hint = "kiểm tra dấu nháy kép trong các ô, hoặc lưu lại bảng từ phần mềm bảng tính"
        message = "không đọc được bảng từ dòng này"
        return Table(rows=(), problems=(_problem(path, line, message, hint),))
    filled = [(line, cells) for line, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        return Table(rows=(), problems=())
    line, first = filled[0]
    names = [name.strip().lower() for name in first]
    problems = _header_problems(path, line, names, columns, required)
    if any(problem.level == "error" for problem in problems):
        return Table(rows=(), problems=tuple(problems))
    rows = []
    for line, cells in filled[1:]:
        named = {n: s for n, c in zip(names, cells, strict=False) if (s := c.strip())}
        row = Row(path, line, named, comma=delimiter != ",")
        for name in required:
            if not row.text(name):
                row.refuse(name, "còn để trống", "điền vào ô đó, hoặc xóa cả dòng")
        for name, cell in named.items():
            if name in columns and is_formula(cell):
                row.warn(name, "bảng tính sẽ chạy ô này như một công thức", FORMULA_HINT)
        if any(cell.strip() for cell in cells[len(names) :]):
            hint = "kiểm tra dấu phân cách: chữ có dấu phẩy cần nằm trong dấu nháy kép"
            problems.append(_problem(path, line, "dòng có nhiều ô hơn số cột", hint))
        rows.append(row)
    return Table(rows=tuple(rows), problems=tuple(problems))


def _header_problems(
    path: str, line: int, names: list[str], columns: Sequence[str], required: Sequence[str]
) -> list[Problem]:
    problems = []
    for name in dict.fromkeys(names):
        if names.count(name) > 1 and name:
            message, hint = f"cột “{name}” có hai lần", "giữ lại một cột"
            problems.append(_problem(path, line, message, hint))
        if name and name not in columns:
            close = nearest(name, columns)
            hint = f"có phải là “{close}”?" if close else f"các cột: {', '.join(columns)}"
            problems.append(_problem(path, line, f"không có cột “{name}”", hint, warning=True))
    missing = [name for name in required if name not in names]
    if missing:
        hint = "thêm cột đó vào dòng đầu tiên của bảng"
        problems.append(_problem(path, line, f"thiếu cột {', '.join(missing)}", hint))
    return problems


def _problem(path: str, line: int, message: str, hint: str, *, warning: bool = False) -> Problem:
    level: Level = "warning" if warning else "error"
    return Problem(path=path, line=line, message=message, hint=hint, level=level)
