"""Moments of a film: time stamps in its text lead there, in the player and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.late_scripts import goto
from tests.browser.reading import Reader
from tests.browser.sample_site import KINDS
from tests.browser.video_host import PLAYER, VideoHost

pytestmark = pytest.mark.browser

AT = "() => document.querySelector('video').currentTime"


def stamp(page: Page, words: str) -> None:
    page.get_by_role("link", name=words, exact=True).click()


def films_asked_for(page: Page) -> list[str]:
    """Requests from now on for films and captions."""
    asked: list[str] = []

    def remember(request: Request) -> None:
        if request.url.endswith((".mp4", ".vtt")):
            asked.append(request.url)

    page.on("request", remember)
    return asked


def test_a_time_stamp_plays_our_film_from_there(reader: Reader) -> None:
    page = reader.open(KINDS["film"])
    asked = films_asked_for(page)
    film = page.locator("video")
    film.evaluate("(film) => { film.muted = true; }")
    page.get_by_role("link", name="0:01", exact=True).hover()
    page.wait_for_timeout(200)
    assert asked == []
    stamp(page, "0:01")
    expect(film).to_be_focused()
    page.wait_for_function(f"() => ({AT})() > 1.05")
    # From the keyboard, and back once it is over.
    page.wait_for_function("() => document.querySelector('video').ended")
    page.get_by_role("link", name="0:01", exact=True).press("Enter")
    page.wait_for_function(f"() => ({AT})() < 1.9")
    expect(film).to_be_focused()
    assert page.url.endswith(KINDS["film"]), "the page stays"


def test_an_address_can_name_a_moment(reader: Reader) -> None:
    page = reader.open("")
    asked = films_asked_for(page)
    goto(page, f"{page.url}{KINDS['film']}?t=1")
    page.wait_for_timeout(300)
    assert asked == [], "and still nothing is loaded"
    film = page.locator("video")
    film.evaluate("async (film) => { film.muted = true; await film.play(); }")
    page.wait_for_function(f"() => ({AT})() > 1")


@pytest.mark.parametrize("moment", ["", "-5", "chữ", "1e999", "1.5", "99999"])
def test_whatever_moment_an_address_names(reader: Reader, moment: str) -> None:
    page = reader.open(f"{KINDS['film']}?t={moment}")
    page.locator("video").evaluate("(film) => { film.muted = true; }")
    stamp(page, "0:01")
    expect(page.locator("video")).to_be_focused()
    page.wait_for_function(f"() => ({AT})() > 1")


def test_a_time_stamp_opens_youtube_there(reader: Reader) -> None:
    page = reader.open(KINDS["film on YouTube"])
    with VideoHost(page, reader) as host:
        stamp(page, "1:23")
        frame = page.locator("iframe")
        expect(frame).to_be_focused()
        assert "start=83" in (frame.get_attribute("src") or "")
        # Another moment: one player, and no step for the Back button.
        steps = page.evaluate("() => history.length")
        stamp(page, "0:00")
        expect(page.locator("iframe")).to_have_count(1)
        expect(frame).to_be_focused()
        assert "start" not in (frame.get_attribute("src") or "")
        assert page.evaluate("() => history.length") == steps
        host.settle()
        assert host.asked == [PLAYER, PLAYER]


LEFT_TO_THE_BROWSER = """(link) => new Promise((resolve) => {
  document.addEventListener('click', (event) => {
    resolve(!event.defaultPrevented);
    event.preventDefault();
  }, { once: true });
  link.dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true, cancelable: true }));
})"""


def test_a_moment_in_a_tab_of_its_own(reader: Reader) -> None:
    page = reader.open(KINDS["film"])
    assert page.get_by_role("link", name="0:01", exact=True).evaluate(LEFT_TO_THE_BROWSER)
    assert page.evaluate("() => document.querySelector('video').paused")


@pytest.mark.parametrize(
    ("kind", "words", "address"),
    [
        ("film", "0:01", ".mp4#t=1"),
        ("film on YouTube", "1:23", "https://www.youtube.com/watch?v=abcdefghijk&t=83s"),
    ],
)
def test_without_javascript_it_is_a_link(
    reader: Reader, kind: str, words: str, address: str
) -> None:
    page = reader.open(KINDS[kind], java_script_enabled=False)
    link = page.get_by_role("link", name=words, exact=True)
    assert (link.get_attribute("href") or "").endswith(address)
    expect(page.get_by_role("button", name="Đóng trình phát")).to_have_count(0)
