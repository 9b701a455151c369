"""Photos and galleries as templates see them."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.galleries.renditions import Kind, Rendition, Size, file_name, middle
from plugins.head import HeadImage
from plugins.values import Struct

FOLDER = "anh/"
"""Where renditions lie on the site."""

_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}


class Source(Struct, frozen=True, kw_only=True):
    """A <source>: its media type and its `srcset`, whole and for the small pictures of lists."""

    type: str
    srcset: str
    card_srcset: str


class Picture(Struct, frozen=True, kw_only=True):
    """A photo where it stands. `width` and `height` are the upright original's, in pixels.

    `src` is the site path of a JPEG of middle size; `srcset` is empty when that is the only
    JPEG. `href` is the largest rendition, or the moving picture when the original is one.
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
    card_srcset: str
    sources: tuple[Source, ...]
    href: str
    href_type: str
    moving: bool
    number: int
    total: int
    anchor: str

    @property
    def head_image(self) -> HeadImage:
        """The picture as the page's head names it: JPEG, which every program reads."""
        return HeadImage(
            url=self.src,
            width=self.src_width,
            height=self.src_height,
            alt=self.alt,
            caption=self.caption,
        )


class Gallery(Struct, frozen=True, kw_only=True):
    """A titled group of photos."""

    title: str
    photos: tuple[Picture, ...]


class Renditions(Struct, frozen=True, kw_only=True):
    """What exists of one photo."""

    digest: str
    original: Size
    all: tuple[Rendition, ...]
    tone: str

    def scaled(self, format_: str) -> list[Rendition]:
        """Whole pictures in one format, from small to large."""
        return [r for r in self.all if r.format == format_ and r.kind is Kind.SCALED]

    def only(self, kind: Kind) -> Rendition | None:
        """The one rendition of a kind that has only one."""
        return next((r for r in self.all if r.kind is kind), None)

    def address(self, rendition: Rendition) -> str:
        """Its site path."""
        return FOLDER + file_name(self.digest, rendition)


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

    def srcset(those: Sequence[Rendition]) -> str:
        pairs = ((renditions.address(one), one.size.width) for one in those)
        return ", ".join(f"{base_path}/{address} {width}w" for address, width in pairs)

    formats = list(dict.fromkeys(r.format for r in renditions.all if r.kind is Kind.SCALED))
    jpegs, best = renditions.scaled("jpeg"), renditions.scaled(formats[0])
    src = jpegs[len(jpegs) // 2]
    moving = renditions.only(Kind.MOVING)
    href = moving or best[-1]
    small = middle([one.size for one in best]).width
    several = jpegs if len(jpegs) > 1 else []

    def of_card(those: Sequence[Rendition]) -> str:
        return srcset([one for one in those if one.size.width <= small])

    return Picture(
        width=renditions.original.width,
        height=renditions.original.height,
        tone=renditions.tone,
        alt=alt,
        caption=caption,
        src=renditions.address(src),
        src_width=src.size.width,
        src_height=src.size.height,
        srcset=srcset(several),
        card_srcset=of_card(several),
        sources=tuple(
            Source(type=_TYPES[format_], srcset=srcset(those), card_srcset=of_card(those))
            for format_ in formats
            if format_ != "jpeg" and (those := renditions.scaled(format_))
        ),
        href=renditions.address(href),
        href_type=_TYPES[href.format],
        moving=moving is not None,
        number=number,
        total=total,
        anchor=anchor,
    )
