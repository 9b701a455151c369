"""Videos as templates see them: the block, the lists, a page for each film."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from plugins.addresses import VIDEOS
from plugins.content.posts import Film, State
from plugins.galleries.pictures import Picture
from plugins.head import Crumb, Head, HeadClip, HeadVideo, Policy
from plugins.values import Struct

TITLE = "Thư viện video"
LATEST = 3
"""Videos shown beside every page."""

YOUTUBE_PLAYER = "https://www.youtube-nocookie.com"
LANGUAGES = {"vi": "Tiếng Việt", "en": "Tiếng Anh", "fr": "Tiếng Pháp", "hmn": "Tiếng Mông"}
"""Names of languages that captions are likely to be in; another is shown by its tag."""


class FilmSource(Struct, frozen=True, kw_only=True):
    """Where the film is: a site path or a whole address; for YouTube, that of its page there.

    `size` is in bytes, None for a film elsewhere; `embed` the address of YouTube's player.
    """

    kind: Literal["youtube", "file", "url"]
    address: str
    size: int | None = None
    embed: str = ""

    @property
    def media_type(self) -> str:
        """The media type of a file; an address that tells nothing is taken for an MP4."""
        path = self.address.partition("#")[0].partition("?")[0]
        return "video/webm" if path.lower().endswith(".webm") else "video/mp4"

    @property
    def megabytes(self) -> str:
        """`1,2`: the size as readers see it; empty when nobody knows it."""
        if self.size is None:
            return ""
        return f"{max(self.size / 1_000_000, 0.1):.1f}".replace(".", ",")

    def at(self, seconds: int) -> str:
        """The address of one moment: of YouTube's page, or a media fragment of the file."""
        if self.kind == "youtube":
            return f"{self.address}&t={seconds}s"
        return f"{self.address.partition('#')[0]}#t={seconds}"


class Caption(Struct, frozen=True, kw_only=True):
    """A track of captions; `url` is its site path."""

    lang: str
    label: str
    url: str


class Player(Struct, frozen=True, kw_only=True):
    """All that is needed to play a film where it stands, on its page or in a post."""

    title: str
    url: str
    length: str
    source: FilmSource
    poster: Picture | None
    captions: tuple[Caption, ...]
    sample: bool


class Video(Struct, frozen=True, kw_only=True):
    """A film on its page and in lists. `seconds` is None when nobody knows the length; `chapters`
    are the moments that the text names, `transcript` is the text without markup."""

    title: str
    url: str
    date: datetime
    state: State
    summary: str
    html: str
    seconds: int | None
    source: FilmSource
    poster: Picture | None
    captions: tuple[Caption, ...]
    tags: tuple[str, ...]
    sample: bool
    chapters: tuple[HeadClip, ...] = ()
    transcript: str = ""

    @property
    def length(self) -> str:
        """`1:35` or `1:02:03`; empty when nobody knows."""
        if self.seconds is None:
            return ""
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    @property
    def listed(self) -> bool:
        """Whether lists and feeds show it."""
        return self.state == "published"

    @property
    def withdrawn(self) -> bool:
        """Whether only a notice is left of it."""
        return self.state == "withdrawn"

    @property
    def player(self) -> Player:
        """What plays it."""
        return Player(
            title=self.title,
            url=self.url,
            length=self.length,
            source=self.source,
            poster=self.poster,
            captions=self.captions,
            sample=self.sample,
        )

    @property
    def head(self) -> Head:
        """What its page says about itself."""
        film = HeadVideo(
            content_url="" if self.source.embed else self.source.address,
            embed_url=self.source.embed,
            seconds=self.seconds,
            transcript=self.transcript,
            clips=self.chapters,
        )
        return Head(
            title=self.title,
            path=self.url,
            kind="video",
            description="" if self.withdrawn else self.summary,
            noindex=not self.listed,
            trail=(Crumb(title=TITLE, url=VIDEOS),),
            published=self.date,
            tags=self.tags,
            images=(self.poster.head_image,) if self.poster and not self.withdrawn else (),
            video=None if self.withdrawn else film,
            policy=() if self.withdrawn else policy([self.source]),
        )


class VideoPage(Struct, frozen=True, kw_only=True):
    """The page of one film and its neighbours in time."""

    video: Video
    newer: Video | None
    older: Video | None

    @property
    def head(self) -> Head:
        """What the page says about itself."""
        return self.video.head


class Videos(Struct, frozen=True, kw_only=True):
    """What the block sees: the latest films. `all` are those that lists and feeds show, newest
    first; `url` is the list's site path."""

    url: str
    latest: tuple[Video, ...]
    all: tuple[Video, ...]


def make_video(
    film: Film,
    source: FilmSource,
    poster: Picture | None,
    captions: Iterable[Caption],
    seconds: int | None,
) -> Video:
    """A film with the files that belong to it; of a withdrawn one only the title is left."""
    gone = film.state == "withdrawn"
    return Video(
        title=film.title,
        url=film.url,
        date=film.date,
        state=film.state,
        summary="" if gone else film.summary,
        html="" if gone else film.body.html,
        seconds=seconds,
        source=source,
        poster=poster,
        captions=tuple(captions),
        tags=() if gone else film.tags,
        sample=film.sample,
    )


def make_videos(videos: Iterable[Video]) -> Videos:
    """The section from all films that have a page."""
    shown = sorted(
        (video for video in videos if video.listed), key=lambda v: (v.date, v.url), reverse=True
    )
    return Videos(url=VIDEOS, latest=tuple(shown[:LATEST]), all=tuple(shown))


def video_pages(videos: Iterable[Video]) -> tuple[VideoPage, ...]:
    """A page for each film; only films in lists have neighbours."""
    ordered = sorted(videos, key=lambda video: (video.date, video.url))
    listed = [video for video in ordered if video.listed]
    place = {video.url: index for index, video in enumerate(listed)}

    def at(index: int) -> Video | None:
        return listed[index] if 0 <= index < len(listed) else None

    return tuple(
        VideoPage(
            video=video,
            newer=at(place[video.url] + 1) if video.listed else None,
            older=at(place[video.url] - 1) if video.listed else None,
        )
        for video in ordered
    )


def source_of(film: Film, address: str = "", size: int | None = None) -> FilmSource:
    """The source of a film; `address` and `size` are those of its published file."""
    if film.source.kind == "youtube":
        return FilmSource(
            kind="youtube",
            address=f"https://www.youtube.com/watch?v={film.source.value}",
            embed=f"{YOUTUBE_PLAYER}/embed/{film.source.value}",
        )
    if film.source.kind == "url":
        return FilmSource(kind="url", address=film.source.value)
    return FilmSource(kind="file", address=address, size=size)


def origin_of(address: str) -> str:
    """Scheme and host of an https address, as a content security policy names them; empty when
    the address has none that could stand there."""
    match = re.match(r"(https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]+)?)(?=[/?#]|$)", address)
    return match[1] if match else ""


def policy(sources: Iterable[FilmSource]) -> Policy:
    """What the content security policy of a page with these films must let in besides: YouTube's
    player, or the hosts of films elsewhere."""
    sources = list(sources)
    hosts = sorted({origin_of(one.address) for one in sources if one.kind == "url"})
    directives = []
    if any(one.embed for one in sources):
        directives.append(("frame-src", YOUTUBE_PLAYER))
    if hosts:
        directives.append(("media-src", f"'self' {' '.join(hosts)}"))
    return tuple(directives)
