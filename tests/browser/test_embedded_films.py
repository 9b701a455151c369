"""Three films in one post: nothing before the click, one at a time, closed by Esc or a button."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.reading import Reader
from tests.browser.sample_site import KINDS
from tests.browser.video_host import PLAYER, VideoHost

pytestmark = pytest.mark.browser

POST = KINDS["post with films"]
SECOND = PLAYER.replace("abcdefghijk", "bcdefghijkl")
CLOSE = "Đóng trình phát"


def link(page: Page, title: str) -> Locator:
    return page.get_by_role("link", name=f"Xem trên YouTube phim {title}")


def first(page: Page) -> Locator:
    return link(page, "Phóng sự về xe thư viện")


def second(page: Page) -> Locator:
    return link(page, "Phim thứ hai trên YouTube")


def test_nothing_is_asked_for_on_hover_and_focus(reader: Reader) -> None:
    page = reader.open(POST)
    with VideoHost(page, reader) as host:
        for one in (first(page), second(page), page.locator("video")):
            one.hover()
            one.focus()
        # Pressed and let go elsewhere is no click.
        first(page).hover()
        page.mouse.down()
        page.get_by_role("heading", level=1).hover()
        page.mouse.up()
        page.keyboard.press("Escape")
        host.settle()
        assert host.asked == []
    expect(page.locator("iframe")).to_have_count(0)


def test_one_film_at_a_time(reader: Reader) -> None:
    page = reader.open(POST)
    with VideoHost(page, reader) as host:
        first(page).click()
        expect(page.locator("iframe")).to_be_focused()
        expect(page.locator("iframe")).to_have_attribute("title", "Phóng sự về xe thư viện")
        second(page).click()
        expect(page.locator("iframe")).to_have_count(1)
        expect(page.locator("iframe")).to_have_attribute("title", "Phim thứ hai trên YouTube")
        expect(first(page)).to_be_visible()
        expect(page.get_by_role("button", name=CLOSE)).to_have_count(1)
        film = page.locator("video")
        film.evaluate("async (film) => { film.muted = true; await film.play(); }")
        expect(page.locator("iframe")).to_have_count(0)
        first(page).click()
        assert film.evaluate("(film) => film.paused")
        host.settle()
        assert host.asked == [PLAYER, SECOND, PLAYER]


@pytest.mark.parametrize("key", ["Escape", "Enter", "Space"])
def test_closing_puts_the_picture_back(reader: Reader, key: str) -> None:
    page = reader.open(POST)
    with VideoHost(page, reader) as host:
        first(page).press("Enter")
        expect(page.locator("iframe")).to_be_focused()
        # Through the player, which has a button of its own, and out of it again.
        within = page.frame_locator("iframe").get_by_role("button")
        within.wait_for()
        page.frames[-1].wait_for_function("() => document.hasFocus()")
        page.keyboard.press("Tab")
        expect(within).to_be_focused()
        page.keyboard.press("Tab")
        button = page.get_by_role("button", name=CLOSE)
        expect(button).to_be_focused()
        page.keyboard.press(key)
        expect(page.locator("iframe")).to_have_count(0)
        expect(first(page)).to_be_focused()
        expect(button).to_have_count(0)
        page.keyboard.press("Enter")
        expect(page.locator("iframe")).to_be_focused()
        host.settle()
        assert host.asked == [PLAYER, PLAYER]


def test_esc_elsewhere_and_in_the_player_closes_nothing(reader: Reader) -> None:
    page = reader.open(POST)
    with VideoHost(page, reader):
        first(page).click()
        page.frame_locator("iframe").get_by_role("button").focus()
        page.keyboard.press("Escape")
        second(page).focus()
        page.keyboard.press("Escape")
        expect(page.locator("iframe")).to_have_count(1)
        expect(second(page)).to_be_focused()


def test_with_a_key_held_the_browser_opens_a_tab(reader: Reader) -> None:
    page = reader.open(POST)
    held = """(link) => new Promise((resolve) => {
      document.addEventListener('click', (event) => {
        resolve(event.defaultPrevented);
        event.preventDefault();
      }, { once: true });
      const held = { ctrlKey: true, bubbles: true, cancelable: true };
      link.dispatchEvent(new MouseEvent('click', held));
    })"""
    assert first(page).evaluate(held) is False
    expect(page.locator("iframe")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_while_a_film_is_open(reader: Reader, width: int) -> None:
    page = reader.open(POST)
    page.set_viewport_size({"width": width, "height": 800})
    with VideoHost(page, reader):
        first(page).click()
        expect(page.locator("iframe")).to_be_focused()
        assert violations(page) == []
        box = page.locator("iframe").bounding_box()
        assert box is not None
        assert abs(box["width"] / box["height"] - 16 / 9) < 0.02
        assert box["x"] + box["width"] <= width


REFUSED = """() => new Promise((resolve) => {
  const tries = [
    ['iframe', 'https://www.youtube.com/embed/x'], ['iframe', 'https://example.org/'],
    ['img', 'https://i.ytimg.com/a.jpg'], ['video', 'https://example.org/a.mp4'],
  ];
  const refused = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    refused.push(event.effectiveDirective);
    if (refused.length === tries.length) resolve(refused.sort());
  });
  for (const [tag, src] of tries) {
    document.body.append(Object.assign(document.createElement(tag), { src }));
  }
})"""


def test_the_policy_opens_for_players_only(reader: Reader) -> None:
    """What the page may embed, as the browser sees it, not as we wrote it."""
    page = reader.open(POST)
    with VideoHost(page, reader) as host:
        refused = page.evaluate(REFUSED)
        assert refused == ["frame-src", "frame-src", "img-src", "media-src"]
        host.settle()
        assert host.asked == []
    reader.troubles.clear()


def test_without_javascript_each_film_is_there(reader: Reader) -> None:
    page = reader.open(POST, java_script_enabled=False)
    addresses = [one.get_attribute("href") for one in (first(page), second(page))]
    assert addresses == [
        "https://www.youtube.com/watch?v=abcdefghijk",
        "https://www.youtube.com/watch?v=bcdefghijkl",
    ]
    expect(page.locator("video[controls]")).to_have_count(1)
    expect(page.get_by_role("button", name=CLOSE)).to_have_count(0)
    expect(page.get_by_role("link", name="Phim thứ hai", exact=True)).to_have_attribute(
        "href", "/video/phim-hai/"
    )


def test_on_paper_a_film_is_its_title(reader: Reader) -> None:
    page = reader.open(POST)
    page.emulate_media(media="print")
    expect(page.locator(".player").first).not_to_be_visible()
    caption = page.get_by_role("link", name="Phóng sự", exact=True).locator("xpath=..")
    expect(caption).to_be_visible()
    said = caption.evaluate("(p) => getComputedStyle(p, '::before').content")
    assert said == '"Video: "'
