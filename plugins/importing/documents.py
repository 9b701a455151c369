"""What was read of a file somebody wrote elsewhere, before it becomes a post: blocks of text,
pictures by their place, and what could not be taken along."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal

from plugins.values import Struct, field, replace

Align = Literal["", "center", "right"]
Script = Literal["", "sup", "sub"]


class SourceError(Exception):
    """Why a file cannot become a post: what is wrong, the cure, and the line if there is one.

    `more` are further reasons.
    """

    def __init__(self, message: str, hint: str, line: int | None = None) -> None:
        super().__init__(message, hint)
        self.message, self.hint, self.line = message, hint, line
        self.more: tuple[SourceError, ...] = ()


class PictureError(Exception):
    """Why a picture could not be taken along."""


class Left(Struct, frozen=True, kw_only=True):
    """Something that did not come along, or not as it was: `message` says what.

    `where` is a line or a paragraph of the source, `text` the visible words that stayed behind,
    `eyes`: somebody must look before the post is published.
    """

    message: str
    where: str = ""
    text: str = ""
    eyes: bool = False


class Run(Struct, frozen=True, kw_only=True):
    """Text of one look; `struck`: with a line through it. A break of the line is a run with the
    text `\\n`; `note` names the footnote whose mark stands here."""

    text: str
    strong: bool = False
    em: bool = False
    struck: bool = False
    script: Script = ""
    href: str = ""
    note: str = ""


class Picture(Struct, frozen=True, kw_only=True):
    """A picture, by what the source calls it."""

    source: str
    alt: str = ""
    caption: str = ""
    where: str = ""


Inline = Run | Picture


class Paragraph(Struct, frozen=True, kw_only=True):
    """A paragraph; `caption`: the source says that it is the words of a picture, `title`: that of
    the whole."""

    inlines: tuple[Inline, ...]
    align: Align = ""
    caption: bool = False
    title: bool = False


class Heading(Struct, frozen=True, kw_only=True):
    """A heading; `level` counts from 1."""

    inlines: tuple[Inline, ...]
    level: int
    align: Align = ""


class Items(Struct, frozen=True, kw_only=True):
    """A list; `start` is the number of the first item when they are numbered, else None."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


class Cell(Struct, frozen=True, kw_only=True):
    """A cell of a table and how many columns and rows it takes."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1
    align: Align = ""
    head: bool = False


class Table(Struct, frozen=True, kw_only=True):
    """A table, row by row."""

    rows: tuple[tuple[Cell, ...], ...]


class Quote(Struct, frozen=True, kw_only=True):
    """Text set apart as somebody else's."""

    blocks: tuple[Block, ...]


Block = Paragraph | Heading | Items | Table | Quote


def no_picture(source: str) -> bytes:
    """For sources that can have no pictures."""
    raise PictureError(f"không có ảnh “{source}”")


class Document(Struct, frozen=True, kw_only=True):
    """A source taken apart. `words` is its visible text, found without the blocks, which the
    post is held against.

    `title`, `date` and `category` are what the source says of itself outside the blocks;
    `saved` is when the file was last written by its program; `address` where the page was.
    `picture` gives the bytes of a picture by its source, or raises PictureError.
    """

    blocks: tuple[Block, ...]
    words: str
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    title: str = ""
    date: datetime | None = None
    date_line: str = ""
    category: str = ""
    saved: datetime | None = None
    address: str = ""
    left: tuple[Left, ...] = ()
    picture: Callable[[str], bytes] = no_picture


def plain(inlines: Sequence[Inline]) -> str:
    """The text of a paragraph, its breaks as blanks, in one line."""
    text = "".join(" " if isinstance(one, Picture) else one.text for one in inlines)
    return " ".join(text.split())


def text_of(block: Block) -> str:
    """All text of a block, its parts apart from each other."""
    return " ".join(_texts(block)).strip()


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph | Heading):
        yield plain(block.inlines)
        return
    for part in inner(block):
        yield from _texts(part)


def inner(block: Block) -> Iterator[Block]:
    """The blocks inside a block."""
    if isinstance(block, Items):
        for item in block.items:
            yield from item
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield from cell.blocks
    elif isinstance(block, Quote):
        yield from block.blocks


def inlines_of(blocks: Sequence[Block]) -> Iterator[Inline]:
    """All runs and pictures in the order of the text."""
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield from block.inlines
        else:
            yield from inlines_of(tuple(inner(block)))


def pictures_of(blocks: Sequence[Block]) -> list[Picture]:
    """All pictures in the order of the text."""
    return [one for one in inlines_of(blocks) if isinstance(one, Picture)]


def mapped(block: Block, change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> Block:
    """The same block with other runs and pictures."""
    if isinstance(block, Paragraph | Heading):
        return replace(block, inlines=change(block.inlines))

    def each(blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(mapped(one, change) for one in blocks)

    if isinstance(block, Items):
        return replace(block, items=tuple(each(item) for item in block.items))
    if isinstance(block, Quote):
        return replace(block, blocks=each(block.blocks))
    rows = tuple(tuple(replace(c, blocks=each(c.blocks)) for c in row) for row in block.rows)
    return replace(block, rows=rows)


def shorten(text: str, length: int = 60) -> str:
    """The beginning of a text, for messages: in one line."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
