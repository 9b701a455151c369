"""One browser, one server and one build of each site for all browser tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.chromium import WITHOUT_WORKER, find_chromium, launch_arguments
from tests.browser.late_scripts import WATCH
from tests.browser.reading import BuiltSite, Reader
from tests.browser.sample_site import fill
from tests.browser.serving import serving
from tests.browser.travelling import meet, server, traveller  # noqa: F401  # fixtures of two files
from tests.browser.visit_pages import folders, opened  # noqa: F401  # fixtures of two files
from tests.conftest import ROOT
from tests.support import hostile
from tests.support.sites import NOW, Site

# Of the package, not of the session: Playwright's event loop must end before other tests start
# their own.


@pytest.fixture(scope="package")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders with the sample site, one without content, one whose every field is hostile, and
    the content of this repository."""
    root = tmp_path_factory.mktemp("sites")
    built = {}
    for name in ("sample", "empty", "hostile"):
        site = Site(root=root / name, cache=root / "cache")
        site.content.mkdir(parents=True)
        if name == "sample":
            fill(site)
        elif name == "hostile":
            hostile.fill(site)
        # Only with an index the page of the search has its form.
        assert site.build(now=NOW, search="wished" if name == "sample" else "") == 0
        built[name] = site.output
    real = Site(root=ROOT, cache=root / "cache")
    built["real"] = root / "real"
    assert real.build(output=built["real"], now=NOW) == 0
    return built


@pytest.fixture(scope="package")
def sites(outputs: dict[str, Path]) -> Iterator[dict[str, BuiltSite]]:
    """The same, served."""
    with ExitStack() as stack:
        yield {
            name: BuiltSite(output=output, origin=stack.enter_context(serving(output)))
            for name, output in outputs.items()
        }


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    program = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=launch_arguments())
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def contexts(browser: Browser) -> Callable[..., BrowserContext]:
    """Makes a browser context with the options given, once for the same options."""
    made: dict[str, BrowserContext] = {}

    def context(*, clocked: bool = False, **options: Any) -> BrowserContext:
        """With `clocked` a page's clock may be set: that of its whole context, with all that
        measures time, for good."""
        options.setdefault("viewport", {"width": 1280, "height": 800})
        key = repr((clocked, sorted(options.items())))
        if key not in made:
            made[key] = browser.new_context(locale="vi-VN", **options)
            made[key].set_default_timeout(10_000)
            made[key].add_init_script(WITHOUT_WORKER)
            made[key].add_init_script(WATCH)
        return made[key]

    return context


@pytest.fixture
def reader(
    sites: dict[str, BuiltSite], contexts: Callable[..., BrowserContext]
) -> Iterator[Reader]:
    """Opens pages; the test fails when a browser complains about one of them."""
    reader = Reader(sites, contexts)
    yield reader
    reader.close()
