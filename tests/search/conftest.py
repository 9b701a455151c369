"""The content of this repository and a small site, with their index, served to a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import browser, contexts  # noqa: F401
from tests.browser.reading import BuiltSite, Reader
from tests.browser.serving import serving
from tests.conftest import ROOT
from tests.support.sites import NOW, Site


@pytest.fixture(scope="package")
def searchable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output for the content of this repository."""
    root = tmp_path_factory.mktemp("searchable")
    real = Site(root=ROOT, cache=root / "cache")
    output = root / "output"
    assert real.build(output=output, now=NOW, search="required") == 0
    return output


@pytest.fixture(scope="package")
def sites(searchable: Path) -> Iterator[dict[str, BuiltSite]]:
    """The same, served."""
    with serving(searchable) as origin:
        yield {"real": BuiltSite(output=searchable, origin=origin)}


@pytest.fixture
def reader(
    sites: dict[str, BuiltSite],
    contexts: Callable[..., BrowserContext],  # noqa: F811
) -> Iterator[Reader]:
    """Opens pages; the test fails when a browser complains about one of them."""
    reader = Reader(sites, contexts)
    yield reader
    reader.close()
