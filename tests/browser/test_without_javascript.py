"""Everything is there without JavaScript."""

from __future__ import annotations

import io
from urllib.request import urlopen

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.reading import Reader
from tests.browser.sample_site import LONG

pytestmark = pytest.mark.browser


def test_a_post(reader: Reader) -> None:
    page = reader.open(LONG, java_script_enabled=False)
    main = page.get_by_role("main")
    for words in ("Ngày xuất bản: 11/01/2021 8:41:24 SA", "Đính chính", "So với kế hoạch"):
        expect(main.get_by_text(words).first).to_be_visible()
    expect(main.get_by_text("Phòng Hành chính - Tổng hợp")).to_be_visible()
    expect(main.get_by_text("Xe thư viện trên đường núi")).to_be_visible()
    # The box in the header leads to a page that is a list then.
    for button in page.locator("button:not(header *)").all():
        expect(button).not_to_be_visible()
    expect(page.locator("[data-share] button:visible")).to_have_count(0)
    expect(page.locator("[data-share]").get_by_role("link", name="Facebook")).to_be_visible()


def test_gallery_links_lead_to_large_photos(reader: Reader) -> None:
    page = reader.open(LONG, java_script_enabled=False)
    links = page.locator("a[data-photo]").all()
    assert len(links) == 8
    for link in links:
        with urlopen(f"{reader.sites['sample'].origin}{link.get_attribute('href')}") as answer:
            assert answer.status == 200
            assert answer.headers["Content-Type"] == "image/avif"
            assert max(Image.open(io.BytesIO(answer.read())).size) >= 480
    links[4].click()
    page.wait_for_url("**/*.avif")


def test_the_menu_on_a_phone(reader: Reader) -> None:
    page = reader.open("", java_script_enabled=False)
    page.set_viewport_size({"width": 320, "height": 640})
    menu = page.get_by_role("navigation", name="Danh mục chính")
    menu.get_by_text("Danh mục", exact=True).click()
    menu.get_by_role("link", name="Liên hệ").click()
    page.wait_for_url("**/lien-he/")
    page.set_viewport_size({"width": 1280, "height": 640})
    expect(menu.get_by_role("link", name="Tin tức")).to_be_visible()
