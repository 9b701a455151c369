"""`inv check --fix`: what is mended, what is left alone, and that no word changes."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.frontmatter import Document, parse_document
from plugins.lint.repairs import mend
from plugins.markdown_body import convert
from tests.content.reading import ZONE

HEAD = "---\ntitle: Một bài\ndate: 2021-01-11\ncategory: Tin hoạt động\n{}---\n"


def mended(text: str) -> tuple[str, list[tuple[int, str]]]:
    made = mend(text.encode(), "tin-tuc/2021/bai/index.md", "post", ZONE)
    return made.data.decode(), [(one.line, one.message) for one in made.repairs]


def read(data: bytes) -> Document:
    return parse_document(data, "tin-tuc/2021/bai/index.md", "post", ZONE)


BLANK = "bỏ dấu cách thừa ở cuối dòng"


@pytest.mark.parametrize(
    ("line", "right", "message"),
    [
        (
            "modified: 11/01/2021 8:41:24 SA",
            "modified: 2021-01-11 08:41:24",
            "ngày “11/01/2021 8:41:24 SA” viết thành 2021-01-11 08:41:24",
        ),
        (
            "expires: '1/2/2021' # hết hạn",
            "expires: '2021-02-01' # hết hạn",
            "ngày “1/2/2021” viết thành 2021-02-01",
        ),
        (
            "modified: 2021-1-5 8:05 ",
            "modified: 2021-01-05 08:05",
            "ngày “2021-1-5 8:05” viết thành 2021-01-05 08:05",
        ),
        (
            "modified: 11/01/2021 2:30 CH",
            "modified: 2021-01-11 14:30",
            "ngày “11/01/2021 2:30 CH” viết thành 2021-01-11 14:30",
        ),
        (
            "trip: 12/03/2021 truong-thu",
            "trip: 2021-03-12 truong-thu",
            "ngày “12/03/2021” viết thành 2021-03-12",
        ),
        (
            "correction: {date: 12/1/2021, text: Sửa số, ngày}",
            "correction: {date: 2021-01-12, text: Sửa số, ngày}",
            "ngày “12/1/2021” viết thành 2021-01-12",
        ),
        ("tag: [a, b]", "tags: [a, b]", "tên trường “tag” sửa thành “tags”"),
        ("auhtor: Phòng Đọc", "author: Phòng Đọc", "tên trường “auhtor” sửa thành “author”"),
        ("Summary: Ngắn", "summary: Ngắn", "tên trường “Summary” sửa thành “summary”"),
        ("statuss: draft", "status: draft", "tên trường “statuss” sửa thành “status”"),
    ],
)
def test_fields(line: str, right: str, message: str) -> None:
    text, repairs = mended(HEAD.format(f"{line}\n") + "Chữ.\n")
    assert text == HEAD.format(f"{right}\n") + "Chữ.\n"
    assert [one for one in repairs if one[1] != BLANK] == [(5, message)]


@pytest.mark.parametrize(
    "line",
    [
        "summary: 11/01/2021",
        "modified: 32/01/2021",
        "titles: Hai",  # there is a title
        "auth: a",
        "author2: a",
        "autho: a\nauthr: b",
        "expire: mai",  # no date
        "summary: tag = b",
        "summary: |\n  date là 11/01/2021",
        "correction: {text: 'a', date: 12/1/2021}",
        "tags: [11/01/2021]",
    ],
)
def test_fields_that_nobody_can_be_certain_of(line: str) -> None:
    text = HEAD.format(f"{line}\n") + "Chữ.\n"
    assert mended(text) == (text, [])


@pytest.mark.parametrize(
    ("body", "right", "lines"),
    [
        ("a \nb\t \n\nc  \n", "a\nb\n\nc\n", [6, 7, 9]),
        ("a  \nb\n", "a  \nb\n", []),  # a line break
        ("a\t\nb\n", "a\t\nb\n", []),  # may become one
        ("a  \n   \nb\n", "a\n\nb\n", [6, 7]),
        ("```\na \n \n```\nb \n", "```\na \n \n```\nb\n", [10]),
        ("    mã \n\na \n", "    mã \n\na\n", [8]),
        ("- a \n- b  ", "- a\n- b", [6, 7]),
        ("| a | b | \n|--|--|\n| 1 | 2 |  \n", "| a | b |\n|--|--|\n| 1 | 2 |\n", [6, 8]),
    ],
)
def test_blanks_at_the_ends_of_lines(body: str, right: str, lines: list[int]) -> None:
    head = HEAD.format("")
    assert mended(head + body) == (head + right, [(line, BLANK) for line in lines])


def test_bytes() -> None:
    apart = unicodedata.normalize("NFD", "Tiếng Việt")
    text = "\ufeff" + HEAD.format("").replace("\n", "\r\n") + f"{apart}\u2028x\nb\r"
    assert mended(text) == (
        HEAD.format("") + "Tiếng Việt x\nb\n",
        [
            (1, "bỏ dấu BOM (U+FEFF) ở đầu tệp"),
            (1, "dấu xuống dòng lẫn lộn (CRLF, CR, LF): cả tệp dùng LF"),
            (6, "chữ có dấu ghép rời: đổi sang dạng NFC"),
            (6, "ký tự ngắt dòng lạ (U+0085, U+2028, U+2029): thay bằng dấu cách"),
        ],
    )


def test_line_ends_of_one_kind_stay() -> None:
    text = HEAD.format("").replace("\n", "\r\n") + "a \r\nb\r\n"
    assert mended(text) == (text.replace("a ", "a"), [(6, BLANK)])


@pytest.mark.parametrize("data", [b"", b"\xff\xfea\0", b"---\ntitle: \xff\n---\n", b"a\0b"])
def test_what_cannot_be_read_stays(data: bytes) -> None:
    assert mend(data, "a.md", "post", ZONE).data == data


PARTS = st.lists(
    st.sampled_from(
        ["---\n", "title: a", "date: 11/1/2021", "dat: 2021-1-1", "tag: b", "category: c", "\n",
         "\r\n", "\r", " ", "  ", "\t", "\n\n", "e\u0301", "\ufeff", "\u2028", "```\n", "~~~\n",
         "    ", "- ", "> ", "# ", "|a|b|\n|-|-|\n", "trip: 1/2/2021 x", "\x01", "`", "[^1]: c",
         "photos:\n  - file: a.jpg \n", "summary: |\n", "<pre>\n", "</pre>", "[a]: b", "[^1]", "ấ",
         "chữ", "correction:"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(PARTS | PARTS.map(lambda text: HEAD.format("") + text))
def test_mending_is_idempotent_and_changes_no_word(text: str) -> None:
    data = text.encode()
    made = mend(data, "tin-tuc/2021/bai/index.md", "post", ZONE)
    again = mend(made.data, "tin-tuc/2021/bai/index.md", "post", ZONE)
    assert (again.data, again.repairs) == (made.data, ())
    assert (made.data == data) == (not made.repairs)
    before, after = read(data), read(made.data)
    renamed = {
        one.message.split("“")[2][:-1] for one in made.repairs if "tên trường" in one.message
    }
    assert {name: after.fields[name] for name in before.fields} == before.fields
    assert after.fields.keys() <= before.fields.keys() | renamed or before.problems
    words = [
        re.sub("<[^>]*>", " ", convert(one.body, path=one.path).html).split()
        for one in (before, after)
    ]
    assert words[0] == words[1] or not before.lines
    touched = {one.line for one in made.repairs}
    lines = [one.decode().splitlines() for one in (data, made.data)]
    if len(lines[0]) == len(lines[1]) and not any("LF" in one.message for one in made.repairs):
        changed = {n for n, pair in enumerate(zip(*lines, strict=True), 1) if pair[0] != pair[1]}
        assert changed <= touched or "\u2028" in text
