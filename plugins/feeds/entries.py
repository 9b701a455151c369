"""Entries of feeds: posts, films and notices as programs read them, far from the site.

All text here is fit for XML, and all addresses are whole, so that every format says the same.
"""

from __future__ import annotations

from datetime import datetime, time

from plugins.content.metadata import last_change
from plugins.content.posts import Post
from plugins.feeds.links import whole_links
from plugins.feeds.media import Media, media_of
from plugins.mobile_library.notices import Notice
from plugins.moments import whole_minutes
from plugins.settings import SiteSettings
from plugins.values import Struct
from plugins.videos.pages import Video
from plugins.whole_addresses import whole
from plugins.xml_text import xml_text


class Entry(Struct, frozen=True, kw_only=True):
    """One entry. `html` is its whole text, `summary` plain text, `image` the picture to show.

    `url` is its id as well, but for notices, of which one page tells several. A `tag:` URI
    (RFC 4151) would outlive a change from http to https and nothing else, for it names the host
    too; RSS and JSON Feed would rather have the address, and so an entry has one identity in all
    feeds, in schema.org's data and for browsers.
    """

    url: str
    title: str
    published: datetime
    updated: datetime
    author: str
    categories: tuple[str, ...]
    summary: str
    html: str
    image: str = ""
    media: Media | None = None
    id: str = ""


def post_entry(post: Post, html: str, image: str, site: SiteSettings) -> Entry:
    """A post; `html` is its text as the feeds' template gives it, `image` a site path."""
    url = whole(post.url, site)
    names = (post.category.name, *(tag.name for tag in post.tags))
    return Entry(
        url=url,
        title=xml_text(post.title),
        published=whole_minutes(post.date),
        updated=whole_minutes(last_change(post) or post.date),
        author=xml_text(post.author or site.name),
        categories=tuple(dict.fromkeys(map(xml_text, names))),
        summary=xml_text(post.summary),
        html=whole_links(xml_text(html), url),
        image=whole(image, site) if image else "",
    )


def film_entry(film: Video, html: str, site: SiteSettings) -> Entry:
    """A film."""
    url = whole(film.url, site)
    return Entry(
        url=url,
        title=xml_text(film.title),
        published=whole_minutes(film.date),
        updated=whole_minutes(film.date),
        author=xml_text(site.name),
        categories=tuple(dict.fromkeys(map(xml_text, film.tags))),
        summary=xml_text(film.summary),
        html=whole_links(xml_text(html), url),
        image=whole(film.poster.src, site) if film.poster else "",
        media=media_of(film, site),
    )


def notice_entry(notice: Notice, html: str, site: SiteSettings) -> Entry:
    """A cancelled or moved session, told at the page of the stop where it was due."""
    stop, told = notice.session.stop, datetime.combine(notice.announced, time(), site.zone)
    url = whole(stop.url, site)
    return Entry(
        url=url,
        id=whole(notice.url, site),
        title=xml_text(notice.title),
        published=whole_minutes(told),
        updated=whole_minutes(told),
        author=xml_text(site.name),
        categories=tuple(filter(None, [xml_text(notice.session.service.route)])),
        summary=xml_text(notice.session.note),
        html=whole_links(xml_text(html), url),
    )
