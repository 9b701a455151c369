"""What templates see of quotations: the banner, and the page of all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Self

from plugins.addresses import QUOTES
from plugins.head import Head
from plugins.quotes.marks import quoted
from plugins.quotes.quotations import Quote
from plugins.values import Struct
from plugins.vietnamese import collation_key

TITLE = "Trích dẫn"


class Quotation(Struct, frozen=True, kw_only=True):
    """A quotation as templates see it: `open` and `close` are the marks around its text."""

    text: str
    open: str
    close: str
    author: str
    source: str
    lang: str
    sample: bool
    anchor: str

    @classmethod
    def of(cls, quote: Quote) -> Self:
        """The text in the marks of its language."""
        marked = quoted(quote.text, quote.lang)
        return cls(
            text=marked.text,
            open=marked.open,
            close=marked.close,
            author=quote.author,
            source=quote.source,
            lang=quote.lang,
            sample=quote.sample,
            anchor=quote.anchor,
        )


class Exchange(Struct, frozen=True, kw_only=True):
    """What the banner's script needs: the day whose quotation is shown, the site path of the
    others, and for how much to keep room: the longest text, and the longest line on an origin."""

    day: date
    address: str
    longest: Quotation
    longest_by: Quotation


class Quotes(Struct, frozen=True, kw_only=True):
    """What the banner sees: the quotation of the day, None when there is none, the page of all, and
    how the script exchanges it, None where there is only one."""

    today: Quotation | None
    url: str
    exchange: Exchange | None


class QuoteGroup(Struct, frozen=True, kw_only=True):
    """Quotations of one author."""

    author: str
    quotes: tuple[Quotation, ...]


class QuotesPage(Struct, frozen=True, kw_only=True):
    """The page of all quotations, by author."""

    title: str
    groups: tuple[QuoteGroup, ...]
    sample: bool
    head: Head


def make_quotes(quotes: Sequence[Quote], chosen: Quote | None, today: date, address: str) -> Quotes:
    """The banner of a day with its quotation; `address` is that of the file for its script, if
    there is one."""
    exchange = None
    if chosen and address:
        fitting = [Quotation.of(quote) for quote in quotes if quote.fits_banner]
        exchange = Exchange(
            day=today,
            address=address,
            longest=max(fitting, key=lambda one: len(one.text)),
            longest_by=max(fitting, key=lambda one: len(one.author) + len(one.source)),
        )
    return Quotes(today=Quotation.of(chosen) if chosen else None, url=QUOTES, exchange=exchange)


def quotes_page(quotes: Sequence[Quote]) -> QuotesPage:
    """All quotations in the order of the alphabet, those of one author as in the file."""
    ordered = sorted(quotes, key=lambda quote: (collation_key(quote.author), quote.author))
    groups = groupby(ordered, key=attrgetter("author"))
    return QuotesPage(
        title=TITLE,
        groups=tuple(
            QuoteGroup(author=author, quotes=tuple(map(Quotation.of, group)))
            for author, group in groups
        ),
        sample=any(quote.sample for quote in quotes),
        head=Head(
            title=TITLE,
            path=QUOTES,
            kind="section",
            description=f"{len(quotes)} lời trích ở đầu các trang, xếp theo tác giả.",
            noindex=not quotes,
        ),
    )
