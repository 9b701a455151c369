"""Scripts are asked for once the text has been painted, which may be after the page has loaded."""

from __future__ import annotations

from playwright.sync_api import Page, Route

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


def goto_without(page: Page, url: str, script: str) -> Route:
    """Go to an address whose script of this name waits for the route to be let through. It may hold
    up the end of loading, which is not waited for."""
    held: list[Route] = []
    pattern = f"**/static/{script}.*.js"
    page.route(pattern, lambda route: held.append(route))  # noqa: PLW0108 (Playwright marks it)
    page.goto(url, wait_until="domcontentloaded")
    while not held:
        page.wait_for_timeout(20)
    return held[0]
