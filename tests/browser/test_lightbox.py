"""The lightbox: by keyboard, mouse and touch, by address, and back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reading import Reader
from tests.browser.sample_site import LONG

pytestmark = pytest.mark.browser


def _count(page: Page) -> Locator:
    return page.locator(".lightbox__count")


def _hash(page: Page) -> str:
    return str(page.evaluate("() => location.hash"))


def test_by_keyboard(reader: Reader) -> None:
    page = reader.open(LONG, reduced_motion="reduce")
    dialog, count, link = page.get_by_role("dialog"), _count(page), page.locator("#anh-5")
    link.focus()
    before = page.evaluate("() => scrollY")
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    expect(count).to_have_text("2/5")
    expect(dialog).to_contain_text("Xe thư viện trên đường núi")
    expect(dialog.get_by_role("img", name="Xe thư viện")).to_be_in_viewport(ratio=0.99)
    assert _hash(page) == "#anh-5"

    page.keyboard.press("ArrowRight")
    expect(count).to_have_text("3/5")
    assert _hash(page) == "#anh-6"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(count).to_have_text("1/5")
    assert _hash(page) == "#anh-4"
    page.keyboard.press("ArrowLeft")
    expect(count).to_have_text("5/5")

    # Round the dialog: never to what lies behind it.
    stops = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        stops.add(
            page.evaluate(
                """() => {
                  const node = document.activeElement;
                  if (node === document.body) return 'browser';
                  return node.closest('dialog') ? node.getAttribute('aria-label') : node.outerHTML;
                }"""
            )
        )
    assert stops - {"browser"} == {"Ảnh trước", "Ảnh sau", "Đóng, trở lại trang"}

    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(link).to_be_focused()
    assert page.evaluate("() => scrollY") == before
    page.wait_for_function("() => location.hash === ''")
    assert page.url.endswith(LONG)


def test_groups_are_apart(reader: Reader) -> None:
    """A figure has no neighbours, an inline gallery only its own."""
    page = reader.open(LONG)
    next_ = page.get_by_role("button", name="Ảnh sau")
    for link, words, alone in (("#anh-1", "1/1", True), ("#anh-3", "2/2", False)):
        page.locator(link).click()
        expect(_count(page)).to_have_text(words)
        expect(next_).to_have_count(0 if alone else 1)
        page.get_by_role("button", name="Đóng, trở lại trang").click()
        expect(page.get_by_role("dialog")).not_to_be_visible()


def test_back_closes_and_forward_opens(reader: Reader) -> None:
    page = reader.open(LONG)
    dialog = page.get_by_role("dialog")
    page.locator("#anh-5").click()
    page.get_by_role("button", name="Ảnh sau").click()
    expect(_count(page)).to_have_text("3/5")
    page.go_back()
    expect(dialog).not_to_be_visible()
    assert page.url.endswith(LONG)
    page.go_forward()
    expect(dialog).to_be_visible()
    expect(_count(page)).to_have_text("3/5")
    page.go_back()
    page.go_back()
    assert page.url == "about:blank"


def test_closing_by_button_leaves_no_step_in_the_history(reader: Reader) -> None:
    page = reader.open(LONG)
    page.locator("#anh-5").click()
    page.get_by_role("button", name="Đóng, trở lại trang").click()
    page.wait_for_function("() => location.hash === ''")
    page.go_back()
    assert page.url == "about:blank"


def test_an_address_opens_its_photo(reader: Reader) -> None:
    page = reader.open(f"{LONG}#anh-3")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(_count(page)).to_have_text("2/2")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).not_to_be_visible()
    expect(page.locator("#anh-3")).to_be_focused()
    assert _hash(page) == ""


def test_a_click_for_a_new_tab_is_left_alone(reader: Reader) -> None:
    page = reader.open(LONG)
    with page.context.expect_page() as opened:
        page.locator("#anh-5").click(modifiers=["ControlOrMeta"])
    assert opened.value.url.endswith(".jpg")
    opened.value.close()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_swipes(reader: Reader) -> None:
    page = reader.open(LONG, has_touch=True, viewport={"width": 360, "height": 640})
    touch = page.context.new_cdp_session(page)

    def swipe(from_: tuple[int, int], to: tuple[int, int]) -> None:
        def send(type_: str, *points: tuple[float, float]) -> None:
            at = [{"x": x, "y": y} for x, y in points]
            touch.send("Input.dispatchTouchEvent", {"type": type_, "touchPoints": at})

        send("touchStart", from_)
        for step in range(1, 6):
            part = step / 5
            send("touchMove", *[tuple(a + (b - a) * part for a, b in zip(from_, to, strict=True))])  # type: ignore[arg-type]
        send("touchEnd")

    page.locator("#anh-5").tap()
    expect(_count(page)).to_have_text("2/5")
    swipe((300, 320), (60, 330))
    expect(_count(page)).to_have_text("3/5")
    swipe((60, 320), (300, 310))
    swipe((60, 320), (300, 310))
    expect(_count(page)).to_have_text("1/5")
    swipe((180, 500), (200, 150))  # up: no turning over
    swipe((180, 320), (200, 320))  # too short
    page.wait_for_timeout(100)
    expect(_count(page)).to_have_text("1/5")
    expect(page.get_by_role("dialog")).to_be_visible()
    touch.detach()
