"""Films in feeds: Media RSS, enclosures, attachments."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import fastfeedparser
import feedparser
import pytest

from plugins.feeds.entries import Entry, film_entry
from plugins.feeds.media import Media, Thumbnail, media_of
from plugins.videos.pages import FilmSource
from tests.feeds.reading import ATOM, ENDINGS, plainly
from tests.feeds.samples import HOSTILE, film, picture, settings
from tests.feeds.test_formats import VIDEO, every_format, feed

MEDIA = "{http://search.yahoo.com/mrss/}"
PAGE = "https://example.org/video/phim/"
EMBED = "https://www.youtube-nocookie.com/embed/x"
SOURCES = {
    "file": FilmSource(kind="file", address="video/phim/a.mp4", size=1234),
    "elsewhere": FilmSource(kind="url", address="https://tv.example.org/a.webm?b=1&c"),
    "youtube": FilmSource(kind="youtube", address="https://www.youtube.com/watch?v=x", embed=EMBED),
}


def entry(source: str = "file", **changes: Any) -> Entry:
    return film_entry(film(source=SOURCES[source], **changes), "<p>Lời</p>", settings())


def item(data: bytes) -> ElementTree.Element:
    found = ElementTree.fromstring(data).find("channel/item")  # noqa: S314 (our own)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("source", "media"),
    [
        (
            "file",
            Media(player=PAGE, url=f"{PAGE}a.mp4", type="video/mp4", size=1234, seconds=13),
        ),
        (
            "elsewhere",
            Media(
                player=PAGE,
                url="https://tv.example.org/a.webm?b=1&c",
                type="video/webm",
                seconds=13,
            ),
        ),
        ("youtube", Media(player=EMBED, seconds=13)),
    ],
)
def test_what_is_told_of_a_film(source: str, media: Media) -> None:
    assert media_of(film(source=SOURCES[source]), settings()) == media


def test_its_picture() -> None:
    told = media_of(film(poster=picture()), settings(url="https://example.org/thu-vien"))
    url = "https://example.org/thu-vien/anh/a-960.jpg"
    assert told.thumbnail == Thumbnail(url=url, width=960, height=720)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            "file",
            {"url": f"{PAGE}a.mp4", "type": "video/mp4", "fileSize": "1234"},
        ),
        ("elsewhere", {"url": "https://tv.example.org/a.webm?b=1&c", "type": "video/webm"}),
        ("youtube", {}),
    ],
)
def test_media_rss(source: str, told: dict[str, str]) -> None:
    """Section by section: a content without an address must have a player."""
    one = item(feed("rss.xml", entry(source, poster=picture()), followed=VIDEO))
    (content,) = one.iter(f"{MEDIA}content")
    assert content in list(one)
    assert content.attrib == {"medium": "video", "duration": "13", **told}
    assert [part.tag.removeprefix(MEDIA) for part in content] == [
        "title",
        "description",
        "thumbnail",
        "player",
    ]
    title, description, thumbnail, player = content
    assert (title.text, title.attrib) == ("Một phim", {"type": "plain"})
    assert (description.text, description.attrib) == ("Phim ngắn", {"type": "plain"})
    address = "https://example.org/anh/a-960.jpg"
    assert thumbnail.attrib == {"url": address, "width": "960", "height": "720"}
    assert player.attrib == {"url": EMBED if source == "youtube" else PAGE}


def test_what_nobody_knows_is_left_out() -> None:
    one = item(feed("rss.xml", entry("elsewhere", seconds=None, summary=""), followed=VIDEO))
    (content,) = one.iter(f"{MEDIA}content")
    assert set(content.keys()) == {"medium", "url", "type"}
    assert [part.tag for part in content] == [f"{MEDIA}title", f"{MEDIA}player"]


def test_a_parser_finds_it() -> None:
    parsed = feedparser.parse(feed("rss.xml", entry(poster=picture()), followed=VIDEO))
    assert not parsed.bozo
    (read,) = parsed.entries
    (content,) = read.media_content
    assert (content["url"], content["duration"]) == (f"{PAGE}a.mp4", "13")
    assert read.media_thumbnail[0]["url"] == "https://example.org/anh/a-960.jpg"
    assert read.media_player["url"] == PAGE
    assert (read.title, read.summary) == ("Một phim", "Phim ngắn"), "and is not misled by it"


@pytest.mark.parametrize(("source", "enclosed"), [("file", True), ("elsewhere", False)])
def test_only_a_file_of_known_size_is_enclosed(source: str, enclosed: bool) -> None:
    data = feed("rss.xml", entry(source), followed=VIDEO)
    (read,) = feedparser.parse(data).entries
    assert bool(read.enclosures) == enclosed == (b"<enclosure " in data)
    if enclosed:
        (file,) = read.enclosures
        assert (file.href, file.length, file.type) == (f"{PAGE}a.mp4", "1234", "video/mp4")
        (other,) = fastfeedparser.parse(data).entries
        found = {"url": f"{PAGE}a.mp4", "length": 1234, "type": "video/mp4"}
        assert other["enclosures"] == [found]


def test_atom_and_json_have_it_as_they_have_files() -> None:
    root = ElementTree.fromstring(feed("atom.xml", entry(), followed=VIDEO))  # noqa: S314
    (link,) = root.iterfind(f"{ATOM}entry/{ATOM}link[@rel='enclosure']")
    assert (link.get("href"), link.get("length"), link.get("type")) == (
        f"{PAGE}a.mp4", "1234", "video/mp4",
    )  # fmt: skip
    (read,) = json.loads(feed("json", entry(), followed=VIDEO))["items"]
    assert read["attachments"] == [
        {
            "url": f"{PAGE}a.mp4",
            "mime_type": "video/mp4",
            "size_in_bytes": 1234,
            "duration_in_seconds": 13,
        }
    ]
    (other,) = json.loads(feed("json", entry("elsewhere", seconds=None), followed=VIDEO))["items"]
    url = "https://tv.example.org/a.webm?b=1&c"
    assert other["attachments"] == [{"url": url, "mime_type": "video/webm"}]
    (tube,) = json.loads(feed("json", entry("youtube"), followed=VIDEO))["items"]
    assert "attachments" not in tube


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@every_format
def test_hostile_words_come_back(ending: str, text: str) -> None:
    data = feed(ending, entry(title=text, summary=text), followed=VIDEO)
    (read,) = plainly(data, ending)
    assert (read.title, read.summary) == (text, text)
    if ending == "rss.xml":
        (content,) = item(data).iter(f"{MEDIA}content")
        assert [part.text for part in content][:2] == [text, text]


def test_feeds_without_films_say_nothing_of_them() -> None:
    assert {b"mrss" in feed(ending) for ending in ENDINGS} == {False}
