"""Three formats say the same, to every parser, whatever is in the text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from xml.etree import ElementTree

import fastfeedparser
import feedparser
import pytest

from plugins.feed_links import FORMATS, Followed, followed_lists
from plugins.feeds.channels import Channel
from plugins.feeds.entries import Entry
from plugins.feeds.formats import WRITERS
from tests.feeds.reading import (
    ATOM,
    ENDINGS,
    Read,
    plainly,
    with_fastfeedparser,
    with_feedparser,
)
from tests.feeds.samples import DATE, HOSTILE, entry, settings

NEWS, CATEGORY, *_, VIDEO, VAN = followed_lists(settings())

# feedparser 6 knows no JSON; there the specification stands in.
PARSERS: list[tuple[str, Callable[[bytes], list[Read]]]] = [
    *(("atom.xml", parser) for parser in (with_feedparser, with_fastfeedparser)),
    *(("rss.xml", parser) for parser in (with_feedparser, with_fastfeedparser)),
    ("json", with_fastfeedparser),
    *((ending, lambda data, e=ending: plainly(data, e)) for ending in ENDINGS),
]
every_parser = pytest.mark.parametrize(
    ("ending", "parse"),
    PARSERS,
    ids=[f"{ending}-{getattr(parse, '__name__', 'x').strip('<>')}" for ending, parse in PARSERS],
)
every_format = pytest.mark.parametrize("ending", ENDINGS)


def feed(ending: str, *entries: Entry, followed: Followed = NEWS, **site: Any) -> bytes:
    return WRITERS[ending](Channel(followed=followed, entries=entries), settings(**site))


def test_every_known_format_can_be_written() -> None:
    assert WRITERS.keys() == FORMATS.keys() == set(ENDINGS)


@every_parser
def test_what_every_parser_finds(ending: str, parse: Callable[[bytes], list[Read]]) -> None:
    two = (entry("a"), entry("b", title="Bài hai", published=DATE - timedelta(days=1)))
    first = Read(
        title="Một bài",
        link="https://example.org/tin-tuc/2021/a/",
        id="https://example.org/tin-tuc/2021/a/",
        published=datetime(2021, 1, 11, 1, 41, 24, tzinfo=UTC),
        author="Phòng Hành chính",
        tags=("Tin hoạt động", "sách"),
        summary="Tóm tắt",
        html="<p>Nội dung</p>",
    )
    found = parse(feed(ending, *two))
    assert found[0] == first
    assert [read.title for read in found] == ["Một bài", "Bài hai"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@every_format
def test_hostile_text_comes_back(ending: str, text: str) -> None:
    data = feed(ending, entry(title=text, author=text, categories=(text,), summary=text, html=text))
    (read,) = plainly(data, ending)
    assert (read.title, read.author, read.tags) == (text, text, (text,))
    assert (read.summary, read.html) == (text, text)


# Both turn odd ends of lines into others; `frontmatter.decode` lets none in.
@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - {"other lines"}))
@pytest.mark.parametrize(
    ("ending", "parse"),
    [
        ("atom.xml", with_feedparser),
        ("atom.xml", with_fastfeedparser),
        ("rss.xml", with_feedparser),
        ("rss.xml", with_fastfeedparser),
        ("json", with_fastfeedparser),
    ],
)
def test_hostile_text_comes_back_from_real_parsers(
    ending: str, parse: Callable[[bytes], list[Read]], name: str
) -> None:
    text = HOSTILE[name]
    (read,) = parse(feed(ending, entry(title=text, author=text, categories=(text,), summary=text)))
    assert (read.title, read.author, read.tags, read.summary) == (text, text, (text,), text)


@every_format
def test_hostile_names_of_the_library_and_a_list(ending: str) -> None:
    text = HOSTILE["script"] + HOSTILE["end of CDATA"]
    hostile = Followed(page="chuyen-muc/x/", title=text, words=text, category="x")
    data = feed(ending, followed=hostile, name=text)
    if ending == "json":
        assert json.loads(data)["title"] == f"{text} - {text}"
        return
    assert f"{text} - {text}" in [node.text for node in ElementTree.fromstring(data).iter()]  # noqa: S314


@pytest.mark.parametrize(
    ("ending", "followed", "address", "page"),
    [
        ("atom.xml", NEWS, "feeds/tin-tuc.atom.xml", "tin-tuc/"),
        ("rss.xml", NEWS, "feeds/tin-tuc.rss.xml", "tin-tuc/"),
        ("json", NEWS, "feeds/tin-tuc.json", "tin-tuc/"),
        (
            "atom.xml",
            CATEGORY,
            "feeds/chuyen-muc/tin-hoat-dong.atom.xml",
            "chuyen-muc/tin-hoat-dong/",
        ),
        ("rss.xml", VIDEO, "feeds/video.rss.xml", "video/"),
        ("atom.xml", VAN, "feeds/xe-thu-vien.atom.xml", "xe-thu-vien/"),
    ],
)
@pytest.mark.parametrize("url", ["https://example.org", "https://example.org/thu-vien"])
def test_a_feed_names_itself_and_its_page(
    ending: str, followed: Followed, address: str, page: str, url: str
) -> None:
    data = feed(ending, entry(), followed=followed, url=url)
    if ending == "json":
        read = json.loads(data)
        assert (read["feed_url"], read["home_page_url"]) == (f"{url}/{address}", f"{url}/{page}")
        assert (read["language"], read["authors"][0]["url"]) == ("vi", f"{url}/")
        return
    read = feedparser.parse(data).feed
    links = {link.rel: link.href for link in read.links}
    assert (links["self"], read.link, read.language) == (f"{url}/{address}", f"{url}/{page}", "vi")
    if ending == "atom.xml":
        assert read.id == f"{url}/{address}"


@every_format
def test_an_empty_feed_is_the_same_at_any_time(ending: str) -> None:
    """RFC 4287 asks for a date: it is not the clock's."""
    data = feed(ending)
    assert plainly(data, ending) == []
    if ending == "json":
        assert json.loads(data)["items"] == []
        return
    parsed = feedparser.parse(data)
    assert (parsed.bozo, parsed.entries) == (False, [])
    assert parsed.feed.updated_parsed[:6] == (1970, 1, 1, 0, 0, 0)
    # fastfeedparser refuses RSS without items, as some programs do; Atom may be empty (4.1.1).
    if ending == "atom.xml":
        assert fastfeedparser.parse(data).entries == []


