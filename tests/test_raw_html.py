"""HTML typed into a body: words and tables pass, what could run or break the page does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.markdown_body import convert
from plugins.problems import Problem

RUNS = "nó chạy mã của người khác trên máy bạn đọc"
FETCHES = "bắt máy bạn đọc tải tệp từ nơi khác"
READS_OTHERWISE = "HTML trong bài viết sai: trình duyệt sẽ hiểu khác với điều đã gõ"


def problems(text: str) -> tuple[Problem, ...]:
    return convert(text, path="tin-tuc/2021/bai/index.md", first_line=6).problems


@pytest.mark.parametrize(
    "text",
    [
        "<table><caption>Lịch</caption><tr><th rowspan=2 scope=col>a</th><td colspan='2'>b</td>"
        "</tr><tr><td>c<td>d</table>",
        "H<sub>2</sub>O, m<sup>2</sup>, <u>gạch</u>, <mark>tô</mark>, <kbd>C</kbd>, a<br>b<br/>c",
        "<details><summary>Xem thêm</summary>\n\nChữ **đậm**.\n\n</details>",
        '<a href="https://a.vn/?x=1&y=2" id="dich">a</a> <a href="#dich">b</a>',
        "<abbr title='Ủy ban nhân dân'>UBND</abbr> <!-- nhắc: hỏi lại số --> <ruby>a<rt>b</ruby>",
        "`<script>` và\n\n```html\n<script>alert(1)</script>\n```\n\n    <iframe>",
        "a < b > c, 1<2, <3, &lt;script&gt;, <https://a.vn>, <a@b.vn>",
        '[a](https://a.vn "<script>") [b](https://a.vn/%3Cscript%3E)',
        "| a | b |\n|:--|--:|\n| 1 | <b>2</b> |\n\nCâu[^1].\n\n[^1]: Chú <i>thích</i>.",
    ],
)
def test_words_and_tables_pass(text: str) -> None:
    assert problems(text) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<script>alert(1)</script>", f"thẻ <script> không dùng được trong bài: {RUNS}"),
        ("a <SCRIPT src=//x.vn> b", f"thẻ <script> không dùng được trong bài: {RUNS}"),
        ("<iframe src='https://x.vn'></iframe>", f"thẻ <iframe> không dùng được trong bài: {RUNS}"),
        ("<style>p{}</style>", "thẻ <style> không dùng được trong bài"),
        ("<svg/onload=alert(1)>", "thẻ <svg> không dùng được trong bài"),
        ("<form><p>a</p></form>", "thẻ <form> không dùng được trong bài"),
        ("<b onclick='x()'>a</b>", "thuộc tính onclick của <b> là mã chạy trên máy bạn đọc"),
        ("<p style='background:URL(//x.vn)'>a</p>", f"thuộc tính style của <p> {FETCHES}"),
        ("<p style='background:u\\72l(//x.vn)'>a</p>", f"thuộc tính style của <p> {FETCHES}"),
        ("<table background=//x.vn></table>", f"thuộc tính background của <table> {FETCHES}"),
        ("<a href=# ping=//x.vn>a</a>", f"thuộc tính ping của <a> {FETCHES}"),
        ("<b ONMOUSEOVER=x>a</b>", "thuộc tính onmouseover của <b> là mã chạy trên máy bạn đọc"),
        ("<a href='javascript:x'>a</a>", "liên kết “javascript:x” không dùng được"),
        ("<a href=' JavaScript:x'>a</a>", "liên kết “ JavaScript:x” không dùng được"),
        ("<a href='java&#9;script:x'>a</a>", "liên kết “java\tscript:x” không dùng được"),
        ("<a href='data:text/html,x'>a</a>", "liên kết “data:text/html,x” không dùng được"),
        ("<a href='http://[x'>a</a>", "liên kết “http://[x” không dùng được"),
        ("<div>a", "thẻ <div> chưa đóng: phần còn lại của trang sẽ hiện sai"),
        ("a</b>", "thẻ <b> đóng thừa: phần còn lại của trang sẽ hiện sai"),
        ("<!--><script>alert(1)</script>-->", READS_OTHERWISE),
    ],
)
def test_what_must_not_be_published(text: str, message: str) -> None:
    (problem,) = problems(f"Mở đầu.\n\n{text}\n")
    assert (problem.line, problem.level, problem.message) == (8, "error", message)
    assert problem.hint


def test_attributes_without_effect_are_a_warning() -> None:
    found = problems('a\n\n<table width="100%"><tr><td style="color:red" rowspan="2">b</table>')
    assert [(one.line, one.level, one.message) for one in found] == [
        (8, "warning", "thuộc tính width của <table> không có tác dụng trên trang"),
        (8, "warning", "thuộc tính style của <td> không có tác dụng trên trang"),
    ]


def test_one_terrible_text() -> None:
    text = "\n\n".join(
        [
            "<b>a <i onclick=x>b</i>",
            "chữ <font color=red>c</font> và <font>d</font>",
            "<div><object data=x></object></div>",
            "<a href='vbscript:x' target=_blank>e</a>",
        ]
    )
    assert sorted((one.line, one.message) for one in problems(text)) == [
        (6, "thuộc tính onclick của <i> là mã chạy trên máy bạn đọc"),
        (6, "thẻ <b> chưa đóng: phần còn lại của trang sẽ hiện sai"),
        (8, "thẻ <font> không dùng được trong bài"),
        (8, "thẻ <font> không dùng được trong bài"),
        (10, f"thẻ <object> không dùng được trong bài: {RUNS}"),
        (12, "liên kết “vbscript:x” không dùng được"),
        (12, "thuộc tính target của <a> không có tác dụng trên trang"),
    ]


DANGEROUS = st.lists(
    st.sampled_from(
        ["<script>", "</script>", "<b ", "<a ", ">", "<!--", "-->", "onclick=x", "href=", "<svg",
         "javascript:x", "'", '"', "<p>", "</p>", "<table>", "<td>", "x", " ", "\n", "\n\n", "/",
         "<style>", "<noscript>", "<textarea>", "<title>", "<img src=x ", "&#10;", "<![CDATA[",
         "]]>", "<math>"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(DANGEROUS)
def test_what_passes_is_what_a_sanitizer_leaves(text: str) -> None:
    """By nh3 itself, which reads HTML as browsers do: nothing that runs is left in what passes."""
    import nh3  # noqa: PLC0415

    made = convert(text, path="a.md")
    if any(problem.level == "error" for problem in made.problems):
        return
    found: set[str] = set()

    def note(tag: str, attribute: str, value: str) -> str:
        found.add(attribute)
        return value

    tags = {"script", "style", "svg", "math", "iframe", "b", "a", "p", "td", "table"}
    attributes = {tag: {"onclick", "href", "src"} for tag in tags}
    html = nh3.clean(
        made.html,
        tags=tags,
        clean_content_tags=set(),
        attributes=attributes,
        attribute_filter=note,
        url_schemes={"javascript"},
        link_rel=None,
    )
    assert not {"<script", "<style", "<svg", "<math", "<iframe"} & {
        part for part in html.lower().replace(">", " ").split() if part.startswith("<")
    }
    assert "onclick" not in found
    assert "javascript:" not in html or "href" not in found


@pytest.mark.parametrize("text", ["<b>" * 3000, "<" * 3000, "<p " * 3000, "<!--" * 2000])
def test_much_of_it_is_bearable(text: str) -> None:
    problems(text)
