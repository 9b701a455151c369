"""Tables: in Markdown where it can hold them, else as HTML, so that no cell changes its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from plugins.importing.documents import (
    Block,
    Cell,
    Heading,
    Inline,
    Items,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    text_of,
)
from plugins.values import replace

_ALIGNS = {"": "--", "center": ":-:", "right": "--:"}


def is_simple(table: Table) -> bool:
    """Whether Markdown can hold a table: no merged cells, a line of text in each, a first row that
    names the columns."""
    width = len(table.rows[0])
    cells = [cell for row in table.rows for cell in row]
    return (
        width > 1
        and len(table.rows) > 1
        and all(len(row) == width for row in table.rows)
        and all(cell.columns == cell.rows == 1 for cell in cells)
        and all(len(cell.blocks) <= 1 for cell in cells)
        and all(isinstance(block, Paragraph) for cell in cells for block in cell.blocks)
        and _is_head(table.rows[0])
    )


def _is_head(row: Sequence[Cell]) -> bool:
    texts = [" ".join(map(text_of, cell.blocks)) for cell in row]
    if all(cell.head for cell in row):
        return True
    return any(texts) and all(any(c.isalpha() for c in text) for text in texts)


def table_markdown(table: Table, inline: Callable[[Sequence[Inline]], str]) -> str:
    """A simple table."""
    head, *rows = table.rows
    columns = range(len(head))
    aligns = []
    for column in columns:
        found = {row[column].align for row in rows if row[column].blocks}
        aligns.append(_ALIGNS[found.pop()] if len(found) == 1 else "--")

    def line(row: Sequence[Cell]) -> str:
        texts = [
            inline(block.inlines).replace("|", "&#124;").replace("<br>\n", "<br>")
            for cell in row
            for block in cell.blocks or (Paragraph(inlines=()),)
            if isinstance(block, Paragraph)
        ]
        return "| " + " | ".join(texts) + " |"

    return "\n".join([line(_lightened(head)), "|" + "|".join(aligns) + "|", *map(line, rows)])


def _lightened(row: Sequence[Cell]) -> list[Cell]:
    """A first row without bold type: the theme sees to that."""
    return [
        Cell(
            blocks=tuple(
                Paragraph(
                    inlines=tuple(
                        replace(one, strong=False) for one in block.inlines if isinstance(one, Run)
                    )
                )
                for block in cell.blocks
                if isinstance(block, Paragraph)
            )
        )
        for cell in row
    ]


# --- As HTML -----------------------------------------------------------------------------------


def table_html(table: Table) -> str:
    """A table with all its merged cells; without empty lines, which would end it in Markdown."""
    return "\n".join(_table_lines(table))


def _table_lines(table: Table) -> Iterator[str]:
    yield "<table>"
    head = len(table.rows) > 1 and _is_head(table.rows[0])
    for number, row in enumerate(table.rows):
        yield "<tr>"
        for cell in row:
            yield _cell(cell, "th" if cell.head or (head and not number) else "td")
        yield "</tr>"
    yield "</table>"


def _cell(cell: Cell, tag: str) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    align = f' class="cell--{cell.align}"' if cell.align else ""
    if len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph):
        content = _inlines(cell.blocks[0].inlines)
    else:
        content = "".join(map(_block, cell.blocks))
    return f"<{tag}{spans}{align}>{content}</{tag}>"


def _block(block: Block) -> str:
    if isinstance(block, Paragraph | Heading):
        content = _inlines(block.inlines)
        return f"<p>{content}</p>" if content else ""
    if isinstance(block, Items):
        tag = "ul" if block.start is None else "ol"
        start = f' start="{block.start}"' if block.start not in (None, 1) else ""
        items = "".join(f"<li>{''.join(map(_block, item))}</li>" for item in block.items)
        return f"<{tag}{start}>{items}</{tag}>"
    if isinstance(block, Quote):
        return f"<blockquote>{''.join(map(_block, block.blocks))}</blockquote>"
    return "".join(_table_lines(block))


def _inlines(inlines: Sequence[Inline]) -> str:
    parts = []
    for one in inlines:
        if isinstance(one, Picture):
            continue
        text = "(*)" if one.note else escape(one.text, quote=False).replace("\n", "<br>")
        if not text.strip():
            parts.append(text)
            continue
        looks = (one.script, "s" * one.struck, "em" * one.em, "strong" * one.strong)
        for tag in filter(None, looks):
            text = f"<{tag}>{text}</{tag}>"
        parts.append(f'<a href="{escape(one.href)}">{text}</a>' if one.href else text)
    return "".join(parts)
