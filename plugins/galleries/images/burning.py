"""Rewrites originals: what must not be seen is burnt, what nobody needs to know is dropped."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, JpegImagePlugin

from plugins.files import write_atomically
from plugins.galleries.images.blurring import Box, blur, fill, shows_detail
from plugins.galleries.images.colours import to_srgb
from plugins.galleries.images.opening import PhotoError, opened
from plugins.galleries.images.probing import probe
from plugins.galleries.images.turning import (
    is_turned,
    orientation,
    turned,
    turned_back,
    upright,
)
from plugins.values import Struct

WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
"""The box of a photo that shall not be seen at all."""

QUALITY = 95
"""Of lossy WebP and AVIF, whose own quality no file tells."""

_ENOUGH = 320
"""Pixels of a box, across and down, that show whether it was burnt."""

_EXIF = b"Exif\0\0"
_START = b"\xff\xd8\xff"  # of a JPEG
_ENDS = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}


class Burnt(Struct, frozen=True, kw_only=True):
    """What was done to an original: `boxes` were burnt, metadata dropped, a place among it."""

    boxes: tuple[Box, ...] = ()
    stripped: bool = False
    place: bool = False

    @property
    def changed(self) -> bool:
        """Whether the file was written anew."""
        return bool(self.boxes) or self.stripped


def still_shown(path: Path, boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Boxes that still show what was to be hidden. Raises PhotoError."""
    if not boxes:
        return ()
    with opened(path) as image:
        return _shown(image, boxes)


def burn(path: Path, boxes: Sequence[Box]) -> Burnt:
    """Burn boxes of an upright original and drop its metadata; the file changes whole or not.

    What the site uses stays: EXIF's orientation and the time it was taken, the ICC profile. A file
    with nothing to drop or to burn keeps its bytes. Raises PhotoError, and OSError of the disk.
    """
    known = probe(path)
    shown = still_shown(path, boxes)
    with opened(path) as image:
        if image.format not in _ENCODERS or known.moving:
            if shown or known.place:
                raise PhotoError(*_refusal(image))
            return Burnt()
        data = path.read_bytes()
        image.load()
        exif = _kept(image, known.taken)
        stripped = _tells_more(image, data, exif)
        if not shown and not stripped:
            return Burnt()
        # The turn stays a turn: a JPEG's blocks stay where they are, and lose next to nothing.
        encode = _ENCODERS[image.format]
        picture = _burnt(image, shown, blur) if shown else _bare(image)
        changed = encode(picture, image, exif, data)
        if shown and _shown_in(changed, shown):
            changed = encode(_burnt(image, shown, fill), image, exif, data)
    mode = path.stat().st_mode
    write_atomically(path, changed)
    path.chmod(mode)
    return Burnt(boxes=shown, stripped=stripped, place=known.place)


def _refusal(image: Image.Image) -> tuple[str, str]:
    if image.format == "HEIF":
        return "không sửa được ảnh gốc HEIC", "lưu lại ảnh thành JPEG rồi chép vào thay ảnh này"
    return (
        "không sửa được ảnh gốc là GIF hay ảnh động",
        "lưu một khung hình thành JPEG rồi chép vào thay ảnh này, hoặc xóa ảnh khỏi thư mục",
    )


def _shown_in(data: bytes, boxes: Sequence[Box]) -> tuple[Box, ...]:
    with Image.open(io.BytesIO(data)) as image:
        return _shown(image, boxes)


