"""The reader's own settings: forced colours and less motion."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.reading import Reader
from tests.browser.sample_site import KINDS, LONG
from tests.browser.test_every_page import STICKS_OUT
from tests.browser.test_keyboard import FOCUSED

pytestmark = pytest.mark.browser

MOVING = """() => [document.documentElement, ...document.querySelectorAll('*')].flatMap((node) => {
  const style = getComputedStyle(node);
  const moves = [style.transitionDuration, style.animationDuration].some((t) => parseFloat(t) > 0)
    || style.scrollBehavior === 'smooth';
  return moves ? [node.className || node.tagName] : [];
})"""


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_forced_colours(reader: Reader, mode: str) -> None:
    page = reader.open(LONG, forced_colors="active", color_scheme=mode)
    assert page.evaluate(STICKS_OUT) == []
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED)["seen"]
    page.locator("#anh-5").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("img")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["seen"]


def test_buttons_have_borders_in_forced_colours(reader: Reader) -> None:
    """Backgrounds are gone, so a shape needs its line."""
    page = reader.open(f"{LONG}#anh-5", forced_colors="active")
    for button in page.get_by_role("button").all():
        width = button.evaluate("(node) => parseFloat(getComputedStyle(node).borderTopWidth)")
        assert width >= 1


@pytest.mark.parametrize("kind", ["home", "post"])
def test_less_motion(reader: Reader, kind: str) -> None:
    page = reader.open(KINDS[kind], reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
    if kind == "post":
        page.locator("#anh-5").click()
        assert page.evaluate(MOVING) == []
