"""What was read opens without a network, and nobody online ever sees an old page."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.moody_server import Moody, Said
from tests.browser.sample_site import KINDS
from tests.browser.travelling import DAY, LIST, POST, SEED, SHORT, STOP, VAN, Traveller

pytestmark = pytest.mark.browser


# --- What opens ------------------------------------------------------------------------------


def test_a_post_read_once_opens_with_its_photos(traveller: Traveller) -> None:
    """Also the very first page, which no worker saw coming."""
    page = traveller.page()
    traveller.read(page, POST)
    photos = page.locator("main img").count()
    page.evaluate("() => document.querySelectorAll('img').forEach((i) => { i.loading = 'eager'; })")
    page.wait_for_function("() => [...document.images].every((image) => image.naturalWidth)")
    shown = page.evaluate(
        "() => [...document.images].map((image) => new URL(image.currentSrc))"
        ".filter((url) => url.protocol !== 'data:').map((url) => url.pathname)"
    )
    assert len(shown) > photos > 5
    traveller.wait(page, lambda kept: {*shown} <= {*kept}, "files")
    assert traveller.said == []
    before = page.locator(".post__body").inner_text()

    traveller.server.down = True
    text = traveller.go(page, POST)
    assert re.match(
        r"Không có mạng\. Bản lưu lúc \d\d/\d\d/\d{4} \d?\d:\d\d (SA|CH)\. Những trang đã lưu", text
    )
    assert page.locator(".post__body").inner_text() == before
    page.evaluate("() => document.querySelectorAll('img').forEach((i) => { i.loading = 'eager'; })")
    page.wait_for_function(
        "() => [...document.querySelectorAll('main img')].every((image) => image.naturalWidth)"
    )


def test_a_script_that_comes_after_all_else_is_kept(
    traveller: Traveller, outputs: dict[str, Path]
) -> None:
    """The worker is told of it before it is there: later visits tell nothing any more."""
    (script,) = (outputs["sample"] / "static").glob("post.*.js")
    path = f"/static/{script.name}"
    traveller.server.held[path] = Event()
    page = traveller.page()
    page.goto(traveller.server.origin + SHORT, wait_until="domcontentloaded")
    while path not in traveller.server.paths():
        page.wait_for_timeout(20)
    page.wait_for_timeout(500)  # time to tell
    assert path not in traveller.kept(page, "files")
    traveller.server.held[path].set()
    traveller.wait(page, lambda kept: path in kept, "files")


def test_the_timetable_opens_unread_and_the_stops_of_who_read_it(traveller: Traveller) -> None:
    page = traveller.page()
    traveller.read(page, SHORT)
    traveller.wait(page, lambda kept: VAN in kept)
    assert STOP not in traveller.kept(page)
    ahead = {path: headers for path, headers in traveller.server.asked if path == VAN}
    assert ahead[VAN]["purpose"] == "prefetch"

    traveller.read(page, VAN)
    traveller.wait(page, lambda kept: STOP in kept)
    traveller.server.down = True
    assert "Bản lưu lúc" in traveller.go(page, STOP)
    assert page.locator("h1").inner_text() == "Trường tiểu học A"


def test_with_save_data_nothing_is_fetched_ahead(traveller: Traveller) -> None:
    """What was just shown is kept all the same: it lies in the browser's own cache."""
    page = traveller.page()
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    traveller.read(page, SHORT)
    traveller.read(page, "/tin-tuc/")
    traveller.tidied(page)
    assert VAN not in traveller.kept(page)
    assert not any("purpose" in headers for _, headers in traveller.server.asked)
    assert traveller.server.paths().count(SHORT) == 1


