"""A post on paper: the post and who signs it, without what only a screen needs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.reading import Reader
from tests.browser.sample_site import KINDS, LONG
from tests.support.debian import find_program

pytestmark = pytest.mark.browser


def test_what_is_on_paper(reader: Reader) -> None:
    page = reader.open(LONG)
    share = page.get_by_role("button", name="In", exact=True)
    expect(share).to_be_visible()
    page.emulate_media(media="print")
    expect(share).not_to_be_visible()
    for name in ("menu", "aside", "share", "pager", "related", "breadcrumb"):
        expect(page.locator(f".{name}")).not_to_be_visible()
    expect(page.get_by_text("Thư viện tỉnh Yên Bái").first).to_be_visible()
    main = page.get_by_role("main")
    for words in ("Phòng Hành chính - Tổng hợp", "Xe thư viện trên đường núi", "Hình minh họa"):
        expect(main.get_by_text(words)).to_be_visible()
    expect(main.get_by_text("Ngày xuất bản: 11/01/2021 8:41:24 SA")).to_be_visible()


@pytest.mark.parametrize(("kind", "name"), [("tags", "đọc sách"), ("all series", "Ngày sách 2021")])
def test_an_index_is_on_paper(reader: Reader, kind: str, name: str) -> None:
    page = reader.open(KINDS[kind])
    page.emulate_media(media="print")
    expect(page.get_by_role("main").get_by_text(name, exact=True)).to_be_visible()


def test_ink_on_white_from_the_dark_mode_too(reader: Reader) -> None:
    page = reader.open(LONG)
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor] }"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_paper_has_the_photos(reader: Reader) -> None:
    """Those that were still to load, too."""
    page = reader.open(LONG, viewport={"width": 1280, "height": 600})
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    photos = page.locator("a[data-photo]").count()
    assert pdf.count(b"/Subtype /Image") >= photos == 8


FURNITURE = ("Trang chủ", "Danh mục", "Từ khóa:", "Sao chép liên kết", "Facebook", "Nhận tin mới")
ON_PAPER = {
    LONG: (
        "Hội nghị tổng kết công tác",
        "Xe thư viện trên đường núi",  # a caption
        "Phòng Hành chính - Tổng hợp",
    ),
    "tin-tuc/": ("Tin tức", "Tin được ghim"),
    "xe-thu-vien/": ("Lịch thường kỳ theo tuyến", "Trường tiểu học A"),
    "xe-thu-vien/so-lieu/": ("Số liệu", "Năm 2021"),
    "trich-dan/": ("Đọc sách là đối thoại",),
}


@pytest.mark.parametrize("address", ON_PAPER)
def test_the_words_on_paper(reader: Reader, tmp_path: Path, address: str) -> None:
    """What a reader takes home: the words, where they come from, and which page of how many."""
    page = reader.open(address)
    pdf = tmp_path / "a.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    sheets = words_of(pdf)
    text = " ".join(sheets)
    for words in ON_PAPER[address]:
        assert words in text
    # A long address goes on in the next line.
    assert f"https://example.org/{address}" in text.replace(" ", "")
    assert [words for words in FURNITURE if words in text] == []
    for number, sheet in enumerate(sheets, 1):
        assert f"{number}/{len(sheets)}" in sheet
        assert len(sheet.split()) > 8, "furniture alone on a page"


def test_links_to_other_sites_tell_where_they_lead(reader: Reader) -> None:
    page = reader.open(LONG)
    page.emulate_media(media="print")
    told = "(link) => getComputedStyle(link, '::after').content"
    found = {
        link.get_attribute("href"): link.evaluate(told)
        for link in page.locator(".post__body a:not([data-photo])").all()
    }
    assert len(found) == 2
    for address, shown in found.items():
        assert address
        outside = address.startswith("https://")
        assert (address in shown) == outside


def words_of(pdf: Path) -> list[str]:
    """The text of each page, in one line each."""
    program = find_program("pdftotext", "poppler-utils")
    done = subprocess.run([program, "-enc", "UTF-8", pdf, "-"], capture_output=True, check=True)
    return [" ".join(sheet.split()) for sheet in done.stdout.decode().split("\f")[:-1]]
