"""Videos as templates see them."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.content.posts import State
from plugins.head import Crumb, HeadVideo
from plugins.values import replace
from plugins.videos.lists import video_lists
from plugins.videos.pages import (
    LATEST,
    Caption,
    FilmSource,
    Video,
    make_video,
    make_videos,
    origin_of,
    source_of,
    video_pages,
)
from tests.content.reading import NOW
from tests.videos.making import a_film

STATES: tuple[State, ...] = ("published", "hidden", "withdrawn", "scheduled", "draft")


def video(name: str = "phim", state: State = "published", days: int = 0, **values: Any) -> Video:
    """A video; `days` before now."""
    film = a_film(name, state, date=NOW - timedelta(days=days), **values)
    return make_video(film, source_of(film), None, (), None)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, ""),
        (1, "0:01"),
        (59, "0:59"),
        (60, "1:00"),
        (95, "1:35"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (3723, "1:02:03"),
        (360_000, "100:00:00"),
    ],
)
def test_the_length(seconds: int | None, text: str) -> None:
    film = a_film()
    assert make_video(film, source_of(film), None, (), seconds).length == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (None, ""),
        (0, "0,1"),
        (99_999, "0,1"),
        (149_999, "0,1"),
        (160_000, "0,2"),
        (1_234_567, "1,2"),
        (9_960_000, "10,0"),
        (123_456_789, "123,5"),
    ],
)
def test_megabytes(size: int | None, text: str) -> None:
    assert FilmSource(kind="file", address="a", size=size).megabytes == text


def test_sources() -> None:
    tube = source_of(a_film(source=("youtube", "dQw4w9WgXcQ")))
    assert tube.address == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    assert tube.embed == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    elsewhere = source_of(a_film(source=("url", "https://example.org/a.mp4")))
    assert (elsewhere.address, elsewhere.embed) == ("https://example.org/a.mp4", "")
    file = source_of(a_film(source=("file", "a.mp4")), "video/phim/abc.mp4", 5)
    assert (file.kind, file.address, file.size, file.embed) == ("file", "video/phim/abc.mp4", 5, "")


@pytest.mark.parametrize(
    ("source", "policy"),
    [
        (("youtube", "dQw4w9WgXcQ"), {"frame-src": "https://www.youtube-nocookie.com"}),
        (("file", "a.mp4"), {}),
        (("url", "https://example.org/a.mp4"), {"media-src": "'self' https://example.org"}),
        (("url", "https://example.org:444?a"), {"media-src": "'self' https://example.org:444"}),
    ],
)
def test_the_policy_lets_in_what_the_click_asks_for(
    source: tuple[str, str], policy: dict[str, str]
) -> None:
    assert dict(video(source=source).head.policy) == policy
    assert video(source=source, state="withdrawn").head.policy == ()


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://example.org/a", "https://example.org"),
        ("https://a-b.example.org:81#x", "https://a-b.example.org:81"),
        ("http://example.org/a", ""),
        ("https://example.org; script-src *", ""),
        ("https://example.org:x/", ""),
        ("https://.org/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_the_origin_of_an_address(address: str, origin: str) -> None:
    assert origin_of(address) == origin


@pytest.mark.parametrize("state", STATES)
def test_what_a_state_means(state: State) -> None:
    made = video(state=state)
    assert made.listed == (state == "published")
    assert made.withdrawn == (state == "withdrawn")
    assert made.head.noindex == (state != "published")
    assert (made in make_videos([made]).all) == made.listed
    assert (made.html == "") == made.withdrawn


def test_of_a_withdrawn_film_only_the_title_is_left() -> None:
    made = video(
        state="withdrawn", summary="BÍ MẬT", tags=("bí mật",), source=("url", "https://a.vn/b.mp4")
    )
    assert (made.title, made.url, made.date) == ("Phim", "video/phim/", NOW)
    assert (made.summary, made.html, made.tags) == ("", "", ())
    head = made.head
    assert (head.description, head.video, head.tags, head.images) == ("", None, (), ())


def test_the_poster_is_what_is_shown_when_the_page_is_shared() -> None:
    poster: Any = SimpleNamespace(head_image="anh/a.jpg")
    film = a_film()
    shown = make_video(film, source_of(film), poster, (), None)
    assert shown.head.images == ("anh/a.jpg",)
    assert replace(shown, state="withdrawn").head.images == ()


def test_the_head() -> None:
    head = video(tags=("trẻ em",)).head
    assert (head.title, head.path, head.kind, head.description) == (
        "Phim", "video/phim/", "video", "Lời",
    )  # fmt: skip
    assert (head.published, head.tags) == (NOW, ("trẻ em",))
    assert head.trail == (Crumb(title="Thư viện video", url="video/"),)
    assert head.video == HeadVideo(
        embed_url="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", seconds=None
    )
    film = a_film(source=("file", "a.mp4"))
    caption = Caption(lang="vi", label="Tiếng Việt", url="video/phim/a.vtt")
    made = make_video(film, source_of(film, "video/phim/a.mp4", 5), None, [caption], 95)
    assert made.captions == (caption,)
    assert made.head.video == HeadVideo(content_url="video/phim/a.mp4", seconds=95)


def test_the_block_shows_the_latest_films_that_are_listed() -> None:
    films = [video(f"p{n}", days=n) for n in (5, 1, 4, 2, 3)]
    others = [video(state, state, days=0) for state in STATES[1:]]
    made = make_videos([*others, *films])
    assert LATEST == 3
    assert [v.title for v in made.latest] == ["P1", "P2", "P3"]
    assert [v.title for v in made.all] == ["P1", "P2", "P3", "P4", "P5"]
    assert made.url == "video/"
    assert make_videos([]).all == make_videos([]).latest == ()


def test_films_of_one_moment_keep_their_order() -> None:
    films = [video("b"), video("a"), video("c")]
    assert make_videos(films) == make_videos(films[::-1])


def test_neighbours_are_films_in_lists() -> None:
    pages = video_pages(
        [video("c", days=1), video("an", "hidden", days=2), video("a", days=4), video("b", days=3),
         video("go", "withdrawn", days=3), video("nhap", "draft", days=0)]
    )  # fmt: skip
    found = {
        page.video.title: (
            page.newer and page.newer.title, page.older and page.older.title,
        )
        for page in pages
    }  # fmt: skip
    assert found == {
        "A": ("B", None),
        "B": ("C", "A"),
        "C": (None, "B"),
        "An": (None, None),
        "Go": (None, None),
        "Nhap": (None, None),
    }
    assert all(page.head == page.video.head for page in pages)


def test_lists_are_numbered_from_the_oldest() -> None:
    films = [video(f"p{n}", days=n) for n in range(7)]
    pages = video_lists(films, 2)
    assert [(page.url, [v.title for v in page.videos]) for page in pages] == [
        ("video/", ["P0", "P1", "P2"]),
        ("video/trang/2/", ["P3", "P4"]),
        ("video/trang/1/", ["P5", "P6"]),
    ]
    walked = [(page.newer and page.newer.url, page.older and page.older.url) for page in pages]
    assert walked == [
        (None, "video/trang/2/"),
        ("video/", "video/trang/1/"),
        ("video/trang/2/", None),
    ]
    assert [(page.title, page.head.path) for page in pages] == [
        ("Thư viện video", "video/"),
        ("Thư viện video – trang 2", "video/trang/2/"),
        ("Thư viện video – trang 1", "video/trang/1/"),
    ]
    assert pages[0].head.trail == ()
    assert pages[1].head.trail == (Crumb(title="Thư viện video", url="video/"),)


def test_a_list_of_none() -> None:
    (page,) = video_lists([], 5)
    assert (page.url, page.videos, page.newer, page.older) == ("video/", (), None, None)
