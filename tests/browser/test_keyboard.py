"""The whole page by keyboard: nothing is out of reach and the focus is always seen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import Reader
from tests.browser.sample_site import KINDS, LONG

pytestmark = pytest.mark.browser

# The element that has the focus: a number that names it (its place in the document), and whether a
# reader can see it there.
FOCUSED = """() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const box = node.getBoundingClientRect();
  // A headline that stands for its whole entry has the outline around the entry.
  const outlined = [null, '::after'].map((part) => getComputedStyle(node, part)).some(
    (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
  // Within a film the browser marks its own buttons.
  const marked = outlined || node.matches('video[controls]');
  const onScreen = box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0
    && box.left < innerWidth && box.top < innerHeight;
  // 2.4.11: nothing lies over it. Of a link in several lines the first one counts.
  const line = [...node.getClientRects()].find((one) => one.width && one.height) ?? box;
  const x = Math.min(line.left + line.width / 2, innerWidth - 1);
  const over = document.elementFromPoint(x, Math.min(line.top + line.height / 2, innerHeight - 1));
  const free = over && (node.contains(over) || over.contains(node));
  const all = [...document.querySelectorAll('*')];
  const seen = marked && onScreen && Boolean(free);
  return { id: all.indexOf(node), seen, html: node.outerHTML.slice(0, 120) };
}"""

# All elements that can be reached, as numbers of the same kind.
REACHABLE = """() => [...document.querySelectorAll('*')].flatMap((node, number) =>
  node.matches('a[href], button, summary, input, [tabindex="0"]') && node.checkVisibility()
    ? [number] : [])"""


def _tab_through(page: Page) -> list[dict[str, Any]]:
    """Tab from the top until the focus leaves the page."""
    stops: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["id"] == stops[0]["id"]):
            return stops
        stops.append(stop)
    raise AssertionError("Tab never comes to an end")


JOURNEYS = [
    *((kind, 1280) for kind in ("home", "newest", "post")),
    *((kind, 360) for kind in KINDS if kind != "redirect"),
]


@pytest.mark.parametrize(("kind", "width"), JOURNEYS)
def test_tab_reaches_everything_and_is_seen(reader: Reader, kind: str, width: int) -> None:
    page = reader.open(KINDS[kind], reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    stops = _tab_through(page)
    assert [stop["html"] for stop in stops if not stop["seen"]] == []
    # 2.4.3: in the order of reading.
    assert [stop["id"] for stop in stops] == sorted(stop["id"] for stop in stops)
    # Boxes that scroll by themselves are stops as well.
    missed = set(page.evaluate(REACHABLE)) - {stop["id"] for stop in stops}
    assert missed == set()


def test_the_skip_link_comes_first_and_leads_to_the_text(reader: Reader) -> None:
    page = reader.open(LONG, reduced_motion="reduce")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


def test_the_menu_by_keyboard_on_a_phone(reader: Reader) -> None:
    page = reader.open(LONG)
    page.set_viewport_size({"width": 320, "height": 640})
    menu = page.get_by_role("navigation", name="Danh mục chính")
    contact = menu.get_by_role("link", name="Liên hệ")
    expect(contact).not_to_be_visible()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    expect(contact).to_be_visible()
    for _ in range(menu.get_by_role("link").count()):
        page.keyboard.press("Tab")
    expect(contact).to_be_focused()  # the last one
    page.keyboard.press("Enter")
    page.wait_for_url("**/lien-he/")
    expect(page.locator(".menu [aria-current=page]")).to_have_text(re.compile("Liên hệ"))
