"""The search page as templates see it: what can be chosen, and a list for those without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from plugins.addresses import SEARCH, year_address
from plugins.content.entries import Entry
from plugins.head import Head
from plugins.search.records import FILM, PAGE, STOP
from plugins.values import Struct
from plugins.vietnamese import collation_key, slugify

TITLE = "Tìm kiếm"

MOST = 300
"""Titles on the page: of older years there is only a link to their pages."""

POLICY = "script-src 'self' 'wasm-unsafe-eval'"
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
    entries: Sequence[Entry],
    categories: Iterable[str],
    departments: Iterable[str],
    others: Iterable[str],
    *,
    indexed: bool,
) -> SearchPage:
    """The page for posts, newest first; `others` are the kinds of what else can be found."""
    used = {entry.category.name for entry in entries} | set(others)
    years = tuple(_years(entries))
    return SearchPage(
        title=TITLE,
        url=SEARCH,
        indexed=indexed,
        kinds=_choices(name for name in (*categories, FILM, STOP, PAGE) if name in used),
        years=_choices(year.name for year in years),
        departments=_choices(sorted(set(departments) - {""}, key=collation_key)),
        list=years,
        head=Head(
            title=TITLE,
            path=SEARCH,
            kind="section",
            description="Tìm trong mọi tin, trang và video của thư viện.",
            policy=POLICY if indexed else "",
        ),
    )


def _choices(names: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value=slugify(name), name=name) for name in names)


def _years(entries: Sequence[Entry]) -> Iterable[Year]:
    left = MOST
    for year, group in groupby(entries, key=lambda entry: entry.url.split("/")[1]):
        found = [Title(title=one.title, url=one.url, date=one.date) for one in group]
        left -= len(found)
        yield Year(
            name=year,
            url=year_address(int(year)),
            count=len(found),
            titles=tuple(found) if left >= 0 else (),
        )
