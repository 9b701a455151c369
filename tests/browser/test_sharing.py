"""To pass a post on: plain links without JavaScript, and with it the clipboard, paper and the
device's own list of programs."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.late_scripts import reload
from tests.browser.reading import Reader
from tests.browser.sample_site import LONG

pytestmark = pytest.mark.browser

ADDRESS = f"https://example.org/{LONG}"
TITLE = "Hội nghị tổng kết công tác thư viện năm 2020 và triển khai nhiệm vụ năm 2021"

# A browser that has Web Share, and one without a clipboard.
SHARES = "navigator.share = (what) => { window.shared = what; return Promise.reject(); }"
KEEPS = """Object.defineProperty(navigator, 'clipboard', {value: {
    writeText: (text) => { window.copied = text; return Promise.resolve(); }}})"""
REFUSES = """Object.defineProperty(navigator, 'clipboard', {value: {
    writeText: () => Promise.reject()}})"""
LACKS = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"


def again(page: Page, script: str) -> None:
    """Load the page once more in a browser that is different."""
    page.add_init_script(script)
    reload(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_links_are_plain_and_tell_the_address(reader: Reader, javascript: bool) -> None:
    page = reader.open(LONG, java_script_enabled=javascript)
    found = {}
    for name in ("Facebook", "Zalo", "Thư điện tử"):
        link = page.get_by_role("link", name=name)
        expect(link).to_be_visible()
        found[name] = urlsplit(link.get_attribute("href") or "")
        assert link.get_attribute("target") is None  # the way back is the browser's own
    facebook = found["Facebook"]
    assert (facebook.netloc, facebook.path) == ("www.facebook.com", "/sharer/sharer.php")
    assert parse_qs(facebook.query) == {"u": [ADDRESS]}
    told = parse_qs(found["Zalo"].query)["d"][0]
    assert json.loads(base64.b64decode(told)) == {"url": ADDRESS}
    letter = found["Thư điện tử"]
    assert letter.scheme == "mailto"
    fields = dict(part.split("=", 1) for part in letter.query.split("&"))
    assert {name: unquote(value) for name, value in fields.items()} == {
        "subject": TITLE,
        "body": ADDRESS,
    }


def test_without_javascript_there_is_no_button(reader: Reader) -> None:
    page = reader.open(LONG, java_script_enabled=False)
    for button in page.locator("[data-share] button").all():
        expect(button).not_to_be_visible()


def test_the_address_goes_to_the_clipboard(reader: Reader) -> None:
    page = reader.open(LONG)
    again(page, KEEPS)
    page.get_by_role("button", name="Sao chép liên kết").click()
    expect(page.get_by_role("status").filter(has_text="Đã sao chép liên kết.")).to_be_visible()
    assert page.evaluate("window.copied") == ADDRESS


def test_a_refused_clipboard_shows_the_address(reader: Reader) -> None:
    page = reader.open(LONG)
    again(page, REFUSES)
    page.get_by_role("button", name="Sao chép liên kết").click()
    expect(page.get_by_role("status").filter(has_text=ADDRESS)).to_be_visible()


def test_no_clipboard_no_button(reader: Reader) -> None:
    page = reader.open(LONG)
    again(page, LACKS)
    expect(page.get_by_role("button", name="In", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Sao chép liên kết")).not_to_be_visible()


def test_the_devices_own_way_where_it_has_one(reader: Reader) -> None:
    page = reader.open(LONG)
    again(page, "delete Navigator.prototype.share")
    expect(page.get_by_role("button", name="Chia sẻ")).not_to_be_visible()
    again(page, SHARES)
    page.get_by_role("button", name="Chia sẻ").click()
    assert page.evaluate("window.shared") == {"title": TITLE, "url": ADDRESS}
    assert violations(page) == []


def test_print(reader: Reader) -> None:
    page = reader.open(LONG)
    again(page, "window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="In", exact=True).click()
    assert page.evaluate("window.printed") is True


def test_nobody_is_asked_before_a_click(reader: Reader) -> None:
    """Requests to other hosts fail the test by themselves; nor is one prepared for."""
    page = reader.open(LONG)
    hints = page.locator("link[rel=preconnect], link[rel=dns-prefetch], link[rel=prefetch]")
    assert hints.count() == 0
    assert not re.search(r"<(?:script|img|iframe)[^>]*(?:facebook|zalo)", page.content())
