"""Scripts are asked for once the text has been painted, which may be after the page has loaded."""

from __future__ import annotations

from playwright.sync_api import Page

from plugins.assets.bundle import load_assets
from tests.conftest import ROOT

LATE = load_assets(ROOT / "theme/static").late
"""The only script in pages themselves: it asks for the others."""

WATCH = """window.ranScripts = new Set();
for (const how of ["load", "error"]) {
  document.addEventListener(how, ({ target }) => ranScripts.add(target), true);
}"""
"""A script for browser contexts that those below wait in."""

RAN = """(frame) => frame.document.readyState === "complete"
  && !frame.document.querySelector("body > template")?.content.childElementCount
  && [...frame.document.scripts].every((script) => !script.src || frame.ranScripts.has(script))"""
"""Whether the scripts of a window's page have run."""


def all_ran(page: Page) -> None:
    """Wait until the scripts of the page have run."""
    page.wait_for_function(f"() => ({RAN})(window)")


def goto(page: Page, url: str) -> None:
    """Go to an address and wait for all of the page."""
    page.goto(url)
    all_ran(page)


def reload(page: Page) -> None:
    """Load the page once more and wait for all of it."""
    page.reload()
    all_ran(page)
