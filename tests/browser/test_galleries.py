"""A gallery of two hundred photos: still, in order, light, and usable by everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.request import urlopen

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.browser.axe import violations
from tests.browser.reading import BuiltSite, Reader
from tests.browser.serving import serving
from tests.browser.test_every_page import STICKS_OUT, UNSOUND
from tests.browser.test_keyboard import FOCUSED
from tests.browser.test_loading import SHIFTS
from tests.support.sites import Site

pytestmark = pytest.mark.browser

MANY = "tin-tuc/2021/nhieu-anh/"
MOVING = "tin-tuc/2021/anh-dong/"
COUNT = 200
SHAPES = (
    *((160, 120), (120, 160), (150, 100), (120, 120)),
    *((160, 90), (90, 160), (200, 50), (64, 192)),
)
CAPTIONS = (
    "Trao giải cho bạn đọc nhỏ tuổi",
    "Học sinh Trường tiểu học xã Khao Mang đọc sách bên xe thư viện lưu động, sáng ngày 8/1",
    "",
)

# Each photo with its place on the page; the caption's too.
PLACES = """() => [...document.querySelectorAll('.gallery__item')].map((item) => {
  const place = (node) => {
    if (!node) return null;
    const box = node.getBoundingClientRect();
    return { top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left,
             right: box.right, seen: node.checkVisibility({ opacityProperty: true }) };
  };
  return { item: place(item), image: place(item.querySelector('img')),
           caption: place(item.querySelector('figcaption')) };
})"""


def _fill(site: Site) -> None:
    entries = []
    folder = site.content / MANY
    folder.mkdir(parents=True)
    for number in range(1, COUNT + 1):
        # The first ones are large enough for several widths.
        size = (1000, 750) if number <= 6 else SHAPES[number * 5 % 7 if number % 9 else 7]
        colour = (number * 37 % 256, number * 61 % 256, number * 89 % 256)
        Image.new("RGB", size, colour).save(folder / f"{number:03}.jpg")
        caption = CAPTIONS[number % 3]
        words = f", caption: '{caption}'" if caption else ""
        entries.append(f"  - {{file: {number:03}.jpg, alt: Ảnh thứ {number}{words}}}")
    site.post("nhieu-anh", title="Hai trăm ảnh", photos="\n" + "\n".join(entries))
    folder = site.content / MOVING
    folder.mkdir(parents=True)
    frames = [Image.new("RGB", (120, 90), colour) for colour in ("navy", "teal", "olive")]
    for name, first in (("mot", 0), ("hai", 1), ("ba", 2)):
        rest = frames[:first] + frames[first + 1 :]
        frames[first].save(
            folder / f"{name}.gif", save_all=True, append_images=rest, duration=300, loop=0
        )
    Image.new("RGB", (120, 90), "maroon").save(folder / "bon.jpg")
    site.post(
        "anh-dong",
        title="Ảnh động",
        photos="\n"
        "  - {file: ba.gif, alt: Xe chạy, caption: Xe lên dốc}\n"
        "  - {file: bon.jpg, alt: Đỗ}",
        body="Đầu.\n\n![Xe](mot.gif 'Xe lăn bánh')\n\nGiữa dòng ![Cờ](hai.gif) có ảnh.\n",
    )


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The site of these tests, served."""
    root = tmp_path_factory.mktemp("crowd")
    site = Site(root=root, cache=root / "cache")
    _fill(site)
    assert site.build() == 0
    with serving(site.output) as origin:
        yield BuiltSite(output=site.output, origin=origin)


@pytest.fixture
def reader(crowd: BuiltSite, contexts: Callable[..., BrowserContext]) -> Iterator[Reader]:
    """Opens its pages."""
    reader = Reader({"sample": crowd}, contexts)
    yield reader
    reader.close()


def _view(width: int) -> ViewportSize:
    return {"width": width, "height": 800}


