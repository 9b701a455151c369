"""Odd files that people found, of every kind: what each must become."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from plugins.importing import word as word_module
from tests.importing.making import body_text, bring, errors, messages, picture, problems, read
from tests.importing.test_pages import page
from tests.importing.word_files import bold, cell, docx, drawing, para, relation, run, table
from tests.support.sites import Site

OLD = "Th­ viÖn tØnh Yªn B¸i tæ chøc Héi nghÞ tæng kÕt n¨m 2020, phßng ®äc, ng­êi ®äc, tõ, thñ."
NEW = "Thư viện tỉnh Yên Bái tổ chức Hội nghị tổng kết năm 2020, phòng đọc, người đọc, từ, thủ."
RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>thư</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>書</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
MERGED = '<w:hMerge w:val="{}"/>'


def word(*body: str) -> bytes:
    """A Word file with a title and two paragraphs around what is odd."""
    return docx(bold("Tiêu đề bài", align="center"), para("Mở đầu."), *body, para("Hết."))


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A file, what stands in its post, and what is to be looked at."""

    name: str
    data: str | bytes
    has: str
    says: tuple[str, ...] = ()


CASES = (
    Case(
        name="tcvn3-khai-windows-1252.html",
        data=page(f"<p>{OLD}</p>")
        .replace("charset=utf-8", "charset=windows-1252")
        .replace("Tiêu đề bài", "Tin")
        .replace("Ngày xuất bản", "Ngµy xuÊt b¶n")
        .replace("Đoạn văn mở đầu", "Tin vui")
        .encode("cp1252"),
        has=NEW,
    ),
    Case(
        name="ruby.html",
        data=page("<p><ruby>書<rp>(</rp><rt>thư</rt><rp>)</rp>院<rt>viện</ruby>!</p>"),
        has="書 (thư)院 (viện)!",
    ),
    Case(name="ruby.docx", data=word(para("Chữ ", RUBY, "院")), has="Chữ 書 (thư)院"),
    Case(
        name="gach-bo.docx",
        data=word(
            para("Giá ", run("100.000", "<w:strike/>"), run(" 80.000 ", "<w:b/>"), "đồng"),
            para(run("Bỏ", "<w:dstrike/>"), run(" không bỏ", '<w:strike w:val="0"/>')),
            table(
                cell("a", properties='<w:gridSpan w:val="2"/>'),
                cell(para(run("cũ", "<w:strike/>"))) + cell("mới"),
            ),
        ),
        has="Giá <s>100.000</s> **80.000** đồng\n\n<s>Bỏ</s> không bỏ",
    ),
    Case(
        name="gach-bo.html",
        data=page(
            "<p>Giá <strike>100</strike> <del>90</del> <s>*85*</s>"
            " <span style='text-decoration: line-through'>82</span> 80 đồng</p>"
        ),
        has="Giá <s>100</s> <s>90</s> <s>\\*85\\*</s> <s>82</s> 80 đồng",
    ),
    Case(
        name="gop-ngang-kieu-cu.docx",
        data=word(
            table(
                cell("Gộp", properties=MERGED.format("restart"))
                + cell("", properties="<w:hMerge/>")
                + cell("Riêng"),
                cell("a") + cell("b") + cell("c"),
                columns=3,
            )
        ),
        has='<th colspan="2">Gộp</th>\n<th>Riêng</th>\n</tr>\n<tr>\n<td>a</td>',
    ),
    Case(
        name="gop-ngang-con-chu.docx",
        data=word(
            table(
                cell("Gộp", properties=MERGED.format("restart"))
                + cell("chữ", properties=MERGED.format("continue")),
                cell("a") + cell("b"),
            )
        ),
        has="| Gộp | chữ |",
    ),
    Case(
        name="gop-doc-khong-dau.docx",
        data=word(
            table(cell("", properties="<w:vMerge/>") + cell("x"), cell("a") + cell("b")),
        ),
        has="<td></td>\n<td>x</td>\n</tr>\n<tr>\n<td>a</td>",
    ),
    Case(
        name="gop-doc-lech-cot.docx",
        data=word(
            table(
                cell("Năm", properties='<w:vMerge w:val="restart"/>') + cell("x") + cell("y"),
                cell("p", properties='<w:gridSpan w:val="2"/>')
                + cell("", properties="<w:vMerge/>"),
                columns=3,
            )
        ),
        has='<th>Năm</th>\n<th>x</th>\n<th>y</th>\n</tr>\n<tr>\n<td colspan="2">p</td>\n<td></td>',
    ),
    Case(
        name="lua-chon-o-than-bai.docx",
        data=word(
            "<mc:AlternateContent><mc:Choice Requires='x'>"
            + para("Bản mới")
            + "</mc:Choice><mc:Fallback>"
            + para("Bản cũ")
            + "</mc:Fallback></mc:AlternateContent>"
        ),
        has="Bản mới\n\nHết.",
    ),
    Case(
        name="bang-co-o-trong.txt",
        data="Tiêu đề\n\n\tĐoạn thụt vào.\t\n\tĐoạn nữa.\n\n"
        "\tQuý 1\tQuý 2\t\nSách\t1\t\t\nBáo\t\t2\tx\n\t\t\nHết.",
        has="Đoạn thụt vào.\n\nĐoạn nữa.\n\n<table>\n<tr>\n<td></td>\n<td>Quý 1</td>",
    ),
    Case(
        name="anh-giua-hai-chu.html",
        data=page("<p>hết<img src=x>Phòng đọc</p>"),
        has="hết Phòng đọc",
        says=(
            "ảnh “x” không có cạnh tệp nên không lấy được; lưu lại trang bằng trình duyệt, kiểu"
            " “Trang web, đầy đủ”",
        ),
    ),
    Case(
        name="anh-giua-hai-chu.docx",
        data=docx(
            bold("Tiêu đề bài", align="center"),
            para("Hết", drawing("r0"), "Phòng đọc"),
            para("Thư", drawing("r0").replace("wp:inline", "wp:anchor"), "ờng"),
            relations=relation("r0", "image", "media/0.png"),
            media={"media/0.png": picture("PNG")},
        ),
        has="Hết Phòng đọc\n\n![](anh-01.png)\n\nThường",
    ),
    Case(
        name="hai-doan-roi-danh-sach.html",
        data=page("<ul><li>một<p>hai</p><ul><li>ba<p>bốn</p><ul><li>năm</ul></ul></ul>"),
        has="- một\n\n    hai\n\n    - ba\n\n        bốn\n\n        - năm",
    ),
    Case(
        name="hai-chum-anh.docx",
        data=docx(
            bold("Tiêu đề bài", align="center"),
            para("Mở đầu."),
            bold("Hình ảnh ngày đầu"),
            para(drawing("r0")),
            para("Ngày sau đông hơn."),
            bold("Một số hình ảnh ngày sau"),
            para(drawing("r1")),
            para("Bế mạc"),
            relations="".join(relation(f"r{n}", "image", f"media/{n}.png") for n in range(2)),
            media={f"media/{n}.png": picture("PNG", (n, 9, 9)) for n in range(2)},
        ),
        has="**Hình ảnh ngày đầu**\n\n![](anh-01.png)\n\nNgày sau đông hơn.",
    ),
    Case(
        name="bang-o-cuoi-trong.txt",
        data="Tiêu đề\n\nTên\tSố\tGhi chú\nA\t1\t\nB\t2\tx\n",
        has="| Tên | Số | Ghi chú |\n|--|--|--|\n| A | 1 |  |\n| B | 2 | x |",
    ),
)


