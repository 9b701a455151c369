"""Whatever is imported: a post with every visible word of it, or an error in plain words."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.importing import words
from plugins.importing.documents import Left
from plugins.importing.html_cleaning import tidy
from plugins.importing.outcomes import Outcome
from tests.importing import word_files
from tests.importing.making import KNOWN, bring, post_words, read
from tests.importing.word_files import bold, cell, docx, item, para, run, styled, table, text_box
from tests.support.sites import Site

WORDS = (
    "thư viện", "Yên Bái", "năm 2020", "12.000", "* sao", "_gạch_", "1. một", "- gạch", "# thăng",
    "[x](y)", "&lt;b&gt;", "`mã`", "| cột |", "---", "===", "~~~", "> trích", "\\", "a*b*c", "![",
    "]", "tha\u0300nh", "Th\u00ad viÖn", "§", "\u200b", "\u00a0", "👩‍🏫", "Phòng Nghiệp vụ",
    "Một số hình ảnh", "Ngày xuất bản: 11/01/2021 8:41:24 SA", "XE THƯ VIỆN LƯU ĐỘNG",
    "Loading...", "Ảnh: Lan", "+ cộng", "http://a.vn/x_y", "a@b.vn", "&copy;", "{: .x}", "[^1]",
    "[^1]: x", ":", "x  ", "\t", "1) hai", "\u00ad", "    thụt", "&", "<", "“ngoặc”",
    "12. mười hai", "13. mười ba", "a\n===", "***", "__", "\ufdd0", "#0", "###x",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join) | st.text(
    st.characters(codec="utf-8"), max_size=20
)
TAGS = (
    "p", "div", "b", "i", "span", "ul", "ol", "li", "table", "tr", "td", "th", "h1", "h2", "h3",
    "a", "blockquote", "center", "sup", "sub", "em", "strong", "pre", "dl", "dt", "dd", "section",
    "font", "nav", "footer", "tbody", "caption", "figure", "figcaption", "o:p", "article", "br",
    "hr", "form", "ruby", "rt", "rp", "s", "del",
)  # fmt: skip
ATTRIBUTES = (
    "", "", "", ' align="center"', ' style="text-align:right"', ' colspan="2"', ' rowspan="2"',
    ' class="menu"', ' style="font-weight:bold"', ' href="https://a.vn/b"',
    ' href="javascript:x"', ' style="display:none"', ' face=".VnTime"', ' start="4"', ' type="a"',
    ' class="MsoNormal"',
)  # fmt: skip


@contextmanager
def fresh() -> Iterator[Site]:
    """A content folder for one example."""
    folder = Path(tempfile.mkdtemp())
    try:
        site = Site(root=folder, cache=folder / "cache")
        site.content.mkdir()
        yield site
    finally:
        shutil.rmtree(folder)


def check(site: Site, outcome: Outcome, visible: str | None) -> None:
    """No word is lost or made up; or the error is one that an editor can do something about."""
    for error in outcome.errors:
        assert not error.message.startswith(("nhập thì", "bài làm ra", "phần đầu của bài")), error
        assert error.message
        assert error.hint
    if outcome.errors or visible is None:
        return
    document, body = read(site, outcome)
    assert not [one for one in (*document.problems, *body.problems) if one.level == "error"]
    missing = words.count(visible) - post_words(document, body)
    told = words.count(*(_said(left) for left in outcome.left))
    dated = words.count("Ngày xuất bản 11 01 2021 8 41 24 SA")
    numbers = {word for word in missing if word.isdecimal()}  # those of lists count by themselves
    assert not {w for w in missing - told if w not in dated and w not in numbers}, missing


def _said(left: Left) -> str:
    return f"{left.text} {left.message}"


@st.composite
def html(draw: st.DrawFn) -> str:
    """HTML with tags that may be left open, closed twice, or in one another as never allowed."""
    parts = []
    for _ in range(draw(st.integers(1, 14))):
        tag = draw(st.sampled_from(TAGS))
        kind = draw(st.integers(0, 5))
        if kind <= 2:
            parts.append(f"<{tag}{draw(st.sampled_from(ATTRIBUTES))}>")
        if kind == 3:
            parts.append(f"</{tag}>")
        else:
            parts.append(draw(TEXT).replace("\r", " "))
        if kind == 0:
            parts.append(f"</{tag}>")
    return "".join(parts)


@given(source=html())
@example(source="<p><b>x<p>y</b>z")
@example(source="<ul><li>một<table><tr><td>a</ul>b")
@example(source="<p>0\x1f0</p>")
@example(source="<div>thư viện<p></p><b>0</b>")
@example(source='<p>thư viện<b class="menu">thư viện</b>')
@example(source="<ul>thư viện<b>thư viện</b>")
@example(source="<pre>thư viện<p>thư viện</p>")
@example(source="<ul>một<ul>hai<sup>ba</sup>")
@example(source="<ul>một<p>hai</p><ul>ba</ul><p></p><ol>bốn</ol>")
@example(source="<table>một<tr><td>hai</tr>ba</table>")
def test_no_word_of_a_page_is_lost(source: str) -> None:
    with fresh() as site:
        check(site, bring(site, "a.html", f"<h1>Tiêu đề</h1>{source}"), None)


@given(source=html())
def test_putting_a_page_in_order_keeps_each_letter(source: str) -> None:
    """Held against BeautifulSoup's own reading of the page as it came, hidden parts apart."""
    source = source.replace("display:none", "display:x").replace("<!", "").replace("<?", "")
    source = source.replace("\ufdd0", "").replace("\0", "")
    source = re.sub("(</?)r[tp]", r"\1i", source)  # these get brackets
    # Behind one that is no reference BeautifulSoup takes all tags for text.
    source = re.sub("&#(?![0-9]|[xX][0-9a-fA-F])", "&amp;#", source)
    before = BeautifulSoup(f"<p>{source}", "html.parser").get_text()
    after = BeautifulSoup(tidy(f"<p>{source}").html, "html.parser").get_text()
    assert "".join(after.split()) == "".join(before.split())


