"""A whole folder of old pages and files: which of them are posts, and what is said of each."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from pathlib import Path

from plugins.galleries.albums import is_photo
from plugins.importing import dates
from plugins.importing.articles import Choices
from plugins.importing.documents import Left, SourceError
from plugins.importing.front_matter import told
from plugins.importing.outcomes import STATES, Outcome
from plugins.importing.sources import SUFFIXES, UNREAD
from plugins.values import Struct, replace
from plugins.vietnamese import natural_key, nfc, slugify

MAP = "map.csv"
"""Beside the files: what each file's old address was, and what else an editor knows of it."""

COLUMNS = ("file", "address", "category", "date", "author", "title", "slug")

_COMPANION = re.compile(r"(.+)[_.-](?:files|file|tệp|tep|tin|images)", re.IGNORECASE)
_FURNITURE = (".css", ".js", ".svg", ".ico", ".woff", ".woff2", ".ttf", ".map", ".xml", ".thmx")


class Archive(Struct, frozen=True, kw_only=True):
    """The files of a folder in order; `others` are names of files that nobody can read as text."""

    folder: Path
    files: tuple[Path, ...]
    others: tuple[str, ...]


def open_archive(folder: Path) -> Archive:
    """Look through a folder and those below it; hidden files, links and what browsers save beside
    a page are not looked at."""
    files: list[Path] = []
    others: list[str] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        entries = [one for one in here.iterdir() if not one.is_symlink()]
        pages = {nfc(one.stem) for one in entries if one.is_file()}
        for one in entries:
            if one.name.startswith((".", "~")):
                continue
            companion = _COMPANION.fullmatch(nfc(one.name))
            if one.is_dir():
                if not companion or companion[1] not in pages:
                    waiting.append(one)
            elif one.suffix.lower() in (*SUFFIXES, *UNREAD, ".asp", ".aspx", ".php"):
                files.append(one)
            elif not (
                one.name.lower() == MAP or is_photo(one.name) or one.suffix.lower() in _FURNITURE
            ):
                others.append(one.relative_to(folder).as_posix())
    order = sorted(files, key=lambda one: natural_key(one.relative_to(folder).as_posix()))
    return Archive(folder=folder, files=tuple(order), others=tuple(sorted(others, key=natural_key)))


def parse_map(data: bytes) -> dict[str, dict[str, str]]:
    """The rows of `map.csv` by the file's path in the folder; a first line may name the columns.

    Raises SourceError.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "lưu lại bảng với bảng mã UTF-8"
        raise SourceError(f"{MAP} không phải chữ UTF-8", hint) from None
    first = text.partition("\n")[0]
    sign = max(";,\t", key=first.count)
    rows = list(csv.reader(io.StringIO(nfc(text)), delimiter=sign))
    names: Sequence[str] = COLUMNS
    if rows and rows[0] and rows[0][0].strip().lower() == "file":
        names = [cell.strip().lower() for cell in rows.pop(0)]
        if unknown := [name for name in names if name not in COLUMNS]:
            hint = f"các cột: {', '.join(COLUMNS)}"
            raise SourceError(f"{MAP} có cột lạ “{unknown[0]}”", hint, 1)
    return {
        row[0].strip().replace("\\", "/"): {
            name: cell.strip() for name, cell in zip(names, row, strict=False)
        }
        for row in rows
        if row and row[0].strip()
    }


def choices_for(
    file: str,
    general: Choices,
    rows: Mapping[str, Mapping[str, str]],
    categories: Sequence[str],
    zone: tzinfo,
) -> Choices:
    """What is known of one file: its row, then the command's options, then its folder's name.

    Raises SourceError for a date that is none.
    """
    row = rows.get(file) or rows.get(file.rpartition("/")[2]) or {}
    date = general.date
    if text := row.get("date", ""):
        date = dates.moment(text, zone)
        if date is None:
            raise SourceError(f"{MAP}: không hiểu ngày “{text}”", "gõ như 2021-01-11")
    return replace(
        general,
        title=row.get("title") or general.title,
        date=date,
        author=row.get("author") or general.author,
        category=row.get("category") or general.category or _category_of(file, categories),
        slug=row.get("slug", ""),
        address=row.get("address", ""),
    )


def _category_of(file: str, categories: Sequence[str]) -> str:
    """The category that a folder above the file is named after; empty when none is."""
    known = {slugify(name): name for name in categories}
    for step in reversed(file.split("/")[:-1]):
        if slugify(step) in known:
            return known[slugify(step)]
    return ""


def summary(outcomes: Sequence[Outcome], others: int = 0) -> str:
    """Sums that add up to the number of files."""
    sums = Counter(outcome.state for outcome in outcomes)
    parts = ", ".join(f"{sums[state]} {word}" for state, word in STATES.items() if sums[state])
    text = f"Tổng cộng {len(outcomes)} tệp" + (f": {parts}." if parts else ".")
    return text + (f" Bỏ qua {others} tệp không phải văn bản." if others else "")


def as_rows(outcomes: Sequence[Outcome], folder: Path) -> Iterator[Sequence[str]]:
    """A table of all files, for a spreadsheet."""
    yield ("tệp", "kết quả", "bài", "địa chỉ cũ", "cần xem", "ghi chú", "lỗi và cách sửa")
    for one in outcomes:
        errors = [f"{error.message}. Cách sửa: {error.hint}" for error in one.errors]
        yield (
            one.file.relative_to(folder).as_posix(),
            STATES[one.state],
            one.post,
            ", ".join(one.old),
            _joined(left for left in one.left if left.eyes),
            _joined(left for left in one.left if not left.eyes),
            "; ".join(errors),
        )


def _joined(left: Iterator[Left]) -> str:
    return "; ".join(map(told, left))
