"""What axe finds on a page. Its script is injected by the debugger, past the page's own policy."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# The modes differ in nothing but colours.
_OF_COLOUR = ("color-contrast", "link-in-text-block")
_RUN = "async (options) => (await axe.run(options)).violations"


def violations(page: Page) -> list[str]:
    """All violations in the light mode, and those of colours in the dark one."""
    page.evaluate(AXE_SCRIPT)
    page.emulate_media(color_scheme="light")
    found = _run(page)
    if page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)":
        return found  # the browser's own colours, which axe takes to be black on white
    page.emulate_media(color_scheme="dark")
    return found + _run(page, _OF_COLOUR)


def _run(page: Page, only: Sequence[str] = ()) -> list[str]:
    options = {"resultTypes": ["violations"], **({"runOnly": list(only)} if only else {})}
    return [
        f"{rule['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for rule in page.evaluate(_RUN, options)
        for node in rule["nodes"]
    ]
