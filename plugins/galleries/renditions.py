"""Renditions: which variants of a photo are made, and what they are called. No pixels here."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from plugins.values import Struct

EXTENSIONS = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
"""File name endings of the formats a rendition can have."""

NEAR = 1.15
"""The original's own width is not worth a rendition unless it is larger by this factor."""

TALLEST = 3
"""Renditions are at most so many times as high as the largest width is wide."""

PANORAMA = 3
"""Pictures so many times as wide as high have one more rendition, twice as wide."""


class Size(Struct, frozen=True, kw_only=True):
    """Pixels, upright."""

    width: int
    height: int


SHARE = Size(width=1200, height=630)
"""What Open Graph's readers crop pictures to; theirs is the worse cut."""


class CardStyle(Struct, frozen=True, kw_only=True):
    """What all cards of a site have in common: the library's name and the body it belongs to, its
    colour on light and on dark ground, and the face of headlines with the digest of its file."""

    name: str
    parent: str
    accent: tuple[str, str]
    face: Path
    face_digest: str


class Card(Struct, frozen=True, kw_only=True):
    """What is written on a picture that is shared."""

    headline: str
    style: CardStyle


class Kind(Enum):
    """How a rendition is cut out of its original, as its file's name says it."""

    SCALED = ""
    SHARE = "-share"
    MOVING = "-moving"


class Use(Enum):
    """Where a photo is shown."""

    POST = "post"
    """In a body, a gallery and the lightbox."""
    SHARE = "share"
    """Where a link to the post is shared: nothing but the picture for that."""
    CARD = "card"
    """In lists, or behind the button of a player."""


class Rendition(Struct, frozen=True, kw_only=True):
    """One encoded variant of a photo."""

    size: Size
    format: str
    kind: Kind = Kind.SCALED


def plan(
    original: Size, widths: Sequence[int], formats: Sequence[str], use: Use, *, moving: bool = False
) -> tuple[Rendition, ...]:
    """What to make of a photo: each width in each format, but JPEG only at the middle one.

    When JPEG is the only format it is made at each width as well.
    """
    if use is Use.SHARE:
        return (Rendition(size=SHARE, format="jpeg", kind=Kind.SHARE),)
    sizes = plan_sizes(original, widths)
    if use is Use.CARD:
        sizes = sizes[: len(sizes) // 2 + 1]
    small = middle(sizes) if use is not Use.CARD else sizes[-1]
    found = [
        Rendition(size=size, format=format_)
        for format_ in formats
        for size in (sizes if format_ != "jpeg" or len(formats) == 1 else (small,))
    ]
    if moving:
        found.append(Rendition(size=small, format="webp", kind=Kind.MOVING))
    return tuple(found)


def plan_sizes(original: Size, widths: Sequence[int]) -> tuple[Size, ...]:
    """Sizes to make of a photo, from small to large: never larger than the original."""
    widest = min(original.width, max(1, TALLEST * widths[-1] * original.width // original.height))
    wanted = [*widths]
    if original.width >= PANORAMA * original.height:
        wanted.append(2 * widths[-1])
    kept = [width for width in wanted if width <= widest]
    if not kept or (len(kept) < len(wanted) and widest >= kept[-1] * NEAR):
        kept.append(widest)
    return tuple(
        Size(width=width, height=max(1, round(original.height * width / original.width)))
        for width in kept
    )


def quality_at(quality: int, size: Size) -> int:
    """The quality of an AVIF of this size when the settings ask for `quality`.

    Large renditions go to dense screens, where each pixel is small; in small ones every pixel
    counts. docs/benchmarks.md: more similarity for fewer bytes than one quality for all.
    """
    tilt = -3 if is_large(size) else 3 if size.width < 600 else 0
    return max(1, min(95, quality + tilt))


def is_large(size: Size) -> bool:
    """Whether it is for the whole of a large screen."""
    return size.width > 1200


def middle(sizes: Sequence[Size]) -> Size:
    """The size for browsers that cannot choose."""
    return sizes[len(sizes) // 2]


def can_be_shared(original: Size) -> bool:
    """Whether a photo is large enough for a card: enlarged to at most twice its size."""
    return original.width * 2 >= SHARE.width and original.height * 2 >= SHARE.height


def file_name(digest: str, rendition: Rendition) -> str:
    """`<digest>-<width>.<ext>`: the digest covers the original's bytes and the recipe."""
    ending = f"{rendition.kind.value}.{EXTENSIONS[rendition.format]}"
    return f"{digest}-{rendition.size.width}{ending}"
