"""Moments in a film's text: where they lead, and the chapters they make."""

from __future__ import annotations

import pytest

from plugins.head import HeadClip
from plugins.markdown_body import convert
from plugins.values import replace
from plugins.videos.chapters import with_chapters
from plugins.videos.pages import Video, make_video, source_of
from tests.videos.making import a_film

KINDS = {"youtube": "dQw4w9WgXcQ", "file": "a.mp4", "url": "https://tv.example.org/a.mp4?b=1&c#d"}


def video(text: str, kind: str = "file", seconds: int | None = 600, base: str = "") -> Video:
    film = a_film(source=(kind, KINDS[kind]), body=convert(text, path="video/phim.md"))
    made = make_video(film, source_of(film, "video/phim/x.mp4", 5), None, (), seconds)
    return with_chapters(made, base)


@pytest.mark.parametrize(
    ("kind", "base", "address"),
    [
        ("file", "", "/video/phim/x.mp4#t=83"),
        ("file", "/thu-vien", "/thu-vien/video/phim/x.mp4#t=83"),
        ("youtube", "/thu-vien", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=83s"),
        ("url", "", "https://tv.example.org/a.mp4?b=1&amp;c#t=83"),
    ],
)
def test_a_moment_leads_to_the_film(kind: str, base: str, address: str) -> None:
    made = video("1:23 Xe chạy", kind, base=base)
    assert made.html == f'<p><a href="{address}" data-seek="83">1:23</a> Xe chạy</p>'


def test_a_link_of_the_editors_own_leads_there_too() -> None:
    assert 'data-seek="9">từ đây</a>' in video("Xem [từ đây](#t=9).").html


@pytest.mark.parametrize(
    ("seconds", "shown"), [(None, True), (84, True), (83, False), (10, False), (0, False)]
)
def test_beyond_the_end_there_is_nothing_to_see(seconds: int | None, shown: bool) -> None:
    made = video("1:23 là giờ trong ngày", seconds=seconds)
    assert ("data-seek" in made.html) == shown == bool(made.chapters)
    assert shown or made.html == "<p>1:23 là giờ trong ngày</p>"


@pytest.mark.parametrize(
    ("text", "chapters"),
    [
        ("Lời.", []),
        ("0:09 Sau\n0:01 – *Trước* &amp; sau", [(1, "Trước & sau"), (9, "Sau")]),
        ("- 0:01 Một\n- 0:02: Hai\n    - 0:03 Ba", [(1, "Một"), (2, "Hai"), (3, "Ba")]),
        ("0:01 Một\n\n0:01 Lại một", [(1, "Một")]),
        ("0:01\n\nLời", []),
        ("[0:05](#t=5) Năm", [(5, "Năm")]),
        ("[xem](#t=5) Năm", []),
        ("11:00 Quá dài", []),
    ],
)
def test_chapters(text: str, chapters: list[tuple[int, str]]) -> None:
    assert [(one.start, one.name) for one in video(text).chapters] == chapters


def test_what_programs_are_told() -> None:
    film = video("0:01 Một\n\nLời <b>kể</b>.").head.video
    assert film is not None
    assert film.transcript == "0:01 Một\nLời kể."
    assert film.clips == (HeadClip(start=1, name="Một"),)


def test_other_texts_stay_as_they_are() -> None:
    made = video('Xem [trang](https://example.org/#t=5) và `<a href="#t=5">x</a>`.')
    assert "data-seek" not in made.html
    assert with_chapters(replace(made, html=""), "").html == ""
