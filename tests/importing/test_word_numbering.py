"""Numbers that Word counts by itself: they stand in the post wherever a list cannot say them."""

from __future__ import annotations

import pytest

from tests.importing import word_files
from tests.importing.making import body_text, bring, messages, problems
from tests.importing.word_files import bold, docx, para
from tests.support.sites import Site

TITLE = bold("Tiêu đề bài", align="center")
START = para("Mở đầu.")


def level(place: int, kind: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(*levels: str, nums: str = "") -> str:
    """The part `numbering` with one more list, whose id is 9."""
    abstract = f'<w:abstractNum w:abstractNumId="9">{"".join(levels)}</w:abstractNum>'
    first, rest = word_files.NUMBERING.split('<w:num w:numId="1">')
    own = '<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
    return f'{first}{abstract}{own}{nums}<w:num w:numId="1">{rest}'


def item(text: str, place: int = 0, number: int = 9, style: str = "") -> str:
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    return para(
        text,
        properties=f'{own}<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>',
    )


ARTICLES = numbered(level(0, "decimal", "Điều %1."), level(1, "lowerLetter", "%2)"))
OUTLINE = numbered(
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%1.%2.", "<w:isLgl/>"),
    level(2, "decimalZero", "%2-%3"),
)
RESTARTED = (
    '<w:num w:numId="10"><w:abstractNumId w:val="9"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)
UNKNOWN = numbered(level(0, "vietnameseCounting", "Phần %1:"))

CASES = {
    "điều": (
        ARTICLES,
        (item("Phạm vi"), item("Đối tượng")),
        "Điều 1. Phạm vi\n\nĐiều 2. Đối tượng",
    ),
    "điều và điểm": (
        ARTICLES,
        (item("Phạm vi"), item("tỉnh", 1), item("xã", 1), item("Đối tượng"), item("huyện", 1)),
        "Điều 1. Phạm vi\n\na) tỉnh\n\nb) xã\n\nĐiều 2. Đối tượng\n\na) huyện",
    ),
    "mục trong mục": (
        OUTLINE,
        (item("Kết quả", style="u1"), item("Sách", 1), item("mua", 2), item("tặng", 2)),
        "## I. Kết quả\n\n1.1. Sách\n\n1-01 mua\n\n1-02 tặng",
    ),
    "mục con đầu tiên không có mục mẹ": (OUTLINE, (item("Sách", 1),), "1.1. Sách"),
    "đếm lại": (
        numbered(level(0, "decimal", "Điều %1."), nums=RESTARTED),
        (item("một"), item("bảy", number=10), item("tám", number=10)),
        "Điều 1. một\n\nĐiều 7. bảy\n\nĐiều 8. tám",
    ),
    "danh sách thường": (
        numbered(level(0, "decimal", "(%1)")),
        (item("một"), item("hai")),
        "1. một\n2. hai",
    ),
    "kiểu mang số": (
        numbered(level(0, "decimal", "Chương %1:", '<w:pStyle w:val="Ch"/>')),
        (word_files.styled("Ch", "Chung"), word_files.styled("Ch", "Riêng")),
        "Chương 1: Chung\n\nChương 2: Riêng",
    ),
}
STYLE = (
    '<w:style w:type="paragraph" w:styleId="Ch"><w:name w:val="Chuong"/><w:pPr><w:numPr>'
    '<w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
)


@pytest.mark.parametrize("name", CASES)
def test_what_word_counts_is_in_the_post(site: Site, name: str) -> None:
    numbering, body, text = CASES[name]
    data = docx(
        TITLE, START, *body, styles=word_files.STYLES + STYLE, parts={"numbering": numbering}
    )
    outcome = bring(site, "bai.docx", data)
    assert (outcome.state, outcome.errors) == ("made", ())
    assert body_text(site, outcome) == f"Mở đầu.\n\n{text}"
    assert problems(site) == []


def test_what_nobody_here_can_count_is_told(site: Site) -> None:
    data = docx(TITLE, START, item("Chung"), parts={"numbering": UNKNOWN})
    outcome = bring(site, "bai.docx", data)
    assert messages(outcome) == [
        "số thứ tự tự động kiểu “Phần %1:” không giữ được: gõ lại vào đầu dòng"
    ]
