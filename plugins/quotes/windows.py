"""Days of the year on which a quotation goes before all others: `days` in `trich-dan.yml`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from plugins.problems import Level, Problem
from plugins.values import Struct
from plugins.yaml_nodes import Node

HALF_A_YEAR = 183
"""A window over New Year that is longer has its ends the wrong way round, most likely."""

_LEAP = 2024  # 29/2 is a day
_DAY = r"(\d{1,2})/(\d{1,2})"
_WINDOW = re.compile(rf"{_DAY}(?:\s*[-–]\s*{_DAY})?")
_YEAR = re.compile(rf"({_DAY})/\d{{4}}")


class Window(Struct, frozen=True, kw_only=True):
    """Days of the year, as (month, day), both ends included; it may run over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def __contains__(self, day: date) -> bool:
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


def parse_windows(node: Node | None, path: str) -> tuple[tuple[Window, ...], list[Problem]]:
    """The windows that a quotation's `days` name, and what is wrong with them."""
    if node is None or node.value == "":
        return (), []
    windows = []
    problems = []
    for item in node.value if isinstance(node.value, list) else [node]:
        text = item.value.strip() if isinstance(item.value, str) else ""
        match = _WINDOW.fullmatch(text)
        ends = [int(part) for part in match.groups() if part] if match else []
        pairs = [(ends[n + 1], ends[n]) for n in range(0, len(ends), 2)]
        level: Level = "error"
        message = f"không có ngày “{text}” trên lịch"
        hint = next(filter(None, (_cure(month, day) for month, day in pairs)), "")
        if pairs and not hint:
            windows.append(Window(first=pairs[0], last=pairs[-1]))
            if (length := _length_over_new_year(windows[-1])) <= HALF_A_YEAR:
                continue
            level, message = "warning", f"“{text}” vắt qua năm mới, dài {length} ngày"
            hint = f"nếu không phải vậy thì đổi chỗ hai ngày: {_swapped(windows[-1])}"
        elif year := _YEAR.fullmatch(text):
            hint = f"bỏ năm, câu trích trở lại mỗi năm: {year[1]}"
        hint = hint or 'gõ ngày/tháng, ví dụ days: ["21/4", "01/9-07/9"]'
        problems.append(Problem(path=path, line=item.line, message=message, hint=hint, level=level))
    return tuple(windows), problems


def _cure(month: int, day: int) -> str:
    """What to do about a day that no year has; empty when there is such a day."""
    if 1 <= month <= 12:
        most = monthrange(_LEAP, month)[1]
        return "" if 1 <= day <= most else f"tháng {month} có các ngày từ 1 đến {most}"
    if 1 <= day <= 12 and not _cure(day, month):
        return f"gõ ngày trước, tháng sau: {month}/{day}"
    return "một năm có các tháng từ 1 đến 12"


def _length_over_new_year(window: Window) -> int:
    """In days; 0 when it stays within one year."""
    if window.first <= window.last:
        return 0
    first, last = date(_LEAP, *window.first), date(_LEAP + 1, *_common(window.last))
    return (last - first) // timedelta(days=1) + 1


def _common(day: tuple[int, int]) -> tuple[int, int]:
    return (2, 28) if day == (2, 29) else day


def _swapped(window: Window) -> str:
    (first_month, first_day), (last_month, last_day) = window.first, window.last
    return f"{last_day:02}/{last_month:02}-{first_day:02}/{first_month:02}"
