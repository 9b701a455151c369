"""Pictures of a source: found, checked and put beside the post, without what they tell of the
person who took them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.galleries.images.burning import burn
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.images.probing import probe
from plugins.importing.documents import PictureError, shorten
from plugins.vietnamese import nfc

MAX_BYTES = 60_000_000
"""Of one picture."""
SPACER = 8
"""Pixels up to which a picture only keeps other things apart."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
)
_STRANGERS: tuple[tuple[bytes, str], ...] = (
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"\x01\x00\x09\x00", "WMF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"<svg", "SVG"),
    (b"<?xml", "SVG"),
)


def kind_of(data: bytes) -> str:
    """The ending that fits a picture. Raises PictureError for one that no post can show."""
    for magic, ending in _MAGIC:
        if data.startswith(magic):
            return ending
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return "avif" if b"avif" in data[8:64] else "heic"
    strange = next((name for magic, name in _STRANGERS if data.startswith(magic)), "")
    if data[40:44] == b" EMF":
        strange = "EMF"
    if strange:
        raise PictureError(f"ảnh kiểu {strange} không đăng được; lưu lại thành PNG hay JPEG")
    raise PictureError("tệp này không phải ảnh JPEG, PNG, WebP, AVIF hay GIF")


def save(data: bytes, folder: Path, stem: str) -> str:
    """Write a picture beside the post, free of GPS and the like; its name, empty for a spacer.

    Raises PictureError.
    """
    if len(data) > MAX_BYTES:
        raise PictureError(f"ảnh lớn hơn {MAX_BYTES // 1_000_000} MB")
    name = f"{stem}.{kind_of(data)}"
    path = folder / name
    path.write_bytes(data)
    try:
        size = probe(path).size
        if min(size.width, size.height) <= SPACER:
            path.unlink()
            return ""
        burn(path, ())
    except PhotoError as error:
        path.unlink(missing_ok=True)
        raise PictureError(f"{error.message} ({error.hint})") from None
    return name


def of_page(page: Path) -> Callable[[str], bytes]:
    """Gives pictures of a saved page: files beside it or below, pictures inside the page itself.

    Nothing outside the page's folder is read and nothing is fetched; for a picture on another host
    a file of its name in the folder that browsers save beside a page will do.
    """
    folder = page.parent

    def picture(source: str) -> bytes:
        if source.lower().startswith("data:"):
            return _inside(source)
        try:
            parts = urlsplit(source)
        except ValueError:
            raise PictureError(f"địa chỉ ảnh “{shorten(source)}” không đọc được") from None
        path = unquote(parts.path).replace("\\", "/")
        outside = bool(parts.scheme or parts.netloc) or path.startswith("/")
        if not outside and (found := _file(folder, path)):
            return found
        for beside in _companions(page):
            if found := _file(beside, path.rpartition("/")[2]):
                return found
        where = "nằm ở máy chủ khác" if outside else "không có cạnh tệp"
        raise PictureError(
            f"ảnh “{shorten(source, 80)}” {where} nên không lấy được;"
            " lưu lại trang bằng trình duyệt, kiểu “Trang web, đầy đủ”"
        )

    return picture


def _file(folder: Path, path: str) -> bytes:
    """The bytes of a file of a folder; none when there is no such file, or it lies elsewhere."""
    if not path or "\0" in path:
        return b""
    try:
        file = (folder / path).resolve()
        if not file.is_relative_to(folder.resolve()) or not file.is_file():
            return b""
        if file.stat().st_size > MAX_BYTES:
            raise PictureError(f"ảnh lớn hơn {MAX_BYTES // 1_000_000} MB")
        return file.read_bytes()
    except (OSError, ValueError, RuntimeError):
        return b""


def _companions(page: Path) -> list[Path]:
    """Folders that browsers and Word save beside a page: `bài_files`, `bài_tệp`."""
    stem = nfc(page.stem)
    try:
        beside = sorted(page.parent.iterdir())
    except OSError:
        return []
    pattern = re.compile(re.escape(stem) + r"[_.-](files|file|tệp|tep|tin|images)", re.IGNORECASE)
    return [one for one in beside if one.is_dir() and pattern.fullmatch(nfc(one.name))]


def _inside(source: str) -> bytes:
    """The bytes of a `data:` address (RFC 2397)."""
    head, comma, data = source.partition(",")
    if not comma or ";base64" not in head.lower() or len(data) > MAX_BYTES * 2:
        raise PictureError("ảnh nhúng trong trang không đọc được")
    try:
        return base64.b64decode(re.sub(r"\s+", "", unquote(data)))
    except (binascii.Error, ValueError):
        raise PictureError("ảnh nhúng trong trang bị hỏng") from None