def test_a_page_that_was_not_read_is_answered_by_those_that_were(traveller: Traveller) -> None:
    page = traveller.page()
    traveller.read(page, SHORT)
    traveller.server.down = True
    answer = page.goto(traveller.server.origin + "/tin-tuc/2021/tin-ngan-03/")
    assert answer is not None
    assert answer.status == 503
    assert page.title() == "Những trang đã lưu"
    assert "trang bạn mở chưa được lưu" in page.locator("main").inner_text()
    assert page.locator(".header, .aside, .footer").count() == 3
    page.get_by_role("link", name="Tin ngắn số 5").click()
    expect(page.locator("main .note")).to_contain_text("Bản lưu lúc")
    page.get_by_role("link", name="Những trang đã lưu").click()
    page.wait_for_url(f"**{LIST}")
    page.get_by_role("button", name="Xóa các trang đã lưu").click()
    expect(page.locator("main")).to_contain_text("Chưa có trang nào.")
    assert traveller.kept(page) == traveller.kept(page, "files") == {}
    assert "chưa được lưu" in traveller.go(page, SHORT)


# --- Never an old page -----------------------------------------------------------------------


def test_online_the_page_of_now(traveller: Traveller) -> None:
    """A post that was withdrawn, say; and what was kept of it is gone with it."""
    page = traveller.page()
    traveller.read(page, SHORT)
    new = traveller.server.text("/tin-tuc/2021/bai-da-go/")
    fresh = {"cache-control": "no-store", "content-type": "text/html; charset=utf-8"}
    # The browser's own cache may answer for as long as the server said: one minute.
    traveller.server.says[SHORT] = Said(body=new.encode(), headers=fresh)
    page.reload()
    assert "Thư viện đã gỡ bài này" in page.locator("main").inner_text()
    assert page.locator("main .note").count() == 1
    traveller.wait(page, lambda kept: kept[SHORT] == len(new))
    traveller.server.down = True
    text = traveller.go(page, SHORT)
    assert "Thư viện đã gỡ bài này" in text
    assert "Nội dung của tin ngắn" not in text


PORTAL = Said(
    body=b"<!doctype html><main>Wi-Fi</main></html>", headers={"content-type": "text/html"}
)
HALF = '<main class="main" id="noi-dung" tabindex="-1">Wi-Fi'


