"""Boxes of a picture that nobody shall recognise any more."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter

Box = tuple[float, float, float, float]
"""Fractions x, y, width, height of the upright picture."""

_PATCHES = 6
"""A box keeps at most this many patches across and down: no face and no number survives."""

_BLOCK = 8
"""Pixels: a JPEG's block, whose detail spreads all over it."""

_PARTS = 8
"""So many parts across and down are looked at one by one: a line of text is found in any box."""

_TRACES = 8
"""Levels of 256 that a part of a burnt box may differ, by root mean square. Tests: faint and soft
faces and small print differ by more, burnt ones that were saved as JPEG again by less."""


def blur(picture: Image.Image, box: Box) -> None:
    """Burn a box into a mosaic of a few soft patches."""
    edges = _pixels(picture, box)
    if edges is not None:
        picture.paste(_mosaic(picture.crop(edges)), edges[:2])


def _pixels(picture: Image.Image, box: Box) -> tuple[int, int, int, int] | None:
    x, y, width, height = box
    left, top = int(x * picture.width), int(y * picture.height)
    right = min(picture.width, round((x + width) * picture.width) + 1)
    bottom = min(picture.height, round((y + height) * picture.height) + 1)
    return (left, top, right, bottom) if right > left and bottom > top else None


def _mosaic(region: Image.Image) -> Image.Image:
    few = (min(_PATCHES, region.width), min(_PATCHES, region.height))
    patches = region.resize(few, Image.Resampling.BOX)
    mosaic = patches.resize(region.size, Image.Resampling.BICUBIC)
    return mosaic.filter(ImageFilter.GaussianBlur(max(1, min(region.size) // 24)))


def fill(picture: Image.Image, box: Box) -> None:
    """Burn a box and its margin into one colour, when a mosaic does not survive the encoder."""
    edges = _pixels(picture, box)
    if edges is not None:
        mean = picture.crop(edges).resize((1, 1), Image.Resampling.BOX)
        left, top = max(0, edges[0] - _BLOCK), max(0, edges[1] - _BLOCK)
        size = (edges[2] + _BLOCK - left, edges[3] + _BLOCK - top)
        picture.paste(mean.resize(size, Image.Resampling.NEAREST), (left, top))


def shows_detail(picture: Image.Image, box: Box) -> bool:
    """Whether a box of a grey picture holds more than a mosaic could.

    What is left of it without all detail finer than half a patch is compared with itself, part
    by part: a burnt box loses nothing, whatever was made of the file since. Boxes of a few
    pixels hold nothing.
    """
    edges = _pixels(picture, box)
    if edges is None:
        return False
    left, top, right, bottom = edges
    size = (right - left, bottom - top)
    # A JPEG's blocks on the edge hold traces of what is outside.
    across, down = (min(_BLOCK, side // 8) for side in size)
    region = picture.crop((left + across, top + down, right - across, bottom - down))
    few = [
        min(own, max(1, 2 * _PATCHES * own // side))
        for own, side in zip(region.size, size, strict=True)
    ]
    coarse = region.resize((few[0], few[1]), Image.Resampling.LANCZOS)
    coarse = coarse.resize(region.size, Image.Resampling.LANCZOS)
    squares = ImageChops.difference(region, coarse).point(lambda value: value * value // 16)
    parts = (min(_PARTS, region.width), min(_PARTS, region.height))
    levels = squares.resize(parts, Image.Resampling.BOX).histogram()
    return any(levels[_TRACES * _TRACES // 16 :])
