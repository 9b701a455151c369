"""Nothing moves while a page loads, and pictures load in the order they are needed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from plugins.assets.bundle import load_assets
from tests.browser.late_scripts import goto
from tests.browser.reading import Reader
from tests.browser.sample_site import KINDS, LONG
from tests.browser.test_every_page import CONFERENCE
from tests.support.sites import NOW

pytestmark = pytest.mark.browser

SHIFTS = """() => new Promise((resolve) => {
  const found = [];
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) {
      for (const source of shift.sources) {
        found.push(`${shift.value}: ${source.node?.className || source.node?.nodeName}`);
      }
    }
  }).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => setTimeout(() => resolve(found), 50));
})"""

# Bring a picture's place into view and paint it; the addresses it may have.
TO_IMAGE = """async (number) => {
  const image = document.querySelectorAll('main img, .aside img')[number];
  image.scrollIntoView({ block: 'center' });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return image.parentElement.innerHTML;
}"""
HAS_COME = """(number) =>
  document.querySelectorAll('main img, .aside img')[number].naturalWidth > 0"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

IMAGES = """() => [...document.querySelectorAll('main img')].map((image) => ({
  high: image.fetchPriority === 'high',
  lazy: image.loading === 'lazy',
  top: image.getBoundingClientRect().top + scrollY,
  src: image.currentSrc,
}))"""


def _scroll_through(page: Page) -> None:
    height = page.evaluate("() => document.documentElement.scrollHeight")
    for top in range(0, height, 500):
        page.evaluate("(top) => scrollTo(0, top)", top)
        page.wait_for_timeout(20)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    ("site", "address"), [("sample", ""), ("sample", LONG), ("real", CONFERENCE)]
)
def test_nothing_moves(reader: Reader, site: str, address: str, width: int) -> None:
    """Pictures and fonts come late: when their place is on the screen, and still nothing moves."""
    late: list[Route] = []
    view = {"width": width, "height": 800}
    page = reader.open(address, site, at=NOW, held=late, viewport=view, reduced_motion="reduce")
    _scroll_through(page)
    assert len(late) > 1
    for number in range(page.locator("main img, .aside img").count()):
        picture = page.evaluate(TO_IMAGE, number)
        for route in list(late):
            path = urlsplit(route.request.url).path
            if path in picture or path.endswith(".woff2"):
                late.remove(route)
                route.continue_()
        page.wait_for_function(HAS_COME, arg=number)
        page.evaluate(PAINTED)
    assert late == []
    assert page.evaluate(SHIFTS) == []


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_buttons_that_come_late_move_nothing(reader: Reader, width: int) -> None:
    """On a short post they stand in the first view."""
    view = {"width": width, "height": 800}
    page = reader.open(KINDS["short post"], at=NOW, viewport=view)
    expect(page.get_by_role("button", name="Sao chép liên kết")).to_be_in_viewport()
    assert page.evaluate(SHIFTS) == []


@pytest.mark.parametrize("kind", ["home", "newest", "post", "category"])
def test_one_picture_at_most_comes_first(reader: Reader, kind: str) -> None:
    page = reader.open(KINDS[kind])
    images = page.evaluate(IMAGES)
    high = [image for image in images if image["high"]]
    assert len(high) <= 1
    assert all(image["high"] != image["lazy"] for image in images)
    if high:
        assert high == images[:1], "only the first picture may be"


def test_the_lead_picture_comes_first(reader: Reader) -> None:
    """It is in the first view on the home page of the repository's own content."""
    page = reader.open("", "real")
    first = page.evaluate(IMAGES)[0]
    assert first["high"]
    assert first["top"] < 800
    assert first["src"].endswith(".avif")


def test_pictures_of_a_closing_gallery_wait(reader: Reader) -> None:
    """They lie below a whole post of text."""
    page = reader.open(CONFERENCE, "real")
    images = page.evaluate(IMAGES)
    assert images
    assert all(image["lazy"] for image in images)


def test_phones_load_smaller_pictures(reader: Reader) -> None:
    """At 1x a phone needs no more than the smallest rendition for a gallery."""
    view = {"width": 360, "height": 800}
    page = reader.open(CONFERENCE, "real", viewport=view, reduced_motion="reduce")
    _scroll_through(page)
    sources = [image["src"] for image in page.evaluate(IMAGES)]
    assert all(source.endswith("-480.avif") for source in sources), sources


ICONS_AS_IMAGES = """() => performance.getEntriesByType('resource').filter(
  ({ name, initiatorType }) => initiatorType === 'img' && name.includes('favicon')).length"""
FACES = """async () => {
  await document.fonts.ready;
  const asked = performance.getEntriesByType('resource');
  return asked.filter(({ name }) => name.endsWith('.woff2')).length;
}"""


@pytest.mark.parametrize(("width", "faces"), [(360, 0), (767, 0), (768, 2), (1280, 2)])
def test_faces_are_for_wide_screens(reader: Reader, width: int, faces: int) -> None:
    page = reader.open(CONFERENCE, "real", viewport={"width": width, "height": 800})
    assert page.evaluate(FACES) == faces


def test_the_mark_is_in_the_page(reader: Reader) -> None:
    page = reader.open(CONFERENCE, "real", viewport={"width": 360, "height": 800})
    mark = page.locator(".header__mark")
    assert mark.evaluate("(image) => image.naturalWidth") == 64
    assert page.evaluate(ICONS_AS_IMAGES) == 0


@pytest.mark.parametrize("observer", ["undefined", "class { observe() {} }"])
def test_scripts_come_in_browsers_that_tell_nobody_what_they_paint(
    reader: Reader, observer: str
) -> None:
    page = reader.open("404.html")
    page.add_init_script(f"window.PerformanceObserver = {observer}")
    goto(page, f"{reader.sites['sample'].origin}/{LONG}")
    expect(page.get_by_role("button", name="In")).to_be_visible()


def test_a_part_of_a_script_that_fails_stops_no_other(browser: Browser, tmp_path: Path) -> None:
    for name, code in {
        "css/main.css": "",
        "js/all/a.js": "throw Error('mất');",
        "js/all/b.js": "document.title = 'sau';",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(code, encoding="utf-8")
    assets = load_assets(tmp_path)
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_script_tag(content=assets.contents[assets.scripts["all"]].decode())
    assert page.title() == "sau"
    assert ["mất" in one for one in said] == [True]
    page.close()
