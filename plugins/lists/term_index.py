"""All tags, and all series, each on a page by the Vietnamese alphabet with the number of posts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from plugins.addresses import NEWS, SERIES, TAGS
from plugins.head import Crumb, Head
from plugins.lists.listings import NEWS_TITLE, SERIES_TITLE, TAGS_TITLE, Counted, Kind, Listing
from plugins.values import Struct
from plugins.vietnamese import collation_key, nfc

_PAGES: tuple[tuple[Kind, str, str], ...] = (
    ("tag", TAGS_TITLE, TAGS),
    ("series", SERIES_TITLE, SERIES),
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
DIGITS = "0–9"


class TermGroup(Struct, frozen=True, kw_only=True):
    """Terms that begin with one letter of the alphabet."""

    letter: str
    terms: tuple[Counted, ...]


class TermIndex(Struct, frozen=True, kw_only=True):
    """The page; `url` is its site path."""

    title: str
    url: str
    groups: tuple[TermGroup, ...]

    @property
    def head(self) -> Head:
        """What the page says about itself."""
        trail = (Crumb(title=NEWS_TITLE, url=NEWS),)
        return Head(title=self.title, path=self.url, kind="listing", trail=trail)


def term_indexes(listings: Iterable[Listing]) -> list[TermIndex]:
    """The pages that lead to lists of tags and series; a site without any has an empty one."""
    found: dict[Kind, list[Counted]] = {kind: [] for kind, _, _ in _PAGES}
    for listing in listings:
        if listing.term and listing.kind in found:
            term = listing.term
            counted = Counted(name=term.name, url=term.url, count=listing.total)
            found[listing.kind].append(counted)
    return [
        TermIndex(title=title, url=url, groups=tuple(_groups(found[kind])))
        for kind, title, url in _PAGES
    ]


def _groups(terms: Iterable[Counted]) -> Iterator[TermGroup]:
    """Letters that only a mark of tone tells apart are one; what begins with another sign is
    sorted by what follows it."""
    ordered = sorted(terms, key=lambda term: (collation_key(_begun(term.name)), term.url))
    for letter, group in groupby(ordered, key=lambda term: letter_of(term.name)):
        yield TermGroup(letter=letter, terms=tuple(group))


def letter_of(name: str) -> str:
    """`Ă` for `Ẳm`, `Đ` for `đọc sách`, `0–9` for `20/11`."""
    first = _begun(name)[:1]
    if first.isdecimal():
        return DIGITS
    whole = unicodedata.normalize("NFD", first.upper())
    return nfc("".join(mark for mark in whole if mark not in _TONES))


def _begun(name: str) -> str:
    """A name from its first letter or digit on."""
    start = next((at for at, sign in enumerate(name) if sign.isalnum()), 0)
    return name[start:]
