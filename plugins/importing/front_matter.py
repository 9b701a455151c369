"""The beginning of a post's file, and what it says of where the post came from."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plugins.fields import PhotoEntry
from plugins.importing.documents import Left, shorten
from plugins.importing.letters import one_line

MOST_NOTES = 40
"""How many of the things to look at the file itself names."""

_ORIGIN = re.compile(r"^# Nhập bằng inv import từ tệp .* \(mã ([0-9a-f]{20})\)\.$", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_][^\n]*")
_YAML = re.compile(r"[:#\[\]{},&*!|>'\"%@`?]|^[-.]|\s$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
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
    lines = [f"title: {_literal(head.title)}", f"date: {_date(head.date)}"]
    lines.append(f"category: {_scalar(head.category)}")
    if head.author:
        lines.append(f"author: {_literal(head.author)}")
    if head.gallery_title:
        lines.append(f"gallery_title: {_literal(head.gallery_title)}")
    if head.photos:
        lines += ["photos:", *(f"  - {_photo(entry)}" for entry in head.photos)]
    if head.redirect_from:
        lines += ["redirect_from:", *(f"  - {_quoted(old)}" for old in head.redirect_from)]
    if head.draft:
        lines.append("status: draft")
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


def fits_plainly(text: str) -> bool:
    """Whether a literal field takes a text as it stands."""
    return _PLAIN.fullmatch(text) is not None


def _date(moment: datetime) -> str:
    whole = f"{moment:%Y-%m-%d %H:%M:%S}" if moment.year >= 1000 else moment.isoformat(" ")[:19]
    return whole.removesuffix(" 00:00:00")


def _literal(text: str) -> str:
    """For fields whose plain values are taken to the end of the line."""
    return text if fits_plainly(text) else _quoted(text)


def _scalar(text: str) -> str:
    return text if fits_plainly(text) and not _YAML.search(text) else _quoted(text)


def _photo(entry: PhotoEntry) -> str:
    words = [f"file: {_quoted(entry.file) if _YAML.search(entry.file) else entry.file}"]
    words += [f"alt: {_quoted(entry.alt)}"] if entry.alt or not entry.caption else []
    words.append(f"caption: {_quoted(entry.caption)}")
    return "{" + ", ".join(words) + "}"


def _quoted(text: str) -> str:
    """As a YAML scalar: JSON's strings are YAML's."""
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return "".join(c for c in shorten(one_line(text), 240) if c.isprintable())


def notes_for_eyes(left: Sequence[Left]) -> tuple[Left, ...]:
    """Those that somebody must look at."""
    return tuple(one for one in left if one.eyes)
