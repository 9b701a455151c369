"""Sample rows, cut out of a table of the mobile library."""

from __future__ import annotations

import csv

from plugins.frontmatter import decode
from plugins.mobile_library.tables import SAMPLE
from plugins.problems import Problem
from plugins.samples.cuts import BOM, Cut, Part, label, lines_of
from plugins.vietnamese import nfc

COLUMNS = ("organisation", "note")
"""Columns that may say that a row is sample."""


def cut_rows(data: bytes, path: str) -> Cut:
    """The table without its sample rows; a row may run over several lines."""
    _, problems = decode(data, path)
    if problems:
        return Cut(problems=tuple(problems))
    lines = lines_of(data.removeprefix(BOM))
    texts = [nfc(line.decode("utf-8")) for line in lines]
    header = next((text for text in texts if text.strip()), "")
    delimiter = max(",;\t", key=header.count)
    # Line by line, so that the reader's count tells which lines a row came from.
    reader = csv.reader(texts, delimiter=delimiter, strict=True)
    rows: list[tuple[int, int, list[str]]] = []
    begin = 0
    try:
        for cells in reader:
            rows.append((begin, reader.line_num, cells))
            begin = reader.line_num
    except csv.Error:
        hint = "kiểm tra dấu nháy kép trong các ô, hoặc lưu lại bảng từ phần mềm bảng tính"
        message = "không đọc được bảng từ dòng này"
        return Cut(problems=(Problem(path=path, line=begin + 1, message=message, hint=hint),))
    filled = [row for row in rows if any(cell.strip() for cell in row[2])]
    if not filled:
        return Cut()
    names = [name.strip().lower() for name in filled[0][2]]
    marks = [number for number, name in enumerate(names) if name in COLUMNS]
    taken = [row for row in filled[1:] if _is_sample(row[2], marks)]
    gone = {number for begin, end, _ in taken for number in range(begin, end)}
    rest = b"".join(line for number, line in enumerate(lines) if number not in gone)
    return Cut(
        taken=tuple(
            Part(path=path, line=begin + 1, label=_label(cells, marks)) for begin, _, cells in taken
        ),
        rest=data[: len(BOM)] * data.startswith(BOM) + rest if taken else None,
        kept=len(filled) - 1 - len(taken),
    )


def _is_sample(cells: list[str], marks: list[int]) -> bool:
    return any(SAMPLE in " ".join(cells[n].split()) for n in marks if n < len(cells))


def _label(cells: list[str], marks: list[int]) -> str:
    """The first cells that differ from row to row."""
    return label([cell for n, cell in enumerate(cells) if cell.strip() and n not in marks][:5])