def test_a_picture_that_comes_again(site: Site) -> None:
    """Word keeps one file for equal pictures; each caption is said, and no picture is shown twice
    at the end."""
    data = docx(
        bold("Tiêu đề bài", align="center"),
        para("Mở đầu."),
        para(drawing("r0")),
        para("Giữa."),
        bold("Một số hình ảnh"),
        *(para(drawing(f"r{n}")) + para(f"Lời {place}") for place, n in enumerate((1, 1, 0, 2))),
        relations="".join(relation(f"r{n}", "image", f"media/{n}.png") for n in range(3)),
        media={f"media/{n}.png": picture("PNG", (n, 9, 9)) for n in range(3)},
    )
    outcome = bring(site, "bai.docx", data)
    assert not outcome.errors, errors(outcome)
    document, _ = read(site, outcome)
    assert [(p.file, p.caption) for p in document.fields["photos"]] == [
        ("anh-02.png", "Lời 0"),
        ("anh-03.png", "Lời 3"),
    ]
    assert document.body.strip() == "Mở đầu.\n\n![](anh-01.png)\n\nGiữa.\n\n*Lời 1*\n\n*Lời 2*"
    assert problems(site) == []


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_each_gives_a_good_post(site: Site, one: Case) -> None:
    outcome = bring(site, one.name, one.data)
    assert not outcome.errors, errors(outcome)
    assert one.has in body_text(site, outcome)
    assert messages(outcome) == list(one.says)
    assert problems(site) == []


def test_thousands_of_footnotes_are_found_by_their_ids(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is looked up, not looked for: as many attributes are read as there are notes."""
    read = []
    real = word_module.value

    def counting(*args: object) -> str:
        read.append(args)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(word_module, "value", counting)
    body = (
        para(f"câu {n}", f'<w:r><w:footnoteReference w:id="{n}"/></w:r>') for n in range(2, 302)
    )
    notes = "".join(
        f'<w:footnote w:id="{n}">{para(f"nguồn {n}")}</w:footnote>' for n in range(2, 302)
    )
    data = docx(bold("Tiêu đề", align="center"), *body, parts={"footnotes": notes})
    outcome = bring(site, "bai.docx", data)
    assert "[^300]: nguồn 301" in body_text(site, outcome)
    assert len(read) < 1000
