"""Which paragraphs are the words of a picture, and which pictures close a post."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.importing.documents import Block, Heading, Paragraph, Picture, Run, plain
from plugins.importing.letters import one_line
from plugins.values import Struct, replace
from plugins.vietnamese import fold

MOST_WORDS, MOST_WORDS_CLOSING = 60, 40
"""Of a caption in the text, and of one among the pictures at the end."""

_CREDIT = re.compile(
    r"\(?\s*(?:ảnh|nguồn ảnh|nguồn|trong ảnh|chú thích ảnh)\s*:"
    r"|\(?\s*(?:ảnh|hình)\s+(?:minh họa|minh hoạ|tư liệu|\d+)",
    re.IGNORECASE,
)
_GALLERY = re.compile(r"(mot so|nhung|cac|chum)? ?(hinh anh|anh)\b(?! huong)")
_FILE_NAME = re.compile(
    r"\S*\.(jpe?g|png|gif|bmp|webp|tiff?|emf|wmf)|(picture|image|hình|ảnh) ?\d*", re.I
)
_MACHINE = re.compile(r"description automatically generated", re.IGNORECASE)


class Closing(Struct, frozen=True, kw_only=True):
    """The pictures at the end of a post: `start` is the block at which they begin.

    `title` is the line above them.
    """

    start: int
    pictures: tuple[Picture, ...] = ()
    title: str = ""


def is_picture(block: Block) -> bool:
    """Whether a block holds pictures and nothing else."""
    return isinstance(block, Paragraph) and all(isinstance(one, Picture) for one in block.inlines)


def with_captions(blocks: Sequence[Block], *, closing: bool = False) -> list[Block]:
    """The blocks with captions at their pictures.

    `closing`: among the pictures at the end every short line is a caption.
    """
    done: list[Block] = []
    for block in blocks:
        last = done[-1] if done else None
        if last is not None and is_picture(last) and _is_caption(block, closing=closing):
            assert isinstance(last, Paragraph)  # noqa: S101 (for the type checker)
            assert isinstance(block, Paragraph)  # noqa: S101 (for the type checker)
            *others, picture = (one for one in last.inlines if isinstance(one, Picture))
            if not picture.caption:
                text = plain(block.inlines)
                changed = replace(picture, caption=text)
                done[-1] = replace(last, inlines=(*others, changed))
                continue
        done.append(block)
    return done


def find_closing(blocks: Sequence[Block]) -> Closing:
    """The pictures that close a post, below a line like `Một số hình ảnh tại Hội nghị`, or without
    one when there are at least two."""
    title_at = next(
        (
            place
            for place in range(len(blocks) - 2, -1, -1)  # others are of galleries in the text
            if not (place and is_picture(blocks[place - 1]))  # it would be a caption
            and _is_gallery_title(blocks[place])
            and is_picture(blocks[place + 1])
        ),
        None,
    )
    if title_at is not None:
        rest = with_captions(blocks[title_at + 1 :], closing=True)
        if all(map(is_picture, rest)):
            title = _line(blocks[title_at])
            pictures = _pictures(rest)
            return Closing(start=title_at, pictures=pictures, title=title)
    start = len(blocks)
    while start and (
        is_picture(blocks[start - 1])
        or (start > 1 and is_picture(blocks[start - 2]) and _is_caption(blocks[start - 1]))
    ):
        start -= 1
    rest = with_captions(blocks[start:])
    pictures = _pictures(rest)
    if len(pictures) < 2 or not all(map(is_picture, rest)):
        return Closing(start=len(blocks))
    return Closing(start=start, pictures=pictures)


def alternative(alt: str, caption: str) -> str:
    """A picture's alternative text as a person wrote it; empty when a program did."""
    alt = one_line(alt)
    if _FILE_NAME.fullmatch(alt) or _MACHINE.search(alt) or alt == caption:
        return ""
    return alt


def _pictures(blocks: Sequence[Block]) -> tuple[Picture, ...]:
    return tuple(
        one
        for block in blocks
        if isinstance(block, Paragraph)
        for one in block.inlines
        if isinstance(one, Picture)
    )


def _line(block: Block) -> str:
    return plain(block.inlines) if isinstance(block, Paragraph | Heading) else ""


def _is_gallery_title(block: Block) -> bool:
    text = _line(block)
    return (
        bool(text)
        and len(text.split()) <= 25
        and _GALLERY.match(fold(text)) is not None
        and not _has_more(block)
    )


def _is_caption(block: Block, *, closing: bool = False) -> bool:
    if not isinstance(block, Paragraph) or is_picture(block) or _has_more(block) or block.title:
        return False
    text = plain(block.inlines)
    number = len(text.split())
    if closing and number <= MOST_WORDS_CLOSING:
        return True
    slanted = all(one.em or not one.text.strip() for one in block.inlines if isinstance(one, Run))
    marked = block.caption or block.align == "center" or slanted
    return number <= MOST_WORDS and (marked or _CREDIT.match(text) is not None)


def _has_more(block: Block) -> bool:
    """Whether a line holds what a field of plain text cannot: links, footnotes, pictures."""
    inlines = block.inlines if isinstance(block, Paragraph | Heading) else ()
    return any(isinstance(one, Picture) or one.href or one.note for one in inlines)
