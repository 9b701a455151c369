"""Every content file with its state: which of them somebody asked for, and sums of all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from plugins.content.catalog import Catalog
from plugins.content.categories import category_of
from plugins.content.posts import STATES, State
from plugins.content.scan import TEXTS
from plugins.fields import Kind
from plugins.spreadsheets import as_csv
from plugins.values import Struct, asdict
from plugins.vietnamese import fold, format_date, natural_key, nearest, nfc

FORMATS = ("text", "csv", "json")

_KINDS: dict[Kind, str] = {"post": "bài", "page": "trang", "video": "video"}
_HEADER = ("Trạng thái", "Loại", "Ngày", "Tiêu đề", "Chuyên mục", "Người ký", "Tệp", "Địa chỉ")


class Row(Struct, frozen=True, kw_only=True):
    """A content file; what could not be read in it is empty, its address when it has none."""

    path: str
    kind: Kind
    state: State
    title: str
    date: datetime | None
    category: str
    author: str
    address: str


class Filters(Struct, frozen=True, kw_only=True):
    """What is wanted; an empty field asks for nothing.

    `author` is a part of the name, with or without marks.
    """

    states: tuple[State, ...] = ()
    category: str = ""
    year: int | None = None
    author: str = ""

    def let(self, row: Row) -> bool:
        """Whether a row is wanted. One without a date is of the year of its folder."""
        year = row.date.year if row.date else _folder_year(row.path)
        return (
            (not self.states or row.state in self.states)
            and (not self.category or row.category == self.category)
            and (self.year is None or year == self.year)
            and fold(self.author) in fold(row.author)
        )


class FilterError(ValueError):
    """A filter that nothing could pass: one sentence that says why and what to type."""


def parse_filters(
    state: str, category: str, year: str, author: str, categories: Sequence[str]
) -> Filters:
    """Filters as they were typed: states by their names in English or a part of those that editors
    see, several with commas; a category with or without marks. Raises FilterError."""
    return Filters(
        states=tuple(_state(word) for word in state.split(",") if word.strip()),
        category=_category(category, categories) if category.strip() else "",
        year=_year(year) if year.strip() else None,
        author=nfc(author.strip()),
    )


def _state(word: str) -> State:
    wanted = fold(word.strip())
    if wanted in STATES:
        return wanted
    near = [state for state, name in STATES.items() if wanted in fold(name)]
    if len(near) == 1:
        return near[0]
    known = ", ".join(f"{state} ({name})" for state, name in STATES.items())
    raise FilterError(f"Không có --state={word.strip()}; chọn trong: {known}.")


def _category(word: str, categories: Sequence[str]) -> str:
    if name := category_of(word, categories):
        return name
    close = nearest(word, categories)
    cure = f"có phải là “{close}”?" if close else f"chọn trong: {', '.join(categories)}."
    raise FilterError(f"Không có --category={word}; {cure}")


def _year(word: str) -> int:
    if not (word.strip().isascii() and word.strip().isdecimal() and len(word.strip()) == 4):
        raise FilterError(f"--year={word}: gõ năm bằng bốn chữ số, ví dụ --year 2021.")
    return int(word)


def _folder_year(path: str) -> int | None:
    part = path.split("/")[1:2]
    return int(part[0]) if part and len(part[0]) == 4 and part[0].isdecimal() else None


def make_rows(catalog: Catalog) -> list[Row]:
    """A row for each file: posts, then pages, then videos, each with the newest first; before those
    the files that have no date, for somebody has to look at them."""
    known = {document.path: document.fields for document, _ in catalog.documents}
    rows = []
    for file, (path, state) in zip(catalog.files, catalog.states, strict=True):
        fields = known.get(path, {})
        rows.append(
            Row(
                path=path,
                kind=file.kind,
                state=state,
                title=fields.get("title", ""),
                date=fields.get("date"),
                category=fields.get("category", ""),
                author=fields.get("author", ""),
                address=f"/{file.url}" if file.url else "",
            )
        )
    return sorted([*rows, *_lost(catalog)], key=_order)


def _lost(catalog: Catalog) -> list[Row]:
    """Texts that are no content where they lie: whoever counts the files counts them too."""
    known = {path for path, _ in catalog.states}
    paths = {problem.path for problem in catalog.problems if problem.level == "error"} - known
    return [
        Row(
            path=path, kind="post", state="error", title="", date=None, category="", author="",
            address="",
        )
        for path in paths
        if path.lower().endswith(TEXTS)
    ]  # fmt: skip


def _order(row: Row) -> tuple[int, bool, float, tuple[tuple[int, str], ...]]:
    age = -row.date.timestamp() if row.date else 0.0
    return list(_KINDS).index(row.kind), row.date is not None, age, natural_key(row.path)


def sums(rows: Iterable[Row]) -> dict[State, int]:
    """How many files are in each state, in the order in which editors are told."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in STATES if found[state]}


def told(counts: Mapping[State, int]) -> str:
    """`3 đã đăng, 1 bản nháp`."""
    return ", ".join(f"{count} {STATES[state]}" for state, count in counts.items())


def total_line(rows: Sequence[Row], shown: Sequence[Row]) -> str:
    """The sums, which add up to the number of files, also where a filter left some out."""
    count = len(shown)
    if len(rows) == count:
        return f"Tổng cộng {count} tệp" + (f": {told(sums(rows))}." if rows else ".")
    left = Counter(sums(rows)) - Counter(sums(shown))
    kept = f": {told(sums(shown))}" if shown else ""
    out = told({state: left[state] for state in STATES if left[state]})
    return f"Chọn được {count} trong {len(rows)} tệp{kept}. Để lại {len(rows) - count} tệp: {out}."


def as_lines(rows: Iterable[Row]) -> list[str]:
    """A line for a terminal for each file."""
    return [f"{STATES[row.state]:<18} {_date(row):<10} {row.path}" for row in rows]


def as_table(rows: Iterable[Row]) -> bytes:
    """A table for a spreadsheet."""
    cells = (
        (
            STATES[row.state], _KINDS[row.kind], _date(row), row.title, row.category, row.author,
            row.path, row.address,
        )
        for row in rows
    )  # fmt: skip
    return as_csv([_HEADER, *cells])


def as_json(rows: Sequence[Row], shown: Sequence[Row]) -> str:
    """For programs: the files, how many there are, and the sums of all and of those shown."""
    files = [asdict(row) | {"date": row.date.isoformat() if row.date else None} for row in shown]
    found = {"total": len(rows), "states": sums(rows), "shown": sums(shown), "files": files}
    return json.dumps(found, ensure_ascii=False, indent=1)


def _date(row: Row) -> str:
    return format_date(row.date) if row.date else ""
