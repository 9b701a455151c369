"""What a page says about itself: to its <head>, to search engines, to the sitemap."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from plugins.values import Struct

PageKind = Literal["home", "listing", "post", "page", "section", "stop", "video", "error"]


class Crumb(Struct, frozen=True, kw_only=True):
    """A page above this one; `url` is its site path."""

    title: str
    url: str


class HeadImage(Struct, frozen=True, kw_only=True):
    """A picture of the page, as a file every program reads; `url` is its site path."""

    url: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""


class HeadClip(Struct, frozen=True, kw_only=True):
    """A part of the film: its first second and what it is called."""

    start: int
    name: str


class HeadVideo(Struct, frozen=True, kw_only=True):
    """The film of the page: the file (`content_url`) or the player (`embed_url`), site paths or
    whole addresses; `seconds` is its length, None when nobody knows it; `transcript` plain text;
    `clips` its parts in order."""

    content_url: str = ""
    embed_url: str = ""
    seconds: int | None = None
    transcript: str = ""
    clips: tuple[HeadClip, ...] = ()


class HeadEvent(Struct, frozen=True, kw_only=True):
    """What takes place at the page's stop again and again, in the words of schema.org's Schedule.

    `repeat` is a duration of ISO 8601, `days` are English names or as BYDAY in RFC 5545 has them;
    `arrival` and `departure` are `HH:MM`, local; `count` 0: no end.
    """

    organizer: str
    repeat: str
    arrival: str
    departure: str
    days: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    start: date | None = None
    end: date | None = None
    count: int = 0
    exceptions: tuple[date, ...] = ()


class HeadPlace(Struct, frozen=True, kw_only=True):
    """Where the page's stop is: degrees of WGS 84, None where nobody measured; and what takes place
    there."""

    name: str
    address: str
    longitude: float | None = None
    latitude: float | None = None
    events: tuple[HeadEvent, ...] = ()


Policy = tuple[tuple[str, str], ...]
"""Directives of a content security policy and their sources, beside those that all pages have."""


class Head(Struct, frozen=True, kw_only=True):
    """One page as others see it.

    `path` is its site path; `trail` the pages between home and itself, from the top down.
    `noindex` asks search engines to pass by, and keeps the page out of the sitemap. `images`
    begin with the cover; `card` is the one to show when the page is shared, where it has one of its
    own. `policy` is what its content security policy lets in besides.
    """

    title: str
    path: str
    kind: PageKind
    description: str = ""
    noindex: bool = False
    trail: tuple[Crumb, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    author: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    images: tuple[HeadImage, ...] = ()
    card: HeadImage | None = None
    video: HeadVideo | None = None
    place: HeadPlace | None = None
    policy: Policy = ()
