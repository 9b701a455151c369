"""What a document says, sorted into what a post has: title, date, department, text, pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from plugins.importing import captions, dates
from plugins.importing.documents import (
    Block,
    Document,
    Heading,
    Left,
    Paragraph,
    Picture,
    Run,
    SourceError,
    plain,
)
from plugins.importing.headings import with_headings
from plugins.importing.letters import one_line
from plugins.importing.typed_lists import with_lists
from plugins.values import Struct, field
from plugins.vietnamese import fold, format_datetime, nearest, wording

TITLE_WORDS = 40
"""Longest line that is taken for a title without being marked as one."""

_EDGE = 8
"""Blocks from either end in which a letter gives its day."""
_DEPARTMENT = re.compile(r"(phòng|tổ|ban|bộ phận|khoa)\s+\S", re.IGNORECASE)
_BODY = re.compile(r"(thư viện|trung tâm|văn phòng|sở|hội|đoàn)\s+\S", re.IGNORECASE)


class Choices(Struct, frozen=True, kw_only=True):
    """What an editor says of a file before it is read; empty: find it in the text. `guess` is for
    what is found nowhere: somebody must look at it."""

    title: str = ""
    date: datetime | None = None
    author: str = ""
    category: str = ""
    slug: str = ""
    address: str = ""
    guess: Choices | None = None


class Article(Struct, frozen=True, kw_only=True):
    """What a post is made of. `taken` are lines of the source that became title, date and
    author."""

    title: str
    date: datetime
    category: str
    author: str
    blocks: tuple[Block, ...]
    gallery: tuple[Picture, ...]
    gallery_title: str
    taken: tuple[str, ...]
    left: tuple[Left, ...]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)


def compose(
    document: Document, choices: Choices, categories: Sequence[str], zone: tzinfo
) -> Article:
    """Sort a document. Raises SourceError with everything that only an editor can tell."""
    blocks = with_lists(document.blocks)
    taken: list[str] = []
    left = list(document.left)
    errors: list[SourceError] = []
    if not blocks and not document.title:
        message = "không có chữ nào để làm thành bài"
        raise SourceError(message, "mở tệp ra xem; nếu chữ nằm trong ảnh thì phải gõ lại")
    blocks, title = _title(document, blocks, choices, taken, left)
    blocks, date = _date(document, blocks, choices, zone, taken, left)
    category = choices.category or document.category
    if choices.guess is not None:
        title, date, category = _guessed(choices.guess, title, date, category, left)
    if not title:
        hint = 'thêm --title "Tiêu đề"; nhập cả thư mục thì ghi vào cột title của map.csv'
        errors.append(SourceError("không tìm thấy tiêu đề", hint))
    if date is None:
        hint = "thêm vào lệnh ngày đăng, ví dụ: --date 2021-01-11"
        errors.append(SourceError("không tìm thấy ngày đăng", hint))
    if category not in categories:
        errors.append(_no_category(category, categories))
    if errors or date is None:
        errors[0].more = tuple(errors[1:])
        raise errors[0]
    blocks, author = _author(blocks, choices, taken)
    closing = captions.find_closing(blocks)
    blocks = captions.with_captions(blocks[: closing.start])
    return Article(
        title=title,
        date=date,
        category=category,
        author=author,
        blocks=tuple(with_headings(blocks)),
        gallery=closing.pictures,
        gallery_title=closing.title,
        taken=tuple(taken),
        left=tuple(left),
        notes=document.notes,
    )


def _guessed(
    guess: Choices, title: str, date: datetime | None, category: str, left: list[Left]
) -> tuple[str, datetime | None, str]:
    """The same, with guesses for what was not found; each is told."""
    if not title and guess.title:
        title = guess.title
        told = f"không tìm thấy tiêu đề, tạm ghi “{title}”: sửa dòng title:"
        left.append(Left(message=told, eyes=True))
    if date is None and guess.date is not None:
        date = guess.date
        told = f"không tìm thấy ngày đăng, tạm ghi {format_datetime(date)}: xem lại dòng date:"
        left.append(Left(message=told, eyes=True))
    if not category and guess.category:
        category = guess.category
        told = f"không biết chuyên mục, tạm ghi “{category}”: sửa dòng category:"
        left.append(Left(message=told, eyes=True))
    return title, date, category


def _no_category(category: str, categories: Sequence[str]) -> SourceError:
    known = ", ".join(f"“{name}”" for name in categories)
    if not category:
        hint = f'thêm vào lệnh, ví dụ: --category "{categories[0]}"; các chuyên mục: {known}'
        return SourceError("không biết bài thuộc chuyên mục nào", hint)
    close = nearest(category, categories)
    hint = f"có phải là “{close}”?" if close else f"chọn một trong: {known}"
    return SourceError(f"không có chuyên mục “{category}”", hint)


# --- Title -------------------------------------------------------------------------------------


def _title(
    document: Document,
    blocks: list[Block],
    choices: Choices,
    taken: list[str],
    left: list[Left],
) -> tuple[list[Block], str]:
    """The title, and the blocks without it."""
    if document.title:
        taken.append(document.title)
        if choices.title and wording(choices.title) != wording(document.title):
            message = f"tiêu đề trên trang là “{document.title}”, đã thay bằng --title"
            left.append(Left(message=message))
        return blocks, choices.title or one_line(document.title)
    found = _title_blocks(blocks)
    text = " ".join(_line(blocks[place]) for place in found)
    if choices.title:
        same = [
            p for p in range(len(blocks)) if wording(_line(blocks[p])) == wording(choices.title)
        ]
        found = found if wording(text) == wording(choices.title) else same[:1]
        text = " ".join(_line(blocks[place]) for place in found)
    if text:
        taken.append(text)
    rest = [block for place, block in enumerate(blocks) if place not in found]
    return rest, choices.title or text


def _title_blocks(blocks: Sequence[Block]) -> list[int]:
    """The places of the lines that are the title: marked so, a heading, bold in the middle, bold,
    or a short first line."""
    lines = [place for place in range(min(len(blocks), 12)) if _is_line(blocks[place])]

    if marked := [p for p in lines if getattr(blocks[p], "title", False)]:
        return _along(marked)
    headings = [p for p in lines if isinstance(blocks[p], Heading)]
    bold = [p for p in lines if _is_bold(blocks[p]) and not _is_day(blocks[p])]
    middle = [p for p in bold if getattr(blocks[p], "align", "") == "center"]
    earlier = [*middle[:1], *(bold[:1] if bold[:1] == lines[:1] else [])]
    if headings and not any(place < headings[0] for place in earlier):
        highest = min(block.level for block in blocks if isinstance(block, Heading))
        first = headings[0]
        block = blocks[first]
        alone = sum(isinstance(b, Heading) and b.level == highest for b in blocks) == 1
        if (
            isinstance(block, Heading)
            and block.level == highest
            and (first == lines[0] or (alone and highest == 1))
        ):
            return [first]
    if middle:
        return _along(middle)
    if bold and bold[0] == lines[0]:
        return bold[:1]
    if (
        lines
        and lines[0] == 0
        and not _is_day(blocks[0])
        and dates.PUBLISHED.search(_line(blocks[0])) is None
    ):
        text = _line(blocks[0])
        if len(text.split()) <= TITLE_WORDS and (text[-1] not in ".;:,…" or len(blocks) > 1):
            return [0] if len(blocks) > 1 else []
    return []


def _along(places: Sequence[int]) -> list[int]:
    """The first line of its kind and those right below it: titles run over lines."""
    run = list(places[:1])
    while run[-1] + 1 in places and len(run) < 4:
        run.append(run[-1] + 1)
    return run


def _is_line(block: Block) -> bool:
    """Whether a block is a line of plain text that can be a title."""
    return (
        isinstance(block, Paragraph | Heading)
        and 0 < len(_line(block).split()) <= TITLE_WORDS
        and any(letter.isalnum() for letter in _line(block))
        and not any(isinstance(one, Picture) or one.note for one in block.inlines)
    )


def _is_bold(block: Block) -> bool:
    inlines = block.inlines if isinstance(block, Paragraph) else ()
    runs = [one for one in inlines if isinstance(one, Run) and one.text.strip()]
    return bool(runs) and all(run.strong for run in runs)


def _is_day(block: Block) -> bool:
    return re.search(r"ngày\s.*tháng\s.*năm", _line(block), re.IGNORECASE) is not None


def _line(block: Block) -> str:
    return plain(block.inlines) if isinstance(block, Paragraph | Heading) else ""


# --- Date and department -----------------------------------------------------------------------


def _date(
    document: Document,
    blocks: list[Block],
    choices: Choices,
    zone: tzinfo,
    taken: list[str],
    left: list[Left],
) -> tuple[list[Block], datetime | None]:
    """The date, and the blocks without a line that says nothing else."""
    found = document.date
    if document.date_line:
        taken.append(document.date_line)
    for place, block in enumerate(blocks):
        line = _line(block)
        match = dates.PUBLISHED.search(line)
        if found is None and match and len(line) - len(match[0]) <= 3:
            found = dates.published(line, zone)
            if found is not None:
                taken.append(line)
                blocks = [*blocks[:place], *blocks[place + 1 :]]
                break
    if found is None:
        edges = [*blocks[:_EDGE], *blocks[-_EDGE:]]
        days = (dates.signed(_line(block), zone) for block in edges)
        found = next((day for day in days if day is not None), None)
    if choices.date is not None:
        if found is not None and found != choices.date:
            message = f"ngày trong tệp là {format_datetime(found)}, đã thay bằng --date"
            left.append(Left(message=message))
        return blocks, choices.date
    if found is None and document.saved is not None:
        found = document.saved
        message = (
            f"ngày đăng lấy theo lúc lưu tệp: {format_datetime(found)}; nếu sai, sửa dòng date:"
        )
        left.append(Left(message=message))
    return blocks, found


def _author(blocks: list[Block], choices: Choices, taken: list[str]) -> tuple[list[Block], str]:
    """The department that signs, and the blocks without its line."""
    places = [place for place, block in enumerate(blocks) if not captions.is_picture(block)]
    closing = captions.find_closing(blocks)
    before = [place for place in places if place < closing.start]
    for place in dict.fromkeys([*places[-1:], *before[-1:]]):
        block = blocks[place]
        line = _line(block)
        asked = bool(choices.author) and fold(line) == fold(choices.author)
        if len(places) > 1 and (asked or (not choices.author and _signs(block))):
            taken.append(line)
            return [*blocks[:place], *blocks[place + 1 :]], choices.author or line
    return blocks, choices.author


def _signs(block: Block) -> bool:
    """Whether a line is the name of a department and nothing else."""
    text = _line(block)
    if not isinstance(block, Paragraph) or not 1 < len(text.split()) <= 12 or text[-1] in ".,;:!?…":
        return False
    if any(isinstance(one, Picture) or one.href or one.note for one in block.inlines):
        return False
    apart = block.align == "right" or _is_bold(block)
    return _DEPARTMENT.match(text) is not None or (apart and _BODY.match(text) is not None)
