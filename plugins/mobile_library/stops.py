"""Stops of the mobile library: reading `diem-dung.csv`.

The columns are those of the open "Mobile library stops" schema.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from plugins.frontmatter import decode
from plugins.problems import Level, Problem
from plugins.vietnamese import WEEKDAYS, nearest

FILE = "xe-thu-vien/diem-dung.csv"
COLUMNS = (
    "organisation", "mobile", "route", "community", "stop", "address", "postcode", "geox", "geoy",
    "day", "type", "arrival", "departure", "frequency", "start", "end", "exceptions", "timetable",
)  # fmt: skip
"""Columns of the schema, in its order."""

REQUIRED = ("stop", "day", "type", "arrival", "departure")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TYPES = ("Public", "Private", "Dynamic", "Other")


class _Rows(Protocol):
    """What csv.reader gives."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """A stop on one day of the week; `arrival` and `departure` are `HH:MM`, local time."""

    name: str
    community: str
    address: str
    weekday: int
    arrival: str
    departure: str

    @property
    def day(self) -> str:
        """The day's Vietnamese name."""
        return WEEKDAYS[self.weekday]


@dataclass(frozen=True, kw_only=True, slots=True)
class MobileLibrary:
    """What templates see: public stops in the order of the week."""

    stops: tuple[Stop, ...]


def parse_stops(data: bytes, path: str) -> tuple[tuple[Stop, ...], list[Problem]]:
    """Public stops from the bytes of the CSV file at `path`, and all that is wrong with it.

    Rows of type Private (home visits) are checked, but never come out.
    """
    text, problems = decode(data, path)
    if problems or not text.strip():
        return (), problems
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    # Strict: a quotation mark that is never closed must not swallow the rows after it.
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        stops, found = _read_rows(rows, path)
    except csv.Error:
        hint = "kiểm tra dấu nháy kép trong các ô, hoặc lưu lại bảng từ phần mềm bảng tính"
        found = [_problem(path, rows.line_num, "không đọc được bảng từ dòng này", hint)]
        return (), [*problems, *found]
    stops.sort(key=lambda stop: (stop.weekday, stop.arrival, stop.name))
    return tuple(stops), [*problems, *found]


def _read_rows(rows: _Rows, path: str) -> tuple[list[Stop], list[Problem]]:
    """Public stops of all rows, in their order. Raises csv.Error."""
    problems: list[Problem] = []
    names = [name.strip().lower() for name in next(rows)]
    for name in names:
        if name not in COLUMNS:
            close = nearest(name, COLUMNS)
            hint = f"có phải là “{close}”?" if close else f"các cột: {', '.join(COLUMNS)}"
            problems.append(_problem(path, 1, f"không có cột “{name}”", hint, warning=True))
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        hint = "thêm cột đó vào dòng đầu tiên của bảng"
        return [], [*problems, _problem(path, 1, f"thiếu cột {', '.join(missing)}", hint)]
    stops = []
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        cells = {name: cell.strip() for name, cell in zip(names, row, strict=False)}
        found = _row_problems(cells, path, rows.line_num)
        problems += found
        if not found and cells["type"].title() != "Private":
            stops.append(_stop(cells))
    return stops, problems


def _row_problems(cells: dict[str, str], path: str, line: int) -> list[Problem]:
    found = []
    if not cells.get("stop"):
        found.append(_problem(path, line, "dòng này thiếu tên điểm dừng (cột stop)", "gõ tên"))
    if cells.get("day", "").title() not in DAYS:
        hint = "gõ tên tiếng Anh: " + ", ".join(DAYS)
        found.append(_problem(path, line, f"không hiểu ngày “{cells.get('day', '')}”", hint))
    if cells.get("type", "").title() not in TYPES:
        hint = "chọn một trong: " + ", ".join(TYPES)
        found.append(_problem(path, line, f"không có loại “{cells.get('type', '')}”", hint))
    for name in ("arrival", "departure"):
        if not _TIME.fullmatch(cells.get(name, "")):
            message = f"không hiểu giờ “{cells.get(name, '')}” ở cột {name}"
            found.append(_problem(path, line, message, "gõ giờ:phút, ví dụ 08:30"))
    return found


def _stop(cells: dict[str, str]) -> Stop:
    return Stop(
        name=cells["stop"],
        community=cells.get("community", ""),
        address=cells.get("address", ""),
        weekday=DAYS.index(cells["day"].title()),
        arrival=_time(cells["arrival"]),
        departure=_time(cells["departure"]),
    )


def _time(text: str) -> str:
    """`HH:MM` of a time that was checked."""
    hours, minutes = text.split(":")[:2]
    return f"{int(hours):02}:{minutes}"


def _problem(path: str, line: int, message: str, hint: str, *, warning: bool = False) -> Problem:
    level: Level = "warning" if warning else "error"
    return Problem(path=path, line=line, message=message, hint=hint, level=level)
