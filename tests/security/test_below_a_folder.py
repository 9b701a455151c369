"""A site at https://example.org/thu-vien: every address stays below, in files and in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request

from tests.audit.links import check_links
from tests.audit.sites import read_site
from tests.browser.late_scripts import WATCH, goto
from tests.browser.sample_site import KINDS, LONG, fill
from tests.browser.serving import serving
from tests.support.sites import Site

pytestmark = pytest.mark.browser

BASE = "/thu-vien"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the shell and `publish.yml` have it: the address comes from the environment."""
    root = tmp_path_factory.mktemp("below")
    site = Site(root=root, cache=root / "cache")
    site.content.mkdir()
    fill(site)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", f"https://example.org{BASE}")
        assert site.build(publish=True, search="required", output=root / "www/thu-vien") == 0
    return root / "www/thu-vien"


@pytest.fixture(scope="module")
def origin(output: Path) -> Iterator[str]:
    with serving(output.parent) as origin:
        yield origin


def test_every_address_in_files(output: Path) -> None:
    site = read_site(output)
    assert site.base == BASE
    found = check_links(site).findings
    assert [f"{one.where}: {one.what}" for one in found] == []


def test_rules_for_hosts(output: Path) -> None:
    for name in ("_redirects", ".nginx/chuyen-huong.map"):
        text = (output / name).read_text(encoding="utf-8")
        assert f"{BASE}/tin-cu/bai-dai.html" in text
        assert f"{BASE}/{LONG}" in text
    lines = (output / "_headers").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith(("  ", f"{BASE}/")) for line in lines)


def test_a_browser_never_leaves_it(origin: str, browser: Browser) -> None:
    """All kinds of pages, the search, the worker; what is not there, too."""
    context = browser.new_context(locale="vi-VN")
    said: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{origin}{BASE}/", "data:")):
            said.append(request.url)

    context.add_init_script(WATCH)
    page = context.new_page()
    context.on("request", asked)
    context.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    context.on(
        "response", lambda r: said.append(f"{r.url}: {r.status}") if r.status >= 400 else None
    )
    for address in KINDS.values():
        goto(page, f"{origin}{BASE}/{address}")
    page.wait_for_url(f"{origin}{BASE}/{LONG}")  # the last one leads on
    page.goto(f"{origin}{BASE}/tim-kiem/")
    page.locator("#q").fill("hội nghị")
    page.locator("#q").press("Enter")
    page.locator("[data-results] a").first.click()
    page.wait_for_url(f"{origin}{BASE}/tin-tuc/**")
    scope = page.evaluate("navigator.serviceWorker.ready.then((found) => found.scope)")
    assert scope == f"{origin}{BASE}/"
    context.close()
    assert said == []
