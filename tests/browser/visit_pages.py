"""Sites whose visits are counted, a net that answers for everybody, and pages in a browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from plugins.values import Struct, field
from plugins.visits.view_images import GIF
from tests.browser.chromium import WITHOUT_WORKER
from tests.browser.late_scripts import WATCH, all_ran
from tests.support.houses import House

HOST = "https://thu-vien.example"
COUNTER = "https://dem.example"
BUILT = datetime.fromisoformat("2021-03-01T08:00:00+07:00")
NOW = datetime.fromisoformat("2021-03-01T09:30:15+07:00")
BAKED = {"as_of": BUILT, "today": 100, "month": 200, "year": 3000, "total": 9999}
SETTINGS = {
    "snapshot": "visit_source='snapshot'",
    "log": "visit_source='log'",
    "json": f"visit_source='json', visit_address='{COUNTER}/luot.json'",
    "goatcounter": f"visit_source='goatcounter', visit_address='{COUNTER}', visits_before=9000",
}
BLOCK = ".aside__block:last-child"
ROWS = """() => Object.fromEntries([...document.querySelectorAll('.aside__count')]
  .filter((row) => getComputedStyle(row).visibility === 'visible')
  .map((row) => [row.querySelector('dt').innerText, row.querySelector('dd').innerText]))"""
BEFORE = {"Hôm nay": "100", "Trong tháng": "200", "Trong năm": "3.000", "Tổng số": "9.999"}
AFTER = {"Hôm nay": "101", "Trong tháng": "1.000", "Trong năm": "3.001", "Tổng số": "10.000"}
ONLINE = {"Đang truy cập": "4"}


def answer(**changes: Any) -> dict[str, Any]:
    """What a live source answers, a little more than what was baked."""
    figures = {"today": 101, "month": 1000, "year": 3001, "total": 10_000, "online": 4}
    return {"version": 1, "as_of": NOW.isoformat(), **figures, **changes}


Folders = Callable[..., Path]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """Builds a site with one post for each source, once; `None` has no figures yet."""
    known: dict[str, Path] = {}

    def folder(source: str, baked: dict[str, Any] | None = BAKED) -> Path:
        key = f"{source} {baked}"
        if key not in known:
            house = House(tmp_path_factory.mktemp("visits"))
            house.settings(SETTINGS[source])
            house.site.post("bai", body="Chữ. " * 2000)
            if baked is not None:
                text = json.dumps({"version": 1, **baked}, default=datetime.isoformat)
                house.site.write("luot-truy-cap.json", text)
            house.build()
            known[key] = house.site.output
        return known[key]

    return folder


class Net(Struct, kw_only=True, dict=True):  # Playwright notes there what it calls
    """The only network that these pages have: a site's folder, and whoever is asked for figures.

    The host has a public name, or nothing would be counted; no request leaves this machine.
    """

    folder: Path
    live: Callable[[Route], None] | None = None
    asked: list[str] = field(default_factory=list)
    counted: list[dict[str, list[str]]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def route(self, route: Route) -> None:
        """Answer one request."""
        parts = urlsplit(route.request.url)
        if parts.path.endswith(("luot-truy-cap.json", "/luot.json", "/counter/TOTAL.json")):
            self.asked.append(route.request.url)
            if self.live:
                self.live(route)
            else:
                route.fulfill(json=answer(), headers={"Access-Control-Allow-Origin": "*"})
        elif parts.path in ("/luot-xem.gif", "/count"):
            self.counted.append(parse_qs(parts.query, keep_blank_values=True))
            route.fulfill(body=GIF, content_type="image/gif", headers={"Cache-Control": "no-store"})
        elif parts.hostname not in (urlsplit(COUNTER).hostname, None):
            name = parts.path.lstrip("/")
            file = self.folder / (name + "index.html" if not name or name.endswith("/") else name)
            if file.is_file():
                route.fulfill(path=file)
            else:
                route.fulfill(status=404, body="")
        else:
            self.others.append(route.request.url)
            route.abort()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of a net in a browser of its own; what the browser complains about is kept."""
    contexts: list[BrowserContext] = []

    def open_(
        net: Net,
        address: str = "/",
        *,
        host: str = HOST,
        script: str = "",
        at: datetime | None = NOW,
        context: BrowserContext | None = None,
        **options: Any,
    ) -> Page:
        if context is None:
            options.setdefault("viewport", {"width": 1280, "height": 3000})
            context = browser.new_context(locale="vi-VN", **options)
            context.set_default_timeout(10_000)
            context.route("**/*", lambda route: net.route(route))  # noqa: PLW0108 (Net has no room)
            context.add_init_script(WITHOUT_WORKER)
            context.add_init_script(WATCH)
            contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: net.said.append(message.text))
        page.on("pageerror", lambda error: net.said.append(str(error)))
        if at:
            page.clock.install(time=at)
        if script:
            page.add_init_script(script)
        page.goto(f"{host}{address}")
        if options.get("java_script_enabled", True):
            all_ran(page)
        return page

    yield open_
    for context in contexts:
        context.close()


def rows(page: Page) -> dict[str, str]:
    """The rows that a reader sees."""
    found: dict[str, str] = page.evaluate(ROWS)
    return found


def told(page: Page) -> str:
    """Up to when the figures count."""
    return page.locator(f"{BLOCK} p").inner_text()


def settled(page: Page) -> None:
    """Whatever was asked for has come."""
    page.wait_for_load_state("networkidle")


def overtaken(page: Page) -> None:
    """Whatever was asked for so far has been asked: this comes after it."""
    page.evaluate("() => fetch('/').then((answer) => answer.text())")


def replying(body: object = None, status: int = 200, **changes: Any) -> Callable[[Route], None]:
    """A source that answers with these bytes, or with the usual figures and these changes."""
    text = body if isinstance(body, str) else json.dumps(answer(**changes))
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"}
    return lambda route: route.fulfill(status=status, body=text, headers=headers)
