"""One server for most tests, as Debian has it: Windows knows neither its users nor its signals."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.deploy.site import write_site
from tests.support.nginx import Nginx, serving

collect_ignore_glob = ["test_*.py"] if os.name == "nt" else []


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    folder = tmp_path_factory.mktemp("nginx")
    with serving(folder, write_site(folder / "www/thu-vien")) as running:
        yield running


@pytest.fixture(autouse=True)
def _without_old_lines(request: pytest.FixtureRequest) -> None:
    """Logs are cut, not removed: the server keeps them open, and appends."""
    if "server" in request.fixturenames:
        running: Nginx = request.getfixturevalue("server")
        for log in (running.pixel_log, running.main_log):
            log.write_bytes(b"")
