"""The beginning of a post's file, and what it says of where the post came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from plugins.composing import head_lines
from plugins.fields import PhotoEntry
from plugins.importing.documents import Left, shorten
from plugins.importing.letters import one_line
from plugins.values import Struct

MOST_NOTES = 40
"""How many of the things to look at the file itself names."""

_ORIGIN = re.compile(r"^# Nhập bằng inv import từ tệp .* \(mã ([0-9a-f]{20})\)\.\r?$", re.MULTILINE)


class Head(Struct, frozen=True, kw_only=True):
    """What the fields of an imported post say."""

    title: str
    date: datetime
    category: str
    author: str = ""
    gallery_title: str = ""
    photos: tuple[PhotoEntry, ...] = ()
    redirect_from: tuple[str, ...] = ()
    draft: bool = False
    notes: tuple[Left, ...] = ()
    source: str = ""
    digest: str = ""


def front_matter(head: Head) -> str:
    """The text from `---` to `---`; a draft's says why it is one."""
    lines = head_lines(
        "post",
        {
            "title": head.title,
            "date": head.date,
            "category": head.category,
            "author": head.author,
            "gallery_title": head.gallery_title,
            "photos": head.photos,
            "redirect_from": head.redirect_from,
            "status": "draft" if head.draft else "",
        },
    )
    if head.draft:
        lines.append("# Bản nháp vì những điểm sau cần xem lại. Xong thì xóa dòng status: ở trên.")
        lines += [f"# - {_comment(told(left))}" for left in head.notes[:MOST_NOTES]]
        if (more := len(head.notes) - MOST_NOTES) > 0:
            lines.append(f"# - và {more} điểm nữa")
    lines.append(f"# Nhập bằng inv import từ tệp {_comment(head.source)} (mã {head.digest}).")
    return "\n".join(["---", *lines, "---"]) + "\n"


def origin(text: str) -> str:
    """The digest of the file that a post was imported from; empty for other posts."""
    found = _ORIGIN.search(text)
    return found[1] if found else ""


def told(left: Left) -> str:
    """What did not come along, in one line."""
    return f"{left.where}: {left.message}" if left.where else left.message


def _comment(text: str) -> str:
    return "".join(c for c in shorten(one_line(text), 240) if c.isprintable())


def notes_for_eyes(left: Sequence[Left]) -> tuple[Left, ...]:
    """Those that somebody must look at."""
    return tuple(one for one in left if one.eyes)
