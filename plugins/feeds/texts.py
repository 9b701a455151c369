"""The text of a post in pieces, as the feeds' template puts it together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from plugins.body import SlotKind, split_slots
from plugins.content.posts import Post
from plugins.galleries.album_pages import AlbumPictures
from plugins.galleries.pictures import Picture

_NOTHING = Markup()


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of HTML, or the photos of one slot."""

    html: Markup = _NOTHING
    kind: SlotKind = "figure"
    photos: tuple[Picture, ...] = ()


def pieces(post: Post, album: AlbumPictures | None) -> Iterator[Piece]:
    """The body in order; where photos could not be shown there is nothing."""
    for part in split_slots(post.body.html):
        if isinstance(part, str):
            yield Piece(html=Markup(part))
        elif album:
            yield Piece(kind=post.body.slots[part].kind, photos=album.slots[part])
