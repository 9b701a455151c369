"""What can be found: published posts, pages, films, stops and the timetable, each as one record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from plugins.search.plain import joined, plain
from plugins.values import Struct
from plugins.vietnamese import format_date, slugify

UNDATED = "0"
"""Sorts behind all dates: what has none would not be found once results are sorted."""

FILM = "Video"
STOP = "Điểm dừng xe thư viện"
PAGE = "Trang giới thiệu"


class Record(Struct, frozen=True, kw_only=True):
    """One result that a reader may find. `url` is a site path; `kind` is the category of a post or
    what else it is; `text` and `title` are plain, as they are written."""

    url: str
    title: str
    text: str
    kind: str
    date: datetime | None = None
    department: str = ""

    @property
    def year(self) -> str:
        """Of its date; empty without one."""
        return str(self.date.year) if self.date else ""

    @property
    def told(self) -> str:
        """The line below its title."""
        day = format_date(self.date) if self.date else ""
        return " · ".join(filter(None, (self.kind, day, self.department)))

    @property
    def filters(self) -> dict[str, str]:
        """By the names that stand in the address of a search; values as addresses have them."""
        found = {"chuyen-muc": self.kind, "nam": self.year, "phong": self.department}
        return {name: slug for name, value in found.items() if (slug := slugify(value))}

    @property
    def moment(self) -> str:
        """By which results are sorted."""
        return self.date.isoformat(timespec="seconds") if self.date else UNDATED


def post_record(article: Any) -> Record:
    """Of a post whose photos and films are known, as Pelican has it."""
    post = article.item
    slots = article.text.slots if article.text else ()
    photos = [photo for slot in slots for photo in slot]
    photos += article.gallery.photos if article.gallery else ()
    captions = dict.fromkeys(photo.caption for photo in photos)
    names = [post.author, post.series.name if post.series else "", *(tag.name for tag in post.tags)]
    correction = post.correction.text if post.correction else ""
    return Record(
        url=post.url,
        title=post.title,
        text=joined([post.lead, plain(post.body.html), correction, *captions, *names]),
        kind=post.category.name,
        date=post.date,
        department=post.author,
    )


def page_record(page: Any) -> Record:
    """Of a page such as "Liên hệ", as Pelican has it."""
    item = page.item
    return Record(url=item.url, title=item.title, text=plain(item.body.html), kind=PAGE)


def film_record(video: Any) -> Record:
    """Of a film."""
    return Record(
        url=video.url,
        title=video.title,
        text=joined([video.summary, video.transcript.replace("\n", " "), *video.tags]),
        kind=FILM,
        date=video.date,
    )


def stop_record(stop: Any) -> Record:
    """Of a stop of the mobile library."""
    return Record(url=stop.url, title=stop.name, text=joined([stop.place, *stop.routes]), kind=STOP)


def timetable_record(library: Any) -> Record:
    """Of the page of the whole mobile library: what it is, and the names of routes and communes."""
    names = [one.name for one in (*library.routes, *library.communities)]
    text = joined([library.head.description, *filter(None, names)])
    return Record(url=library.url, title=library.head.title, text=text, kind=STOP)


def records(
    articles: Iterable[Any], pages: Iterable[Any], videos: Iterable[Any], library: Any
) -> tuple[Record, ...]:
    """All of them, in the order in which results of one rank are shown: posts come first.

    Only what is published can be found, also where drafts are shown.
    """
    return (
        *(post_record(one) for one in articles if one.item.state == "published"),
        *(page_record(one) for one in pages if one.item.state == "published"),
        *(film_record(one) for one in videos if one.state == "published"),
        *([timetable_record(library)] if library.stops else ()),
        *map(stop_record, library.stops),
    )
