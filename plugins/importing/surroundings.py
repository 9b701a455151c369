"""What stands around an article on a page of the old portal, in the order of its text: menus above
it, side blocks and other news below. Known to both a saved page and text copied from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, tzinfo

from plugins.importing import dates
from plugins.importing.documents import (
    Block,
    Heading,
    Inline,
    Left,
    Paragraph,
    Picture,
    Run,
    plain,
    shorten,
    text_of,
)
from plugins.importing.inlines import tidy_runs
from plugins.values import Struct, replace
from plugins.vietnamese import fold, wording

SIDE_BLOCKS = frozenset({"xe thu vien luu dong", "thu vien video", "luot truy cap"})
"""Titles of the blocks beside each article of the old portal, folded."""
LONG = 25
"""Words of a paragraph that belongs to an article rather than to what stands around it."""

_ENDS = re.compile(
    r"(cac )?(tin|bai)( viet| tuc| bai)?"
    r" (lien quan|khac|cung chuyen muc|da dua|moi hon|cu hon|moi nhat)"
    r"|(cac )?tin (moi|cu)|y kien (ban doc|phan hoi)|(gui )?binh luan|lien ket (website|web)"
    r"|thong ke truy cap|(ban quyen|copyright|©).{0,120}"
)
_TOOL = (
    r"(?:loading|dang tai|in trang|in bai(?: viet)?|ban in|gui (?:email|mail|bai viet)|chia se"
    r"|facebook|zalo|twitter|tweet|like|ve dau trang|quay lai|tro lai|len dau trang"
    r"|(?:luot xem|so lan xem)\s*:?\s*[\d.,]*)"
)
_TOOLS = re.compile(rf"{_TOOL}(?:[\s|·•,.…/-]+{_TOOL})*")
_CRUMB = re.compile(r"\s*(?:»|>|›|/|\||→|::)\s*")


class Found(Struct, frozen=True, kw_only=True):
    """An article among other things. `date_line` is the line that told `date`."""

    title: str
    date: datetime
    date_line: str
    category: str
    blocks: tuple[Block, ...]
    left: tuple[Left, ...]


def find_article(
    blocks: Sequence[Block], categories: Sequence[str], zone: tzinfo, page_title: str = ""
) -> Found | None:
    """The article that a line like `Ngày xuất bản: …` belongs to; None when there is none."""
    blocks = [part for block in blocks for part in _lines_of_date(block)]
    at, date = next(
        (
            (place, moment)
            for place, block in enumerate(blocks)
            if (moment := dates.published(line_of(block), zone))
        ),
        (-1, None),
    )
    if date is None:
        return None
    head = _headline(blocks, at, page_title)
    before = blocks[: min(head, at)] if head >= 0 else blocks[:at]
    between = blocks[min(head, at) + 1 : max(head, at)] if head >= 0 else []
    after = blocks[max(head, at) + 1 :]
    between = [*between] if head < at else []
    kept, left = _cut(after if head < at else [*blocks[at + 1 : head], *after])
    texts = [text for text in map(text_of, before) if text]
    if texts:
        left.insert(0, left_out("phần trước tiêu đề", texts))
    return Found(
        title=line_of(blocks[head]) if head >= 0 else "",
        date=date,
        date_line=line_of(blocks[at]),
        category=category_of([line_of(block) for block in before], categories),
        blocks=(*between, *kept),
        left=tuple(left),
    )


def left_out(what: str, texts: Sequence[str], *, eyes: bool = False) -> Left:
    """Text around an article that is not taken along."""
    text = "\n".join(texts)
    number = len(text.split())
    message = f"bỏ {what} ({number} từ): “{shorten(text)}”"
    return Left(message=message, text=text, eyes=eyes)


def line_of(block: Block) -> str:
    """The text of a paragraph or heading; empty for lists and tables."""
    return plain(block.inlines) if isinstance(block, Paragraph | Heading) else ""


def is_side_title(text: str) -> bool:
    """Whether a line is the title of a side block, which stands in capitals."""
    return text.isupper() and fold(text).strip(" :") in SIDE_BLOCKS


def category_of(lines: Sequence[str], categories: Sequence[str]) -> str:
    """The category that a path of links ends with, or the only one that stands alone; else none."""
    known = {fold(name): name for name in categories}
    for line in reversed(lines):
        crumbs = [crumb for crumb in _CRUMB.split(line) if crumb]
        if len(crumbs) > 1:
            for crumb in reversed(crumbs[-2:]):
                if fold(crumb) in known:
                    return known[fold(crumb)]
    alone = {known[fold(line)] for line in lines if fold(line) in known}
    return alone.pop() if len(alone) == 1 else ""


def _lines_of_date(block: Block) -> list[Block]:
    """The lines of a paragraph one by one, when one of them tells the date."""
    if not isinstance(block, Paragraph) or not dates.PUBLISHED.search(plain(block.inlines)):
        return [block]
    lines: list[list[Run | Picture]] = [[]]
    for one in block.inlines:
        if isinstance(one, Run) and one.text == "\n":
            lines.append([])
        else:
            lines[-1].append(one)
    parts: list[Block] = []
    for line in lines:
        runs = tidy_runs([one for one in line if isinstance(one, Run)])
        pictures = [one for one in line if isinstance(one, Picture)]
        inlines: tuple[Inline, ...] = (*runs, *pictures)
        if inlines:
            parts.append(replace(block, inlines=inlines))
    return parts


def _headline(blocks: Sequence[Block], at: int, page_title: str) -> int:
    """The place of the headline; -1 when there is none."""
    before = [place for place in range(at - 1, -1, -1) if _can_be_title(blocks[place])]
    if whole := wording(page_title):
        for place in before:
            text = wording(line_of(blocks[place]))
            if len(text.split()) > 1 and text in whole:
                return place
    near = before[:6]
    for place in near:
        if isinstance(blocks[place], Heading):
            return place
    for place in near:
        if _is_bold(blocks[place]):
            return place
    if near:
        return near[0]
    later = range(at + 1, len(blocks))
    headings = [place for place in later if isinstance(blocks[place], Heading)]
    return next((place for place in headings[:1] if _can_be_title(blocks[place])), -1)


def _can_be_title(block: Block) -> bool:
    text = line_of(block)
    return (
        0 < len(text.split()) <= 50
        and not _TOOLS.fullmatch(fold(text).strip(" .…|"))
        and len(_CRUMB.split(text)) < 3
        and not is_side_title(text)
    )


def _is_bold(block: Block) -> bool:
    inlines = block.inlines if isinstance(block, Paragraph) else ()
    runs = [one for one in inlines if isinstance(one, Run) and one.text.strip()]
    return bool(runs) and all(run.strong for run in runs)


def _cut(blocks: Sequence[Block]) -> tuple[list[Block], list[Left]]:
    """An article without the tools of the page, and without what follows it."""
    left: list[Left] = []
    tools = [line_of(b) for b in blocks if _TOOLS.fullmatch(fold(line_of(b)).strip(" .…|"))]
    rest = [b for b in blocks if not _TOOLS.fullmatch(fold(line_of(b)).strip(" .…|"))]
    end = next((n for n, block in enumerate(rest) if _ends(rest, n, line_of(block))), len(rest))
    tail = [text for text in map(text_of, rest[end:]) if text]
    if tail:
        left.append(left_out("phần sau bài", tail))
    if tools:
        left.append(left_out("nút và dòng chờ của trang", tools))
    return rest[:end], left


def _ends(blocks: Sequence[Block], place: int, line: str) -> bool:
    """Whether a line begins what follows an article: nothing long comes after it."""
    if not (is_side_title(line) or _ENDS.fullmatch(fold(line).strip(" :.…"))):
        return False
    return all(len(text_of(block).split()) < LONG for block in blocks[place + 1 :])
