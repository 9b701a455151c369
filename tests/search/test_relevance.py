"""Readers find what they look for, however they type it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.reading import BuiltSite
from tests.search.relevance import RELEVANCE, Query
from tests.search.searching import address, found, wait

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(sites: dict[str, BuiltSite], contexts: Callable[..., BrowserContext]) -> Page:
    """One page for all: a search is a step in its history."""
    page = contexts().new_page()
    page.goto(f"{sites['real'].origin}/{address('bắt đầu')}")
    wait(page)
    return page


GO = """(address) => {
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}"""


@pytest.mark.parametrize("query", RELEVANCE, ids=map(str, range(len(RELEVANCE))))
def test_relevance(page: Page, query: Query) -> None:
    page.evaluate(GO, f"/{address(query.typed, query.filters)}")
    wait(page)
    results = found(page)
    if query.address:
        assert query.address in results[: query.within], (query, results)
    else:
        assert results == [], query


def test_the_table_is_large_enough() -> None:
    assert len(RELEVANCE) >= 60
