"""Lists, tables and quotations in forms that Markdown can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.importing.documents import (
    Block,
    Cell,
    Inline,
    Items,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    mapped,
    pictures_of,
)
from plugins.values import replace

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def quoted(blocks: Sequence[Block]) -> Iterator[Block]:
    """A quotation, when it holds paragraphs and lists only: in Markdown it can hold no more."""
    plain = all(isinstance(block, Paragraph | Items) for block in blocks)
    if blocks and plain and _lists(blocks) <= 1 and not pictures_of(blocks):
        yield Quote(blocks=tuple(blocks))
    else:
        yield from blocks


def _lists(blocks: Sequence[Block]) -> int:
    """How many lists are among these: two in one place would become one."""
    return sum(isinstance(block, Items) for block in blocks)


def counted(number: int, kind: str) -> str:
    """A number as a list of HTML counts it: `a` in letters, `i` in Roman numbers, or capitals."""
    text = ""
    if kind in ("a", "A"):
        while number > 0:
            number, rest = divmod(number - 1, 26)
            text = chr(ord("a") + rest) + text
    else:
        for size, sign in _ROMAN:
            text += sign * (number // size)
            number %= size
    return text.upper() if kind in ("A", "I") else text


def listed(items: Sequence[Sequence[Block]], start: int | None) -> Iterator[Block]:
    """A list; where an item holds what a list cannot in Markdown, that stands between two lists."""
    waiting: list[tuple[Block, ...]] = []
    number = start

    def done() -> Iterator[Block]:
        nonlocal number
        if waiting:
            yield Items(items=tuple(waiting), start=number)
            number = None if number is None else number + len(waiting)
            waiting.clear()

    for item in items:
        fits = [block for block in item if isinstance(block, Paragraph | Items)]
        if len(fits) == len(item) and _lists(item) <= 1 and not pictures_of(fits):
            if item and isinstance(item[0], Items):  # a list in a list, without a word of its own
                if waiting and not _lists(waiting[-1]):
                    waiting[-1] += tuple(item)
                else:
                    waiting.extend(item[0].items)
                    waiting += [(block,) for block in item[1:]]
            elif item:
                waiting.append(tuple(item))
            continue
        first = item[0]
        own = isinstance(first, Paragraph) and not pictures_of([first])
        if own:
            waiting.append((first,))
        yield from done()
        yield from item[1:] if own else item
    yield from done()


def tabled(rows: Sequence[Sequence[Cell]]) -> Iterator[Block]:
    """A table; one that only puts pictures or a single column in their place is no table."""
    cells = [cell for row in rows for cell in row]
    full = [cell for cell in cells if cell.blocks]
    if not full:
        return
    pictured = [cell for cell in full if pictures_of(cell.blocks)]
    if all(len(row) == 1 for row in rows) or len(pictured) * 3 >= len(full):
        for row in rows:
            yield from _unfolded(row)
        return
    most = len(rows)
    yield Table(
        rows=tuple(
            tuple(_wordy(cell, min(cell.rows, most - number)) for cell in row)
            for number, row in enumerate(rows)
        )
    )
    pictures = pictures_of([block for cell in full for block in cell.blocks])
    if pictures:  # Markdown can hold none in a table
        yield Paragraph(inlines=tuple(pictures))


def _wordy(cell: Cell, rows: int) -> Cell:
    """The cell without pictures, over as many rows as there are."""

    def runs(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(one for one in inlines if isinstance(one, Run))

    blocks = [mapped(block, runs) for block in cell.blocks]
    full = [b for b in blocks if not isinstance(b, Paragraph) or b.inlines]
    return replace(cell, blocks=tuple(full), rows=rows)


def _unfolded(row: Sequence[Cell]) -> Iterator[Block]:
    """A row's blocks one below the other; pictures side by side stay so."""
    blocks = [block for cell in row for block in cell.blocks]
    if len(blocks) > 1 and all(_only_pictures(block) for block in blocks):
        yield Paragraph(inlines=tuple(pictures_of(blocks)))
    else:
        yield from blocks


def _only_pictures(block: Block) -> bool:
    return isinstance(block, Paragraph) and all(isinstance(one, Picture) for one in block.inlines)