@pytest.mark.parametrize(
    ("said", "stays"),
    [
        (Said(status=404, body=b"<main>Wi-Fi</main>"), False),
        (Said(status=410, body=b"<main>Wi-Fi</main>"), False),
        (Said(status=500, body=b"<main>Wi-Fi</main>"), True),
        (Said(status=503, body=b"<main>Wi-Fi</main>"), True),
        (PORTAL, True),
        (Said(body=HALF.encode()), True),
        (Said(status=302, headers={"location": "/dang-nhap/"}), True),
        (Said(status=302, headers={"location": "http://localhost:9/"}), True),
    ],
    ids=["404", "410", "500", "503", "portal", "half a page", "moved", "moved to another host"],
)
def test_answers_that_are_no_page(traveller: Traveller, said: Said, stays: bool) -> None:
    """The reader sees what the server says, and a good copy outlives whatever is none."""
    page = traveller.page()
    traveller.read(page, SHORT)
    headers = {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"}
    traveller.server.says[SHORT] = Said(
        body=said.body, status=said.status, headers={**headers, **said.headers}
    )
    traveller.server.says["/dang-nhap/"] = PORTAL
    if said.headers.get("location", "").startswith("http"):
        with pytest.raises(Exception, match="ERR_"):
            page.reload()
        page = traveller.page()
        traveller.server.says.pop(SHORT)
        traveller.server.down = True
    else:
        page.reload()
        assert "Wi-Fi" in page.locator("main").inner_text()
        if not stays:
            traveller.wait(page, lambda kept: SHORT not in kept)
        traveller.server.down = True
    text = traveller.go(page, SHORT)
    assert ("Nội dung của tin ngắn số 5" in text) == stays


def test_files_that_are_none(traveller: Traveller, outputs: dict[str, Path]) -> None:
    """A login page in the place of a script, and one that comes from another host."""
    scripts = {
        p.stem.split(".")[0]: f"/static/{p.name}"
        for p in (outputs["sample"] / "static").glob("*.js")
    }
    traveller.server.says[scripts["post"]] = PORTAL
    moved = Said(status=302, headers={"location": "/x.js"})
    traveller.server.says[scripts["timetable"]] = moved
    traveller.server.says["/x.js"] = Said(headers={"content-type": "text/javascript"})
    elsewhere = traveller.server.origin.replace("127.0.0.1", "localhost")
    traveller.server.says[scripts["player"]] = Said(
        status=302, headers={"location": f"{elsewhere}/x.js"}
    )
    page = traveller.page()
    traveller.read(page, SHORT)
    traveller.wait(page, lambda kept: scripts["everywhere"] in kept, "files")
    page.reload()
    # As an <img> asks for it: the answer of the other host is opaque.
    for name in ("timetable", "player"):
        page.evaluate("(path) => fetch(path, { mode: 'no-cors' }).catch(() => {})", scripts[name])
    traveller.tidied(page)
    kept = traveller.kept(page, "files")
    assert not {scripts[name] for name in ("post", "timetable", "player")} & {*kept}


def test_what_is_never_kept(traveller: Traveller) -> None:
    """Counting, figures, feeds, search, films, parts of files and what is sent."""
    page = traveller.page()
    traveller.read(page, SHORT)
    for path in ("/luot-xem.gif", "/luot-truy-cap.json", "/pagefind/pagefind.js"):
        traveller.server.says[path] = Said(body=b"{}")
    traveller.wait(page, lambda kept: any(path.endswith(".js") for path in kept), "files")
    asset = next(p for p in traveller.kept(page, "files") if p.endswith(".js"))
    page.evaluate(
        """async ([asset]) => {
          await fetch("/luot-xem.gif?p=x");
          await fetch("/luot-truy-cap.json");
          await fetch("/pagefind/pagefind.js");
          await fetch("/feeds/tin-tuc.json");
          await fetch(asset.replace(".js", "-2.js"), { headers: { range: "bytes=0-3" } });
          await fetch("/tin-tuc/", { method: "POST", body: "x" });
          await fetch("/xe-thu-vien/lich.ics");
        }""",
        [asset],
    )
    page.goto(f"{traveller.server.origin}/robots.txt")
    page.goto(traveller.server.origin + SHORT)
    traveller.tidied(page)
    assert {*traveller.kept(page)} <= {SHORT, VAN}
    assert all(re.match(r"/(static|anh)/", path) for path in traveller.kept(page, "files"))
    assert not any("-2.js" in path for path in traveller.kept(page, "files"))


# --- Slow, full, old -------------------------------------------------------------------------


def impatient(server: Moody) -> None:
    """The same worker, which waits for a page no longer than this."""
    code = (server.folder / "sw.js").read_bytes()
    assert b"PATIENCE=8000" in code
    server.says["/sw.js"] = Said(
        body=code.replace(b"PATIENCE=8000", b"PATIENCE=200"),
        headers={"content-type": "text/javascript"},
    )


def test_a_slow_line_shows_a_copy_that_says_so(traveller: Traveller) -> None:
    impatient(traveller.server)
    page = traveller.page()
    traveller.read(page, SHORT)
    page.goto(f"{traveller.server.origin}/tin-tuc/")
    new = traveller.server.text(SHORT).replace("Nội dung của tin", "Nội dung mới hơn của tin")
    traveller.server.says[SHORT] = Said(
        body=new.encode(),
        headers={"content-type": "text/html; charset=utf-8", "cache-control": "no-store"},
    )
    traveller.server.held[SHORT] = Event()
    # The browser's own cache would answer at once.
    text = traveller.go(page, f"{SHORT}?chia-se")
    assert text.startswith("Mạng đang chậm. Bản lưu lúc ")
    assert "Nội dung của tin ngắn số 5" in text
    traveller.server.held[SHORT].set()
    traveller.wait(page, lambda kept: kept[SHORT] == len(new))  # for the next time


def test_who_reloads_waits_for_the_page(traveller: Traveller) -> None:
    impatient(traveller.server)
    page = traveller.page()
    traveller.read(page, SHORT)
    traveller.server.held[SHORT] = Event()
    asked = len(traveller.server.asked)
    page.evaluate("() => { setTimeout(() => location.reload()); }")
    while SHORT not in traveller.server.paths()[asked:]:
        page.wait_for_timeout(20)
    page.wait_for_timeout(600)  # three times its patience: a copy would have come
    traveller.server.held[SHORT].set()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("Nội dung của tin ngắn số 5")
    assert page.locator("main .note").count() == 0


def test_limits(traveller: Traveller) -> None:
    """Fifty pages, twenty megabytes, sixty days; and a clock that was wrong once."""
    page = traveller.page()
    traveller.read(page, SHORT)
    seeds: list[list[Any]] = [["pages", f"/cu-{n:02}/", 1000 * n, 10, "a"] for n in range(1, 61)]
    seeds += [
        ["pages", "/sau-muoi-mot-ngay/", 61 * DAY, 10, "a"],
        ["pages", "/ngay-mai/", -2 * DAY, 10, "a"],
        ["files", "/anh/moi.jpg", 100, 15_000_000, "a"],
        ["files", "/anh/cu.jpg", DAY, 15_000_000, "a"],
    ]
    for seed in seeds:
        page.evaluate(SEED, seed)
    traveller.read(page, "/tin-tuc/")
    traveller.wait(page, lambda kept: len(kept) == 50)
    kept = {*traveller.kept(page)}
    assert {SHORT, "/tin-tuc/", "/cu-01/"} <= kept
    assert not {"/cu-60/", "/sau-muoi-mot-ngay/", "/ngay-mai/"} & kept
    traveller.wait(page, lambda files: "/anh/cu.jpg" not in files, "files")
    assert "/anh/moi.jpg" in traveller.kept(page, "files")


def test_a_copy_that_is_too_old_is_not_shown(traveller: Traveller) -> None:
    """Nor when nobody came online to remove it; a clock that is behind hides nothing."""
    page = traveller.page()
    traveller.read(page, SHORT)
    traveller.tidied(page)
    page.evaluate(SEED, ["pages", "/cu/", 61 * DAY, 10, "X"])
    page.evaluate(SEED, ["pages", "/mai/", -400 * DAY, 10, "Y"])
    traveller.server.down = True
    assert "chưa được lưu" in traveller.go(page, "/cu/")
    assert page.get_by_role("link", name="X", exact=True).count() == 0
    page.goto(f"{traveller.server.origin}/mai/")
    assert "chưa được lưu" not in page.content()


def test_a_full_disk(traveller: Traveller) -> None:
    """Pages come as ever; a copy that cannot be replaced does not stay."""
    page = traveller.page()
    traveller.read(page, SHORT)
    client = traveller.context.new_cdp_session(page)
    client.send(
        "Storage.overrideQuotaForOrigin", {"origin": traveller.server.origin, "quotaSize": 1000}
    )
    assert "Nội dung của tin ngắn số 5" in traveller.go(page, SHORT)
    traveller.wait(page, lambda kept: SHORT not in kept)
    traveller.go(page, POST)
    assert page.locator(".post__body p").count() > 1
    assert traveller.said == []


@pytest.mark.parametrize("status", [404, 500])
def test_a_host_without_the_worker(traveller: Traveller, status: int) -> None:
    traveller.server.says["/sw.js"] = Said(status=status)
    page = traveller.page()
    assert "Nội dung" in traveller.go(page, SHORT)
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-share]").is_visible()  # other scripts go on
    assert not any("Uncaught" in line for line in traveller.said)


# --- The site as it is -----------------------------------------------------------------------


def test_every_kind_of_page_with_the_worker_in_between(traveller: Traveller) -> None:
    page = traveller.page()
    traveller.read(page, "/")
    for path in KINDS.values():
        page.goto(f"{traveller.server.origin}/{path}")
        expect(page.locator("main")).to_have_count(1)
    assert [line for line in traveller.said if "404" not in line] == []


def test_the_worker_is_small(outputs: dict[str, Path]) -> None:
    code = (outputs["real"] / "sw.js").read_bytes()
    assert len(gzip.compress(code, 9, mtime=0)) <= 3 * 1024
