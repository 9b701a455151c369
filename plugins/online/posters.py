"""The still picture that YouTube shows of a film."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.galleries.images.opening import PhotoError
from plugins.galleries.images.probing import probe
from plugins.galleries.renditions import Size
from plugins.online.asking import NoAnswerError, ask
from plugins.online.verdicts import Services

LARGEST = 5_000_000
"""Bytes; the largest still is a tenth of that."""

_NAMES = ("maxresdefault", "hq720", "sddefault", "hqdefault", "mqdefault")
"""From large to small; of older films not all exist."""
_NARROWEST = 200
"""Pixels; in place of a still that does not exist comes a grey one of 120."""
_ID = r"[A-Za-z0-9_-]{11}"


class PosterError(Exception):
    """No poster, and why; in Vietnamese."""


def youtube_id(text: str) -> str:
    """The ID in what an editor typed or pasted, an address of YouTube perhaps; empty if none."""
    if re.fullmatch(_ID, text):
        return text
    host = r"https://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|youtube-nocookie\.com)/"
    found = re.match(rf"{host}(?:watch\?(?:\S*&)?v=|embed/|shorts/|live/)?({_ID})(?![\w-])", text)
    return found[1] if found else ""


def fetch_poster(id_: str, services: Services) -> tuple[bytes, Size]:
    """The largest still of a film, a JPEG that Pillow reads, and its size. Raises PosterError."""
    for name in _NAMES:
        try:
            reply = ask(f"{services.stills}/{id_}/{name}.jpg", most=LARGEST)
        except NoAnswerError as error:
            raise PosterError(f"Chưa hỏi được YouTube: {error.reason}.") from None
        if reply.status == 200:
            size = _size(reply.data)
            if size.width >= _NARROWEST:
                return reply.data, size
        elif reply.status not in (403, 404, 410):
            raise PosterError(f"Chưa hỏi được YouTube: máy chủ trả lời mã {reply.status}.")
    raise PosterError(f"YouTube không có ảnh bìa nào của video {id_}: kiểm tra lại mã.")


def _size(data: bytes) -> Size:
    if not data.startswith(b"\xff\xd8\xff"):
        raise PosterError("YouTube gửi về một tệp không phải ảnh JPEG, nên không ghi gì.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "poster.jpg"
        path.write_bytes(data)
        try:
            return probe(path).size
        except PhotoError as error:
            raise PosterError(f"Ảnh YouTube gửi về không dùng được: {error.message}.") from None
