"""The sitemap and robots.txt: what crawlers read first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape

from plugins.build_day import FILE, tell_day
from plugins.head import Head, HeadVideo
from plugins.moments import rfc3339
from plugins.settings import SiteSettings
from plugins.vietnamese import cut_at_word
from plugins.whole_addresses import whole
from plugins.xml_text import xml_text

SITEMAP = "sitemap.xml"
ROBOTS = FILE

_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
_VIDEOS = "http://www.google.com/schemas/sitemap-video/1.1"
# What Google's extensions allow: images of a page, characters of a title and a description,
# tags, and seconds of a film.
_MOST_IMAGES = 1000
_TITLE, _DESCRIPTION = 100, 2048
_MOST_TAGS = 32
_LONGEST = 28_800


def sitemap(heads: Iterable[Head], site: SiteSettings) -> bytes:
    """The sitemap (https://www.sitemaps.org/protocol.html) of all pages that may be found.

    `heads` are those of every page that was written.
    """
    found = sorted((head for head in heads if not head.noindex), key=lambda head: head.path)
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<urlset xmlns="{_SITEMAPS}" xmlns:image="{_IMAGES}" xmlns:video="{_VIDEOS}">',
        *(f"<url>{''.join(_parts(head, site))}</url>" for head in found),
        "</urlset>",
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _parts(head: Head, site: SiteSettings) -> Iterator[str]:
    yield f"<loc>{_address(head.path, site)}</loc>"
    if changed := head.modified or head.published:
        yield f"<lastmod>{rfc3339(changed)}</lastmod>"
    for image in head.images[:_MOST_IMAGES]:
        yield f"<image:image><image:loc>{_address(image.url, site)}</image:loc></image:image>"
    if head.video and head.images:  # without a picture a film may not be told
        yield f"<video:video>{''.join(_film_parts(head.video, head, site))}</video:video>"


def _film_parts(film: HeadVideo, head: Head, site: SiteSettings) -> Iterator[str]:
    """In the order of the extension's schema."""
    yield _film_part("thumbnail_loc", whole(head.images[0].url, site))
    yield _film_part("title", cut_at_word(head.title, _TITLE))
    yield _film_part("description", cut_at_word(head.description or head.title, _DESCRIPTION))
    if film.content_url:
        yield _film_part("content_loc", whole(film.content_url, site))
    if film.embed_url:
        yield _film_part("player_loc", whole(film.embed_url, site))
    if film.seconds is not None and 1 <= film.seconds <= _LONGEST:
        yield _film_part("duration", str(film.seconds))
    if head.published:
        yield _film_part("publication_date", rfc3339(head.published))
    for tag in head.tags[:_MOST_TAGS]:
        yield _film_part("tag", tag)


def _film_part(name: str, text: str) -> str:
    return f"<video:{name}>{escape(xml_text(text))}</video:{name}>"


def _address(address: str, site: SiteSettings) -> str:
    return escape(xml_text(whole(address, site)))


def robots_txt(site: SiteSettings, day: date) -> bytes:
    """Everything may be read (RFC 9309), where the sitemap is, and the day of the build."""
    rules = f"User-agent: *\nAllow: /\n\nSitemap: {whole(SITEMAP, site)}\n"
    return f"{rules}\n{tell_day(day)}".encode()
