"""Feeds as bytes: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1. The door to `feedgenerator`.

The library writes the two XML formats; the classes below add what it lacks: whole texts in RSS,
plain summaries in Atom, and a date for a feed without entries that is not the clock's.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import feedgenerator

from plugins.feeds.channels import Channel
from plugins.feeds.entries import Entry
from plugins.feeds.media import NAMESPACE, Media, write_media
from plugins.moments import rfc3339
from plugins.settings import SiteSettings
from plugins.whole_addresses import whole
from plugins.xml_text import xml_text

LANGUAGE = "vi"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When an empty feed was last changed: RFC 4287 asks for a date there too."""

_CONTENT = "http://purl.org/rss/1.0/modules/content/"


class _Atom(feedgenerator.Atom1Feed):
    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"])  # theirs is type="html"


class _Rss(feedgenerator.Rss201rev2Feed):
    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER

    def rss_attributes(self) -> dict[str, str]:
        filmed = any(item["media"] for item in self.items)
        media = {"xmlns:media": NAMESPACE} if filmed else {}
        return {**super().rss_attributes(), "xmlns:content": _CONTENT, **media}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        described = html.escape(item["description"], quote=False)  # there it is always HTML
        super().add_item_elements(handler, {**item, "description": described})
        handler.addQuickElement("content:encoded", item["content"])
        if item["media"]:
            write_media(handler, item["media"], item["title"], item["description"])


def _xml(feed: Any, channel: Channel, ending: str, site: SiteSettings) -> bytes:
    """Write `channel` with one of the classes above."""
    followed = channel.followed
    address = whole(followed.feed(ending), site)
    made = feed(
        title=xml_text(f"{followed.title} - {site.name}"),
        link=whole(followed.page, site),
        description=xml_text(followed.words),
        language=LANGUAGE,
        author_name=xml_text(site.name),
        feed_url=address,
        feed_guid=address,
    )
    for entry in channel.entries:
        made.add_item(
            title=entry.title,
            link=entry.url,
            unique_id=entry.id or entry.url,
            unique_id_is_permalink=not entry.id,
            author_name=entry.author,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.categories,
            description=entry.summary,
            content=entry.html,
            enclosures=_enclosures(entry.media),
            media=entry.media,
        )
    text: str = made.writeString("utf-8")
    return text.encode()


def _enclosures(media: Media | None) -> list[Any]:
    """An enclosure needs a file, and must tell its size (RSS 2.0)."""
    if media is None or not media.url or media.size is None:
        return []
    return [feedgenerator.Enclosure(media.url, str(media.size), media.type)]


def atom(channel: Channel, site: SiteSettings) -> bytes:
    """Atom, RFC 4287."""
    return _xml(_Atom, channel, "atom.xml", site)


def rss(channel: Channel, site: SiteSettings) -> bytes:
    """RSS 2.0 with its content module."""
    return _xml(_Rss, channel, "rss.xml", site)


def json_feed(channel: Channel, site: SiteSettings) -> bytes:
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""
    followed = channel.followed
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": xml_text(f"{followed.title} - {site.name}"),
        "home_page_url": whole(followed.page, site),
        "feed_url": whole(followed.feed("json"), site),
        "description": xml_text(followed.words),
        "language": LANGUAGE,
        "authors": [{"name": xml_text(site.name), "url": whole("", site)}],
        "items": [_json_item(entry) for entry in channel.entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def _json_item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id or entry.url,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "image": entry.image,
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "authors": [{"name": entry.author}],
        "tags": list(entry.categories),
        "attachments": _attachments(entry.media),
    }
    return {name: value for name, value in item.items() if value}


def _attachments(media: Media | None) -> list[dict[str, Any]]:
    if media is None or not media.url:
        return []
    file = {
        "url": media.url,
        "mime_type": media.type,
        "size_in_bytes": media.size,
        "duration_in_seconds": media.seconds,
    }
    return [{name: value for name, value in file.items() if value is not None}]


WRITERS: Mapping[str, Callable[[Channel, SiteSettings], bytes]] = {
    "rss.xml": rss,
    "atom.xml": atom,
    "json": json_feed,
}
"""How a feed with each ending of `feed_links.FORMATS` is written."""
