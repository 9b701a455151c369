"""What the commands say when there is no report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plugins.mobile_library.trips import FILE
from plugins.reasons import reason


def unwritten(path: Path, error: OSError) -> str:
    """A file or folder that cannot be written."""
    cure = "chọn nơi khác, hoặc đóng bảng tính đang mở tệp đó"
    return f"Không ghi được {path}: {reason(error)}.\n    Cách sửa: {cure}."


def no_trips(year: str, known: Sequence[int], content: Path) -> str:
    """A year of which the table of trips knows none; `known` are those of which it does."""
    path = f"{content.as_posix()}/{FILE}"
    if not known:
        return (
            f"{path} chưa có chuyến nào đã phục vụ.\n"
            "    Cách sửa: ghi mỗi chuyến đã đi thành một dòng, cột status là served."
        )
    years = ", ".join(str(one) for one in sorted(known))
    return (
        f"{path} không có chuyến nào đã phục vụ trong năm {year}; các năm có: {years}.\n"
        f"    Cách sửa: chọn một trong các năm đó, ví dụ --year={known[0]}."
    )