@given(lines=st.lists(TEXT, min_size=1, max_size=10), gap=st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_no_word_of_a_text_is_lost(lines: list[str], gap: str) -> None:
    text = gap.join(lines)
    with fresh() as site:
        check(site, bring(site, "a.txt", f"Tiêu đề\n\n{text}"), None)


@given(data=st.binary(max_size=300), name=st.sampled_from(["a.html", "a.txt", "a.docx", "a"]))
def test_no_bytes_are_too_strange(data: bytes, name: str) -> None:
    with fresh() as site:
        check(site, bring(site, name, data), None)


PIECES = TEXT.map(lambda text: "".join(c for c in text if c.isprintable() or c in "\t\n")).filter(
    lambda text: not {c for c in text if ord(c) in (0xFFFE, 0xFFFF)}
)
RUNS = st.builds(
    run,
    PIECES,
    st.sampled_from(
        [
            "",
            "",
            "<w:b/>",
            "<w:i/>",
            "<w:strike/>",
            '<w:rFonts w:ascii=".VnTime"/>',
            '<w:vertAlign w:val="superscript"/>',
        ]
    ),
)


def numbered(text: str, style: str, number: int) -> str:
    """A paragraph or heading that Word numbers; 4 is a list that no list of HTML can say."""
    return para(
        run(text),
        properties=f'<w:pStyle w:val="{style}"/><w:numPr><w:ilvl w:val="0"/>'
        f'<w:numId w:val="{number}"/></w:numPr>',
    )


def ruby(base: str, above: str) -> str:
    """A word with its reading above it."""
    return (
        f"<w:r><w:ruby><w:rt>{run(above)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>"
    )


ARTICLES = word_files.NUMBERING.replace(
    '<w:num w:numId="1">',
    '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum><w:num w:numId="4">'
    '<w:abstractNumId w:val="3"/></w:num><w:num w:numId="1">',
)
PARAGRAPHS = st.lists(RUNS, max_size=3).map(lambda runs: para(*runs)) | st.one_of(
    st.builds(item, PIECES, st.integers(1, 3)),
    st.builds(bold, PIECES, align=st.sampled_from(["", "center", "right"])),
    st.builds(styled, st.sampled_from(["u1", "u2", "Tiu", "Chuthich", "Cu"]), PIECES.map(run)),
    st.builds(numbered, PIECES, st.sampled_from(["u1", "u2", ""]), st.integers(1, 4)),
    st.builds(lambda base, above: para(ruby(base, above), "sau"), PIECES, PIECES),
    st.builds(lambda text: para("<w:ins>" + run(text) + "</w:ins>"), PIECES),
    st.builds(lambda text: para("chữ ", text_box(para(run(text)))), PIECES),
    st.builds(
        lambda text: para(f"<m:oMath><m:r><m:t>{escape(text)}</m:t></m:r></m:oMath>"), PIECES
    ),
)
CELLS = st.builds(
    lambda blocks, span: cell(*blocks, properties=span),
    st.lists(PARAGRAPHS, max_size=2),
    st.sampled_from(
        [
            "",
            "",
            '<w:gridSpan w:val="2"/>',
            "<w:vMerge/>",
            '<w:vMerge w:val="restart"/>',
            "<w:hMerge/>",
            '<w:hMerge w:val="restart"/>',
        ]
    ),
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=3).map("".join), min_size=1, max_size=3).map(
    lambda rows: table(*rows)
)


@given(blocks=st.lists(PARAGRAPHS | TABLES, min_size=1, max_size=8))
@example(blocks=[table(cell(), cell() + cell(item("thư viện")))])
def test_no_word_of_a_word_file_is_lost(blocks: list[str]) -> None:
    with fresh() as site:
        data = docx(bold("Tiêu đề", align="center"), *blocks, parts={"numbering": ARTICLES})
        check(site, bring(site, "a.docx", data), None)


def test_the_check_would_see_a_word_that_is_lost() -> None:
    assert KNOWN.date is not None
    source, result = words.count("một hai hai 3"), words.count("một hai")
    assert words.compare(source, result, words.count("3")).missing == ("hai",)
    assert words.compare(result, source, words.count("")).added == ("3", "hai")
