"""The sitemap and robots.txt: what crawlers read first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from plugins.head import Head
from plugins.moments import rfc3339
from plugins.settings import SiteSettings
from plugins.whole_addresses import whole
from plugins.xml_text import xml_text

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"

_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
_MOST_IMAGES = 1000  # of one page, as Google's extension allows


def sitemap(heads: Iterable[Head], site: SiteSettings) -> bytes:
    """The sitemap (https://www.sitemaps.org/protocol.html) of all pages that may be found.

    `heads` are those of every page that was written.
    """
    found = sorted((head for head in heads if not head.noindex), key=lambda head: head.path)
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<urlset xmlns="{_SITEMAPS}" xmlns:image="{_IMAGES}">',
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


def _address(address: str, site: SiteSettings) -> str:
    return escape(xml_text(whole(address, site)))


def robots_txt(site: SiteSettings) -> bytes:
    """Everything may be read (RFC 9309), and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {whole(SITEMAP, site)}\n".encode()
