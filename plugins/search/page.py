"""The search page as templates see it: what can be chosen, and a list for those without scripts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from plugins.addresses import SEARCH, year_address
from plugins.content.entries import Entry
from plugins.head import Head
from plugins.search.records import FILM, PAGE, STOP, Record
from plugins.values import Struct
from plugins.vietnamese import collation_key, slugify

TITLE = "Tìm kiếm"

MOST = 300
"""Titles on the page: of older years there is only a link to their pages."""

POLICY = (("script-src", "'wasm-unsafe-eval'"),)
"""Pagefind is a program in WebAssembly; nothing else on the site is."""


class Choice(Struct, frozen=True, kw_only=True):
    """A value of a filter, and its name."""

    value: str
    name: str


class Title(Struct, frozen=True, kw_only=True):
    """A post in the list; `url` is its site path."""

    title: str
    url: str
    date: datetime


class Year(Struct, frozen=True, kw_only=True):
    """The posts of a year, the newest first; `titles` is empty where there are too many of them."""

    name: str
    url: str
    count: int
    titles: tuple[Title, ...]


class SearchPage(Struct, frozen=True, kw_only=True):
    """The page. Where it is not `indexed` there is nothing to search with, and only the list."""

    title: str
    url: str
    indexed: bool
    kinds: tuple[Choice, ...]
    years: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    list: tuple[Year, ...]
    head: Head


def make_search_page(
    entries: Sequence[Entry], categories: Iterable[str], records: Sequence[Record]
) -> SearchPage:
    """The page for posts, newest first. `records` are what the index holds, none without one."""
    kinds = {record.kind for record in records}
    departments = {record.department for record in records}
    indexed = bool(records)
    return SearchPage(
        title=TITLE,
        url=SEARCH,
        indexed=indexed,
        kinds=_choices(name for name in (*categories, FILM, STOP, PAGE) if name in kinds),
        years=_choices(sorted({record.year for record in records}, reverse=True)),
        departments=_choices(sorted(departments, key=collation_key)),
        list=tuple(_years(entries)),
        head=Head(
            title=TITLE,
            path=SEARCH,
            kind="section",
            description="Tìm trong mọi tin, trang và video của thư viện.",
            policy=POLICY if indexed else (),
        ),
    )


def _choices(names: Iterable[str]) -> tuple[Choice, ...]:
    """One for each value: two spellings of a name can have the same."""
    found = {slugify(name): name for name in reversed(list(names))}
    return tuple(Choice(value=value, name=name) for value, name in reversed(found.items()) if value)


def _years(entries: Iterable[Entry]) -> Iterator[Year]:
    """By the years in addresses, as their pages are, whatever a post's date says."""
    by_year: dict[str, list[Title]] = defaultdict(list)
    for entry in entries:
        title = Title(title=entry.title, url=entry.url, date=entry.date)
        by_year[entry.url.split("/")[1]].append(title)
    left = MOST
    for year in sorted(by_year, reverse=True):
        found = by_year[year]
        left -= len(found)
        yield Year(
            name=year,
            url=year_address(int(year)),
            count=len(found),
            titles=tuple(found) if left >= 0 else (),
        )
