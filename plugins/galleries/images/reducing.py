"""Photos as they enter the repository: upright, of a bearable size, without what nobody needs."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

from PIL import ExifTags, Image

from plugins.galleries.images.burning import burn
from plugins.galleries.images.colours import to_srgb
from plugins.galleries.images.opening import PhotoError, opened
from plugins.galleries.images.probing import probe
from plugins.galleries.images.turning import orientation, upright
from plugins.values import Struct

LONGEST = 2560
"""Pixels: what the largest rendition needs, with room for a crop."""

QUALITY = 88
"""Of a JPEG that renditions are made from: what it loses is not seen in them."""

_SUFFIXES = {
    "JPEG": ".jpg",
    "MPO": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
    "AVIF": ".avif",
    "GIF": ".gif",
}
"""Formats that stay what they are when the photo is neither too large nor turned."""


class Brought(Struct, frozen=True, kw_only=True):
    """A photo that was copied: to which file, and what was changed on the way."""

    file: Path
    reduced: bool
    place: bool


def bring(source: Path, target: Path, longest: int = LONGEST) -> Brought:
    """Copy a photo to `target` and an ending: upright, at most `longest` pixels at its longer side,
    of its metadata no more than the time it was taken and the profile of its colours.

    Moving pictures stay as they are. A file that is there is written over. Raises PhotoError, and
    OSError of the disk.
    """
    known = probe(source)
    with opened(source) as image:
        kind = str(image.format)
        large = max(image.size) > longest and not known.moving
        if kind in _SUFFIXES and not large and (known.moving or orientation(image) == 1):
            data, suffix = source.read_bytes(), _SUFFIXES[kind]
            image.load()  # what ends too soon is told now, not when the site is built
        else:
            data, suffix = _reduced(image, longest, known.taken)
    file = target.with_name(target.name + suffix)
    file.write_bytes(data)
    try:
        burn(file, ())
    except PhotoError:  # a moving picture with a place: nobody can write it anew
        file.unlink()
        raise
    return Brought(file=file, reduced=large, place=known.place)


def _reduced(image: Image.Image, longest: int, taken: datetime | None) -> tuple[bytes, str]:
    """The photo anew, as PNG where it is a drawing, else as JPEG; and the ending of its name."""
    drawing = image.mode in ("1", "P", "PA", "LA", "RGBA") and image.format != "HEIF"
    if image.format in ("JPEG", "MPO"):
        image.draft(None, (longest, longest))  # the decoder shrinks by 2, 4 or 8 as it reads
    image.load()
    picture = upright(image)
    picture = picture.convert("RGBA") if drawing else to_srgb(picture)
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    picture.info = {}
    exif = Image.Exif()
    if taken is not None:
        details = exif.get_ifd(ExifTags.IFD.Exif)
        details[ExifTags.Base.DateTimeOriginal] = f"{taken:%Y:%m:%d %H:%M:%S}"
    buffer = io.BytesIO()
    options = {"optimize": True} if drawing else {"quality": QUALITY, "optimize": True}
    picture.save(
        buffer, "PNG" if drawing else "JPEG", exif=exif.tobytes() if taken else b"", **options
    )
    return buffer.getvalue(), ".png" if drawing else ".jpg"
