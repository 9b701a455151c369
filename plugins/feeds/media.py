"""Films in RSS, in the words of Media RSS 1.5.1 (https://www.rssboard.org/media-rss)."""

from __future__ import annotations

from typing import Any

from plugins.settings import SiteSettings
from plugins.values import Struct
from plugins.videos.pages import Video
from plugins.whole_addresses import whole

NAMESPACE = "http://search.yahoo.com/mrss/"


class Thumbnail(Struct, frozen=True, kw_only=True):
    """A picture of a film; `url` is whole, the sides are in pixels."""

    url: str
    width: int
    height: int


class Media(Struct, frozen=True, kw_only=True):
    """The film of an entry, with whole addresses.

    `url` is its file, of the media type `type`, both empty where only a player shows it; `player` a
    page that plays it. `size` is in bytes; None of it and of `seconds` when nobody knows.
    """

    player: str
    url: str = ""
    type: str = ""
    size: int | None = None
    seconds: int | None = None
    thumbnail: Thumbnail | None = None


def media_of(film: Video, site: SiteSettings) -> Media:
    """What programs are told of a film."""
    poster = film.poster
    return Media(
        player=film.source.embed or whole(film.url, site),
        url="" if film.source.embed else whole(film.source.address, site),
        type="" if film.source.embed else film.source.media_type,
        size=film.source.size,
        seconds=film.seconds,
        thumbnail=Thumbnail(
            url=whole(poster.src, site), width=poster.src_width, height=poster.src_height
        )
        if poster
        else None,
    )


def write_media(handler: Any, media: Media, title: str, description: str) -> None:
    """The elements of one item; `handler` is the XML generator of feedgenerator."""
    known: dict[str, str] = {"medium": "video"}
    if media.url:
        known |= {"url": media.url, "type": media.type}
    if media.size is not None:
        known["fileSize"] = str(media.size)
    if media.seconds is not None:
        known["duration"] = str(media.seconds)
    handler.startElement("media:content", known)
    handler.addQuickElement("media:title", title, {"type": "plain"})
    if description:
        handler.addQuickElement("media:description", description, {"type": "plain"})
    if media.thumbnail:
        one = media.thumbnail
        sides = {"width": str(one.width), "height": str(one.height)}
        handler.addQuickElement("media:thumbnail", "", {"url": one.url, **sides})
    handler.addQuickElement("media:player", "", {"url": media.player})
    handler.endElement("media:content")
