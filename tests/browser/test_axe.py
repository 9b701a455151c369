"""Axe finds nothing on what opens: the menu of a phone, the lightbox."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.browser.axe import violations
from tests.browser.reading import Reader
from tests.browser.sample_site import LONG

MODES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

pytestmark = pytest.mark.browser


def test_the_modes_differ(reader: Reader) -> None:
    """Else axe would look at the same colours twice."""
    page = reader.open("")
    colours = []
    for mode in MODES:
        page.emulate_media(color_scheme=mode)
        colours.append(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
    assert colours[0] != colours[1]


@pytest.mark.parametrize("address", ["", LONG])
def test_on_a_phone_with_the_menu_open(reader: Reader, address: str) -> None:
    page = reader.open(address)
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_text("Danh mục", exact=True).click()
    assert page.get_by_role("link", name="Liên hệ").first.is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 320])
def test_with_the_lightbox_open(reader: Reader, width: int) -> None:
    page = reader.open(f"{LONG}#anh-5")
    page.set_viewport_size({"width": width, "height": 640})
    assert page.get_by_role("dialog").is_visible()
    assert violations(page) == []
