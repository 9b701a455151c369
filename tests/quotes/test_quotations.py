"""Quotations: reading the file, and choosing one for each day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.quotes.quotations import FILE, Quote, Window, parse_quotes, quote_of_the_day

YEAR = [date(2021, 1, 1) + timedelta(days=n) for n in range(365)]
PLAIN = "- {text: Sách, author: Tục ngữ}\n"


def quotes(number: int) -> list[Quote]:
    return [Quote(text=f"Câu số {n}", author="Tục ngữ") for n in range(number)]


def days(first: tuple[int, int], last: tuple[int, int]) -> tuple[Window, ...]:
    """One window, as (day, month) pairs."""
    return (Window(first=first[::-1], last=last[::-1]),)


def parse(text: str) -> tuple[list[Quote], list[tuple[int | None, str]]]:
    found, problems = parse_quotes(text.encode(), FILE)
    assert all(problem.path == FILE for problem in problems)
    return found, [(problem.line, problem.message) for problem in problems]


def test_a_whole_file() -> None:
    found, problems = parse(
        "- text: Sách là kho báu\n    của thế giới.\n  author: Henry David Thoreau\n"
        "  source: 'Walden, chương “Đọc”'\n  lang: vi\n"
        '  days: ["21/4", 01/9-07/9, 20/12 – 05/01]\n  weight: 2.5\n  sample: true\n' + PLAIN
    )
    assert problems == []
    assert found == [
        Quote(
            text="Sách là kho báu của thế giới.",
            author="Henry David Thoreau",
            source="Walden, chương “Đọc”",
            lang="vi",
            days=days((21, 4), (21, 4)) + days((1, 9), (7, 9)) + days((20, 12), (5, 1)),
            weight=2.5,
            sample=True,
        ),
        Quote(text="Sách", author="Tục ngữ"),
    ]


@pytest.mark.parametrize("data", ["", "\n", "# chưa có câu nào\n", "\ufeff"])
def test_nothing_yet(data: str) -> None:
    assert parse(data) == ([], [])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("text: a\nauthor: b\n", 1, "tệp phải là một danh sách câu trích"),
        ("- text: a: b\n", 1, "YAML viết chưa đúng"),
        (PLAIN + "- Chỉ có chữ\n", 2, "câu trích không có text và author"),
        (PLAIN + "- text: a\n", 2, "câu trích thiếu “author”"),
        (PLAIN + "- author: a\n", 2, "câu trích thiếu “text”"),
        (PLAIN + "- text: a\n  author: ' '\n", 2, "câu trích thiếu “author”"),
        (PLAIN + "- text: a\n  author: b\n  autor: c\n", 4, "không có khóa “autor”"),
        (PLAIN + "- text: a\n  author: b\n  text: c\n", 4, "khóa “text” có hai lần"),
        (PLAIN + "- text: a\n  author: b\n  weight: 0\n", 4, "weight không hiểu được: “0”"),
        (PLAIN + "- text: a\n  author: b\n  weight: inf\n", 4, "weight không hiểu được: “inf”"),
        (PLAIN + "- text: a\n  author: b\n  weight: nan\n", 4, "weight không hiểu được: “nan”"),
        (PLAIN + "- text: a\n  author: b\n  weight: hai\n", 4, "weight không hiểu được: “hai”"),
        (PLAIN + "- text: a\n  author: b\n  sample: yes\n", 4, "sample phải là true hoặc false"),
        (PLAIN + "- text: a\n  author: b\n  source: [c]\n", 4, "“source” phải là một dòng chữ"),
        (PLAIN + "- text: a\n  author: b\n  days: 31/4\n", 4, "không có ngày “31/4” trên lịch"),
        (PLAIN + "- text: a\n  author: b\n  days: [4/21]\n", 4, "không có ngày “4/21” trên lịch"),
        (
            PLAIN + "- text: a\n  author: b\n  days: [1/9-31/9]\n",
            4,
            "không có ngày “1/9-31/9” trên lịch",
        ),
        (PLAIN + "- text: a\n  author: b\n  days: [hè]\n", 4, "không có ngày “hè” trên lịch"),
        (
            PLAIN + "- text: a\n  author: b\n  days:\n  - 1/1\n  - {a: b}\n",
            6,
            "không có ngày “” trên lịch",
        ),
    ],
)
def test_a_problem(text: str, line: int, message: str) -> None:
    found, problems = parse(text)
    assert problems == [(line, message)]
    assert found == parse(PLAIN)[0] if text.startswith(PLAIN) else found == []


def test_bytes_that_are_not_text() -> None:
    found, (problem,) = parse_quotes(PLAIN.encode() + b"- \xff", FILE)
    assert (found, problem.line, problem.message) == ([], 2, "tệp không phải chữ UTF-8")


def test_all_problems_at_once() -> None:
    text = (
        "- text: a\n  autor: b\n  weight: -1\n  days: [30/2, 1/13]\n"
        "- chữ\n- text: c\n  author: d\n- text: [e]\n  author: f\n  sample: 1\n"
    )
    found, problems = parse(text)
    assert found == [Quote(text="c", author="d")]
    assert problems == [
        (2, "không có khóa “autor”"),
        (1, "câu trích thiếu “author”"),
        (3, "weight không hiểu được: “-1”"),
        (4, "không có ngày “30/2” trên lịch"),
        (4, "không có ngày “1/13” trên lịch"),
        (5, "câu trích không có text và author"),
        (8, "“text” phải là một dòng chữ"),
        (8, "câu trích thiếu “text”"),
        (10, "sample phải là true hoặc false"),
    ]


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                "- ",
                "text:",
                "author:",
                "days:",
                "weight:",
                "a",
                "1/9",
                "[",
                "]",
                "{",
                "}",
                "\n",
                "  ",
            ]
        )
    ).map(" ".join)
)
def test_any_text_is_read_or_explained(text: str) -> None:
    found, problems = parse_quotes(text.encode(), FILE)
    assert all(quote.text and quote.author for quote in found)
    assert all(problem.line and problem.message for problem in problems)


@pytest.mark.parametrize(
    ("window", "day", "inside"),
    [
        (((21, 4), (21, 4)), (2021, 4, 21), True),
        (((21, 4), (21, 4)), (2021, 4, 20), False),
        (((1, 9), (7, 9)), (2021, 9, 1), True),
        (((1, 9), (7, 9)), (2021, 9, 7), True),
        (((1, 9), (7, 9)), (2021, 9, 8), False),
        (((20, 12), (5, 1)), (2021, 12, 31), True),
        (((20, 12), (5, 1)), (2021, 1, 5), True),
        (((20, 12), (5, 1)), (2021, 1, 6), False),
        (((29, 2), (29, 2)), (2020, 2, 29), True),
        (((28, 2), (1, 3)), (2020, 2, 29), True),
    ],
)
def test_windows(
    window: tuple[tuple[int, int], tuple[int, int]], day: tuple[int, int, int], inside: bool
) -> None:
    (made,) = days(*window)
    assert (date(*day) in made) is inside


def test_on_its_days_a_quotation_goes_before_all_others() -> None:
    special = Quote(text="Ngày Sách", author="a", days=days((20, 4), (22, 4)), weight=0.001)
    chosen = [day for day in YEAR if quote_of_the_day([*quotes(5), special], day) == special]
    assert chosen == [date(2021, 4, 20), date(2021, 4, 21), date(2021, 4, 22)]


def test_two_quotations_of_one_day_share_its_years() -> None:
    pair = [Quote(text=text, author="a", days=days((21, 4), (21, 4))) for text in "ab"]
    chosen = {quote_of_the_day(pair, date(year, 4, 21)) for year in range(2000, 2030)}
    assert chosen == set(pair)


def test_none_of_none() -> None:
    assert quote_of_the_day([], YEAR[0]) is None


def test_the_same_for_everyone() -> None:
    # Fixed: another machine, order of the file or version of Python may not move a day.
    chosen = [quote_of_the_day(quotes(9), day) for day in YEAR[:12]]
    assert "".join(quote.text[-1] for quote in chosen if quote) == "743214415226"
    for day in YEAR:
        assert quote_of_the_day(quotes(9), day) == quote_of_the_day(quotes(9)[::-1], day)


def test_weights_are_shares_of_the_year() -> None:
    heavy = Quote(text="Nặng", author="a", weight=3)
    counts = Counter(quote_of_the_day([*quotes(6), heavy], day) for day in YEAR)
    assert 90 <= counts[heavy] <= 155  # a third of 365, give or take three deviations
    light = Quote(text="Nhẹ", author="a", weight=1e-9)
    assert all(quote_of_the_day([*quotes(6), light], day) != light for day in YEAR)


@pytest.mark.parametrize("number", [2, 5, 10, 30])
@pytest.mark.parametrize("place", [0, -1])
def test_an_added_quotation_moves_few_days(number: int, place: int) -> None:
    before = quotes(number)
    new = Quote(text="Câu mới thêm", author="a")
    after = [new, *before] if place == 0 else [*before, new]
    moved = [day for day in YEAR if quote_of_the_day(before, day) != quote_of_the_day(after, day)]
    assert all(quote_of_the_day(after, day) == new for day in moved)
    assert 0 < len(moved) <= 2 / number * len(YEAR)


def test_a_mended_author_or_source_moves_no_day() -> None:
    mended = [Quote(text=quote.text, author="Khác", source="Sách") for quote in quotes(9)]
    for day in YEAR:
        before, after = quote_of_the_day(quotes(9), day), quote_of_the_day(mended, day)
        assert before is not None
        assert after is not None
        assert before.text == after.text
