"""Films: nothing is asked for before the click, and then they play where they stand."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.late_scripts import goto, goto_without
from tests.browser.reading import Reader
from tests.browser.sample_site import KINDS

pytestmark = pytest.mark.browser

PLAYER = "https://www.youtube-nocookie.com/embed/abcdefghijk"
# The reader's watch over requests also tells of a request to another host.


def test_no_byte_of_a_film_before_the_click(reader: Reader) -> None:
    page = reader.open("", stay=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for kind in ("film", "film on YouTube", "post with films", "videos", "home"):
        goto(page, f"{reader.sites['sample'].origin}/{KINDS[kind]}")
        page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if re.search(r"\.mp4|\.vtt|youtube", url)] == []


def test_a_film_plays_with_its_captions(reader: Reader) -> None:
    page = reader.open(KINDS["film"])
    film = page.locator("video")
    # Without a gesture the browser may refuse sound, not silence.
    film.evaluate("async (film) => { film.muted = true; await film.play(); }")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.2")
    tracks = film.evaluate("(film) => [...film.textTracks].map((track) => track.mode)")
    assert tracks == ["showing"]
    page.wait_for_function("() => document.querySelector('video').textTracks[0].cues?.length > 0")


def test_a_film_that_plays_before_the_script_has_come_gets_its_captions(reader: Reader) -> None:
    page = reader.open("404.html")
    url = f"{reader.sites['sample'].origin}/{KINDS['film']}"
    script = goto_without(page, url, "player")
    film = page.locator("video")
    film.evaluate("async (film) => { film.muted = film.loop = true; await film.play(); }")
    script.continue_()
    page.wait_for_function("() => document.querySelector('video').textTracks[0].mode === 'showing'")


@pytest.mark.parametrize("key", ["click", "Enter"])
def test_youtube_opens_in_place(reader: Reader, key: str) -> None:
    page = reader.open(KINDS["film on YouTube"])
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<!doctype html><title>Phim</title>", content_type="text/html")

    page.route("https://**/*", answer)
    link = page.get_by_role("link", name="Xem trên YouTube")
    if key == "click":
        link.click()
    else:
        link.focus()
        page.keyboard.press(key)
    frame = page.locator("iframe")
    expect(frame).to_be_focused()
    assert (frame.get_attribute("src") or "").startswith(f"{PLAYER}?")
    assert frame.get_attribute("title") == "Phóng sự về xe thư viện"
    page.wait_for_timeout(300)
    assert [url.split("?")[0] for url in asked] == [PLAYER]
    reader.troubles[:] = [words for words in reader.troubles if PLAYER not in words]


def test_without_javascript_a_film_still_opens(reader: Reader) -> None:
    page = reader.open(KINDS["film on YouTube"], java_script_enabled=False)
    link = page.get_by_role("link", name="Xem trên YouTube")
    assert link.get_attribute("href") == "https://www.youtube.com/watch?v=abcdefghijk"
    page = reader.open(KINDS["film"], java_script_enabled=False)
    expect(page.locator("video[controls] source")).to_have_count(1)
    expect(page.get_by_role("link", name="Tải phim về máy")).to_be_visible()
