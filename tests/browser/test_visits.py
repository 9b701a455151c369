"""The visit counter in a browser: figures are there first, a script only makes them newer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from plugins.visits.counts import Counts
from plugins.writer.live_rows import live_rows
from tests.browser.axe import violations
from tests.browser.test_every_page import STICKS_OUT
from tests.browser.test_loading import SHIFTS
from tests.browser.visit_pages import (
    AFTER,
    BAKED,
    BEFORE,
    BLOCK,
    COUNTER,
    NOW,
    ONLINE,
    SETTINGS,
    Folders,
    Net,
    answer,
    replying,
    rows,
    settled,
    told,
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("source", ["log", "json"])
@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/New_York"])
def test_figures_of_now(
    folders: Folders, opened: Callable[..., Page], source: str, zone: str
) -> None:
    net = Net(folder=folders(source))
    page = opened(net, "/tin-tuc/2021/bai/", timezone_id=zone)
    expect(page.get_by_text("Đang truy cập")).to_be_visible()
    assert rows(page) == AFTER | ONLINE
    assert told(page) == "Tính đến 01/03/2021 9:30:15 SA"
    settled(page)
    assert len(net.asked) == 1
    assert page.evaluate(SHIFTS) == []
    assert (net.said, net.others) == ([], [])
    assert violations(page) == []
    assert page.locator(BLOCK).evaluate("(b) => !b.closest('[aria-live]')")
    assert page.locator(f"{BLOCK} [aria-live], {BLOCK} [role=status]").count() == 0


@pytest.mark.parametrize("source", SETTINGS)
def test_without_javascript(folders: Folders, opened: Callable[..., Page], source: str) -> None:
    net = Net(folder=folders(source))
    page = opened(net, java_script_enabled=False, at=None)
    settled(page)
    visible = page.locator(".aside__count").filter(visible=True)
    expect(visible).to_have_text([f"{label}{count}" for label, count in BEFORE.items()])
    assert told(page) == "Tính đến 01/03/2021 8:00:00 SA"
    assert net.counted == ([{"p": ["/"]}] if source in ("log", "goatcounter") else [])
    assert (net.asked, net.said, net.others) == ([], [], [])


def test_a_snapshot_asks_nobody(folders: Folders, opened: Callable[..., Page]) -> None:
    net = Net(folder=folders("snapshot"))
    page = opened(net)
    settled(page)
    assert (net.asked, net.counted, net.said) == ([], [], [])
    assert rows(page) == BEFORE


@pytest.mark.parametrize(
    ("count", "total"),
    [
        ("1\u202f001", "10.001"),
        ("1\u00a0001", "10.001"),
        ("1,001", "10.001"),
        ("1.001", "10.001"),
        ("1'001", "10.001"),
        (1001, "10.001"),
        ("998", "9.999"),
        ("0", "9.999"),
        ("", "9.999"),
        (None, "9.999"),
        ([], "9.999"),
        ("-5000", "9.999"),
        ("1e9", "9.999"),
        ("99999999999999999999", "9.999"),
    ],
)
def test_the_total_of_goatcounter(
    folders: Folders, opened: Callable[..., Page], count: object, total: str
) -> None:
    """A figure in words, added to what the old portal had; the other rows stay as they were."""
    net = Net(folder=folders("goatcounter"))
    net.live = replying(json.dumps({"count": count, "count_unique": "1"}))
    page = opened(net)
    expect(page.locator(".aside__count--total dd")).to_have_text(total)
    settled(page)
    assert rows(page) == BEFORE | {"Tổng số": total}
    assert told(page) == "Tính đến 01/03/2021 8:00:00 SA"
    assert net.asked == [f"{COUNTER}/counter/TOTAL.json"]
    assert (net.said, net.others) == ([], [])


FUTURE = (NOW + timedelta(hours=25)).isoformat()


NO_ANSWERS: dict[str, Callable[[Route], None]] = {
    "'<html>Trang không có</html>', 404": replying("<html>Trang không có</html>", 404),
    "''0'', 404": replying('"0"', 404),
    "'<html>'": replying("<html>"),
    "''": replying(""),
    "'null'": replying("null"),
    "'[]'": replying("[]"),
    "'{'version': 1, 'total': NaN}'": replying('{"version": 1, "total": NaN}'),
    "version=2": replying(version=2),
    "version='1'": replying(version="1"),
    "total=None": replying(total=None),
    "total='10000'": replying(total="10000"),
    "total=-1": replying(total=-1),
    "total=10000.5": replying(total=10000.5),
    "total=10**17": replying(total=10**17),
    "today=-1": replying(today=-1),
    "month='x'": replying(month="x"),
    "year=[1]": replying(year=[1]),
    "online={}": replying(online={}),
    "as_of=None": replying(as_of=None),
    "as_of='hôm nay'": replying(as_of="hôm nay"),
    "as_of=2021": replying(as_of=2021),
    "as_of='2021-03-01T09:30:15'": replying(as_of="2021-03-01T09:30:15"),
    "as_of=FUTURE": replying(as_of=FUTURE),
    "sample=True": replying(sample=True),
    "no network": lambda route: route.abort(),
    "led astray": lambda route: route.fulfill(status=302, headers={"Location": "/khong-co/"}),
}


@pytest.mark.parametrize("kind", NO_ANSWERS)
def test_what_is_no_answer_changes_nothing(
    folders: Folders, opened: Callable[..., Page], kind: str
) -> None:
    net = Net(folder=folders("log"), live=NO_ANSWERS[kind])
    page = opened(net)
    settled(page)
    assert rows(page) == BEFORE
    assert told(page) == "Tính đến 01/03/2021 8:00:00 SA"
    assert len(net.asked) >= 1
    # The browser itself says what could not be loaded; the page says nothing.
    assert [text for text in net.said if "Failed to load resource" not in text] == []
    assert page.evaluate("() => Object.keys(localStorage)") == []


def test_who_is_too_slow_is_not_waited_for(folders: Folders, opened: Callable[..., Page]) -> None:
    held: list[Route] = []
    net = Net(folder=folders("log"), live=held.append)
    page = opened(net)
    with page.expect_event("requestfailed") as failed:
        page.clock.fast_forward(2001)
    assert failed.value.url == net.asked[0]
    assert rows(page) == BEFORE
    assert net.said == []


TOMORROW = (NOW + timedelta(hours=15)).isoformat()
NEXT_MONTH = "2021-04-01T00:10:00+07:00"


@pytest.mark.parametrize(
    ("changes", "at", "shown"),
    [
        ({"total": 5}, NOW, AFTER | {"Tổng số": "9.999"} | ONLINE),
        ({"today": 7}, NOW, AFTER | {"Hôm nay": "100"} | ONLINE),
        (
            {"month": 7, "year": 8},
            NOW,
            AFTER | {"Trong tháng": "200", "Trong năm": "3.000"} | ONLINE,
        ),
        ({"as_of": TOMORROW, "today": 7}, TOMORROW, AFTER | {"Hôm nay": "7"} | ONLINE),
        (
            {"as_of": NEXT_MONTH, "today": 0, "month": 7},
            NEXT_MONTH,
            {"Trong tháng": "7", "Trong năm": "3.001", "Tổng số": "10.000"} | ONLINE,
        ),
        ({"as_of": "2021-02-28T23:00:00+07:00"}, NOW, BEFORE | {"Tổng số": "10.000"}),
        ({"today": None}, NOW, BEFORE | {"Tổng số": "10.000"}),
        ({"online": 0}, NOW, AFTER),
        ({"online": None}, NOW, AFTER),
        ({"as_of": "2021-03-01T02:30:15Z"}, NOW, AFTER | ONLINE),
    ],
)
def test_never_less_than_before(
    folders: Folders,
    opened: Callable[..., Page],
    changes: dict[str, Any],
    at: datetime | str,
    shown: dict[str, str],
) -> None:
    """Sums of one day, month or year do not fall, nor does the total; those of a new one begin."""
    net = Net(folder=folders("log"), live=replying(**changes))
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    page = opened(net, at=moment)
    settled(page)
    assert rows(page) == shown
    assert net.said == []


def test_who_is_online_leaves_after_ten_minutes(
    folders: Folders, opened: Callable[..., Page]
) -> None:
    net = Net(folder=folders("log"))
    page = opened(net)
    online = page.get_by_text("Đang truy cập")
    expect(online).to_be_visible()
    page.clock.fast_forward(9 * 60_000)
    expect(online).to_be_visible()
    page.clock.fast_forward(60_000)
    expect(online).to_be_hidden()
    assert rows(page) == AFTER
    assert len(net.asked) == 1


@pytest.mark.parametrize("age", [11, -11])
def test_figures_of_another_time_tell_nobody_online(
    folders: Folders, opened: Callable[..., Page], age: int
) -> None:
    """They are old, or one of the clocks is wrong."""
    net = Net(folder=folders("log"))
    page = opened(net, at=NOW + timedelta(minutes=age))
    settled(page)
    assert rows(page) == AFTER


def test_it_asks_when_the_block_is_seen(folders: Folders, opened: Callable[..., Page]) -> None:
    net = Net(folder=folders("log"))
    page = opened(net, "/tin-tuc/2021/bai/", viewport={"width": 360, "height": 640})
    settled(page)
    assert net.asked == []
    for _ in range(3):
        page.locator(BLOCK).scroll_into_view_if_needed()
        expect(page.get_by_text("Đang truy cập")).to_be_visible()
        page.evaluate("() => scrollTo(0, 0)")
    settled(page)
    assert len(net.asked) == 1
    assert page.evaluate(SHIFTS) == []


@pytest.mark.parametrize("width", [1280, 768, 360, 320])
@pytest.mark.parametrize("baked", [BAKED, None], ids=["baked", "empty"])
def test_nothing_moves(
    folders: Folders, opened: Callable[..., Page], width: int, baked: dict[str, Any] | None
) -> None:
    """When the answer comes late, also where nothing was known before."""
    held: list[Route] = []
    net = Net(folder=folders("log", baked), live=held.append)
    page = opened(net, viewport={"width": width, "height": 800})
    page.locator(BLOCK).scroll_into_view_if_needed()
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    while not held:
        page.wait_for_timeout(20)
    before = page.locator(BLOCK).bounding_box()
    held[0].fulfill(json=answer())
    expect(page.get_by_text("Đang truy cập")).to_be_visible()
    assert rows(page) == AFTER | ONLINE
    assert told(page) == "Tính đến 01/03/2021 9:30:15 SA"
    assert page.locator(BLOCK).bounding_box() == before
    assert page.evaluate(SHIFTS) == []
    assert page.evaluate(STICKS_OUT) == []


def test_no_figures_yet(folders: Folders, opened: Callable[..., Page]) -> None:
    for source in SETTINGS:
        net = Net(folder=folders(source, None), live=replying("", 503))
        page = opened(net)
        settled(page)
        assert rows(page) == {}
        assert told(page) == "Chưa có số liệu truy cập."
        if source == "snapshot":
            assert violations(page) == []


def test_goatcounter_fills_an_empty_block(folders: Folders, opened: Callable[..., Page]) -> None:
    net = Net(folder=folders("goatcounter", None), live=replying('{"count": "12"}'))
    page = opened(net)
    expect(page.locator(".aside__count--total")).to_be_visible()
    assert rows(page) == {"Tổng số": "9.012"}
    assert told(page) == "Tính đến 01/03/2021 9:30:15 SA"


def with_rows(folder: Path, made: bytes, root: Path) -> Path:
    """The folder as nginx (SSI) would serve it: these rows in the place of the baked ones."""
    text = (folder / "index.html").read_text(encoding="utf-8")
    start, baked = text.split("<!--# block", 1)
    end = baked.split("-->", 3)[3]
    (root / "index.html").write_text(start + made.decode() + end, encoding="utf-8")
    (root / "static").symlink_to(folder / "static")
    return root


def test_rows_that_a_server_put_in(
    folders: Folders, opened: Callable[..., Page], tmp_path: Path
) -> None:
    """With JavaScript and without; who was online when the page was kept is not online now."""
    counts = Counts(as_of=NOW, total=10_000, today=101, month=1000, year=3001, online=4)
    folder = with_rows(folders("log"), live_rows(counts, NOW), tmp_path)
    plain = opened(Net(folder=folder), java_script_enabled=False, at=None)
    visible = plain.locator(".aside__count").filter(visible=True)
    labels = {**AFTER, **ONLINE}.items()
    expect(visible).to_have_text([f"{label}{count}" for label, count in labels])
    net = Net(folder=folder, live=replying("", 404))
    for age, shown in ((1, AFTER | ONLINE), (11, AFTER)):
        page = opened(net, at=NOW + timedelta(minutes=age))
        settled(page)
        assert rows(page) == shown
        assert told(page) == "Tính đến 01/03/2021 9:30:15 SA"


def test_what_came_last_is_shown_while_nothing_comes(
    folders: Folders, opened: Callable[..., Page]
) -> None:
    net = Net(folder=folders("log"))
    page = opened(net)
    settled(page)
    net.live = replying("", 502)
    for days, shown in ((0, AFTER | ONLINE), (6, AFTER), (8, BEFORE)):
        again = opened(net, at=NOW + timedelta(days=days), context=page.context)
        settled(again)
        assert rows(again) == shown


def test_a_smaller_answer_is_not_kept(folders: Folders, opened: Callable[..., Page]) -> None:
    net = Net(folder=folders("log"))
    page = opened(net)
    settled(page)
    net.live = replying(total=9999, online=5)
    for _ in range(2):
        page = opened(net, context=page.context)
        settled(page)
        assert rows(page)["Tổng số"] == "10.000"


STORED = """localStorage.setItem('/luot-truy-cap.json', `%s`)"""


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })",
        "Object.defineProperty(window, 'localStorage', { get: () => null })",
        "Storage.prototype.setItem = () => { throw new DOMException('full') }",
        *(
            STORED % text
            for text in (
                "",
                "{",
                "null",
                "5",
                '{"version": 1}',
                json.dumps(answer(version=9, total=10**9)),
                json.dumps(answer(total="10001")),
                json.dumps(answer(as_of=FUTURE, total=10**9)),
                json.dumps(answer(as_of="2021-01-01T00:00:00+07:00", total=10**9)),
            )
        ),
    ],
)
def test_storage_that_is_not_there_or_full_of_rubbish(
    folders: Folders, opened: Callable[..., Page], script: str
) -> None:
    for live, shown in ((None, AFTER | ONLINE), (replying("<html>"), BEFORE)):
        net = Net(folder=folders("log"), live=live)
        page = opened(net, script=script)
        settled(page)
        assert rows(page) == shown
        assert net.said == []


@pytest.mark.parametrize("missing", ["IntersectionObserver", "AbortController"])
def test_old_browsers_keep_what_was_baked(
    folders: Folders, opened: Callable[..., Page], missing: str
) -> None:
    net = Net(folder=folders("log"))
    page = opened(net, script=f"delete window.{missing}")
    settled(page)
    assert rows(page) == BEFORE
    assert net.said == []


# --- Counting -------------------------------------------------------------------------------
