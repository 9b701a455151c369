"""What was read opens without a network, and nobody online ever sees an old page."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from plugins.values import Struct
from tests.browser.moody_server import Moody, Said, moody_server
from tests.browser.sample_site import KINDS, LONG
from tests.support.houses import House

pytestmark = pytest.mark.browser

POST = f"/{LONG}"
SHORT = "/tin-tuc/2021/tin-ngan-05/"
VAN = "/xe-thu-vien/"
STOP = "/xe-thu-vien/diem-dung/truong-tieu-hoc-a/"
LIST = "/_ngoai-tuyen/"
DAY = 86_400_000

KEPT = """async (ending) => {
  const found = {};
  for (const name of (await caches.keys()).filter((one) => one.endsWith(ending))) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      const copy = await cache.match(key); // or it went meanwhile
      if (copy) found[new URL(key.url).pathname] = (await copy.text()).length;
    }
  }
  return found;
}"""
# A copy as the worker writes them, of this age in milliseconds.
SEED = """async ([ending, path, age, size, title]) => {
  const name = (await caches.keys()).find((one) => one.endsWith(ending));
  const kept = `${Date.now() - age} ${size} ${title}`;
  const headers = { "content-type": "text/html; charset=utf-8", "x-kept": kept };
  const copy = new Response(`<main class="main">${title}</main>`, { headers });
  await (await caches.open(name)).put(path, copy);
}"""
SETTLED = """async () => {
  const { active } = await navigator.serviceWorker.ready;
  return active.state === "activated" && Boolean(navigator.serviceWorker.controller);
}"""


class Traveller(Struct, kw_only=True):
    """A reader with a browser of their own, and the server they read from."""

    context: BrowserContext
    server: Moody
    said: list[str]

    def page(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", lambda message: self.said.append(message.text))
        return page

    def read(self, page: Page, path: str) -> None:
        """Open a page online, until it is kept."""
        page.goto(self.server.origin + path)
        self.until(page, SETTLED)
        self.wait(page, lambda kept: path in kept)

    def go(self, page: Page, path: str) -> str:
        """Open a page, however; what stands in its main part."""
        page.goto(self.server.origin + path)
        return page.locator("main").inner_text()

    def kept(self, page: Page, ending: str = "pages") -> dict[str, int]:
        """Paths of copies, with their lengths."""
        found: dict[str, int] = page.evaluate(KEPT, ending)
        return found

    def wait(
        self, page: Page, good: Callable[[dict[str, int]], bool], ending: str = "pages"
    ) -> None:
        """Until the copies are as they should be."""
        end = time.monotonic() + 10
        while not good(self.kept(page, ending)):
            assert time.monotonic() < end, self.kept(page, ending)
            page.wait_for_timeout(30)

    def until(self, page: Page, question: str) -> None:
        """Until the page answers with true; Playwright's own way does not wait for promises."""
        end = time.monotonic() + 20
        while not page.evaluate(question):
            assert time.monotonic() < end, question
            page.wait_for_timeout(30)

    def tidied(self, page: Page) -> None:
        """Until the worker has done with all that the pages told it: its last step is to remove
        what is too old."""
        page.evaluate(SEED, ["pages", "/qua-cu/", 99 * DAY, 1, "x"])
        page.reload()
        self.wait(page, lambda kept: "/qua-cu/" not in kept)


@pytest.fixture
def server(outputs: dict[str, Path]) -> Iterator[Moody]:
    with moody_server(outputs["sample"]) as mood:
        yield mood