def _scroll_through(page: Page) -> None:
    height = page.evaluate("() => document.documentElement.scrollHeight")
    for top in range(0, height, 600):
        page.evaluate("(top) => scrollTo(0, top)", top)
        page.wait_for_timeout(30)


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves(reader: Reader, width: int) -> None:
    page = reader.open(MANY, viewport=_view(width), reduced_motion="reduce")
    before = page.evaluate(PLACES)
    _scroll_through(page)
    page.wait_for_function("() => [...document.images].every((image) => image.naturalWidth > 0)")
    assert page.evaluate(SHIFTS) == []
    assert page.evaluate(PLACES) == before


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_photos_stand_in_rows(reader: Reader, width: int) -> None:
    """In the order of the document, with no row over another, captions below their photos."""
    page = reader.open(MANY, viewport=_view(width))
    places = page.evaluate(PLACES)
    assert len(places) == COUNT
    rows = [[places[0]]]
    for place in places[1:]:
        if place["item"]["top"] == rows[-1][-1]["item"]["top"]:
            assert place["item"]["left"] >= rows[-1][-1]["item"]["right"]
            rows[-1].append(place)
        else:
            assert place["item"]["top"] >= max(other["item"]["bottom"] for other in rows[-1])
            rows.append([place])
    assert len(rows) < COUNT * 0.7, "even a phone has photos beside each other"
    for row in rows:
        heights = [place["image"]["bottom"] - place["image"]["top"] for place in row]
        assert max(heights) - min(heights) < 2
    captions = [place for place in places if place["caption"]]
    assert len(captions) == sum(bool(CAPTIONS[n % 3]) for n in range(1, COUNT + 1))
    for place in captions:
        assert place["caption"]["seen"]
        assert place["caption"]["top"] >= place["image"]["bottom"]
        assert place["caption"]["bottom"] <= place["item"]["bottom"]
        assert place["caption"]["right"] - place["caption"]["left"] >= 70, "room for its words"


@pytest.mark.parametrize("address", [MANY, MOVING])
def test_axe_and_narrow_screens(reader: Reader, address: str) -> None:
    page = reader.open(address)
    assert page.evaluate(UNSOUND) == []
    assert violations(page) == []
    for width in (768, 360, 320):
        page.set_viewport_size(_view(width))
        assert page.evaluate(STICKS_OUT) == [], f"{width}px"
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_on_the_lightbox(reader: Reader, width: int) -> None:
    page = reader.open(f"{MANY}#anh-151", viewport=_view(width))
    expect(page.get_by_role("dialog")).to_contain_text(CAPTIONS[1])
    assert violations(page) == []
    # The caption needs more room than there is: all of it can be reached.
    page.set_viewport_size({"width": 320, "height": 256})
    assert violations(page) == []
    page.locator(".lightbox__next").scroll_into_view_if_needed()
    expect(page.locator(".lightbox__next")).to_be_in_viewport(ratio=0.99)


@pytest.mark.parametrize("width", [360, 1280])
def test_few_pictures_load_before_anybody_scrolls(reader: Reader, width: int) -> None:
    page = reader.open(MANY, viewport=_view(width))
    page.wait_for_timeout(200)
    asked = page.evaluate(
        "() => performance.getEntriesByType('resource').map((entry) => entry.name)"
    )
    assert 0 < sum("/anh/" in name for name in asked) <= 60


def test_a_phone_loads_small_pictures(reader: Reader) -> None:
    """Two stand beside each other: at 2x the smallest width is enough."""
    page = reader.open(MANY, viewport=_view(360), device_scale_factor=2)
    page.locator("#anh-6").scroll_into_view_if_needed()
    for number in range(1, 7):
        image = page.locator(f"#anh-{number} img")
        expect(image).not_to_have_js_property("naturalWidth", 0)
        assert image.evaluate("(image) => image.currentSrc").endswith("-480.avif")


def test_without_javascript(reader: Reader, crowd: BuiltSite) -> None:
    page = reader.open(MANY, java_script_enabled=False)
    links = page.locator(".gallery a[href^='/anh/']")
    assert links.count() == COUNT
    for link in links.all():
        with urlopen(f"{crowd.origin}{link.get_attribute('href')}") as answer:
            assert answer.status == 200
            kind = answer.headers["Content-Type"]
            assert kind.startswith("image/")
            assert kind == link.get_attribute("type")
    links.nth(149).click()
    page.wait_for_url("**/anh/*.avif")


