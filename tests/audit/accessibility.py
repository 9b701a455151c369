"""Axe on every kind of page: light and dark, on a desktop and at 320 px, and with what opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Browser, Page, Route

from tests.audit.findings import Finding, Outcome
from tests.audit.kinds import REDIRECT, Kind
from tests.audit.sites import BuiltSite
from tests.browser.axe import violations
from tests.browser.late_scripts import WATCH, goto

_WIDTHS = (1280, 320)
_STAYS = ('http-equiv="refresh"', 'name="stays"')


def check_accessibility(site: BuiltSite, origin: str, browser: Browser, count: int) -> Outcome:
    """Look at up to `count` pages of each kind, served at `origin`; 0: at all."""
    pages = site.chosen(count)
    findings: list[Finding] = []
    states = 0
    # A worker would answer for redirect pages, which must stay.
    context = browser.new_context(locale="vi-VN", service_workers="block")
    context.add_init_script(WATCH)
    # What hides as it opens must not be looked at half-way.
    context.set_default_timeout(10_000)
    for one in pages:
        page = context.new_page()
        page.emulate_media(reduced_motion="reduce")
        url = f"{origin}/{one.address}"
        if one.kind is REDIRECT:
            page.route(url, _answering(one.html.replace(*_STAYS)))
        goto(page, url)
        for width in _WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for state in ("", *_openings(page, one.kind, width)):
                states += 1
                where = f"{one.address or '/'} {width}px {state}".rstrip()
                findings += [Finding(where=where, what=what) for what in violations(page)]
        page.close()
    context.close()
    return Outcome(
        looked_at=f"{len(pages)} trang thuộc mọi loại, {states} trạng thái, cả sáng và tối",
        findings=tuple(findings),
    )


def _answering(html: str) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    return answer


def _openings(page: Page, kind: Kind | None, width: int) -> Iterator[str]:
    """Open what the page has, one after the other; the name of each."""
    menu = page.locator("summary.menu__toggle")
    if width < 400 and menu.is_visible():
        menu.click()
        yield "menu"
        menu.click()
    wants = kind.open if kind else ""
    photo = page.locator("a[data-photo]").first
    if wants == "lightbox" and photo.count():
        photo.click()
        page.get_by_role("dialog").wait_for()
        yield "lightbox"
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="hidden")
    box = page.locator("main input[type=search]")
    if wants == "search" and box.count():
        box.first.fill("thư viện")
        box.first.press("Enter")
        page.wait_for_load_state("networkidle")
        yield "search"
