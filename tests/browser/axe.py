"""What axe finds on a page. Its script is injected by the debugger, past the page's own policy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# The modes differ in nothing but colours.
_OF_COLOUR = ("color-contrast", "link-in-text-block")
_RUN = """async ([within, options]) =>
  (await axe.run(within || document, options)).violations"""
_OFF_BY_ITSELF = {"target-size": {"enabled": True}}  # WCAG 2.2's own rule: 2.5.8


def violations(page: Page) -> list[str]:
    """All violations in the light mode, and those of colours in the dark one."""
    page.evaluate(AXE_SCRIPT)
    page.emulate_media(color_scheme="light")
    found = _run(page)
    if page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)":
        return found  # the browser's own colours, which axe takes to be black on white
    page.emulate_media(color_scheme="dark")
    return found + _run(page, _OF_COLOUR)


def more_contrast(page: Page, within: str) -> list[str]:
    """Texts within a selector whose contrast is less than AAA asks for, in both modes."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for mode in ("light", "dark"):
        page.emulate_media(color_scheme=mode)
        found += _run(page, ("color-contrast-enhanced",), within)
    return found


def _run(page: Page, only: Sequence[str] = (), within: str = "") -> list[str]:
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = list(only)
    else:
        options["rules"] = _OFF_BY_ITSELF
    return [
        f"{rule['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for rule in page.evaluate(_RUN, [within, options])
        for node in rule["nodes"]
    ]
