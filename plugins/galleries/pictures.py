"""Photos and galleries as templates see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.galleries.renditions import Size, file_name, middle
from plugins.head import HeadImage

FOLDER = "anh/"
"""Where renditions lie on the site."""

_TYPES = {"webp": "image/webp"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A <source>: its media type and its whole `srcset`."""

    type: str
    srcset: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A photo where it stands. `width` and `height` are the upright original's, in pixels.

    `src` and `href` are site paths of JPEG renditions, the middle and the largest one.
    """

    width: int
    height: int
    tone: str
    alt: str
    caption: str
    src: str
    src_width: int
    src_height: int
    srcset: str
    sources: tuple[Source, ...]
    href: str
    href_width: int
    href_height: int
    number: int
    total: int
    anchor: str

    @property
    def head_image(self) -> HeadImage:
        """The largest JPEG, as the page's head names it."""
        return HeadImage(
            url=self.href,
            width=self.href_width,
            height=self.href_height,
            alt=self.alt,
            caption=self.caption,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Gallery:
    """A titled group of photos."""

    title: str
    photos: tuple[Picture, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Renditions:
    """What exists of one photo."""

    digest: str
    original: Size
    sizes: tuple[Size, ...]
    formats: tuple[str, ...]
    tone: str


def make_picture(
    renditions: Renditions,
    *,
    alt: str,
    caption: str,
    number: int,
    total: int,
    anchor: str,
    base_path: str,
) -> Picture:
    """A photo ready for a template."""
    sizes = renditions.sizes

    def srcset(format_: str) -> str:
        names = ((file_name(renditions.digest, size, format_), size.width) for size in sizes)
        return ", ".join(f"{base_path}/{FOLDER}{name} {width}w" for name, width in names)

    src, largest = middle(sizes), sizes[-1]
    return Picture(
        width=renditions.original.width,
        height=renditions.original.height,
        tone=renditions.tone,
        alt=alt,
        caption=caption,
        src=FOLDER + file_name(renditions.digest, src, "jpeg"),
        src_width=src.width,
        src_height=src.height,
        srcset=srcset("jpeg"),
        sources=tuple(
            Source(type=_TYPES[format_], srcset=srcset(format_))
            for format_ in renditions.formats
            if format_ in _TYPES
        ),
        href=FOLDER + file_name(renditions.digest, largest, "jpeg"),
        href_width=largest.width,
        href_height=largest.height,
        number=number,
        total=total,
        anchor=anchor,
    )


def published_files(renditions: Renditions) -> Sequence[str]:
    """Names of all files that exist of a photo."""
    return [
        file_name(renditions.digest, size, format_)
        for size in renditions.sizes
        for format_ in renditions.formats
    ]
