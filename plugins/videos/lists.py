"""The list of films, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.addresses import VIDEOS
from plugins.head import Crumb, Head
from plugins.paging import Neighbour, paginate
from plugins.values import Struct
from plugins.videos.pages import TITLE, Video


class VideoList(Struct, frozen=True, kw_only=True):
    """A page of the list of films, newest first."""

    title: str
    url: str
    videos: tuple[Video, ...]
    newer: Neighbour | None
    older: Neighbour | None

    @property
    def head(self) -> Head:
        """What the page says about itself."""
        front = self.url == VIDEOS
        trail = () if front else (Crumb(title=TITLE, url=VIDEOS),)
        return Head(
            title=self.title,
            path=self.url,
            kind="listing",
            description="Phim của thư viện: bấm mới phát, có phụ đề và lời thuyết minh.",
            trail=trail,
        )


def video_lists(videos: Sequence[Video], size: int) -> tuple[VideoList, ...]:
    """The pages of the list of `videos`, newest first; numbered from the oldest."""

    def neighbour(number: int | None, title: str, *, at_front: bool = False) -> Neighbour | None:
        if number is None:
            return Neighbour(title=title, url=VIDEOS) if at_front else None
        return Neighbour(title=title, url=f"{VIDEOS}trang/{number}/")

    return tuple(
        VideoList(
            title=TITLE if page.number is None else f"{TITLE} – trang {page.number}",
            url=VIDEOS if page.number is None else f"{VIDEOS}trang/{page.number}/",
            videos=page.items,
            newer=neighbour(page.newer, "Video mới hơn", at_front=page.number is not None),
            older=neighbour(page.older, "Video cũ hơn"),
        )
        for page in paginate(videos, size)
    )
