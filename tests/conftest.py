"""What all tests share: long runs on request, and sites built in temporary folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.sites import Site

ROOT = Path(__file__).resolve().parents[1]

# The same examples on every run, so that a push fails for its own reasons only.
_CALM = {"deadline": None, "derandomize": True, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("short", max_examples=50, **_CALM)
settings.register_profile("long", max_examples=500, **_CALM)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="long property runs")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "short")


@pytest.fixture(scope="session", autouse=True)
def _machine_independent() -> None:
    """No test may depend on this machine's proxies when it asks a server on loopback."""
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An empty content folder."""
    made = Site(root=tmp_path, cache=tmp_path / "cache")
    made.content.mkdir()
    return made
