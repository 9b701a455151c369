"""Bodies: Markdown to HTML with slots for photos, checked links and a summary."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import markdown_body
from plugins.body import Body, Image, Slot, split_slots
from plugins.link_targets import Link
from plugins.markdown_body import SUMMARY_LENGTH, convert

PATH = "tin-tuc/2021/bai/index.md"


def body(text: str, base_path: str = "") -> Body:
    """The body of a post; it begins on line 6 of its file."""
    return convert(text, path=PATH, first_line=6, base_path=base_path)


def found(text: str) -> list[tuple[int | None, str]]:
    """Lines and messages of the problems of a body."""
    problems = body(text).problems
    assert all(problem.path == PATH and problem.hint for problem in problems)
    return [(problem.line, problem.message) for problem in problems]


def figure(file: str, alt: str = "", caption: str = "", line: int = 6) -> Slot:
    return Slot(kind="figure", images=(image(file, alt, caption, line),))


def inline(file: str, alt: str = "") -> Slot:
    return Slot(kind="inline", images=(image(file, alt),))


def gallery(*images: Image) -> Slot:
    return Slot(kind="gallery", images=images)


def image(file: str, alt: str = "", caption: str = "", line: int = 6) -> Image:
    return Image(file=file, alt=alt, caption=caption, line=line)


@pytest.mark.parametrize(
    ("text", "slot", "parts"),
    [
        ('![Hội trường](a.jpg "Toàn cảnh")', figure("a.jpg", "Hội trường", "Toàn cảnh"), [0]),
        ("![](a.jpg)", figure("a.jpg"), [0]),
        ("![a][r]\n\n[r]: a.jpg 't'", figure("a.jpg", "a", "t", 8), [0]),
        ("![](anh%2001.jpg)", figure("anh 01.jpg"), [0]),
        ("![](<anh 01.jpg>)", figure("anh 01.jpg"), [0]),
        ("![](a\u0309nh.jpg)", figure("ảnh.jpg"), [0]),
        ("![a & b < c](a.jpg \"x & 'y'\")", figure("a.jpg", "a & b < c", "x & 'y'"), [0]),
        (r"![5 \* 3](a.jpg)", figure("a.jpg", "5 * 3"), [0]),
        ("![](a.jpg)\n![](b.jpg)", gallery(image("a.jpg"), image("b.jpg", line=7)), [0]),
        ("![](a.jpg) ![](b.jpg)", gallery(image("a.jpg"), image("b.jpg")), [0]),
        ("![](a.jpg)  \n![](b.jpg)", gallery(image("a.jpg"), image("b.jpg", line=7)), [0]),
        ("Xem ![](a.jpg) này", inline("a.jpg"), ["<p>Xem ", 0, " này</p>"]),
        ("![](a.jpg) này", inline("a.jpg"), ["<p>", 0, " này</p>"]),
        ("- ![](a.jpg)", inline("a.jpg"), ["<ul>\n<li>", 0, "</li>\n</ul>"]),
        (
            "[![x](a.jpg)](https://a.vn)",
            inline("a.jpg", "x"),
            ['<p><a href="https://a.vn">', 0, "</a></p>"],
        ),
        ("> ![](a.jpg)", figure("a.jpg"), ["<blockquote>\n", 0, "\n</blockquote>"]),
    ],
    ids=[
        "figure",
        "without words",
        "reference",
        "escaped blank",
        "pointed brackets",
        "decomposed",
        "signs",
        "backslash",
        "gallery, a line each",
        "gallery in one line",
        "gallery with breaks",
        "inside a line",
        "at the front of a line",
        "in a list",
        "in a link",
        "in a quotation",
    ],
)
def test_photos(text: str, slot: Slot, parts: list[str | int]) -> None:
    made = body(text)
    assert made.slots == (slot,)
    assert list(split_slots(made.html)) == parts
    assert made.problems == ()


def test_slots_are_numbered_by_their_place() -> None:
    made = body("![](a.jpg)\n\nchữ ![](b.jpg) chữ\n\n![](c.jpg)\n![](d.jpg)\n\n![](a.jpg)")
    assert sorted(p for p in split_slots(made.html) if isinstance(p, int)) == [0, 1, 2, 3]
    order = [made.slots[p].images[0].file for p in split_slots(made.html) if isinstance(p, int)]
    assert order == ["a.jpg", "b.jpg", "c.jpg", "a.jpg"]
    assert [slot.images[0].file for slot in made.slots] == order


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("# A\n\n## B\n\n### C", ["h2", "h3", "h4"]),
        ("## A\n\n### B", ["h2", "h3"]),
        ("#### A\n\n##### B", ["h2", "h3"]),
        ("### A\n\n# B", ["h4", "h2"]),
        ("# A\n\n###### B", ["h2", "h6"]),
        ("A\n===\n\nB\n---", ["h2", "h3"]),
    ],
)
def test_headings_come_below_the_page_title(text: str, tags: list[str]) -> None:
    assert re.findall(r"<(h\d)", body(text).html) == tags


def test_headings_can_be_linked_to() -> None:
    made = body("## Nhiệm vụ năm 2021\n\n## …\n\n## Nhiệm vụ năm 2021")
    assert re.findall(r'id="([^"]+)"', made.html) == [
        "nhiem-vu-nam-2021",
        "muc",
        "nhiem-vu-nam-2021_1",
    ]


@pytest.mark.parametrize("heading", ["Ảnh 3", "Nội dung", "Hình ảnh"])
def test_ids_of_the_page_itself_are_not_taken(heading: str) -> None:
    assert re.findall(r'id="([^"]+)"', body(f"## {heading}").html)[0].startswith("muc-")


def test_no_syntax_of_our_own() -> None:
    # A post must preview on a forge as it does on the site.
    assert body("[TOC]\n\n## a").html.startswith("<p>[TOC]</p>")
    assert body("a {: .b }").html == "<p>a {: .b }</p>"


@pytest.mark.parametrize(
    ("href", "address", "target"),
    [
        ("../khac/index.md", "/tin-tuc/2021/khac/", "tin-tuc/2021/khac/index.md"),
        ("../khac/index.md#ket-qua", "/tin-tuc/2021/khac/#ket-qua", "tin-tuc/2021/khac/index.md"),
        ("../../2020/Bài_cũ/index.md", "/tin-tuc/2020/bai-cu/", "tin-tuc/2020/Bài_cũ/index.md"),
        ("../../2020/B%C3%A0i/index.md", "/tin-tuc/2020/bai/", "tin-tuc/2020/Bài/index.md"),
        ("../../../trang/lien-he.md", "/lien-he/", "trang/lien-he.md"),
        ("../../../video/le-hoi.md", "/video/le-hoi/", "video/le-hoi.md"),
        ("index.md", "/tin-tuc/2021/bai/", PATH),
    ],
)
def test_links_between_content_files(href: str, address: str, target: str) -> None:
    made = body(f"x\n\nXem [chữ]({href})", base_path="/thu-vien")
    assert made.html == f'<p>x</p>\n<p>Xem <a href="/thu-vien{address}">chữ</a></p>'
    assert made.links == (Link(target=target, line=8),)
    assert made.problems == ()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a](https://a.vn/?x=1&y=2)", '<a href="https://a.vn/?x=1&amp;y=2">a</a>'),
        ("[a](HTTPS://a.vn)", '<a href="HTTPS://a.vn">a</a>'),
        ("[a](mailto:a@b.vn)", '<a href="mailto:a@b.vn">a</a>'),
        ("[a](tel:+84216)", '<a href="tel:+84216">a</a>'),
        ("[a](/lien-he/)", '<a href="/thu-vien/lien-he/">a</a>'),
        ("[a](#muc)", '<a href="#muc">a</a>'),
        ("<https://a.vn>", '<a href="https://a.vn">https://a.vn</a>'),
    ],
)
def test_other_links_stay(text: str, html: str) -> None:
    made = body(text, base_path="/thu-vien")
    assert made.html == f"<p>{html}</p>"
    assert (made.links, made.problems) == ((), ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a](javascript:alert)", "liên kết “javascript:alert” không dùng được"),
        ('[a](https://a.vn" x="y(1))', 'địa chỉ của liên kết “https://a.vn" x="y(1” có dấu "'),
        ('<https://a.vn/"x>', 'địa chỉ của liên kết “https://a.vn/"x” có dấu "'),
        ("[a](JavaScript:alert)", "liên kết “JavaScript:alert” không dùng được"),
        ("[a](data:text/html,x)", "liên kết “data:text/html,x” không dùng được"),
        ("[a](file:///C:/bai.doc)", "liên kết “file:///C:/bai.doc” không dùng được"),
        ("[a](http://[x)", "liên kết “http://[x” không dùng được"),
        ("[a]()", "liên kết “” không dẫn tới bài hay trang nào"),
        ("[a](../khac/)", "liên kết “../khac/” không dẫn tới bài hay trang nào"),
        (
            "[a](../khac/index.html)",
            "liên kết “../khac/index.html” không dẫn tới bài hay trang nào",
        ),
        ("[a](anh.jpg)", "liên kết “anh.jpg” không dẫn tới bài hay trang nào"),
        (
            "[a](../../../../x/index.md)",
            "liên kết “../../../../x/index.md” không dẫn tới bài hay trang nào",
        ),
        ("[a](www.thuvien.vn)", "liên kết “www.thuvien.vn” không dẫn tới bài hay trang nào"),
        ("![](anh/a.jpg)", "ảnh “anh/a.jpg” không nằm trong thư mục của bài"),
        ("![](../khac/a.jpg)", "ảnh “../khac/a.jpg” không nằm trong thư mục của bài"),
        ("![](/a.jpg)", "ảnh “/a.jpg” không nằm trong thư mục của bài"),
        ("![](..%2Fa.jpg)", "ảnh “../a.jpg” không nằm trong thư mục của bài"),
        ("![](https://a.vn/a.jpg)", "ảnh “https://a.vn/a.jpg” không nằm trong thư mục của bài"),
        (
            "![](data:image/png;base64,AA)",
            "ảnh “data:image/png;base64,AA” không nằm trong thư mục của bài",
        ),
        ("![a]()", "ảnh “” không nằm trong thư mục của bài"),
        ('<img src="a.jpg">', "ảnh viết bằng thẻ HTML <img> sẽ không hiện"),
        ("chữ <IMG src='a.jpg'/> chữ", "ảnh viết bằng thẻ HTML <img> sẽ không hiện"),
        ("<div><picture></picture></div>", "ảnh viết bằng thẻ HTML <img> sẽ không hiện"),
    ],
)
def test_bad_references(text: str, message: str) -> None:
    assert found(f"Mở đầu.\n\n{text}\n") == [(8, message)]


def test_one_terrible_body() -> None:
    text = "\n".join(
        [
            "Tệp xa/a.jpg và khac/a.jpg ở đâu?",  # names the photo below without showing it
            "",
            "![](xa/a.jpg)",
            "![](b/c.jpg)",
            "",
            "[a](ftp://x) và [b](bai.md)",
            "",
            "- [c](ftp://x)",
            "",
            "<img src=1>",
            "",
            "<img src=2>",
        ]
    )
    assert sorted(found(text)) == [
        (8, "ảnh “xa/a.jpg” không nằm trong thư mục của bài"),
        (9, "ảnh “b/c.jpg” không nằm trong thư mục của bài"),
        (11, "liên kết “bai.md” không dẫn tới bài hay trang nào"),
        (11, "liên kết “ftp://x” không dùng được"),
        (13, "liên kết “ftp://x” không dùng được"),
        (15, "ảnh viết bằng thẻ HTML <img> sẽ không hiện"),
        (17, "ảnh viết bằng thẻ HTML <img> sẽ không hiện"),
    ]


def test_code_is_not_checked() -> None:
    made = body("`<img src=x>` và `[a](b)`\n\n```\n![](x/y.jpg) <img>\n```\n")
    assert (made.problems, made.slots) == ((), ())
    assert "<code>&lt;img src=x&gt;</code>" in made.html
    assert "<pre><code>![](x/y.jpg) &lt;img&gt;" in made.html


def test_tables_need_no_style_attribute() -> None:
    html = body("| Việc | Số |\n|:--|--:|\n| Mượn | 196.072 |").html
    assert "<td" in html
    assert "style=" not in html
    assert len(re.findall("<t[hd][ >]", html)) == 4


def test_footnotes_speak_vietnamese() -> None:
    html = body("Câu[^a].\n\n[^a]: Chú thích.").html
    assert '<sup id="fnref-a"><a class="footnote-ref" href="#fn-a">1</a></sup>' in html
    assert 'title="Trở lại chỗ có chú thích 1"' in html
    assert "footnotes" not in html.lower()


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("", ""),
        ("## Đầu đề\n\nĐoạn một.\n\nĐoạn hai.", "Đoạn một."),
        ("![a](a.jpg)\n\nĐoạn một.", "Đoạn một."),
        ("Xem ![a](a.jpg) này.", "Xem này."),
        ("**Đậm**, *nghiêng* và `mã` và [nối](https://a.vn).", "Đậm, nghiêng và mã và nối."),
        ('Sách & báo < 5 > 3 \\* "x"', 'Sách & báo < 5 > 3 * "x"'),
        ("một\nhai  \nba", "một hai ba"),
        ("10&nbsp;giờ &copy; 2021", "10 giờ © 2021"),
        ("Câu chuyện[^1] hay.\n\n[^1]: Chú thích.", "Câu chuyện hay."),
        ("a <b>đậm</b> b", "a đậm b"),
        ("Thư: <a@b.vn>", "Thư: a@b.vn"),
        ("- mục\n\nĐoạn.", "Đoạn."),
    ],
)
def test_summary(text: str, summary: str) -> None:
    assert body(text).summary == summary


def test_a_long_summary_ends_at_a_word() -> None:
    summary = body("chữ " * 200).summary
    assert len(summary) <= SUMMARY_LENGTH
    assert re.fullmatch(r"(chữ )+chữ…", summary)


def test_one_body_does_not_know_the_last() -> None:
    first = "[a]: https://a.vn\n[^1]: Chú.\n\n## A\n\nx[^1] [a] ![](a.jpg) [k](../b/index.md) [s](ftp://x)"
    second = "## A\n\n[a] [^1] ![](b.jpg)"
    alone = body(second)
    body(first)
    assert body(second) == alone
    assert (body("").html, body("").summary) == ("", "")


# What a content file can hold: `decode` refuses the other control characters.
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=80
)
MARKS = st.lists(
    st.sampled_from(
        [
            *"*_`#>-+|~[](){}!<>&\\\n\"'^:=",
            "![](",
            "a.jpg",
            "\n\n",
            "    ",
            "1. ",
            "[^1]",
            "<b>",
            "<!--",
        ]
    )
    | st.text("aăđ 1", max_size=3),
    max_size=25,
).map("".join)


@given(TEXT | MARKS)
def test_any_text_is_converted(text: str) -> None:
    made = body(text)
    slots = [part for part in split_slots(made.html) if isinstance(part, int)]
    assert sorted(slots) == list(range(len(made.slots)))
    assert not set("\x02\x03\x1e") & set(made.summary)
    last = 6 + text.count("\n")
    assert all(6 <= (problem.line or 0) <= last for problem in made.problems)
    assert all(6 <= link.line <= last for link in made.links)


PLAIN = markdown_body._Converter()
PLAIN.markdown.treeprocessors.deregister("words")
INLINE = (
    "*b*", "**b**", "_i_", "`c`", r"\*", r"\#", "[a](https://b.vn)", "[a][r]", "[r]", "![a](a.jpg)",
    "![a][r]", "![r]", "[^1]", "<https://b.vn>", "<a@b.vn>", "<b>", "<!-- a -->", "&copy;", "a  \n",
)  # fmt: skip


def as_without_words(text: str) -> None:
    """The body of a text is what Markdown makes of it that looks for every pattern everywhere."""
    made = body(text)
    with patch.object(markdown_body, "_converter", lambda: PLAIN):
        assert made == body(text)


@given(TEXT | MARKS)
def test_texts_that_inline_patterns_pass_by_have_none(text: str) -> None:
    as_without_words(text)


@pytest.mark.parametrize("mark", INLINE)
@pytest.mark.parametrize(
    "text",
    ["a {} b", "# {} b", "- a {} b\n- c", "a | {} b\n--|--\nc | d", "> {} b", "<b>a</b> {} b"],
)
def test_every_inline_pattern_is_found(mark: str, text: str) -> None:
    as_without_words(text.format(mark) + "\n\n[r]: a.jpg\n\n[^1]: a\n")


@pytest.mark.parametrize(
    "text",
    [
        "> " * 2000 + "a",
        "- " * 2000 + "a",
        "".join("    " * n + "- a\n" for n in range(300)),
        "*" * 3000,
    ],
    ids=["quotations", "bullets", "lists", "stars"],
)
def test_deep_nesting_is_bearable(text: str) -> None:
    made = body(text)
    assert made.html or made.problems


@pytest.mark.parametrize("frames", range(4))
def test_a_text_nested_too_deeply_changes_none_after_it(frames: int) -> None:
    """Wherever in its lists the converter gave up: that depends on who called it."""
    deep = "\n".join("    " * depth + "- a" for depth in range(600))
    before = convert("một\n\nhai\n", path="a.md")

    def below(frames: int) -> Body:
        return below(frames - 1) if frames else convert(deep, path="b.md")

    assert below(frames).problems
    assert convert("một\n\nhai\n", path="a.md") == before
