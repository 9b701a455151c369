"""Word files; not read yet."""

from __future__ import annotations

from datetime import tzinfo

from plugins.importing.documents import Document, SourceError


def read_word(data: bytes, zone: tzinfo) -> Document:
    """Raises SourceError."""
    raise SourceError("tệp Word chưa đọc được", "lưu lại thành trang web hoặc văn bản")