@every_format
def test_same_entries_same_bytes(ending: str) -> None:
    assert feed(ending, entry(), entry("b")) == feed(ending, entry(), entry("b"))
    assert feed(ending).startswith(b"{" if ending == "json" else b'<?xml version="1.0"')


@pytest.mark.parametrize(
    ("published", "updated", "written"),
    [
        (DATE, DATE, ("2021-01-11T08:41:24+07:00", "2021-01-11T08:41:24+07:00")),
        (
            DATE,
            datetime(2021, 1, 12, 9, 0, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
            ("2021-01-11T08:41:24+07:00", "2021-01-12T09:00:00-03:30"),
        ),
    ],
)
def test_dates_keep_their_zone(
    published: datetime, updated: datetime, written: tuple[str, str]
) -> None:
    one = entry(published=published, updated=updated)
    (item,) = json.loads(feed("json", one))["items"]
    assert (item["date_published"], item["date_modified"]) == written
    root = ElementTree.fromstring(feed("atom.xml", one))  # noqa: S314
    found = root.find(f"{ATOM}entry")
    assert found is not None
    assert (found.findtext(f"{ATOM}published"), found.findtext(f"{ATOM}updated")) == written
    assert root.findtext(f"{ATOM}updated") == written[1], "a feed is as new as its last change"
    assert b"<pubDate>Mon, 11 Jan 2021 08:41:24 +0700</pubDate>" in feed("rss.xml", one)


@every_format
def test_what_nobody_wrote_is_left_out(ending: str) -> None:
    (read,) = plainly(feed(ending, entry(summary="", categories=())), ending)
    assert (read.summary, read.tags) == ("", ())
    if ending == "json":
        (item,) = json.loads(feed(ending, entry(summary="", categories=())))["items"]
        assert item.keys().isdisjoint({"summary", "tags", "image"})
        assert json.loads(feed(ending, entry(image="https://a.vn/b.jpg")))["items"][0]["image"]


@every_parser
def test_entries_of_one_page_are_told_apart(
    ending: str, parse: Callable[[bytes], list[Read]]
) -> None:
    page = entry().url
    two = [entry(id=f"{page}#{name}", title=name) for name in ("a", "b")]
    found = parse(feed(ending, *two, followed=VAN))
    assert [(read.title, read.id, read.link) for read in found] == [
        ("a", f"{page}#a", page),
        ("b", f"{page}#b", page),
    ]
    if ending == "rss.xml":
        assert feed(ending, *two).count(b'<guid isPermaLink="false">') == 2
