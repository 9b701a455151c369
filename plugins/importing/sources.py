"""A file that shall become a post: what it is, by its bytes, and who reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from plugins.files import digest
from plugins.importing import charsets
from plugins.importing.documents import Document, SourceError
from plugins.importing.plain_text import read_text
from plugins.importing.portal import read_page
from plugins.importing.word import read_word
from plugins.reasons import reason
from plugins.values import Struct

MAX_BYTES = 300_000_000
"""Of a file; a Word file with 200 photos of a phone has as many."""
MAX_TEXT = 20_000_000
"""Of a page or a text: a novel has two."""

SUFFIXES = (".docx", ".docm", ".html", ".htm", ".xhtml", ".txt")
"""Endings of files that are read."""
UNREAD = (".doc", ".rtf", ".pdf", ".odt", ".mht", ".mhtml", ".pptx", ".ppt", ".xlsx", ".xls")
"""Endings of files that hold text and have a cure instead."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|p|div|table|br|h[1-6]|span)\b", re.I)


class Source(Struct, frozen=True, kw_only=True):
    """A file's bytes by which it is known again, and what it says."""

    digest: str
    document: Document


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of a bearable size. Raises SourceError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            limit = f"{MAX_BYTES // 1_000_000} MB"
            raise SourceError(f"tệp lớn hơn {limit}", "nén ảnh trong tệp Word rồi lưu lại")
        data = path.read_bytes()
    except OSError as error:
        message = f"không đọc được tệp ({reason(error)})"
        raise SourceError(message, "kiểm tra tên và quyền đọc") from None
    if not data.strip():
        raise SourceError("tệp rỗng", "mở tệp gốc rồi lưu lại")
    return data


def digest_of(data: bytes) -> str:
    """By what a file is known again."""
    return digest(data)


def read_source(data: bytes, path: Path, categories: Sequence[str], zone: tzinfo) -> Document:
    """Take a file apart. Raises SourceError."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return read_word(data, zone)
    _refuse_strangers(data, path)
    if len(data) > MAX_TEXT:
        limit = f"{MAX_TEXT // 1_000_000} MB"
        raise SourceError(f"trang hay văn bản lớn hơn {limit}", "chia thành nhiều tệp")
    decoded = charsets.decode(data)
    suffix = path.suffix.lower()
    is_page = suffix in (".html", ".htm", ".xhtml", ".asp", ".aspx", ".php")
    if is_page or (suffix != ".txt" and _TAG.search(decoded.text[:5000])):
        return read_page(decoded, path, categories, zone)
    if suffix in (".docx", ".docm"):
        message = "tệp Word bị hỏng: không mở được như một tệp .docx"
        raise SourceError(message, "mở bằng Word, chọn Lưu thành… Word (.docx) rồi nhập lại")
    return read_text(decoded, categories, zone)


def _refuse_strangers(data: bytes, path: Path) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            hint = "mở bằng Word, gõ mật khẩu, vào Tệp > Thông tin > Bảo vệ để bỏ mật khẩu, lưu lại"
            raise SourceError("tệp Word có mật khẩu", hint)
        hint = "mở bằng Word, chọn Lưu thành… Word (.docx) rồi nhập tệp mới"
        raise SourceError("tệp Office kiểu cũ (.doc), không đọc được", hint)
    if data.startswith(b"{\\rtf"):
        hint = "mở bằng Word, chọn Lưu thành… Word (.docx) rồi nhập tệp mới"
        raise SourceError("tệp RTF, không đọc được", hint)
    if data.startswith(b"%PDF"):
        hint = "tìm tệp Word gốc; hoặc mở PDF bằng Word rồi lưu thành .docx và soát lại"
        raise SourceError("tệp PDF, không đọc được", hint)
    if re.match(rb"(?:From|MIME-Version|Content-Type|Subject|Snapshot-Content-Location):", data):
        hint = "mở bằng trình duyệt, lưu lại kiểu “Trang web, chỉ HTML” hoặc “Trang web, đầy đủ”"
        raise SourceError("trang web lưu kiểu MHT, không đọc được", hint)
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")) or data[4:8] == b"ftyp":
        hint = "đây là ảnh hay phim: chép vào thư mục của một bài, cạnh index.md"
        raise SourceError(f"“{path.name}” không phải văn bản", hint)
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = f"các kiểu tệp đọc được: {', '.join(SUFFIXES)}"
        raise SourceError("không phải tệp Word, trang web hay văn bản", hint)
