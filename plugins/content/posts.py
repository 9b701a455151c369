"""Posts, pages and films as typed values, made from documents."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from plugins.addresses import category_address, series_address, tag_address
from plugins.body import Body
from plugins.fields import Correction, PhotoEntry, TripReference, VideoSource
from plugins.frontmatter import Document
from plugins.values import Struct
from plugins.vietnamese import slugify

State = Literal["published", "scheduled", "draft", "hidden", "expired", "withdrawn", "error"]

STATES: dict[State, str] = {
    "published": "đã đăng",
    "scheduled": "hẹn giờ",
    "draft": "bản nháp",
    "hidden": "ẩn khỏi danh sách",
    "expired": "hết hạn",
    "withdrawn": "đã gỡ",
    "error": "có lỗi",
}
"""What can become of a content file, and how editors are told."""

DEFAULT_GALLERY_TITLE = "Một số hình ảnh"


class Term(Struct, frozen=True, order=True):
    """A category, tag or series: its name, the slug in its address and its site path."""

    name: str
    slug: str
    url: str


@functools.cache  # one value for one name, of which there are few
def category_term(name: str) -> Term:
    """A category by its name."""
    return Term(name, slugify(name), category_address(slugify(name)))


@functools.cache
def tag_term(name: str) -> Term:
    """A tag by its name."""
    return Term(name, slugify(name), tag_address(slugify(name)))


@functools.cache
def series_term(name: str) -> Term:
    """A series by its name."""
    return Term(name, slugify(name), series_address(slugify(name)))


class Post(Struct, frozen=True, kw_only=True):
    """A post that can be published. `path` is in the content folder, `url` a site path.

    `lines` tells the line of each field.
    """

    path: str
    url: str
    state: State
    title: str
    date: datetime
    category: Term
    body: Body
    summary: str
    lead: str
    author: str
    tags: tuple[Term, ...]
    modified: datetime | None
    cover: str
    photos: tuple[PhotoEntry, ...]
    gallery_title: str
    redirect_from: tuple[str, ...]
    series: Term | None
    pinned: bool
    trip: TripReference | None
    correction: Correction | None
    sample: bool
    lines: Mapping[str, int]

    @property
    def folder(self) -> str:
        """The folder of the post and its photos, in the content folder."""
        return self.path.rpartition("/")[0]


class Page(Struct, frozen=True, kw_only=True):
    """A page such as "Liên hệ". `menu` is its place in the menu, None when it is not there."""

    path: str
    url: str
    state: State
    title: str
    body: Body
    summary: str
    menu: int | None
    redirect_from: tuple[str, ...]
    sample: bool
    lines: Mapping[str, int]


class Film(Struct, frozen=True, kw_only=True):
    """A video's file in the content folder. `seconds` is what the editor wrote, else None;
    `captions` are pairs of language and file name."""

    path: str
    url: str
    state: State
    title: str
    date: datetime
    body: Body
    summary: str
    source: VideoSource
    poster: str
    seconds: int | None
    captions: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    sample: bool
    lines: Mapping[str, int]


def post_state(document: Document, now: datetime) -> State:
    """What becomes of a post or video at the moment `now`."""
    fields = document.fields
    status: State = fields.get("status", "published")
    if status in ("draft", "withdrawn"):
        return status
    if fields["date"] > now:
        return "scheduled"
    expires = fields.get("expires")
    if expires is not None and expires <= now:
        return "expired"
    return status


def make_post(document: Document, body: Body, url: str, now: datetime) -> Post:
    """A post from a document that has its required fields."""
    fields: dict[str, Any] = dict(document.fields)
    return Post(
        path=document.path,
        url=url,
        state=post_state(document, now),
        title=fields["title"],
        date=fields["date"],
        category=category_term(fields["category"]),
        body=body,
        summary=fields.get("summary") or body.summary,
        lead=fields.get("summary", ""),
        author=fields.get("author", ""),
        tags=tuple(tag_term(name) for name in fields.get("tags", ())),
        modified=fields.get("modified"),
        cover=fields.get("cover", ""),
        photos=fields.get("photos", ()),
        gallery_title=fields.get("gallery_title") or DEFAULT_GALLERY_TITLE,
        redirect_from=fields.get("redirect_from", ()),
        series=series_term(fields["series"]) if fields.get("series") else None,
        pinned=fields.get("pinned", False),
        trip=fields.get("trip"),
        correction=fields.get("correction"),
        sample=fields.get("sample", False),
        lines=document.lines,
    )


def make_page(document: Document, body: Body, url: str) -> Page:
    """A page from a document that has its required fields."""
    fields = document.fields
    return Page(
        path=document.path,
        url=url,
        state=fields.get("status", "published"),
        title=fields["title"],
        body=body,
        summary=fields.get("summary") or body.summary,
        menu=fields.get("menu"),
        redirect_from=fields.get("redirect_from", ()),
        sample=fields.get("sample", False),
        lines=document.lines,
    )


def make_film(document: Document, body: Body, url: str, now: datetime) -> Film:
    """A film from a document that has its required fields."""
    fields = document.fields
    return Film(
        path=document.path,
        url=url,
        state=post_state(document, now),
        title=fields["title"],
        date=fields["date"],
        body=body,
        summary=fields.get("summary") or body.summary,
        source=fields["source"],
        poster=fields.get("poster", ""),
        seconds=fields.get("duration"),
        captions=fields.get("captions", ()),
        tags=fields.get("tags", ()),
        sample=fields.get("sample", False),
        lines=document.lines,
    )
