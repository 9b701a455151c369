"""A post on paper: the post and who signs it, without what only a screen needs."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.reading import Reader
from tests.browser.sample_site import LONG

pytestmark = pytest.mark.browser


def test_what_is_on_paper(reader: Reader) -> None:
    page = reader.open(LONG)
    share = page.get_by_role("button", name="In bài này")
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
