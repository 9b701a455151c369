"""The lightbox: by keyboard, mouse and touch, by address, and back."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.late_scripts import reload
from tests.browser.reading import Reader
from tests.browser.sample_site import LONG

pytestmark = pytest.mark.browser


def _count(page: Page) -> Locator:
    return page.locator(".lightbox__count")


def _hash(page: Page) -> str:
    return str(page.evaluate("() => location.hash"))


def test_by_keyboard(reader: Reader) -> None:
    page = reader.open(LONG, reduced_motion="reduce")
    dialog, count, link = page.get_by_role("dialog"), _count(page), page.locator("#anh-5")
    link.focus()
    before = page.evaluate("() => scrollY")
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    expect(count).to_have_text("2/5")
    expect(dialog).to_contain_text("Xe thư viện trên đường núi")
    expect(dialog.get_by_role("img", name="Xe thư viện")).to_be_in_viewport(ratio=0.99)
    assert _hash(page) == "#anh-5"

    page.keyboard.press("ArrowRight")
    expect(count).to_have_text("3/5")
    assert _hash(page) == "#anh-6"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(count).to_have_text("1/5")
    assert _hash(page) == "#anh-4"
    page.keyboard.press("ArrowLeft")
    expect(count).to_have_text("5/5")

    # Round the dialog: never to what lies behind it.
    stops = set()
    for _ in range(10):
        page.keyboard.press("Tab")
        stops.add(
            page.evaluate(
                """() => {
                  const node = document.activeElement;
                  if (node === document.body) return 'browser';
                  return node.closest('dialog') ? node.getAttribute('aria-label') : node.outerHTML;
                }"""
            )
        )
    labels = {"Ảnh trước", "Ảnh sau", "Đóng, trở lại trang", "Tải ảnh 5/5"}
    assert stops - {"browser"} == labels

    page.keyboard.press("Home")
    expect(count).to_have_text("1/5")
    assert _hash(page) == "#anh-4"
    page.keyboard.press("End")
    expect(count).to_have_text("5/5")
    assert _hash(page) == "#anh-8"

    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(link).to_be_focused()
    assert page.evaluate("() => scrollY") == before
    page.wait_for_function("() => location.hash === ''")
    assert page.url.endswith(LONG)


def test_groups_are_apart(reader: Reader) -> None:
    """A figure has no neighbours, an inline gallery only its own."""
    page = reader.open(LONG)
    next_ = page.get_by_role("button", name="Ảnh sau")
    for link, words, alone in (("#anh-1", "1/1", True), ("#anh-3", "2/2", False)):
        page.locator(link).click()
        expect(_count(page)).to_have_text(words)
        expect(next_).to_have_count(0 if alone else 1)
        page.get_by_role("button", name="Đóng, trở lại trang").click()
        expect(page.get_by_role("dialog")).not_to_be_visible()


def test_back_closes_and_forward_opens(reader: Reader) -> None:
    page = reader.open(LONG)
    dialog = page.get_by_role("dialog")
    page.locator("#anh-5").click()
    page.get_by_role("button", name="Ảnh sau").click()
    expect(_count(page)).to_have_text("3/5")
    page.go_back()
    expect(dialog).not_to_be_visible()
    assert page.url.endswith(LONG)
    page.go_forward()
    expect(dialog).to_be_visible()
    expect(_count(page)).to_have_text("3/5")
    page.go_back()
    page.go_back()
    assert page.url == "about:blank"


def test_closing_by_button_leaves_no_step_in_the_history(reader: Reader) -> None:
    page = reader.open(LONG)
    page.locator("#anh-5").click()
    page.get_by_role("button", name="Đóng, trở lại trang").click()
    page.wait_for_function("() => location.hash === ''")
    page.go_back()
    assert page.url == "about:blank"


def test_an_address_opens_its_photo(reader: Reader) -> None:
    page = reader.open(f"{LONG}#anh-3")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(_count(page)).to_have_text("2/2")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).not_to_be_visible()
    expect(page.locator("#anh-3")).to_be_focused()
    assert _hash(page) == ""


def test_a_click_for_a_new_tab_is_left_alone(reader: Reader) -> None:
    page = reader.open(LONG)
    with page.context.expect_page() as opened:
        page.locator("#anh-5").click(modifiers=["ControlOrMeta"])
    assert opened.value.url.endswith(".avif")
    opened.value.close()
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize(
    ("width", "height"), [(320, 568), (360, 640), (568, 320), (844, 390), (1280, 800)]
)
def test_it_fits_the_screen(reader: Reader, width: int, height: int) -> None:
    """Upright and on its side, without anything over anything else."""
    page = reader.open(LONG, viewport={"width": width, "height": height})
    page.locator("#anh-5").click()
    dialog = page.get_by_role("dialog")
    parts = [
        *dialog.get_by_role("button").all(),
        dialog.get_by_role("link", name="Tải ảnh 2/5"),
        page.locator(".lightbox__image"),
        page.locator(".lightbox__caption"),
        _count(page),
    ]
    assert len(parts) == 7
    boxes = []
    for part in parts:
        expect(part).to_be_in_viewport(ratio=0.99)
        box = part.bounding_box()
        assert box
        boxes.append(box)
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            assert any(
                left["x"] >= right["x"] + right["width"]
                or left["y"] >= right["y"] + right["height"]
                for left, right in ((one, other), (other, one))
            )
    # What is left belongs to the picture.
    assert max(boxes[4]["width"] / width, boxes[4]["height"] / height) > 0.6
    assert boxes[4]["width"] / boxes[4]["height"] == pytest.approx(16 / 9, rel=0.01)


def test_download(reader: Reader) -> None:
    """The largest rendition, under a name that says whose it is."""
    page = reader.open(LONG)
    page.locator("#anh-5").click()
    page.keyboard.press("ArrowRight")
    link = page.get_by_role("dialog").get_by_role("link", name="Tải ảnh 3/5")
    with page.expect_download() as started:
        link.focus()
        page.keyboard.press("Enter")
    name = urlsplit(started.value.url).path.rpartition("/")[2]
    assert started.value.suggested_filename == "bai-dai-anh-6.avif"
    assert page.locator("#anh-6").get_attribute("href") == f"/anh/{name}"
    data = started.value.path().read_bytes()
    assert data == (reader.sites["sample"].output / "anh" / name).read_bytes()
    expect(page.get_by_role("dialog")).to_be_visible()


def _let_through(page: Page, held: list[Route]) -> None:
    page.route("**/anh/**", lambda route: route.continue_())
    for route in held:
        route.continue_()


def _places(page: Page) -> list[object]:
    parts = page.locator(".lightbox__image, .lightbox__caption, .lightbox__button")
    return [part.bounding_box() for part in parts.all()]


def test_nothing_moves_while_a_picture_comes(reader: Reader) -> None:
    """Its tone stands where it will be, and the words are there at once."""
    late: list[Route] = []
    page = reader.open(LONG, held=late)
    # Its script shows this button; before it has come a click opens the picture itself.
    expect(page.get_by_role("button", name="In", exact=True)).to_be_visible()
    page.locator("#anh-5").click()
    image = page.locator(".lightbox__image")
    expect(page.locator(".lightbox__caption")).to_have_text("Xe thư viện trên đường núi")
    tone = page.locator("#anh-5 [fill]").get_attribute("fill") or ""
    shown = "rgb({}, {}, {})".format(*(int(tone[at : at + 2], 16) for at in (1, 3, 5)))
    expect(image).to_have_css("background-color", shown)
    expect(image).to_have_js_property("naturalWidth", 0)
    before = _places(page)
    _let_through(page, late)
    expect(image).not_to_have_js_property("naturalWidth", 0)
    assert _places(page) == before


def _spoil(route: Route) -> None:
    # As a cut line does, but without a word on the console.
    route.fulfill(status=200, content_type="image/avif", body=b"")


def test_a_picture_that_does_not_come(reader: Reader) -> None:
    page = reader.open(LONG)
    page.locator("#anh-5").click()
    before = _places(page)
    page.keyboard.press("Escape")
    page.wait_for_function("() => location.hash === ''")
    page.route("**/anh/**", _spoil)
    reload(page)
    page.locator("#anh-5").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_have_text("Không tải được ảnh: Xe thư viện")
    expect(page.locator(".lightbox__caption")).to_be_visible()
    assert _places(page) == [box for number, box in enumerate(before) if number != 2]
    page.keyboard.press("ArrowRight")
    expect(_count(page)).to_have_text("3/5")
    expect(dialog.get_by_role("alert")).to_contain_text("Bàn trao giải")
    _let_through(page, [])
    page.keyboard.press("ArrowLeft")
    expect(dialog.get_by_role("img", name="Xe thư viện")).to_be_visible()


def test_the_small_picture_stands_in_for_the_large_one(reader: Reader) -> None:
    page = reader.open(LONG, viewport={"width": 1280, "height": 800})
    page.locator("#anh-5").scroll_into_view_if_needed()
    small = page.locator("#anh-5 img")
    expect(small).not_to_have_js_property("naturalWidth", 0)
    address = small.evaluate("(image) => image.currentSrc")
    href = page.locator("#anh-5").get_attribute("href") or ""
    assert not address.endswith(href)
    page.route(f"**{href}", _spoil)
    page.locator("#anh-5").click()
    image = page.locator(".lightbox__image")
    expect(image).to_have_js_property("src", address)
    expect(image).not_to_have_js_property("naturalWidth", 0)
    expect(page.get_by_role("alert")).to_have_count(0)


_ASKED = """() => performance.getEntriesByType('resource')
  .map((entry) => new URL(entry.name).pathname)"""


@pytest.mark.parametrize("saves", [False, True])
def test_the_next_picture_is_fetched_ahead(reader: Reader, saves: bool) -> None:
    """One, in the direction of travel, and none for readers who save data."""
    page = reader.open(LONG, viewport={"width": 1280, "height": 801})
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'connection', { value:"
        f" {{ saveData: {str(saves).lower()}, effectiveType: '4g' }} }})"
    )
    reload(page)
    large = page.locator("#anh-4").get_attribute("href") or ""
    image = page.locator(".lightbox__image")
    page.locator("#anh-6").click()
    for name in ("Bàn trao giải", "Xe thư viện"):
        expect(image).to_have_attribute("alt", name)
        expect(image).not_to_have_js_property("naturalWidth", 0)
        page.wait_for_timeout(100)
        if name == "Bàn trao giải":
            assert large not in page.evaluate(_ASKED)
            page.keyboard.press("ArrowLeft")
    if not saves:
        page.wait_for_function(f"(large) => ({_ASKED})().includes(large)", arg=large)
    assert (large in page.evaluate(_ASKED)) is not saves


def test_a_picture_that_was_left_does_not_hold_up_the_others(reader: Reader) -> None:
    held: list[Route] = []
    page = reader.open(LONG, viewport={"width": 1280, "height": 802})
    left = page.locator("#anh-5").get_attribute("href") or ""
    page.route(f"**{left}", lambda route: held.append(route))  # noqa: PLW0108
    with page.expect_request(f"**{left}"):
        page.locator("#anh-5").click()
    with page.expect_event("requestfailed", lambda request: request.url.endswith(left)):
        page.keyboard.press("ArrowLeft")
    image = page.locator(".lightbox__image")
    expect(image).to_have_attribute("alt", "Phòng đọc")
    expect(image).not_to_have_js_property("naturalWidth", 0)


def test_swipes(reader: Reader) -> None:
    page = reader.open(LONG, has_touch=True, viewport={"width": 360, "height": 640})
    touch = page.context.new_cdp_session(page)

    def swipe(from_: tuple[int, int], to: tuple[int, int]) -> None:
        def send(type_: str, *points: tuple[float, float]) -> None:
            at = [{"x": x, "y": y} for x, y in points]
            touch.send("Input.dispatchTouchEvent", {"type": type_, "touchPoints": at})

        send("touchStart", from_)
        for step in range(1, 6):
            part = step / 5
            send("touchMove", *[tuple(a + (b - a) * part for a, b in zip(from_, to, strict=True))])  # type: ignore[arg-type]
        send("touchEnd")

    page.locator("#anh-5").tap()
    expect(_count(page)).to_have_text("2/5")
    swipe((300, 320), (60, 330))
    expect(_count(page)).to_have_text("3/5")
    swipe((60, 320), (300, 310))
    swipe((60, 320), (300, 310))
    expect(_count(page)).to_have_text("1/5")
    swipe((180, 500), (200, 150))  # up: no turning over
    swipe((180, 320), (200, 320))  # too short
    page.wait_for_timeout(100)
    expect(_count(page)).to_have_text("1/5")
    expect(page.get_by_role("dialog")).to_be_visible()
    touch.detach()
