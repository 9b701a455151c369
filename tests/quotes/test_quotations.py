"""Quotations: reading the file."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import Problem
from plugins.quotes.quotations import BANNER_LENGTH, FILE, Quote, parse_quotes
from plugins.quotes.windows import Window

PLAIN = "- {text: Sách, author: Tục ngữ}\n"
MORE = PLAIN + "- text: a\n  author: Ca dao\n"


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
        ("text: a\nauthor: Ca dao\n", 1, "tệp phải là một danh sách câu trích"),
        ("- text: a: b\n", 1, "dòng này viết chưa đúng, máy không hiểu"),
        (PLAIN + "- Chỉ có chữ\n", 2, "câu trích không có text và author"),
        (PLAIN + "- text: a\n", 2, "câu trích thiếu “author”"),
        (PLAIN + "- author: a\n", 2, "câu trích thiếu “text”"),
        (PLAIN + "- text: a\n  author: ' '\n", 2, "câu trích thiếu “author”"),
        (MORE + "  autor: c\n", 4, "không có khóa “autor”"),
        (MORE + "  text: c\n", 4, "khóa “text” có hai lần"),
        (MORE + "  weight: 0\n", 4, "weight không hiểu được: “0”"),
        (
            MORE + "  weight: inf\n",
            4,
            "weight không hiểu được: “inf”",
        ),
        (
            MORE + "  weight: nan\n",
            4,
            "weight không hiểu được: “nan”",
        ),
        (
            MORE + "  weight: hai\n",
            4,
            "weight không hiểu được: “hai”",
        ),
        (
            MORE + "  sample: yes\n",
            4,
            "sample phải là true hoặc false",
        ),
        (
            MORE + "  source: [c]\n",
            4,
            "“source” phải là một dòng chữ",
        ),
        (
            MORE + "  lang: tiếng Anh\n",
            4,
            "lang không hiểu được: “tiếng Anh”",
        ),
        (
            MORE + "  days: 31/4\n",
            4,
            "không có ngày “31/4” trên lịch",
        ),
        (
            MORE + "  days: [4/21]\n",
            4,
            "không có ngày “4/21” trên lịch",
        ),
        (
            MORE + "  days: [1/9-31/9]\n",
            4,
            "không có ngày “1/9-31/9” trên lịch",
        ),
        (MORE + "  days: [hè]\n", 4, "không có ngày “hè” trên lịch"),
        (
            MORE + "  days:\n  - 1/1\n  - {a: b}\n",
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
        "- text: a\n  autor: Ca dao\n  weight: -1\n  days: [30/2, 1/13]\n"
        "- chữ\n- text: c\n  author: Ca dao\n- text: [e]\n  author: Ca dao\n  sample: 1\n"
    )
    found, problems = parse(text)
    assert found == [Quote(text="c", author="Ca dao")]
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


TERRIBLE = """- text: Học, học nữa, học mãi!
  author: Người A
- {text: “HỌC HỌC NỮA HỌC MÃI”, author: Tục ngữ}
- text: Một câu dài%s
  author: Người B
  source: Sách B, 2020
  days: [31/2, 20/12-05/01, 7/9-1/9, 4/21, 21/4/2021, 0/5, 12/0]
- {text: Hoà bình, author: Ca dao Việt Nam}
- {text: Hòa bình., author: Ca dao, lang: vi, weight: 0}
- {text: Hòa bình., author: Ca dao}
"""


def test_a_terrible_file() -> None:
    text = TERRIBLE % (" ơi" * 60)
    found, problems = parse_quotes(unicodedata.normalize("NFD", text).encode(), FILE)
    assert [(p.line, p.level, p.message, p.hint) for p in problems] == [
        (
            1,
            "warning",
            "câu trích không ghi nguồn",
            "thêm source: tên sách, bài viết hay bài nói, và năm",
        ),
        (
            3,
            "error",
            "câu trích đã có ở dòng 1",
            "giữ lại một câu; dấu câu và chữ hoa không làm thành câu khác",
        ),
        (7, "error", "không có ngày “31/2” trên lịch", "tháng 2 có các ngày từ 1 đến 29"),
        (
            7,
            "warning",
            "“7/9-1/9” vắt qua năm mới, dài 360 ngày",
            "nếu không phải vậy thì đổi chỗ hai ngày: 01/09-07/09",
        ),
        (7, "error", "không có ngày “4/21” trên lịch", "gõ ngày trước, tháng sau: 21/4"),
        (
            7,
            "error",
            "không có ngày “21/4/2021” trên lịch",
            "bỏ năm, câu trích trở lại mỗi năm: 21/4",
        ),
        (7, "error", "không có ngày “0/5” trên lịch", "tháng 5 có các ngày từ 1 đến 31"),
        (7, "error", "không có ngày “12/0” trên lịch", "một năm có các tháng từ 1 đến 12"),
        (9, "error", "weight không hiểu được: “0”", "gõ số lớn hơn 0, ví dụ 2"),
        (
            10,
            "error",
            "câu trích đã có ở dòng 8",
            "giữ lại một câu; dấu câu và chữ hoa không làm thành câu khác",
        ),
    ]
    assert [quote.text for quote in found] == ["Học, học nữa, học mãi!", "Hoà bình"]


def warnings(text: str) -> list[Problem]:
    found, problems = parse_quotes(text.encode(), FILE)
    assert len(found) == 1, "a warning loses nothing"
    assert all(problem.level == "warning" for problem in problems)
    return problems


@pytest.mark.parametrize(("length", "fits"), [(BANNER_LENGTH, True), (BANNER_LENGTH + 1, False)])
def test_too_long_for_the_banner(length: int, fits: bool) -> None:
    text = f"- author: Tục ngữ\n  text: {'ệ' * length}\n"
    found, _ = parse_quotes(unicodedata.normalize("NFD", text).encode(), FILE)
    assert found[0].fits_banner is fits
    assert [(problem.line, problem.message) for problem in warnings(text)] == (
        [] if fits else [(2, "câu trích dài 141 ký tự, đầu trang chỉ đủ chỗ cho 140")]
    )


@pytest.mark.parametrize("author", ["Tục ngữ", "tuc ngu", "Ca dao", "Ngạn ngữ Nga", "Khuyết danh"])
def test_what_the_people_say_needs_no_source(author: str) -> None:
    assert warnings(f"- {{text: a, author: {author}}}\n") == []
    assert len(warnings("- {text: a, author: Nguyễn Văn A}\n")) == 1
    assert warnings("- {text: a, author: Nguyễn Văn A, source: Sách}\n") == []


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Học thầy không tày học bạn.", "hoc-thay-khong-tay-hoc-ban-807dd1"),
        ("Sách là kho báu quý giá của thế giới", "sach-la-kho-bau-quy-gia-cua-the-gioi-ddae72"),
        ("读书破万卷", "47b534"),
    ],
)
def test_anchors_stay(text: str, anchor: str) -> None:
    """They stand in links of others: these may not change any more."""
    assert Quote(text=text, author="a").anchor == anchor
    mended = Quote(text=f"“{text.upper()}”!", author="b", source="c")
    assert mended.anchor == anchor