def test_on_paper(reader: Reader) -> None:
    page = reader.open(MANY)
    page.emulate_media(media="print")
    places = page.evaluate(PLACES)
    assert all(place["caption"]["seen"] for place in places if place["caption"])
    expect(page.locator(".gallery__skip")).not_to_be_in_viewport()
    pdf = page.pdf(format="A4")
    assert pdf.count(b"/Subtype /Image") >= COUNT


def test_an_address_far_down(reader: Reader) -> None:
    page = reader.open(f"{MANY}#anh-150", viewport=_view(360), reduced_motion="reduce")
    count, image = page.locator(".lightbox__count"), page.locator(".lightbox__image")
    expect(count).to_have_text("150/200")
    expect(image).to_have_attribute("alt", "Ảnh thứ 150")
    for key, number in (("ArrowRight", 151), ("End", 200), ("ArrowRight", 1), ("End", 200)):
        page.keyboard.press(key)
        expect(count).to_have_text(f"{number}/200")
        expect(image).to_have_attribute("alt", f"Ảnh thứ {number}")
    page.keyboard.press("Home")
    expect(count).to_have_text("1/200")
    page.keyboard.press("Escape")
    expect(page.locator("#anh-150")).to_be_focused()
    expect(page.locator("#anh-150")).to_be_in_viewport()


def test_by_tab(reader: Reader) -> None:
    """A gallery of many can be passed over; otherwise its photos follow each other."""
    page = reader.open(MANY, reduced_motion="reduce")
    skip = page.get_by_role("link", name="Bỏ qua 200 ảnh")
    before = page.evaluate(PLACES)
    skip.focus()
    assert page.evaluate(FOCUSED)["seen"]
    assert page.evaluate(PLACES) == before, "it stands over the photos"
    for number in range(1, 16):
        page.keyboard.press("Tab")
        expect(page.locator(f"#anh-{number}")).to_be_focused()
        assert page.evaluate(FOCUSED)["seen"]
    skip.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === '#sau-anh-200'")
    page.keyboard.press("Tab")
    assert page.evaluate(
        """() => document.activeElement.compareDocumentPosition(document.querySelector('.gallery'))
             === Node.DOCUMENT_POSITION_PRECEDING"""
    )
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_small_gallery_has_nothing_to_skip(reader: Reader) -> None:
    expect(reader.open(MOVING).get_by_text("Bỏ qua")).to_have_count(0)


@pytest.mark.parametrize("anchor", ["anh-1", "anh-2", "anh-3"])
def test_moving_photos(reader: Reader, anchor: str) -> None:
    """In a figure, within a line, in a gallery: still until somebody clicks."""
    page = reader.open(MOVING)
    link, image = page.locator(f"#{anchor}"), page.locator(".lightbox__image")
    expect(link).to_contain_text("Ảnh động: bấm để xem")
    link.scroll_into_view_if_needed()
    expect(link.locator("img")).not_to_have_js_property("naturalWidth", 0)
    assert "-moving" not in link.locator("img").evaluate("(image) => image.currentSrc")
    link.get_by_text("Ảnh động").click()
    expect(image).not_to_have_js_property("naturalWidth", 0)
    assert image.evaluate("(image) => image.currentSrc").endswith("-moving.webp")
    assert "bấm" not in page.locator(".lightbox__caption").inner_text()
    assert page.locator(".lightbox source").count() == 0


def test_leafing_starts_no_motion_for_readers_who_want_none(reader: Reader) -> None:
    page = reader.open(f"{MOVING}#anh-4", reduced_motion="reduce")
    image = page.locator(".lightbox__image")
    expect(image).to_have_attribute("alt", "Đỗ")
    page.keyboard.press("ArrowLeft")
    expect(image).to_have_attribute("alt", "Xe chạy")
    expect(image).not_to_have_js_property("naturalWidth", 0)
    assert "-moving" not in image.evaluate("(image) => image.currentSrc")
    page.keyboard.press("Escape")
    page.locator("#anh-3").click()
    expect(image).to_have_attribute("alt", "Xe chạy")
    expect(image).not_to_have_js_property("naturalWidth", 0)
    assert "-moving" in image.evaluate("(image) => image.currentSrc")
