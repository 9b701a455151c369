"""Renditions: which variants of a photo are made, and what they are called. No pixels here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EXTENSIONS = {"webp": "webp", "jpeg": "jpg"}
"""File name endings of the formats a rendition can have."""

NEAR = 1.15
"""The original's own width is not worth a rendition unless it is larger by this factor."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """Pixels, upright."""

    width: int
    height: int


def plan_sizes(original: Size, widths: Sequence[int]) -> tuple[Size, ...]:
    """Sizes to make of a photo, from small to large: never larger than the original."""
    kept = [width for width in widths if width <= original.width]
    if not kept or (len(kept) < len(widths) and original.width >= kept[-1] * NEAR):
        kept.append(original.width)
    return tuple(
        Size(width=width, height=max(1, round(original.height * width / original.width)))
        for width in kept
    )


def middle(sizes: Sequence[Size]) -> Size:
    """The size for browsers that cannot choose."""
    return sizes[len(sizes) // 2]


def file_name(digest: str, size: Size, format_: str) -> str:
    """`<digest>-<width>.<ext>`: the digest covers the original's bytes and the recipe."""
    return f"{digest}-{size.width}.{EXTENSIONS[format_]}"
