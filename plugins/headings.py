"""The headings of a body: their ids, and what is wrong with their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.problems import Problem
from plugins.source_lines import SourceLines
from plugins.values import Struct
from plugins.vietnamese import slugify

PAGE_IDS = re.compile(
    r"anh-\d+|noi-dung|hinh-anh|bai-lien-quan|dong-su-kien|trong-trang|theo-nam|theo-thang|loi-thuyet-minh"
)
"""Ids of the theme's templates and of photos."""


class Heading(Struct, frozen=True):
    """A heading as it was typed: `level` is the number of `#`, `text` what is to be read of it."""

    level: int
    text: str


def heading_id(text: str, _: str) -> str:
    """The id of a heading: never one that the page itself uses."""
    slug = slugify(text) or "muc"
    return f"muc-{slug}" if PAGE_IDS.fullmatch(slug) else slug


def heading_problems(
    headings: Sequence[Heading], path: str, lines: SourceLines
) -> Iterator[Problem]:
    """Warnings: a page with them can be published, but is hard to find one's way in.

    The title is the page's own first heading (`h1`), so a body begins with two signs; who listens
    to a page goes from heading to heading by their levels (WCAG 2.2, technique G141).
    """
    last = 0
    for number, heading in enumerate(headings):
        if found := _wrong_with(heading, last):
            line = lines.heading(heading.level, heading.text, headings[:number].count(heading))
            message, hint = found
            yield Problem(path=path, line=line, message=message, hint=hint, level="warning")
        last = heading.level if heading.text else last


def _wrong_with(heading: Heading, last: int) -> tuple[str, str] | None:
    """What is wrong with a heading after one of the level `last`, and the cure."""
    level, text = heading.level, heading.text
    if not text:
        message = "đầu đề trống: người nghe trang nghe thấy một đầu đề không có chữ"
        return message, "gõ chữ sau dấu #, hoặc xóa dòng"
    if level == 1:
        message = f"đầu đề “{text}” dùng một dấu #, mà tên bài đã là đầu đề lớn nhất của trang"
        return message, f"gõ ## {text}"
    if last and level > last + 1:
        message = f"đầu đề “{text}” nhảy từ {'#' * last} xuống {'#' * level}"
        message += ", người nghe trang tưởng sót một mục"
        return message, f"gõ {'#' * (last + 1)} {text}"
    return None
