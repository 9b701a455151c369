"""A worker of another version takes over, and one setting frees readers of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.moody_server import Moody, Said, moody_server
from tests.browser.travelling import SHORT, VAN, Traveller
from tests.support.houses import House

pytestmark = pytest.mark.browser


def newer(server: Moody) -> None:
    code = (server.folder / "sw.js").read_text(encoding="utf-8")
    server.says["/sw.js"] = Said(
        body=re.sub(r'VERSION="\w+"', 'VERSION="moi"', code).encode(),
        headers={"content-type": "text/javascript"},
    )


STORES = "() => caches.keys()"
RENEWED = "async () => (await caches.keys()).every((name) => name.includes(' moi '))"
GONE = "async () => !(await navigator.serviceWorker.getRegistrations()).length"


def test_a_new_worker_takes_over_every_tab(traveller: Traveller) -> None:
    one, two = traveller.page(), traveller.page()
    traveller.read(one, SHORT)
    traveller.read(two, VAN)
    traveller.tidied(two)  # Chromium lets a busy worker rule for half a minute more
    newer(traveller.server)
    one.evaluate("async () => (await navigator.serviceWorker.ready).update()")
    traveller.until(two, RENEWED)
    traveller.read(two, "/tin-tuc/")
    traveller.server.down = True
    assert "Bản lưu lúc" in traveller.go(one, "/tin-tuc/")
    assert all(" moi " in name for name in one.evaluate(STORES))


def test_an_update_that_meets_no_network(traveller: Traveller) -> None:
    page = traveller.page()
    traveller.read(page, SHORT)
    traveller.tidied(page)
    newer(traveller.server)
    traveller.server.down = True
    failed = page.evaluate(
        "async () => (await navigator.serviceWorker.ready).update().catch(() => 'none')"
    )
    assert failed == "none"
    assert "Bản lưu lúc" in traveller.go(page, SHORT)
    traveller.server.down = False
    page.reload()
    traveller.until(page, RENEWED)
    traveller.read(page, SHORT)


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Small sites under a path, with the worker and without."""
    found = {}
    for name, offline in (("with", True), ("without", False)):
        house = House(tmp_path_factory.mktemp(name))
        house.settings(f"url='https://example.org/thu-vien', offline={offline}")
        house.site.post("mot", title="Bài thứ nhất")
        house.build()
        found[name] = house.site.output
    return found


def test_one_setting_frees_the_readers(
    meet: Callable[[Moody], Traveller], houses: dict[str, Path]
) -> None:
    """Under a path, beside a site that keeps pages of its own."""
    with moody_server(houses["with"], "/thu-vien") as server:
        traveller = meet(server)
        page = traveller.page()
        path = "/thu-vien/tin-tuc/2021/mot/"
        traveller.read(page, path)
        scope = page.evaluate("async () => (await navigator.serviceWorker.ready).scope")
        assert scope == f"{server.origin}/thu-vien/"
        server.down = True
        assert "Bài thứ nhất" in traveller.go(page, path)
        server.down = False
        page.evaluate("() => caches.open('offline / x pages')")

        server.folder = houses["without"]
        assert "serviceWorker" not in server.file("/thu-vien/sw.js").read_text(encoding="utf-8")
        assert "/offline." not in server.text(path)
        page.goto(f"{server.origin}/thu-vien/")
        traveller.until(
            page, "async () => !(await navigator.serviceWorker.getRegistrations()).length"
        )
        assert page.evaluate(STORES) == ["offline / x pages"]
        server.down = True
        with pytest.raises(Exception, match="ERR_"):
            page.goto(server.origin + path)
        server.down = False
        page = traveller.page()  # the first one still shows the error
        traveller.go(page, path)
        assert not page.evaluate("() => Boolean(navigator.serviceWorker.controller)")
        assert traveller.said == []
