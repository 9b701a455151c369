"""Plain text, as it was typed or copied from a page of the old portal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import tzinfo

from plugins.importing import tcvn3
from plugins.importing.charsets import Decoded
from plugins.importing.documents import Block, Cell, Document, Heading, Left, Paragraph, Run, Table
from plugins.importing.letters import clean, without_marks
from plugins.importing.surroundings import find_article

_WRAPPED = (50, 100)
"""Characters of lines that were broken by a program, not by their author."""

_BEGINS = re.compile(r"\s*(?:[-–—•+*▪➢·]\s|\d{1,3}[.)]\s|[a-zđ]\)\s|[IVX]{1,5}[.)]\s)")
_HEADING = re.compile(r"(?:[IVX]{1,5}[.)]|phần\s+\w+\s*[:.]?)\s+\S", re.IGNORECASE)


def read_text(decoded: Decoded, categories: Sequence[str], zone: tzinfo) -> Document:
    """Take a text apart: each line is a paragraph, but where a program had broken the lines."""
    raw = without_marks(decoded.text)
    left: list[Left] = []
    if tcvn3.looks_old(raw):
        raw = tcvn3.convert(raw, ".VnTime").text
        message = "chữ theo bảng mã TCVN3 (ABC), đã đổi sang Unicode: đọc soát lại một lượt"
        left.append(Left(message=message, eyes=True))
    if decoded.lost:
        message = f"{decoded.lost} byte không thành chữ nào theo bảng mã của tệp"
        left.append(Left(message=message, where=f"dòng {decoded.line}", eyes=True))
    # A form feed begins a page.
    lines = _with_tabs(raw).split("\n")
    text = "\n".join(line.rstrip(" ") if line.strip() else "" for line in lines)
    blocks = [block for part in re.split(r"\n{2,}", text) for block in _blocks(part.split("\n"))]
    found = find_article(blocks, categories, zone)
    if found is None:
        return Document(blocks=tuple(blocks), words=clean(text), left=tuple(left))
    return Document(
        blocks=found.blocks,
        words=clean(text),
        title=found.title,
        date=found.date,
        date_line=found.date_line,
        category=found.category,
        left=(*left, *found.left),
    )


def _with_tabs(raw: str) -> str:
    """Clean text whose tabs were kept: they are the columns of a copied table."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    return "\n".join("\t".join(clean(part) for part in line.split("\t")) for line in lines)


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of lines that no empty line parts."""
    lines = [line for line in lines if line.strip()]
    if _is_wrapped(lines):
        yield _paragraph(" ".join(lines))
        return
    waiting: list[list[str]] = []
    for line in lines:
        columns = [column.strip() for column in line.split("\t")]
        fits = bool(waiting) and len(waiting[0]) == len(columns)
        # A tab before or behind a text is a habit; between two texts it parts columns.
        is_row = sum(map(bool, columns)) > 1 or (fits and bool(columns[0]))
        if not (is_row and fits):
            yield from _table(waiting)
            waiting = []
        if is_row:
            waiting.append(columns)
        else:
            yield _line(line)
    yield from _table(waiting)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """A table; a single row is a line with gaps."""
    if len(rows) == 1:
        yield _paragraph(" ".join(filter(None, rows[0])))
    elif rows:
        yield Table(
            rows=tuple(
                tuple(Cell(blocks=(_paragraph(text),) if text else ()) for text in row)
                for row in rows
            )
        )


def _line(line: str) -> Block:
    text = " ".join(line.split())
    letters = [c for c in text if c.isalpha()]
    short = len(text.split()) <= 20 and text[-1] not in ".;,"
    if short and letters and _HEADING.match(text):
        return Heading(inlines=(Run(text=text),), level=2)
    return _paragraph(text)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(inlines=(Run(text=" ".join(text.split())),))


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether a program had broken the lines: all but the last are about equally long."""
    shortest, longest = _WRAPPED
    return (
        len(lines) > 2
        and all(shortest <= len(line.strip()) <= longest for line in lines[:-1])
        and not any(_BEGINS.match(line) or "\t" in line.strip() for line in lines)
    )
