"""What stands on the search page."""

from __future__ import annotations

from urllib.parse import urlencode

from playwright.sync_api import Page

from tests.browser.reading import Reader

PAGE = "tim-kiem/"


def address(typed: str = "", filters: str = "") -> str:
    """The address of a search."""
    query = "&".join(filter(None, (urlencode({"q": typed}) if typed else "", filters)))
    return f"{PAGE}?{query}" if query else PAGE


def wait(page: Page) -> str:
    """What is told once the search is over."""
    page.wait_for_selector("[data-results][aria-busy=false]", state="attached")
    return page.get_by_role("status").inner_text()


def found(page: Page) -> list[str]:
    """Site paths of the results that are shown."""
    links = page.locator("[data-results] a")
    return [
        href.lstrip("/")
        for href in links.evaluate_all("all => all.map(a => a.getAttribute('href'))")
    ]


def search(reader: Reader, typed: str = "", filters: str = "") -> Page:
    """Open the page of a search and wait for what comes of it."""
    page = reader.open(address(typed, filters), "real")
    wait(page)
    return page
