"""Opens originals: known formats and bearable sizes only; what is wrong is said in plain words."""

from __future__ import annotations

import importlib
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from plugins.reasons import reason

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
"""Formats of originals, as Pillow names them; its JPEG reader also knows phones' MPO."""

MAX_PIXELS = 120_000_000
"""Photos with more pixels are refused, by name, before they are decoded."""

HEIC_MISSING = (
    "ảnh HEIC của điện thoại chưa đọc được",
    "chạy make heic để cài bộ đọc ảnh HEIC, hoặc lưu lại ảnh thành JPEG rồi chép vào",
)
# ISO/IEC 23008-12, annex B and the brands in use: pictures coded with HEVC.
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# What Pillow and the decoders below it raise over damaged files; tests damage some of each format.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    struct.error,
)


class PhotoError(Exception):
    """A photo that cannot be used: what is wrong, and the cure."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """An image whose header was read; everything that Pillow raises becomes a PhotoError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about odd metadata, which is dropped anyway
        # Pillow refuses twice as many, also later: frames of a GIF may be larger than its header.
        Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2
        try:
            with Image.open(path, formats=_formats(path)) as image:
                yield image
        except UnidentifiedImageError:
            raise PhotoError(*_unidentified(path)) from None
        except Image.DecompressionBombError:
            millions = f"{MAX_PIXELS // 1_000_000} triệu điểm ảnh"
            hint = f"thu nhỏ xuống dưới {millions}"
            raise PhotoError(f"ảnh quá lớn (hơn {millions})", hint) from None
        except MemoryError:
            message = "máy không đủ bộ nhớ để mở ảnh này"
            raise PhotoError(message, "thu nhỏ ảnh rồi chép lại") from None
        except _BROKEN as error:
            if isinstance(error, FileNotFoundError | PermissionError):
                raise PhotoError(f"không đọc được tệp ({reason(error)})", "kiểm tra tệp") from None
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk, not the photo
            hint = "chép lại ảnh từ máy ảnh hoặc điện thoại"
            raise PhotoError("ảnh bị hỏng hoặc chép chưa hết", hint) from None


def _formats(path: Path) -> tuple[str, ...]:
    """Formats to try; the decoder of HEIC, an optional extra, is only loaded when it is needed."""
    if not _is_heic(_head(path)):
        return FORMATS
    try:
        importlib.import_module("pillow_heif").register_heif_opener()
    except ImportError:
        raise PhotoError(*HEIC_MISSING) from None
    return ("HEIF",)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(512)


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS and b"avif" not in head[:64]


def _unidentified(path: Path) -> tuple[str, str]:
    """Why Pillow did not know the file, and the cure."""
    head = _head(path)
    if not head:
        return "tệp ảnh rỗng (0 byte)", "chép lại ảnh"
    if b"\0" not in head:
        return "tệp này là chữ, không phải ảnh", "chép đúng tệp ảnh vào, hoặc đổi tên tệp này"
    if _is_heic(head):
        return "ảnh HEIC bị hỏng hoặc chép chưa hết", "chép lại ảnh từ điện thoại"
    return "không phải ảnh JPEG, PNG, WebP, AVIF hay GIF", "lưu lại ảnh thành JPEG"
