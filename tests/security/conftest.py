"""Both twins, built once and served, and a browser for all tests here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.browser.conftest import browser  # noqa: F401  # a fixture
from tests.browser.reading import BuiltSite
from tests.browser.serving import serving
from tests.security.hostile_site import Twins, make_twins


@pytest.fixture(scope="package")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Twins:
    """A hostile and a harmless site that are otherwise the same."""
    twins = make_twins(tmp_path_factory.mktemp("twins"))
    assert twins.hostile.build(search="wished") == 0
    # Of this one only the markup counts.
    assert twins.harmless.build(search="wished", lazy_photos=True) == 0
    return twins


@pytest.fixture(scope="package")
def served(twins: Twins) -> Iterator[dict[str, BuiltSite]]:
    """The same, served."""
    with ExitStack() as stack:
        yield {
            name: BuiltSite(output=site.output, origin=stack.enter_context(serving(site.output)))
            for name, site in (("hostile", twins.hostile), ("harmless", twins.harmless))
        }
