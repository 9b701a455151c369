"""Words and tables for the annual report of the library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plugins.mobile_library.figures import YearFigures
from plugins.mobile_library.results import Result
from plugins.mobile_library.sums import Sums
from plugins.vietnamese import format_date, format_number

COLUMNS = (
    "Năm",
    "Tháng",
    "Tuyến",
    "Buổi phục vụ",
    "Trong đó vùng sâu, vùng xa",
    "Lượt bạn đọc",
    "Lượt mượn",
    "Buổi không ghi lượt bạn đọc",
    "Buổi không ghi lượt mượn",
)
"""Columns of the table by month and route, for people and their spreadsheets."""


def sentence(results: Sequence[Result]) -> str:
    """`175 buổi = 125% kế hoạch (vùng sâu, vùng xa 111 buổi = 139%)`; what has no target stands
    without its percent. `results` are the four measures."""
    sessions, remote = results[:2]
    words = _against(sessions, "buổi", "kế hoạch")
    if not remote.done and not remote.target:
        return words
    of_plan = "" if sessions.percent is not None else "kế hoạch"  # said before, or not yet
    return f"{words} (vùng sâu, vùng xa {_against(remote, 'buổi', of_plan)})"


def readers_sentence(results: Sequence[Result]) -> str:
    """`7.912 lượt bạn đọc = 88% kế hoạch, 12.345 lượt mượn`; empty where nobody counted."""
    named = zip(results[2:], ("lượt bạn đọc", "lượt mượn"), strict=True)
    return ", ".join(_against(result, unit, "kế hoạch") for result, unit in named if result.known)


def gaps(figures: YearFigures) -> str:
    """What the sums lack, in a sentence; empty when they are whole."""
    missing = (
        (figures.total.without_visitors, "lượt bạn đọc"),
        (figures.total.without_loans, "lượt mượn"),
    )
    parts = [
        f"{format_number(number)} buổi không ghi số {what}" for number, what in missing if number
    ]
    return f"Chưa tính hết: {', '.join(parts)}." if parts else ""


def state(figures: YearFigures) -> str:
    """Up to which day trips are written down."""
    return f"Số liệu ghi đến ngày {format_date(figures.last)}."


def table_rows(year: int, cells: Iterable[tuple[int, str, Sums]]) -> list[tuple[str, ...]]:
    """The table by month and route, its head first; a cell that nobody counted is empty."""
    return [
        COLUMNS,
        *(
            (
                str(year),
                str(month),
                route,
                *("" if number is None else str(number) for number in _numbers(sums)),
            )
            for month, route, sums in cells
        ),
    ]


def _numbers(sums: Sums) -> tuple[int | None, ...]:
    return (
        sums.sessions,
        sums.remote_sessions,
        sums.visitors,
        sums.loans,
        sums.without_visitors,
        sums.without_loans,
    )


def _against(result: Result, unit: str, of_plan: str) -> str:
    words = f"{format_number(result.done)} {unit}"
    if result.percent is None:
        return words
    return f"{words} = {format_number(result.percent)}% {of_plan}".rstrip()
