"""Feeds as two parsers that share no code read them, and as the specifications do."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import fastfeedparser
import feedparser

from plugins.values import Struct

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"

ENDINGS = ("atom.xml", "rss.xml", "json")


class Read(Struct, frozen=True, kw_only=True):
    """An entry as a parser gives it. `published` in UTC."""

    title: str
    link: str
    id: str
    published: datetime
    author: str
    tags: tuple[str, ...]
    summary: str
    html: str


def with_feedparser(data: bytes) -> list[Read]:
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [
        Read(
            title=_plain(entry.title_detail),
            link=entry.link,
            id=entry.id,
            published=datetime(*entry.published_parsed[:6], tzinfo=UTC),
            author=entry.author,
            tags=tuple(tag.term for tag in entry.get("tags", ())),
            summary=_plain(entry.summary_detail) if "summary_detail" in entry else "",
            html=entry.content[0].value,
        )
        for entry in parsed.entries
    ]


def _plain(detail: Any) -> str:
    return html.unescape(detail.value) if detail.type == "text/html" else detail.value


def with_fastfeedparser(data: bytes) -> list[Read]:
    described_as_html = b"<rss" in data[:200]
    return [
        Read(
            title=entry["title"],
            link=entry["link"],
            id=entry["id"],
            published=datetime.fromisoformat(entry["published"]),
            author=entry["author"],
            tags=tuple(tag["term"] for tag in entry.get("tags") or ()),
            summary=html.unescape(entry["description"])
            if described_as_html
            else entry["description"],
            html=entry["content"][0]["value"],
        )
        for entry in fastfeedparser.parse(data).entries
    ]


def plainly(data: bytes, ending: str) -> list[Read]:
    """By the specification, element for element."""
    if ending == "json":
        return [
            Read(
                title=item["title"],
                link=item["url"],
                id=item["id"],
                published=datetime.fromisoformat(item["date_published"]).astimezone(UTC),
                author=item["authors"][0]["name"],
                tags=tuple(item.get("tags", ())),
                summary=item.get("summary", ""),
                html=item["content_html"],
            )
            for item in json.loads(data)["items"]
        ]
    root = ElementTree.fromstring(data)  # noqa: S314 (our own)
    return [_atom(e) for e in root.iter(f"{ATOM}entry")] + [_rss(e) for e in root.iter("item")]


def _atom(entry: ElementTree.Element) -> Read:
    content = entry.find(f"{ATOM}content")
    summary = entry.find(f"{ATOM}summary")
    link = entry.find(f"{ATOM}link[@rel='alternate']")
    assert content is not None
    assert link is not None
    assert content.get("type") == "html"
    assert summary is None or summary.get("type", "text") == "text"
    return Read(
        title=entry.findtext(f"{ATOM}title") or "",
        link=link.get("href") or "",
        id=entry.findtext(f"{ATOM}id") or "",
        published=datetime.fromisoformat(entry.findtext(f"{ATOM}published") or "").astimezone(UTC),
        author=entry.findtext(f"{ATOM}author/{ATOM}name") or "",
        tags=tuple(tag.get("term") or "" for tag in entry.iter(f"{ATOM}category")),
        summary=(summary.text or "") if summary is not None else "",
        html=content.text or "",
    )


def _rss(item: ElementTree.Element) -> Read:
    date = datetime.strptime(item.findtext("pubDate") or "", "%a, %d %b %Y %H:%M:%S %z")
    guid = item.find("guid")
    assert guid is not None
    assert (guid.get("isPermaLink") == "true") == (guid.text == item.findtext("link"))
    return Read(
        title=item.findtext("title") or "",
        link=item.findtext("link") or "",
        id=guid.text or "",
        published=date.astimezone(UTC),
        author=item.findtext(CREATOR) or "",
        tags=tuple(tag.text or "" for tag in item.iter("category")),
        summary=html.unescape(item.findtext("description") or ""),
        html=item.findtext(f"{CONTENT}encoded") or "",
    )
