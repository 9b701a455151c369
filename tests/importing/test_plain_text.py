"""Texts that were typed or copied from a page."""

from __future__ import annotations

import pytest

from plugins.frontmatter import parse_document
from plugins.importing.articles import Choices
from plugins.importing.html_cleaning import tidy
from plugins.importing.page_text import parse, visible_text
from plugins.markdown_body import convert
from tests.conftest import ROOT
from tests.importing.making import (
    KNOWN,
    body_text,
    bring,
    errors,
    messages,
    post_words,
    problems,
    read,
)
from tests.importing.old_portal import CONFERENCE, SITE, conference
from tests.support.sites import Site

COPIED = """Trang chủ
Giới thiệu

Trang chủ » Tin tức » Hội nghị - Sự kiện
Hội nghị tổng kết công tác Thư viện năm 2020
Ngày xuất bản: 11/01/2021 8:41:24 SA

Ngày 08/01/2021, Thư viện tỉnh tổ chức Hội nghị.

Chỉ tiêu\tThực hiện\tSo với kế hoạch
Bổ sung sách\t12.000 bản\t141%
Lượt bạn đọc\t140.700 lượt\t156%

Đơn vị được tặng:
- Bằng khen của Bộ trưởng;
- Giấy khen của Sở.

Nhiệm vụ:
1. Tuyên truyền.
2. Triển khai Luật Thư viện.

Phòng Hành chính - Tổng hợp

XE THƯ VIỆN LƯU ĐỘNG
Loading...
THƯ VIỆN VIDEO
Loading...
LƯỢT TRUY CẬP
Loading...
"""


def test_text_copied_from_the_old_portal(site: Site) -> None:
    outcome = bring(site, "chep.txt", COPIED, Choices())
    document, _ = read(site, outcome)
    assert outcome.state == "made"
    assert dict(document.fields) == {
        "title": "Hội nghị tổng kết công tác Thư viện năm 2020",
        "date": document.fields["date"],
        "category": "Hội nghị - Sự kiện",
        "author": "Phòng Hành chính - Tổng hợp",
    }
    assert document.fields["date"].isoformat() == "2021-01-11T08:41:24+07:00"
    assert document.body == (
        "\nNgày 08/01/2021, Thư viện tỉnh tổ chức Hội nghị.\n\n"
        "| Chỉ tiêu | Thực hiện | So với kế hoạch |\n|--|--|--|\n"
        "| Bổ sung sách | 12.000 bản | 141% |\n| Lượt bạn đọc | 140.700 lượt | 156% |\n\n"
        "Đơn vị được tặng:\n\n- Bằng khen của Bộ trưởng;\n- Giấy khen của Sở.\n\n"
        "Nhiệm vụ:\n\n1. Tuyên truyền.\n2. Triển khai Luật Thư viện.\n"
    )
    told = [left.message for left in outcome.left]
    assert told[0].startswith("bỏ phần trước tiêu đề (15 từ)")
    assert told[1].startswith("bỏ phần sau bài (11 từ): “XE THƯ VIỆN LƯU ĐỘNG")
    assert told[2].startswith("bỏ nút và dòng chờ của trang (3 từ): “Loading...")
    assert problems(site) == []


def test_the_conference_copied_as_text(site: Site) -> None:
    """Whatever a browser would put on the clipboard, the words are those of the post."""
    text = visible_text(parse(tidy(conference()).html))
    outcome = bring(site, "chep.txt", text, Choices())
    assert not outcome.errors, errors(outcome)
    document, body = read(site, outcome)
    own = (ROOT / "content" / CONFERENCE / "index.md").read_bytes()
    post = parse_document(own, f"{CONFERENCE}/index.md", "post", SITE.zone)
    wanted = post_words(post, convert(post.body, path=post.path))
    assert wanted - post_words(document, body) == {}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Tiêu đề\n\nMột.\n\n\n\nHai.", "Một.\n\nHai."),
        ("Tiêu đề\r\n\r\nMột.\r\nHai.", "Một.\n\nHai."),
        ("Tiêu đề\n\n" + "\n".join(["chữ " * 15 + "hết"] * 3), "chữ " * 15 + "hết"),
        ("Tiêu đề\n\nMột\f\nHai", "Một\n\nHai"),
        ("Tiêu đề\n\nI. Phần đầu\nChữ.\n", "## I. Phần đầu\n\nChữ."),
        ("Tiêu đề\n\n* sao\n* đêm", "- sao\n- đêm"),
        ("Tiêu đề\n\n-5 độ\n-7 độ", "-5 độ\n\n-7 độ"),
        ("Tiêu đề\n\n2. hai\n3. ba", "2. hai\n3. ba"),
        ("Tiêu đề\n\n1. một\n5. năm", "1\\. một\n\n5\\. năm"),
        ("Tiêu đề\n\na\tb", "a b"),
        ("Tiêu đề\n\n<b>không phải thẻ</b>", "&lt;b>không phải thẻ&lt;/b>"),
        ("Tiêu đề\n\n\u200bkhông\u00a0thấy\ufeff", "không thấy"),
    ],
)
def test_paragraphs_lists_and_tables(site: Site, text: str, body: str) -> None:
    outcome = bring(site, "a.txt", text)
    assert not outcome.errors, errors(outcome)
    assert body in body_text(site, outcome)
    assert problems(site) == []


def test_old_encodings(site: Site) -> None:
    old = "Héi nghÞ tæng kÕt n¨m 2020\n\nTh­ viÖn tØnh Yªn B¸i tæ chøc héi nghÞ.\n"
    outcome = bring(site, "cu.txt", old.encode("latin-1"))
    assert body_text(site, outcome) == "Thư viện tỉnh Yên Bái tổ chức hội nghị."
    assert read(site, outcome)[0].fields["title"] == "Hội nghị tổng kết năm 2020"
    assert messages(outcome) == [
        "chữ theo bảng mã TCVN3 (ABC), đã đổi sang Unicode: đọc soát lại một lượt"
    ]


def test_a_title_of_the_command_is_taken_out_of_the_text(site: Site) -> None:
    given = Choices(title="Tên bài mới", date=KNOWN.date, category=KNOWN.category)
    outcome = bring(site, "a.txt", "TÊN BÀI MỚI\n\nChữ của bài.", given)
    assert body_text(site, outcome) == "Chữ của bài."
    outcome = bring(site, "b.txt", "Dòng đầu\n\nChữ của bài.", given)
    assert "đã có bài khác ở địa chỉ này" in errors(outcome)[0][0]
    other = Choices(title="Tên khác", slug="ten-rieng", date=KNOWN.date, category=KNOWN.category)
    outcome = bring(site, "b.txt", "Dòng đầu\n\nChữ của bài.", other)
    assert outcome.post == "tin-tuc/2021/ten-rieng/index.md"
    assert body_text(site, outcome) == "Dòng đầu\n\nChữ của bài."
