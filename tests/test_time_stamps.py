"""Time stamps at the beginning of lines become links, and no others."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.markdown_body import convert
from plugins.time_stamps import seconds_of


def html(text: str, path: str = "video/phim.md") -> str:
    return convert(text, path=path).html


def link(stamp: str, second: int) -> str:
    return f'<a href="#t={second}">{stamp}</a>'


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("1:23 Xe chạy", f"<p>{link('1:23', 83)} Xe chạy</p>"),
        ("01:02:03 – Hết", f"<p>{link('01:02:03', 3723)} – Hết</p>"),
        ("0:05", f"<p>{link('0:05', 5)}</p>"),
        ("0:05: *Chữ*", f"<p>{link('0:05', 5)}: <em>Chữ</em></p>"),
        (
            "0:00 Một\n0:07 **Hai**\n 0:09 Ba\ncòn nữa",
            f"<p>{link('0:00', 0)} Một<br>\n{link('0:07', 7)} <strong>Hai</strong><br>\n"
            f"{link('0:09', 9)} Ba\ncòn nữa</p>",
        ),
        ("Mở  \n0:07 Hai", f"<p>Mở<br>\n{link('0:07', 7)} Hai</p>"),
        ("Mở\n0:07 Hai", f"<p>Mở<br>\n{link('0:07', 7)} Hai</p>"),
        ("- 0:07 Một", f"<ul>\n<li>{link('0:07', 7)} Một</li>\n</ul>"),
        (
            "1. 0:07 Một\n\n2. 0:09 Hai",
            f"<ol>\n<li>\n<p>{link('0:07', 7)} Một</p>\n</li>\n<li>\n<p>{link('0:09', 9)} Hai</p>\n"
            "</li>\n</ol>",
        ),
        ("> 0:07 Lời", f"<blockquote>\n<p>{link('0:07', 7)} Lời</p>\n</blockquote>"),
        ("## 0:07 Mục", f'<h2 id="0-07-muc">{link("0:07", 7)} Mục</h2>'),
    ],
)
def test_lines_that_begin_with_one(text: str, made: str) -> None:
    assert html(text) == made


@pytest.mark.parametrize(
    "text",
    [
        "Lúc 8:30 xe đến",
        "1:2 Tỉ số",
        "1:234 Tỉ lệ",
        "1:60 Không có",
        "99:1:00 Không có",
        "1:23:45:06 Không có",
        "1:00,5 giây",
        "1:00.5 giây",
        "8:30h sáng",
        "**1:23** Chữ đậm",
        "`1:23`",
        "    1:23 mã",
        "```\n1:23 mã\n```",
        "<div>\n1:23\n</div>",
        '<b title="a\n1:23">b</b>',
        "[1:23](https://example.org) Xe chạy",
    ],
)
def test_others_stay(text: str) -> None:
    assert "#t=" not in html(text)


@pytest.mark.parametrize("path", ["tin-tuc/2021/bai/index.md", "trang/lien-he.md"])
def test_only_in_the_text_of_a_film(path: str) -> None:
    assert html("8:30 Khai mạc", path) == "<p>8:30 Khai mạc</p>"


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_every_moment_comes_back(hours: int, minutes: int, seconds: int) -> None:
    second = hours * 3600 + minutes * 60 + seconds
    for stamp in (f"{hours}:{minutes:02}:{seconds:02}", f"{minutes}:{seconds:02}"):
        assert html(f"{stamp} a") == f"<p>{link(stamp, seconds_of(stamp))} a</p>"
    assert seconds_of(f"{hours}:{minutes:02}:{seconds:02}") == second


@given(st.text("ab *_`0123:\n-#>1", max_size=80))
def test_no_word_is_lost(text: str) -> None:
    def words(made: str) -> str:
        return "".join(re.sub(r"<[^>]*>", "", made).split())

    assert words(html(text)) == words(html(text, "trang/a.md"))
