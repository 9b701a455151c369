"""The archive of `inv zip`, unpacked and opened by a double-click: no server, no origin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, expect

from plugins.configuration import read_configuration
from plugins.zipping import zip_site
from tests.browser.late_scripts import goto
from tests.browser.sample_site import LONG, fill
from tests.support.sites import NOW, Site

pytestmark = pytest.mark.browser

DRAFT = "---\ntitle: Bản nháp\ndate: 2021-02-01\ncategory: Tin hoạt động\nstatus: draft\n---\nX.\n"


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Unpacked: the site, its long post alone, and a draft alone."""
    place = tmp_path_factory.mktemp("zip")
    site = Site(root=place, cache=place / "cache")
    site.content.mkdir()
    fill(site)
    site.write("tin-tuc/2021/ban-nhap/index.md", DRAFT)
    unpacked = {}
    for post in ("", LONG, "ban-nhap"):
        name = post.rstrip("/").rpartition("/")[2] or "ca-trang"
        archive = place / f"{name}.zip"
        assert zip_site(site.content, post=post, to=str(archive), now=NOW, cache=site.cache) == 0
        unpacked[name] = place / "một thư mục #1" / name
        ZipFile(archive).extractall(unpacked[name])
    return unpacked


@pytest.fixture
def page(contexts: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A page of a browser that complains about nothing and asks for nothing but files."""
    troubles: list[str] = []

    def said(message: ConsoleMessage) -> None:
        troubles.append(f"{page.url}: console: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            troubles.append(f"{page.url}: request: {request.url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # of a page that was left
            troubles.append(f"{request.url}: {request.failure}")

    page = contexts(clocked=True).new_page()
    page.on("console", said)
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    page.on("request", asked)
    page.on("requestfailed", failed)
    # Another day than that of the build: the quotation's script would fetch another one.
    page.clock.set_fixed_time("2021-03-05T08:00:00+07:00")
    yield page
    page.close()
    assert troubles == []


def open_file(page: Page, file: Path) -> None:
    goto(page, file.as_uri())


SEEN = """async () => {
  const shown = [...document.images].filter((image) => image.hasAttribute("src"));
  for (const image of shown) image.loading = "eager";
  await Promise.allSettled(shown.map((image) => image.decode()));
  await document.fonts.ready;
  const links = document.querySelectorAll("a[href], link[href]:not([rel=canonical])");
  return {
    links: [...links].map((link) => link.href),
    blank: shown.filter((image) => !image.naturalWidth).map((image) => image.src),
    photos: shown.length,
    fonts: [...document.fonts].filter(({ status }) => status === "loaded").length,
    note: document.querySelector(".zip-note").textContent,
  };
}"""


@pytest.mark.parametrize("name", ["ca-trang", "bai-dai", "ban-nhap"])
def test_every_page_works_as_a_file(page: Page, archives: dict[str, Path], name: str) -> None:
    """Every link leads to a file that is there, or to the site itself; every photo is seen."""
    folder = archives[name]
    site_url = read_configuration().site.url
    pages = sorted(folder.rglob("*.html"))
    assert (len(pages) > 60) == (name == "ca-trang")
    photos = 0
    for file in pages:
        open_file(page, file)
        seen = page.evaluate(SEEN)
        assert seen["blank"] == [], file
        assert seen["note"].startswith("Bản xem trước"), file
        assert seen["fonts"] >= 1, file
        photos += seen["photos"]
        for link in seen["links"]:
            if link.startswith("file:"):
                path = page.evaluate("url => decodeURIComponent(new URL(url).pathname)", link)
                assert Path(path).is_file(), f"{file}: {link}"
            else:
                assert link.startswith(("https://", "geo:", "mailto:")), f"{file}: {link}"
                if name == "ca-trang" and "/mot/dia-chi/rat-dai/" not in link:
                    assert not link.startswith(site_url), f"{file}: {link}"
    assert photos > (20 if name == "ca-trang" else 1)


def test_a_walk(page: Page, archives: dict[str, Path]) -> None:
    open_file(page, archives["ca-trang"] / "index.html")
    page.get_by_role("link", name="Tin tức", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tin tức")
    page.get_by_role("link", name="Hội nghị tổng kết công tác").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hội nghị tổng kết")
    page.locator(".header__link").click()
    assert page.url == (archives["ca-trang"] / "index.html").as_uri()


@pytest.mark.parametrize("name", ["ca-trang", "bai-dai"])
def test_the_lightbox(page: Page, archives: dict[str, Path], name: str) -> None:
    place = f"{LONG}index.html" if name == "ca-trang" else "index.html"
    open_file(page, archives[name] / place)
    page.locator("#hinh-anh ~ ul a[data-photo]").first.click()
    shown = page.locator("dialog[open] img")
    count = page.locator("dialog .lightbox__count")
    expect(count).to_have_text("1/5")
    page.wait_for_function("() => document.querySelector('dialog[open] img').naturalWidth > 0")
    page.keyboard.press("ArrowRight")
    expect(count).to_have_text("2/5")
    page.wait_for_function("() => document.querySelector('dialog[open] img').naturalWidth > 0")
    page.go_back()
    expect(shown).to_have_count(0)


def test_captions_are_read_from_the_page(page: Page, archives: dict[str, Path]) -> None:
    """As a file they would be another origin's."""
    open_file(page, archives["ca-trang"] / "video/phim-tai-cho/index.html")
    page.evaluate("document.querySelector('video').textTracks[0].mode = 'hidden'")
    page.wait_for_function("() => document.querySelector('video').textTracks[0].cues?.length > 0")


def test_a_draft_alone(page: Page, archives: dict[str, Path]) -> None:
    """Small, told to be one, and nothing of other posts but what the site shows beside it."""
    open_file(page, archives["ban-nhap"] / "index.html")
    expect(page.locator(".zip-note")).to_contain_text("Bản xem trước, chưa đăng.")
    assert {file.suffix for file in archives["ban-nhap"].rglob("*") if file.is_file()} <= {
        ".avif", ".html", ".jpg", ".js", ".svg", ".woff2",
    }  # fmt: skip
    assert "ban-nhap" not in (archives["ca-trang"] / "index.html").read_text(encoding="utf-8")
