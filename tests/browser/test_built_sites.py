"""What `make audit` looks at in files, over the sites of these tests: links, budgets, feeds,
calendars. Its other parts need more than Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.budgets import check_budgets
from tests.audit.calendars import check_calendars
from tests.audit.feeds import check_feeds
from tests.audit.links import check_links
from tests.audit.sites import read_site
from tests.browser.sample_site import KINDS

SITES = ("real", "sample", "empty", "hostile")


@pytest.mark.parametrize("name", SITES)
def test_nothing_is_found(outputs: dict[str, Path], name: str) -> None:
    site = read_site(outputs[name])
    checks = [check_links, check_feeds, check_calendars]
    # Hostile names of posts are as long as can be.
    checks += [check_budgets] if name != "hostile" else []
    found = [one for check in checks for one in check(site).findings]
    assert [f"{one.where}: {one.what}" for one in found] == []


def test_the_sample_site_has_every_kind_of_page(outputs: dict[str, Path]) -> None:
    """A kind that the build makes and these tests do not open would be tested by nobody."""
    site = read_site(outputs["sample"])
    opened = {page.kind.name for page in site.pages if page.kind and page.address in KINDS.values()}
    made = {page.kind.name for page in site.pages if page.kind}
    assert made - opened == set()