def _shown(image: Image.Image, boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Boxes with detail; a large JPEG is shrunk as it is read, as far as its boxes allow."""
    width = ceil(_ENOUGH / min(box[2] for box in boxes))
    height = ceil(_ENOUGH / min(box[3] for box in boxes))
    if image.format in ("JPEG", "MPO"):
        image.draft("L", (height, width) if is_turned(image) else (width, height))
    grey = to_srgb(upright(image)).convert("L")
    return tuple(box for box in boxes if shows_detail(grey, box))


def _kept(image: Image.Image, taken: datetime | None) -> bytes:
    """EXIF with what the site uses, or nothing."""
    exif = Image.Exif()
    if (stored := orientation(image)) != 1:
        exif[ExifTags.Base.Orientation] = stored
    if taken is not None:
        details = exif.get_ifd(ExifTags.IFD.Exif)
        details[ExifTags.Base.DateTimeOriginal] = f"{taken:%Y:%m:%d %H:%M:%S}"
    return exif.tobytes() if stored != 1 or taken is not None else b""


def _tells_more(image: Image.Image, data: bytes, exif: bytes) -> bool:
    """Whether a file holds more than pixels, colours and this EXIF."""
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    if image.info.get("exif", b"").removeprefix(_EXIF) not in (b"", exif.removeprefix(_EXIF)):
        return True
    if image.info.keys() & {"xmp", "comment"} or getattr(image, "private_chunks", None):
        return True
    if kind == "PNG" and getattr(image, "text", None):
        return True
    # Films of phones and whole pictures hide behind the end.
    if kind in _ENDS and not data.rstrip(b"\0").endswith(_ENDS[kind]):
        return True
    segments = getattr(image, "applist", ())
    return data.count(_START) > 1 or any(not _is_plain(*segment) for segment in segments)


def _is_plain(marker: str, content: bytes) -> bool:
    """Whether a JPEG's segment tells only how to read the pixels, or is EXIF (looked at above)."""
    return (
        (marker == "APP0" and content.startswith(b"JFIF\0") and len(content) == 14)
        or (marker == "APP1" and content.startswith(_EXIF))
        or (marker == "APP2" and content.startswith(b"ICC_PROFILE\0"))
        or (marker == "APP14" and content.startswith(b"Adobe"))
    )


def _bare(image: Image.Image) -> Image.Image:
    """The same pixels, without anything else but the colour that stands for no colour."""
    picture = image.copy()
    picture.info = {k: v for k, v in image.info.items() if k == "transparency"}
    return picture


def _burnt(
    image: Image.Image, boxes: Sequence[Box], burn_one: Callable[[Image.Image, Box], None]
) -> Image.Image:
    """The picture as it is stored, its boxes burnt as they are seen."""
    stored = orientation(image)
    picture = turned(_mixable(_bare(image)), stored)
    for box in boxes:
        burn_one(picture, box)
    return turned_back(picture, stored)


def _mixable(picture: Image.Image) -> Image.Image:
    """The picture in a mode in which colours have a mean."""
    if picture.mode.startswith("I"):  # 16 bits
        picture = picture.point(lambda value: value / 256).convert("L")
    elif picture.mode == "1":
        picture = picture.convert("L")
    if "transparency" in picture.info:
        return picture.convert("LA" if picture.mode == "L" else "RGBA")
    return picture.convert({"P": "RGB", "PA": "RGBA"}.get(picture.mode, picture.mode))


def _as_jpeg(picture: Image.Image, image: Any, exif: bytes, _: bytes) -> bytes:
    subsampling = JpegImagePlugin.get_sampling(image)
    return _saved(
        picture,
        "JPEG",
        image,
        exif,
        qtables=image.quantization,
        subsampling=max(0, subsampling) if picture.mode == "RGB" else -1,
        progressive="progressive" in image.info,
        optimize=True,
    )


def _as_png(picture: Image.Image, image: Image.Image, exif: bytes, _: bytes) -> bytes:
    return _saved(picture, "PNG", image, exif)


def _as_webp(picture: Image.Image, image: Image.Image, exif: bytes, data: bytes) -> bytes:
    lossless = b"VP8L" in data
    return _saved(picture, "WEBP", image, exif, lossless=lossless, exact=lossless, quality=QUALITY)


def _as_avif(picture: Image.Image, image: Image.Image, exif: bytes, _: bytes) -> bytes:
    sampling = "4:0:0" if picture.mode == "L" else "4:4:4"
    return _saved(picture, "AVIF", image, exif, quality=QUALITY, subsampling=sampling)


def _saved(
    picture: Image.Image, kind: str, image: Image.Image, exif: bytes, **options: Any
) -> bytes:
    buffer = io.BytesIO()
    profile = image.info.get("icc_profile")
    picture.save(buffer, kind, exif=exif, icc_profile=profile, **options)
    return buffer.getvalue()


_ENCODERS: dict[str, Callable[[Image.Image, Any, bytes, bytes], bytes]] = {
    "JPEG": _as_jpeg,
    "MPO": _as_jpeg,
    "PNG": _as_png,
    "WEBP": _as_webp,
    "AVIF": _as_avif,
}
