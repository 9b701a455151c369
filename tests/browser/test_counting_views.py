"""How pages tell that they were read: an image of our own, or GoatCounter, once for each view."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.visit_pages import (
    BEFORE,
    BLOCK,
    COUNTER,
    HOST,
    Folders,
    Net,
    overtaken,
    replying,
    rows,
    settled,
)

pytestmark = pytest.mark.browser


def test_the_image_counts_once(folders: Folders, opened: Callable[..., Page]) -> None:
    net = Net(folder=folders("log"))
    page = opened(net, "/tin-tuc/2021/bai/")
    settled(page)
    assert net.counted == [{"p": ["/tin-tuc/2021/bai/"]}]
    image = page.locator("[data-view]").bounding_box()
    assert image
    assert (image["width"], image["height"]) == (1, 1)


@pytest.mark.parametrize(
    ("known", "then"),
    [
        ("Document.prototype, 'prerendering', { get: () => true }", "prerenderingchange"),
        ("PerformanceNavigationTiming.prototype, 'activationStart', { get: () => 900 }", ""),
    ],
    ids=["with its scripts", "without them"],
)
def test_a_page_that_was_prepared_in_advance(
    folders: Folders, opened: Callable[..., Page], known: str, then: str
) -> None:
    """What it asked for then is marked so and not counted: it asks again when it is read."""
    net = Net(folder=folders("log"))
    page = opened(net, at=None, script=f"Object.defineProperty({known})")
    overtaken(page)
    assert len(net.counted) == 1 + (not then)
    page.evaluate("(then) => then && document.dispatchEvent(new Event(then))", then)
    overtaken(page)
    assert net.counted == [{"p": ["/"]}] * 2
    assert net.said == []


def test_the_image_takes_no_paper(folders: Folders, opened: Callable[..., Page]) -> None:
    pages = []
    for source in ("snapshot", "log"):
        page = opened(Net(folder=folders(source)), "/tin-tuc/2021/bai/")
        settled(page)
        pages.append(page.pdf(format="A4").count(b"/Type /Page\n"))
    assert pages[0] == pages[1] > 1


REAL_READER = "Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false })"


def views(net: Net) -> list[dict[str, str]]:
    """What the counter was told, a value for each name."""
    return [{name: value for name, (value,) in one.items()} for one in net.counted]


def test_goatcounter_counts_once(folders: Folders, opened: Callable[..., Page]) -> None:
    net = Net(folder=folders("goatcounter"), live=replying('{"count": "999"}'))
    page = opened(net, "/tin-tuc/2021/bai/?utm=1#x", script=REAL_READER)
    settled(page)
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    overtaken(page)
    (view,) = views(net)
    assert view.pop("rnd").isalnum()
    title = page.title()
    assert view == {"p": "/tin-tuc/2021/bai/", "t": title, "r": "", "s": "1280"}
    assert (net.said, net.others) == ([], [])


def test_where_a_reader_came_from(folders: Folders, opened: Callable[..., Page]) -> None:
    """Another site is told, a page of our own is not."""
    net = Net(folder=folders("goatcounter"), live=replying('{"count": "999"}'))
    came = "Object.defineProperty(Document.prototype, 'referrer', { get: () => '%s' })"
    for referrer, told_ in (("https://bao.example/", "https://bao.example/"), (f"{HOST}/x/", "")):
        page = opened(net, script=f"{REAL_READER}; {came % referrer}")
        settled(page)
        assert views(net)[-1]["r"] == told_


@pytest.mark.parametrize(
    "host", ["http://localhost", "http://127.0.0.1", "http://10.1.2.3", "http://[::1]"]
)
def test_private_hosts_are_not_counted(
    folders: Folders, opened: Callable[..., Page], host: str
) -> None:
    net = Net(folder=folders("goatcounter"), live=replying('{"count": "999"}'))
    page = opened(net, host=host, script=REAL_READER)
    settled(page)
    assert net.counted == []


def test_machines_are_not_counted(folders: Folders, opened: Callable[..., Page]) -> None:
    """A browser that a program drives says so, as the one of these tests does."""
    net = Net(folder=folders("goatcounter"), live=replying('{"count": "999"}'))
    settled(opened(net))
    assert net.counted == []


def test_a_page_in_a_frame_is_not_counted(
    folders: Folders, opened: Callable[..., Page], tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(f'<iframe src="{HOST}/bai.html"></iframe>', "utf-8")
    (tmp_path / "bai.html").symlink_to(folders("goatcounter") / "index.html")
    (tmp_path / "static").symlink_to(folders("goatcounter") / "static")
    net = Net(folder=tmp_path, live=replying('{"count": "999"}'))
    page = opened(net, script=REAL_READER)
    settled(page)
    assert page.frames[1].locator(BLOCK).count() == 1
    assert net.counted == []


def test_a_page_that_nobody_looks_at_yet_waits(
    folders: Folders, opened: Callable[..., Page]
) -> None:
    net = Net(folder=folders("goatcounter"), live=replying('{"count": "999"}'))
    hidden = "Object.defineProperty(document, 'visibilityState',"
    hidden += " { get: () => window.seen ? 'visible' : 'hidden' })"
    page = opened(net, script=f"{REAL_READER}; {hidden}")
    settled(page)
    assert net.counted == []
    for _ in range(2):
        page.evaluate(
            "() => { window.seen = true; document.dispatchEvent(new Event('visibilitychange')) }"
        )
    overtaken(page)
    assert len(net.counted) == 1


def test_a_counter_that_is_blocked_is_silent(folders: Folders, opened: Callable[..., Page]) -> None:
    net = Net(folder=folders("goatcounter"))
    page = opened(net, at=None)
    page.context.route(f"{COUNTER}/**", lambda route: route.abort("blockedbyclient"))
    page.add_init_script(REAL_READER)
    net.said.clear()
    page.goto(f"{HOST}/")
    settled(page)
    assert rows(page) == BEFORE
    assert [text for text in net.said if "ERR_BLOCKED_BY_CLIENT" not in text] == []