@pytest.fixture
def meet(browser: Browser) -> Iterator[Callable[[Moody], Traveller]]:
    """Makes a traveller with an empty browser."""
    contexts: list[BrowserContext] = []

    def make(server: Moody, **options: Any) -> Traveller:
        options.setdefault("viewport", {"width": 360, "height": 3000})
        context = browser.new_context(locale="vi-VN", reduced_motion="reduce", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Traveller(context=context, server=server, said=[])

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def reader(meet: Callable[[Moody], Traveller], server: Moody) -> Traveller:
    return meet(server)


# --- What opens ------------------------------------------------------------------------------


def test_a_post_read_once_opens_with_its_photos(reader: Traveller) -> None:
    """Also the very first page, which no worker saw coming."""
    page = reader.page()
    reader.read(page, POST)
    photos = page.locator("main img").count()
    page.evaluate("() => document.querySelectorAll('img').forEach((i) => { i.loading = 'eager'; })")
    page.wait_for_function("() => [...document.images].every((image) => image.naturalWidth)")
    shown = page.evaluate(
        "() => [...document.images].map((image) => new URL(image.currentSrc))"
        ".filter((url) => url.protocol !== 'data:').map((url) => url.pathname)"
    )
    assert len(shown) > photos > 5
    reader.wait(page, lambda kept: {*shown} <= {*kept}, "files")
    assert reader.said == []
    before = page.locator(".post__body").inner_text()

    reader.server.down = True
    text = reader.go(page, POST)
    assert re.match(
        r"Không có mạng\. Bản lưu lúc \d\d/\d\d/\d{4} \d?\d:\d\d (SA|CH)\. Những trang đã lưu", text
    )
    assert page.locator(".post__body").inner_text() == before
    page.evaluate("() => document.querySelectorAll('img').forEach((i) => { i.loading = 'eager'; })")
    page.wait_for_function(
        "() => [...document.querySelectorAll('main img')].every((image) => image.naturalWidth)"
    )


def test_a_script_that_comes_after_all_else_is_kept(
    reader: Traveller, outputs: dict[str, Path]
) -> None:
    """The worker is told of it before it is there: later visits tell nothing any more."""
    (script,) = (outputs["sample"] / "static").glob("post.*.js")
    path = f"/static/{script.name}"
    reader.server.held[path] = Event()
    page = reader.page()
    page.goto(reader.server.origin + SHORT, wait_until="domcontentloaded")
    while path not in reader.server.paths():
        page.wait_for_timeout(20)
    page.wait_for_timeout(500)  # time to tell
    assert path not in reader.kept(page, "files")
    reader.server.held[path].set()
    reader.wait(page, lambda kept: path in kept, "files")


def test_the_timetable_opens_unread_and_the_stops_of_who_read_it(reader: Traveller) -> None:
    page = reader.page()
    reader.read(page, SHORT)
    reader.wait(page, lambda kept: VAN in kept)
    assert STOP not in reader.kept(page)
    ahead = {path: headers for path, headers in reader.server.asked if path == VAN}
    assert ahead[VAN]["purpose"] == "prefetch"

    reader.read(page, VAN)
    reader.wait(page, lambda kept: STOP in kept)
    reader.server.down = True
    assert "Bản lưu lúc" in reader.go(page, STOP)
    assert page.locator("h1").inner_text() == "Trường tiểu học A"


def test_with_save_data_nothing_is_fetched_ahead(reader: Traveller) -> None:
    """What was just shown is kept all the same: it lies in the browser's own cache."""
    page = reader.page()
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    reader.read(page, SHORT)
    reader.read(page, "/tin-tuc/")
    reader.tidied(page)
    assert VAN not in reader.kept(page)
    assert not any("purpose" in headers for _, headers in reader.server.asked)
    assert reader.server.paths().count(SHORT) == 1


def test_a_page_that_was_not_read_is_answered_by_those_that_were(reader: Traveller) -> None:
    page = reader.page()
    reader.read(page, SHORT)
    reader.server.down = True
    answer = page.goto(reader.server.origin + "/tin-tuc/2021/tin-ngan-03/")
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
    assert reader.kept(page) == reader.kept(page, "files") == {}
    assert "chưa được lưu" in reader.go(page, SHORT)


# --- Never an old page -----------------------------------------------------------------------


def test_online_the_page_of_now(reader: Traveller) -> None:
    """A post that was withdrawn, say; and what was kept of it is gone with it."""
    page = reader.page()
    reader.read(page, SHORT)
    new = reader.server.text("/tin-tuc/2021/bai-da-go/")
    fresh = {"cache-control": "no-store", "content-type": "text/html; charset=utf-8"}
    # The browser's own cache may answer for as long as the server said: one minute.
    reader.server.says[SHORT] = Said(body=new.encode(), headers=fresh)
    page.reload()
    assert "Thư viện đã gỡ bài này" in page.locator("main").inner_text()
    assert page.locator("main .note").count() == 1
    reader.wait(page, lambda kept: kept[SHORT] == len(new))
    reader.server.down = True
    text = reader.go(page, SHORT)
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
def test_answers_that_are_no_page(reader: Traveller, said: Said, stays: bool) -> None:
    """The reader sees what the server says, and a good copy outlives whatever is none."""
    page = reader.page()
    reader.read(page, SHORT)
    headers = {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"}
    reader.server.says[SHORT] = Said(
        body=said.body, status=said.status, headers={**headers, **said.headers}
    )
    reader.server.says["/dang-nhap/"] = PORTAL
    if said.headers.get("location", "").startswith("http"):
        with pytest.raises(Exception, match="ERR_"):
            page.reload()
        page = reader.page()
        reader.server.says.pop(SHORT)
        reader.server.down = True
    else:
        page.reload()
        assert "Wi-Fi" in page.locator("main").inner_text()
        if not stays:
            reader.wait(page, lambda kept: SHORT not in kept)
        reader.server.down = True
    text = reader.go(page, SHORT)
    assert ("Nội dung của tin ngắn số 5" in text) == stays


def test_files_that_are_none(reader: Traveller, outputs: dict[str, Path]) -> None:
    """A login page in the place of a script, and one that comes from another host."""
    scripts = {
        p.stem.split(".")[0]: f"/static/{p.name}"
        for p in (outputs["sample"] / "static").glob("*.js")
    }
    reader.server.says[scripts["post"]] = PORTAL
    moved = Said(status=302, headers={"location": "/x.js"})
    reader.server.says[scripts["timetable"]] = moved
    reader.server.says["/x.js"] = Said(headers={"content-type": "text/javascript"})
    elsewhere = reader.server.origin.replace("127.0.0.1", "localhost")
    reader.server.says[scripts["player"]] = Said(
        status=302, headers={"location": f"{elsewhere}/x.js"}
    )
    page = reader.page()
    reader.read(page, SHORT)
    reader.wait(page, lambda kept: scripts["everywhere"] in kept, "files")
    page.reload()
    # As an <img> asks for it: the answer of the other host is opaque.
    for name in ("timetable", "player"):
        page.evaluate("(path) => fetch(path, { mode: 'no-cors' }).catch(() => {})", scripts[name])
    reader.tidied(page)
    kept = reader.kept(page, "files")
    assert not {scripts[name] for name in ("post", "timetable", "player")} & {*kept}


def test_what_is_never_kept(reader: Traveller) -> None:
    """Counting, figures, feeds, search, films, parts of files and what is sent."""
    page = reader.page()
    reader.read(page, SHORT)
    for path in ("/luot-xem.gif", "/luot-truy-cap.json", "/pagefind/pagefind.js"):
        reader.server.says[path] = Said(body=b"{}")
    reader.wait(page, lambda kept: any(path.endswith(".js") for path in kept), "files")
    asset = next(p for p in reader.kept(page, "files") if p.endswith(".js"))
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
    page.goto(f"{reader.server.origin}/robots.txt")
    page.goto(reader.server.origin + SHORT)
    reader.tidied(page)
    assert {*reader.kept(page)} <= {SHORT, VAN}
    assert all(re.match(r"/(static|anh)/", path) for path in reader.kept(page, "files"))
    assert not any("-2.js" in path for path in reader.kept(page, "files"))


# --- Slow, full, old -------------------------------------------------------------------------


def impatient(server: Moody) -> None:
    """The same worker, which waits for a page no longer than this."""
    code = (server.folder / "sw.js").read_bytes()
    assert b"PATIENCE=8000" in code
    server.says["/sw.js"] = Said(
        body=code.replace(b"PATIENCE=8000", b"PATIENCE=200"),
        headers={"content-type": "text/javascript"},
    )


def test_a_slow_line_shows_a_copy_that_says_so(reader: Traveller) -> None:
    impatient(reader.server)
    page = reader.page()
    reader.read(page, SHORT)
    page.goto(f"{reader.server.origin}/tin-tuc/")
    new = reader.server.text(SHORT).replace("Nội dung của tin", "Nội dung mới hơn của tin")
    reader.server.says[SHORT] = Said(
        body=new.encode(),
        headers={"content-type": "text/html; charset=utf-8", "cache-control": "no-store"},
    )
    reader.server.held[SHORT] = Event()
    # The browser's own cache would answer at once.
    text = reader.go(page, f"{SHORT}?chia-se")
    assert text.startswith("Mạng đang chậm. Bản lưu lúc ")
    assert "Nội dung của tin ngắn số 5" in text
    reader.server.held[SHORT].set()
    reader.wait(page, lambda kept: kept[SHORT] == len(new))  # for the next time


def test_who_reloads_waits_for_the_page(reader: Traveller) -> None:
    impatient(reader.server)
    page = reader.page()
    reader.read(page, SHORT)
    reader.server.held[SHORT] = Event()
    asked = len(reader.server.asked)
    page.evaluate("() => { setTimeout(() => location.reload()); }")
    while SHORT not in reader.server.paths()[asked:]:
        page.wait_for_timeout(20)
    page.wait_for_timeout(600)  # three times its patience: a copy would have come
    reader.server.held[SHORT].set()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("Nội dung của tin ngắn số 5")
    assert page.locator("main .note").count() == 0


def test_limits(reader: Traveller) -> None:
    """Fifty pages, twenty megabytes, sixty days; and a clock that was wrong once."""
    page = reader.page()
    reader.read(page, SHORT)
    seeds: list[list[Any]] = [["pages", f"/cu-{n:02}/", 1000 * n, 10, "a"] for n in range(1, 61)]
    seeds += [
        ["pages", "/sau-muoi-mot-ngay/", 61 * DAY, 10, "a"],
        ["pages", "/ngay-mai/", -2 * DAY, 10, "a"],
        ["files", "/anh/moi.jpg", 100, 15_000_000, "a"],
        ["files", "/anh/cu.jpg", DAY, 15_000_000, "a"],
    ]
    for seed in seeds:
        page.evaluate(SEED, seed)
    reader.read(page, "/tin-tuc/")
    reader.wait(page, lambda kept: len(kept) == 50)
    kept = {*reader.kept(page)}
    assert {SHORT, "/tin-tuc/", "/cu-01/"} <= kept
    assert not {"/cu-60/", "/sau-muoi-mot-ngay/", "/ngay-mai/"} & kept
    reader.wait(page, lambda files: "/anh/cu.jpg" not in files, "files")
    assert "/anh/moi.jpg" in reader.kept(page, "files")


def test_a_copy_that_is_too_old_is_not_shown(reader: Traveller) -> None:
    """Nor when nobody came online to remove it; a clock that is behind hides nothing."""
    page = reader.page()
    reader.read(page, SHORT)
    reader.tidied(page)
    page.evaluate(SEED, ["pages", "/cu/", 61 * DAY, 10, "X"])
    page.evaluate(SEED, ["pages", "/mai/", -400 * DAY, 10, "Y"])
    reader.server.down = True
    assert "chưa được lưu" in reader.go(page, "/cu/")
    assert page.get_by_role("link", name="X", exact=True).count() == 0
    page.goto(f"{reader.server.origin}/mai/")
    assert "chưa được lưu" not in page.content()


def test_a_full_disk(reader: Traveller) -> None:
    """Pages come as ever; a copy that cannot be replaced does not stay."""
    page = reader.page()
    reader.read(page, SHORT)
    client = reader.context.new_cdp_session(page)
    client.send(
        "Storage.overrideQuotaForOrigin", {"origin": reader.server.origin, "quotaSize": 1000}
    )
    assert "Nội dung của tin ngắn số 5" in reader.go(page, SHORT)
    reader.wait(page, lambda kept: SHORT not in kept)
    reader.go(page, POST)
    assert page.locator(".post__body p").count() > 1
    assert reader.said == []


@pytest.mark.parametrize("status", [404, 500])
def test_a_host_without_the_worker(reader: Traveller, status: int) -> None:
    reader.server.says["/sw.js"] = Said(status=status)
    page = reader.page()
    assert "Nội dung" in reader.go(page, SHORT)
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-share]").is_visible()  # other scripts go on
    assert not any("Uncaught" in line for line in reader.said)


# --- Other workers ---------------------------------------------------------------------------


def newer(server: Moody) -> None:
    code = (server.folder / "sw.js").read_text(encoding="utf-8")
    server.says["/sw.js"] = Said(
        body=re.sub(r'VERSION="\w+"', 'VERSION="moi"', code).encode(),
        headers={"content-type": "text/javascript"},
    )


STORES = """() => caches.keys()"""


def test_a_new_worker_takes_over_every_tab(reader: Traveller) -> None:
    one, two = reader.page(), reader.page()
    reader.read(one, SHORT)
    reader.read(two, VAN)
    reader.tidied(two)  # Chromium lets a busy worker rule for half a minute more
    newer(reader.server)
    one.evaluate("async () => (await navigator.serviceWorker.ready).update()")
    reader.until(two, "async () => (await caches.keys()).every((name) => name.includes(' moi '))")
    reader.read(two, "/tin-tuc/")
    reader.server.down = True
    assert "Bản lưu lúc" in reader.go(one, "/tin-tuc/")
    assert all(" moi " in name for name in one.evaluate(STORES))


def test_an_update_that_meets_no_network(reader: Traveller) -> None:
    page = reader.page()
    reader.read(page, SHORT)
    reader.tidied(page)
    newer(reader.server)
    reader.server.down = True
    failed = page.evaluate(
        "async () => (await navigator.serviceWorker.ready).update().catch(() => 'none')"
    )
    assert failed == "none"
    assert "Bản lưu lúc" in reader.go(page, SHORT)
    reader.server.down = False
    page.reload()
    reader.until(page, "async () => (await caches.keys()).every((name) => name.includes(' moi '))")
    reader.read(page, SHORT)


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
        reader = meet(server)
        page = reader.page()
        path = "/thu-vien/tin-tuc/2021/mot/"
        reader.read(page, path)
        scope = page.evaluate("async () => (await navigator.serviceWorker.ready).scope")
        assert scope == f"{server.origin}/thu-vien/"
        server.down = True
        assert "Bài thứ nhất" in reader.go(page, path)
        server.down = False
        page.evaluate("() => caches.open('offline / x pages')")

        server.folder = houses["without"]
        assert "serviceWorker" not in server.file("/thu-vien/sw.js").read_text(encoding="utf-8")
        assert "/offline." not in server.text(path)
        page.goto(f"{server.origin}/thu-vien/")
        reader.until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")
        assert page.evaluate(STORES) == ["offline / x pages"]
        server.down = True
        with pytest.raises(Exception, match="ERR_"):
            page.goto(server.origin + path)
        server.down = False
        page = reader.page()  # the first one still shows the error
        reader.go(page, path)
        assert not page.evaluate("() => Boolean(navigator.serviceWorker.controller)")
        assert reader.said == []


# --- The site as it is -----------------------------------------------------------------------


def test_every_kind_of_page_with_the_worker_in_between(reader: Traveller) -> None:
    page = reader.page()
    reader.read(page, "/")
    for path in KINDS.values():
        page.goto(f"{reader.server.origin}/{path}")
        expect(page.locator("main")).to_have_count(1)
    assert [line for line in reader.said if "404" not in line] == []


def test_the_worker_is_small(outputs: dict[str, Path]) -> None:
    code = (outputs["real"] / "sw.js").read_bytes()
    assert len(gzip.compress(code, 9, mtime=0)) <= 3 * 1024
