"""Pages opened under watch: whatever a reader's browser would complain about is remembered."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request, Route

from plugins.values import Struct
from tests.browser.late_scripts import all_ran

_PICTURES = re.compile(r"/(anh|video)/.*\.(avif|webp|jpg|png|gif)$|\.svg$")
_LATE = re.compile(r"/anh/|\.woff2$")

REFRESH = 'http-equiv="refresh"'


class BuiltSite(Struct, frozen=True, kw_only=True):
    """A built site and where it is served."""

    output: Path
    origin: str

    def file(self, address: str) -> Path:
        """The file behind an address."""
        return self.output / (address + "index.html" if address.endswith("/") else address)


class Reader:
    """Opens pages and remembers what goes wrong on them."""

    def __init__(
        self, sites: dict[str, BuiltSite], contexts: Callable[..., BrowserContext]
    ) -> None:
        self.sites = sites
        self._contexts = contexts
        self._pages: list[Page] = []
        self.troubles: list[str] = []

    def open(
        self,
        address: str,
        site: str = "sample",
        *,
        stay: bool = False,
        at: str = "",
        held: list[Route] | None = None,
        pictures: bool = True,
        **options: Any,
    ) -> Page:
        """Open a page of a site in a browser context with these options and wait for all of it.

        With `stay` a redirect page does not lead on; `at` is what the clock shows (ISO 8601). With
        `held` pictures and fonts wait in that list for someone to let them through, and so they are
        not waited for. Without `pictures` a browser that shows none is played.
        """
        built = self.sites[site]
        page = self._contexts(clocked=bool(at), **options).new_page()
        self._pages.append(page)
        self._watch(page, built.origin)
        if at:
            page.clock.set_fixed_time(at)
        if stay:
            text = built.file(address).read_text(encoding="utf-8")
            assert REFRESH in text, f"{address}: no redirect"
            body = text.replace(REFRESH, 'name="stays"')

            def answer(route: Route) -> None:
                route.fulfill(body=body, content_type="text/html; charset=utf-8")

            page.route(f"{built.origin}/{address}", answer)
        if not pictures:
            page.route(_PICTURES, lambda route: route.abort("aborted"))
        if held is None:
            page.goto(f"{built.origin}/{address}")
            if options.get("java_script_enabled", True):
                all_ran(page)
        else:
            page.route(_LATE, lambda route: held.append(route))  # noqa: PLW0108 (Playwright marks it)
            page.goto(f"{built.origin}/{address}", wait_until="domcontentloaded")
        return page

    def close(self) -> None:
        """Close all pages; anything that went wrong is an error now."""
        for page in self._pages:
            page.close()
        if self.troubles:
            raise AssertionError("\n".join(self.troubles))

    def _watch(self, page: Page, origin: str) -> None:
        say = self.troubles.append

        def asked(request: Request) -> None:
            if not request.url.startswith((f"{origin}/", "data:")):
                say(f"request to another host: {request.url}")

        def failed(request: Request) -> None:
            # A picture that a resized page no longer wants, or a page that was left.
            if request.failure != "net::ERR_ABORTED":
                say(f"{request.url}: {request.failure}")

        page.on("console", lambda message: say(f"{page.url}: console: {message.text}"))
        page.on("pageerror", lambda error: say(f"{page.url}: {error}"))
        page.on("request", asked)
        page.on("requestfailed", failed)
        page.on(
            "response", lambda r: say(f"{r.url}: status {r.status}") if r.status >= 400 else None
        )
