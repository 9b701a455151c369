"""What templates and the banner's script get."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from plugins.files import digest
from plugins.quotes import data_file as module
from plugins.quotes.choice import two_years
from plugins.quotes.quotations import BANNER_LENGTH, Quote
from plugins.quotes.shown import Quotes, quotes_page
from plugins.quotes.shown import make_quotes as banner
from plugins.quotes.windows import Window
from tests.quotes.test_choice import quote_of_the_day, quotes, random_quotes

TODAY = date(2026, 11, 27)


def data_file(made: list[Quote], year: int) -> tuple[str, bytes]:
    return module.data_file(made, year, two_years(made, year))


def make_quotes(made: list[Quote], today: date, address: str) -> Quotes:
    return banner(made, quote_of_the_day(made, today), today, address)


def test_the_banner_of_a_day() -> None:
    made = quotes(9)
    long = Quote(text="a" * (BANNER_LENGTH + 1), author="b" * 99)
    third = Quote(text="“Câu” dài nhất", author="Một tác giả", source="Một cuốn sách")
    shown = make_quotes([*made, long, third], TODAY, "static/a.json")
    expected = quote_of_the_day([*made, long, third], TODAY)
    assert expected
    assert shown.today
    assert shown.today.anchor == expected.anchor
    assert shown.exchange
    assert (shown.exchange.day, shown.exchange.address) == (TODAY, "static/a.json")
    assert shown.exchange.longest.text == "‘Câu’ dài nhất"
    assert shown.exchange.longest_by.author == "Một tác giả"


@pytest.mark.parametrize("number", [0, 1])
def test_nothing_to_exchange(number: int) -> None:
    long = Quote(text="a" * (BANNER_LENGTH + 1), author="a")
    assert data_file([*quotes(number), long], 2026) == ("", b"")
    shown = make_quotes([*quotes(number), long], TODAY, "")
    assert (shown.today is None, shown.exchange) == (number == 0, None)


def test_the_file_names_the_quotation_of_each_day_of_two_years() -> None:
    made = random_quotes(30, 1)
    address, data = data_file(made, 2023)
    assert address == f"static/trich-dan.{digest(data)}.json"
    value = json.loads(data)
    assert value["first"] == "2023-01-01"
    assert len(value["days"]) == 365 + 366
    assert value["anyDay"] == 27
    for number, index in enumerate(value["days"]):
        quote = quote_of_the_day(made, date(2023, 1, 1) + timedelta(days=number))
        assert quote
        assert value["quotes"][index]["anchor"] == quote.anchor
    assert "source" not in value["quotes"][0]


def test_days_without_any() -> None:
    window = (Window(first=(4, 21), last=(4, 21)),)
    made = [Quote(text=text, author="a", days=window) for text in "ab"]
    value = json.loads(data_file(made, 2023)[1])
    assert value["days"].count(-1) == 729
    assert value["anyDay"] == 0


def test_the_file_is_small() -> None:
    """A hundred quotations of eighty characters, and two years: uncompressed."""
    made = [Quote(text=f"{n:03} " + "sách hay " * 8, author="Tục ngữ") for n in range(100)]
    assert len(data_file(made, 2026)[1]) < 32_000


def test_the_page_lists_all_by_author() -> None:
    made = [
        Quote(text="Một", author="Đỗ A", source="Sách", sample=True),
        Quote(text="Hai", author="Tục ngữ"),
        Quote(text="Ba", author="Ân B"),
        Quote(text="a" * (BANNER_LENGTH + 1), author="Đỗ A"),
    ]
    page = quotes_page(made)
    assert [(g.author, len(g.quotes)) for g in page.groups] == [
        ("Ân B", 1),
        ("Đỗ A", 2),
        ("Tục ngữ", 1),
    ]
    assert page.sample
    assert page.head.path == "trich-dan/"
    assert not page.head.noindex
    anchors = [quote.anchor for group in page.groups for quote in group.quotes]
    assert len(set(anchors)) == 4
