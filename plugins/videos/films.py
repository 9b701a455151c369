"""Videos as templates see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from plugins.content.posts import post_state
from plugins.fields import VideoSource
from plugins.frontmatter import Document

LATEST = 3
"""Videos shown in the aside."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Video:
    """A film; `url` opens it, and is empty when it has no address of its own yet."""

    title: str
    date: datetime
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Videos:
    """What templates see: the latest films, newest first."""

    latest: tuple[Video, ...]


def latest_videos(documents: Iterable[Document], now: datetime) -> tuple[Video, ...]:
    """The newest published videos."""
    videos = [
        Video(title=d.fields["title"], date=d.fields["date"], url=_address(d.fields["source"]))
        for d in documents
        if post_state(d, now) == "published"
    ]
    return tuple(sorted(videos, key=lambda v: (v.date, v.title), reverse=True)[:LATEST])


def _address(source: VideoSource) -> str:
    if source.kind == "youtube":
        return f"https://www.youtube.com/watch?v={source.value}"
    return source.value if source.kind == "url" else ""
