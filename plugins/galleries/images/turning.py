"""Turns pictures upright, as EXIF's orientation asks (CIPA DC-008, 4.6.5.1.6)."""

from __future__ import annotations

from PIL import ExifTags, Image

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BACK = _TURNS | {6: _TURNS[8], 8: _TURNS[6]}


def orientation(image: Image.Image) -> int:
    """1 to 8; 1 where EXIF says nothing, or nonsense."""
    value = image.getexif().get(ExifTags.Base.Orientation)
    return value if isinstance(value, int) and value in _TURNS else 1


def is_turned(image: Image.Image) -> bool:
    """Whether width and height change places."""
    return orientation(image) in (5, 6, 7, 8)


def upright(image: Image.Image) -> Image.Image:
    """The image as it is meant to be seen; the same object if it is.

    Unlike `ImageOps.exif_transpose` it does not write EXIF anew, which fails over damaged tags.
    """
    return turned(image, orientation(image))


def turned(picture: Image.Image, stored: int) -> Image.Image:
    """A picture of that orientation upright."""
    turn = _TURNS.get(stored)
    return picture if turn is None else picture.transpose(turn)


def turned_back(picture: Image.Image, stored: int) -> Image.Image:
    """An upright picture as a file of that orientation stores it."""
    turn = _BACK.get(stored)
    return picture if turn is None else picture.transpose(turn)
