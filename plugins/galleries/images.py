"""Pixels: the only module that imports `PIL`."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import PIL
from PIL import ExifTags, Image, ImageCms, ImageFilter, ImageOps, UnidentifiedImageError, features

from plugins.files import write_atomically
from plugins.galleries.renditions import Size, file_name

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
"""Formats of originals, as Pillow names them; its JPEG reader also knows phones' MPO."""

MAX_PIXELS = 120_000_000
"""Photos with more pixels are refused, by name, before they are decoded."""

Box = tuple[float, float, float, float]

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_TURNED = (5, 6, 7, 8)  # EXIF orientations that swap width and height


class PhotoError(Exception):
    """A photo that cannot be used: what is wrong, and the cure."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """What the file's header tells: upright size and, from EXIF, when it was taken."""

    size: Size
    taken: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """Renditions to make of one original; files are named after `digest` and go to `folder`."""

    source: Path
    folder: Path
    digest: str
    sizes: tuple[Size, ...]
    formats: tuple[str, ...]
    quality: int
    blur: tuple[Box, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """What came of a job: the mean colour as `#rrggbb` and the files with their sizes in bytes."""

    tone: str
    files: tuple[tuple[str, int], ...]


def recipe(widths: tuple[int, ...], formats: tuple[str, ...], quality: int, blur: object) -> bytes:
    """Everything but the original's bytes that decides about a rendition's bytes."""
    parts = (
        "recipe 1",
        f"Pillow {PIL.__version__}",
        *(f"{name} {features.version(name)}" for name in ("jpg", "webp", "littlecms2")),
        repr((widths, formats, quality, blur)),
    )
    return "\n".join(parts).encode()


def probe(path: Path) -> Probe:
    """Read the header of a photo. Raises PhotoError."""
    with _opened(path) as image:
        exif = image.getexif()
        width, height = image.size
        if exif.get(ExifTags.Base.Orientation) in _TURNED:
            width, height = height, width
        return Probe(size=Size(width=width, height=height), taken=_taken(exif))


def make(job: Job) -> Made:
    """Decode the original once and write its renditions. Raises PhotoError."""
    with _opened(job.source) as image:
        picture = _upright_srgb(image, max(job.sizes, key=lambda size: size.width))
    for box in job.blur:
        _blur(picture, box)
    files = []
    for size in sorted(job.sizes, key=lambda size: -size.width):
        if picture.size != (size.width, size.height):
            picture = picture.resize((size.width, size.height), Image.Resampling.LANCZOS)
        for format_ in job.formats:
            data = _encode(picture, format_, job.quality)
            name = file_name(job.digest, size, format_)
            write_atomically(job.folder / name, data)
            files.append((name, len(data)))
    mean = picture.resize((1, 1), Image.Resampling.BOX).tobytes()
    return Made(tone=f"#{mean.hex()}", files=tuple(files))


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """An image of a known format and bearable size; Pillow's errors become PhotoError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about odd metadata, which is dropped anyway
        try:
            Image.MAX_IMAGE_PIXELS = None  # our own limit, checked below, has a better message
            with Image.open(path, formats=FORMATS) as image:
                if image.width * image.height > MAX_PIXELS:
                    millions = image.width * image.height // 1_000_000
                    raise PhotoError(
                        f"ảnh quá lớn ({millions} triệu điểm ảnh)",
                        f"thu nhỏ xuống dưới {MAX_PIXELS // 1_000_000} triệu điểm ảnh",
                    )
                yield image
        except UnidentifiedImageError:
            raise PhotoError(*_unidentified(path)) from None
        except (OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError) as error:
            if isinstance(error, FileNotFoundError | PermissionError):
                raise PhotoError(f"không đọc được tệp ({error.strerror})", "kiểm tra tệp") from None
            hint = "chép lại ảnh từ máy ảnh hoặc điện thoại"
            raise PhotoError("ảnh bị hỏng hoặc chép chưa hết", hint) from None


def _unidentified(path: Path) -> tuple[str, str]:
    """Why Pillow did not know the file, and the cure."""
    with path.open("rb") as file:
        head = file.read(512)
    if not head:
        return "tệp ảnh rỗng (0 byte)", "chép lại ảnh"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        return "ảnh HEIC của điện thoại chưa đọc được", "lưu lại thành JPEG rồi chép vào"
    if b"\0" not in head:
        return "tệp này là chữ, không phải ảnh", "chép đúng tệp ảnh vào, hoặc đổi tên tệp này"
    return "không phải ảnh JPEG, PNG, WebP hay AVIF", "lưu lại ảnh thành JPEG"


def _taken(exif: Image.Exif) -> datetime | None:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    text = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    try:
        # EXIF times have no zone; they are only compared with each other.
        return datetime.strptime(str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None


def _upright_srgb(image: Image.Image, largest: Size) -> Image.Image:
    """Pixels as they are meant to be seen, without any metadata, at least as large as asked."""
    turned = image.getexif().get(ExifTags.Base.Orientation) in _TURNED
    wanted = (largest.height, largest.width) if turned else (largest.width, largest.height)
    if image.format in ("JPEG", "MPO") and image.mode in ("RGB", "L"):
        image.draft(image.mode, wanted)  # the decoder shrinks by 2, 4 or 8 as it reads
    picture = ImageOps.exif_transpose(image)
    picture = _to_srgb(picture)
    picture.info = {}
    return picture


def _to_srgb(picture: Image.Image) -> Image.Image:
    """RGB with 8 bits a channel; transparent pixels on white."""
    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        profile = picture.info.get("icc_profile")
        colours = picture.convert("RGBA")
        picture = Image.new("RGB", colours.size, "white")
        picture.paste(colours, mask=colours.getchannel("A"))
        picture.info["icc_profile"] = profile
    elif picture.mode == "P":
        picture = picture.convert("RGB")
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
            return converted if converted is not None else picture.convert("RGB")
        except ImageCms.PyCMSError:  # a profile for another mode, or a broken one
            pass
    return picture.convert("RGB")


def _blur(picture: Image.Image, box: Box) -> None:
    """Burn a box, given in fractions, into a mosaic of at most 6 by 6 soft patches."""
    x, y, width, height = box
    left, top = int(x * picture.width), int(y * picture.height)
    right = min(picture.width, round((x + width) * picture.width) + 1)
    bottom = min(picture.height, round((y + height) * picture.height) + 1)
    if right <= left or bottom <= top:
        return
    region = picture.crop((left, top, right, bottom))
    patches = region.resize((min(6, region.width), min(6, region.height)), Image.Resampling.BOX)
    mosaic = patches.resize(region.size, Image.Resampling.BICUBIC)
    radius = max(1, min(region.size) // 24)
    picture.paste(mosaic.filter(ImageFilter.GaussianBlur(radius)), (left, top))


def _encode(picture: Image.Image, format_: str, quality: int) -> bytes:
    buffer = io.BytesIO()
    if format_ == "webp":
        picture.save(buffer, "WEBP", quality=quality, method=4)
    else:
        picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()
