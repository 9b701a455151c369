"""The search page for everyone: by keyboard, enlarged, in other colours, to a screen reader."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.reading import Reader
from tests.browser.test_every_page import STICKS_OUT
from tests.browser.test_everyone import CUT_OFF, SMALL_TARGETS, SPACING, enlarged
from tests.search.searching import PAGE, address, search, wait

pytestmark = pytest.mark.browser


def test_by_keyboard_alone(reader: Reader) -> None:
    page = reader.open(PAGE, "real", reduced_motion="reduce")
    box = page.get_by_role("searchbox")
    box.focus()
    page.keyboard.type("dế/mèn")
    page.keyboard.press("Enter")
    wait(page)
    expect(box).to_be_focused()
    order = []
    for _ in range(6):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate("() => document.activeElement.name || document.activeElement.tagName")
        )
    assert order == ["BUTTON", "chuyen-muc", "nam", "phong", "xep", "A"]
    box.focus()
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(page.locator("[data-results] > li")).to_have_count(0)
    assert page.url.endswith(PAGE)


def test_no_single_sign_is_a_command(reader: Reader) -> None:
    """WCAG 2.1.4: who speaks to the machine would set off what nobody can switch off."""
    page = search(reader, "thư viện")
    page.get_by_role("link", name="Luật Thư viện").focus()
    before = page.url
    for sign in "/?sfjknp.0":
        page.keyboard.press(sign)
        expect(page.get_by_role("link", name="Luật Thư viện")).to_be_focused()
    assert page.url == before


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("typed", ["", "thư viện", "phjêu"])
def test_axe_and_narrow_screens(reader: Reader, typed: str, width: int) -> None:
    """In the light and in the dark."""
    page = search(reader, typed) if typed else reader.open(PAGE, "real")
    page.set_viewport_size({"width": width, "height": 800})
    assert violations(page) == []
    assert page.evaluate(STICKS_OUT) == []


@pytest.mark.parametrize("typed", ["thư viện", "phjêu"])
def test_enlarged_spaced_and_touched(reader: Reader, typed: str) -> None:
    """With results, or without any."""
    page = search(reader, typed)
    found = {"targets": page.evaluate(SMALL_TARGETS)}
    page.set_viewport_size({"width": 320, "height": 256})
    found["targets at 320px"] = page.evaluate(SMALL_TARGETS)
    page.evaluate(SPACING)
    found["spaced"] = page.evaluate(STICKS_OUT) + page.evaluate(CUT_OFF)
    page.evaluate("() => { document.adoptedStyleSheets = []; }")
    found |= enlarged(page)
    assert {check: problems for check, problems in found.items() if problems} == {}


# A hit and what lies behind it: its own background, or the page's.
HIT = """(hit) => {
  const { color, backgroundColor } = getComputedStyle(hit);
  const bare = /^rgba.* 0\\)$/.test(backgroundColor);
  return [color, bare ? getComputedStyle(document.body).backgroundColor : backgroundColor];
}"""


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_hits_are_seen_in_forced_colours(reader: Reader, mode: str) -> None:
    page = reader.open(address("thư viện"), "real", forced_colors="active", color_scheme=mode)
    wait(page)
    word, behind = page.locator("[data-results] mark").first.evaluate(HIT)
    assert word != behind


def test_the_names_of_things(reader: Reader) -> None:
    page = reader.open(PAGE, "real")
    tree = page.get_by_role("main").aria_snapshot()
    assert '- search "Tìm trong trang":' in tree
    assert re.search(r"- text: Từ cần tìm .*\n\s+- searchbox ", tree)
    for name in ("Chuyên mục", "Năm", "Phòng", "Xếp theo"):
        assert f'- combobox "{name}' in tree
    assert "- status" in tree
