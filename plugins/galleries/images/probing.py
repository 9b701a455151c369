"""What a photo's header tells, without decoding it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from PIL import ExifTags, Image

from plugins.galleries.images.opening import opened
from plugins.galleries.images.turning import is_turned
from plugins.galleries.renditions import Size
from plugins.values import Struct

_ANIMATED = ("GIF", "WEBP", "PNG", "AVIF")  # not MPO: its other pictures are no film
_XMP_PLACE = re.compile(rb"GPS(Latitude|Longitude|Position)", re.IGNORECASE)


class Probe(Struct, frozen=True, kw_only=True):
    """What the header tells: upright size and, from EXIF, when it was taken.

    `place`: EXIF or XMP say where it was taken; `moving`: it has several frames; `memory`: bytes
    that making renditions of it takes, about.
    """

    size: Size
    taken: datetime | None
    place: bool = False
    moving: bool = False
    memory: int = 0


def probe(path: Path) -> Probe:
    """Read the header of a photo. Raises PhotoError."""
    with opened(path) as image:
        exif = image.getexif()
        width, height = image.size
        if is_turned(image):
            width, height = height, width
        return Probe(
            size=Size(width=width, height=height),
            taken=_taken(exif),
            place=has_place(image),
            moving=image.format in _ANIMATED and bool(getattr(image, "is_animated", False)),
            memory=_memory(image),
        )


def has_place(image: Image.Image) -> bool:
    """Whether EXIF or XMP tell where a photo was taken."""
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    xmp = xmp.encode() if isinstance(xmp, str) else xmp
    # An empty directory of GPS tags, or one with only its version, tells nothing.
    tags = image.getexif().get_ifd(ExifTags.IFD.GPSInfo).keys() - {ExifTags.GPS.GPSVersionID}
    return bool(tags) or _XMP_PLACE.search(xmp) is not None


def _taken(exif: Image.Exif) -> datetime | None:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    text = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    try:
        # EXIF times have no zone; they are only compared with each other.
        return datetime.strptime(str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None


def _memory(image: Image.Image) -> int:
    """Bytes, measured with the benchmark's photos and scans of 100 megapixels, rounded up."""
    pixels = image.width * image.height
    if image.format not in ("JPEG", "MPO"):
        return 60_000_000 + 10 * pixels
    # Shrunk as it is read; a progressive one keeps all its coefficients until its end.
    return 60_000_000 + (4 if "progressive" in image.info else 2) * pixels
