"""What of a Markdown text is words: the rest is blotted out, and nothing moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.proofreading.prose import MARK, THING, place_of, prose


def shown(text: str) -> str:
    return prose(text).replace(THING, "▒").replace(MARK, "·")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Một câu, có dấu.", "Một câu, có dấu."),
        ("## Đầu đề", "▒▒ Đầu đề"),
        ("- mục\n1. mục\n> trích", "▒ mục\n▒▒ mục\n▒▒trích"),
        ("**đậm** và _nghiêng_, snake_case", "··đậm·· và ·nghiêng·, snake_case"),
        ("[chữ](../bai/index.md) sau", "·chữ·················· sau"),
        ('![mô tả](a.jpg "chú thích")', "··mô tả▒▒▒▒▒▒▒▒▒chú thích▒▒"),
        ("`mã` và ``m`ã``", "▒▒▒▒ và ▒▒▒▒▒▒▒"),
        ("```\nmã\n```\nchữ", "▒▒▒\n▒▒\n▒▒▒\nchữ"),
        ("~~~ x\nmã", "▒▒▒▒▒\n▒▒"),
        ("a\n\n    mã\n", "a\n\n▒▒▒▒▒▒\n"),
        ("<b>đậm</b> &nbsp; <!-- ẩn\nđi -->", "▒▒▒đậm▒▒▒▒ ▒▒▒▒▒▒ ▒▒▒▒▒▒▒\n▒▒▒▒▒▒"),
        ("<code>mã</code> chữ", "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ chữ"),
        ("thư a.b@c.vn, trang thuvien.vn/x", "thư ▒▒▒▒▒▒▒▒, trang ▒▒▒▒▒▒▒▒▒▒▒▒"),
        ("https://a.vn/?b=c,d và tel:+84 x", "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ và ▒▒▒▒▒▒▒ x"),
        ("tệp index.md và anh-01.jpg.", "tệp ▒▒▒▒▒▒▒▒ và ▒▒▒▒▒▒▒▒▒▒."),
        ("| a | b |\n|:--|--|\n| c | d |", "▒▒a▒▒▒b▒▒\n▒▒▒▒▒▒▒▒\n▒▒c▒▒▒d▒▒"),
        ("chữ[^1]\n\n[^1]: chú", "chữ····\n\n▒▒▒▒▒ chú"),
        ("[x][y]\n\n[y]: https://a.vn", "·x····\n\n▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒"),
        (r"2 \* 3 ~~bỏ~~", "2 ·· 3 ··bỏ··"),
    ],
)
def test_what_is_left(text: str, left: str) -> None:
    assert shown(text) == left


@given(st.lists(st.sampled_from([*'*_`[]()<>|\\!#-~& \n"ă.:/@', "](", "```", "    ", "a.vn"])))
def test_nothing_moves(parts: list[str]) -> None:
    text = "".join(parts)
    made = prose(text)
    assert len(made) == len(text)
    assert all(new in (old, THING, MARK) for old, new in zip(text, made, strict=True))
    assert [i for i, c in enumerate(text) if c == "\n"] == [
        i for i, c in enumerate(made) if c == "\n"
    ]


def test_places() -> None:
    assert [place_of("ab\n\nc", place) for place in (0, 1, 3, 4)] == [
        (0, 0),
        (0, 1),
        (1, 0),
        (2, 0),
    ]
