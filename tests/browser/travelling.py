"""Readers with a browser of their own, a server that has moods, and a worker in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from plugins.values import Struct
from tests.browser.moody_server import Moody, moody_server
from tests.browser.sample_site import LONG

POST = f"/{LONG}"
SHORT = "/tin-tuc/2021/tin-ngan-05/"
VAN = "/xe-thu-vien/"
STOP = "/xe-thu-vien/diem-dung/truong-tieu-hoc-a/"
LIST = "/_ngoai-tuyen/"
DAY = 86_400_000

KEPT = """async (ending) => {
  const found = {};
  for (const name of (await caches.keys()).filter((one) => one.endsWith(ending))) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      const copy = await cache.match(key); // or it went meanwhile
      if (copy) found[new URL(key.url).pathname] = (await copy.text()).length;
    }
  }
  return found;
}"""
# A copy as the worker writes them, of this age in milliseconds.
SEED = """async ([ending, path, age, size, title]) => {
  const name = (await caches.keys()).find((one) => one.endsWith(ending));
  const kept = `${Date.now() - age} ${size} ${title}`;
  const headers = { "content-type": "text/html; charset=utf-8", "x-kept": kept };
  const copy = new Response(`<main class="main">${title}</main>`, { headers });
  await (await caches.open(name)).put(path, copy);
}"""
SETTLED = """async () => {
  const { active } = await navigator.serviceWorker.ready;
  return active.state === "activated" && Boolean(navigator.serviceWorker.controller);
}"""


class Traveller(Struct, kw_only=True):
    """A reader with a browser of their own, and the server they read from."""

    context: BrowserContext
    server: Moody
    said: list[str]

    def page(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", lambda message: self.said.append(message.text))
        return page

    def read(self, page: Page, path: str) -> None:
        """Open a page online, until it is kept."""
        page.goto(self.server.origin + path)
        self.until(page, SETTLED)
        self.wait(page, lambda kept: path in kept)

    def go(self, page: Page, path: str) -> str:
        """Open a page, however; what stands in its main part."""
        page.goto(self.server.origin + path)
        return page.locator("main").inner_text()

    def kept(self, page: Page, ending: str = "pages") -> dict[str, int]:
        """Paths of copies, with their lengths."""
        found: dict[str, int] = page.evaluate(KEPT, ending)
        return found

    def wait(
        self, page: Page, good: Callable[[dict[str, int]], bool], ending: str = "pages"
    ) -> None:
        """Until the copies are as they should be."""
        end = time.monotonic() + 10
        while not good(self.kept(page, ending)):
            assert time.monotonic() < end, self.kept(page, ending)
            page.wait_for_timeout(30)

    def until(self, page: Page, question: str) -> None:
        """Until the page answers with true; Playwright's own way does not wait for promises."""
        end = time.monotonic() + 20
        while not page.evaluate(question):
            assert time.monotonic() < end, question
            page.wait_for_timeout(30)

    def tidied(self, page: Page) -> None:
        """Until the worker has done with all that the pages told it: its last step is to remove
        what is too old."""
        page.evaluate(SEED, ["pages", "/qua-cu/", 99 * DAY, 1, "x"])
        page.reload()
        self.wait(page, lambda kept: "/qua-cu/" not in kept)


@pytest.fixture
def server(outputs: dict[str, Path]) -> Iterator[Moody]:
    with moody_server(outputs["sample"]) as mood:
        yield mood


@pytest.fixture
def meet(browser: Browser) -> Iterator[Callable[[Moody], Traveller]]:
    """Makes a traveller with an empty browser."""
    contexts: list[BrowserContext] = []

    def make(server: Moody, **options: Any) -> Traveller:
        options.setdefault("viewport", {"width": 360, "height": 3000})
        context = browser.new_context(locale="vi-VN", reduced_motion="reduce", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Traveller(context=context, server=server, said=[])

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def traveller(meet: Callable[[Moody], Traveller], server: Moody) -> Traveller:
    return meet(server)
