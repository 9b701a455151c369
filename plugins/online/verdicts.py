"""Whether a film elsewhere is still there, gone, or could not be asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from urllib.parse import urlencode, urlsplit

from plugins.fields import VideoSource
from plugins.online.asking import NoAnswerError, Reply, ask
from plugins.values import Struct

State = Literal["there", "gone", "unknown"]

_CURE = "sửa source, hoặc gỡ video: status: withdrawn"
_LATER = "chạy lại lệnh này sau; nếu vẫn vậy, mở thử bằng trình duyệt"


class Services(Struct, frozen=True, kw_only=True):
    """Where YouTube is asked: for a film's description, for its still pictures."""

    oembed: str = "https://www.youtube.com/oembed"
    stills: str = "https://i.ytimg.com/vi"


class Verdict(Struct, frozen=True, kw_only=True):
    """What became of a film: `gone` for readers, though its host may know it still."""

    state: State
    message: str = ""
    hint: str = ""


THERE = Verdict(state="there")


def verdict(source: VideoSource, services: Services) -> Verdict:
    """Ask for one film."""
    judge: Callable[[], Verdict] = (
        (lambda: _youtube(source.value, services))
        if source.kind == "youtube"
        else (lambda: _elsewhere(source.value))
    )
    try:
        return judge()
    except NoAnswerError as error:
        return _unknown(error.reason)


def _gone(message: str, hint: str = _CURE) -> Verdict:
    return Verdict(state="gone", message=f"không còn xem được: {message}", hint=hint)


def _unknown(message: str) -> Verdict:
    return Verdict(state="unknown", message=f"chưa hỏi được: {message}", hint=_LATER)


def _youtube(id_: str, services: Services) -> Verdict:
    page = f"https://www.youtube.com/watch?v={id_}"
    status = ask(f"{services.oembed}?{urlencode({'url': page, 'format': 'json'})}").status
    if status == 200:
        return THERE
    if status in (400, 404, 410):
        return _gone(f"YouTube không có video {id_}")
    if status in (401, 403):
        hint = "mở quyền xem và nhúng của video trên YouTube; không được thì " + _CURE
        return _gone(f"video {id_} để riêng tư, hoặc không cho nhúng vào trang khác", hint)
    return _unknown(f"YouTube trả lời mã {status}")


def _elsewhere(address: str) -> Verdict:
    reply = _head(address)
    if reply is None or reply.status >= 300:
        # Not every host knows HEAD; one byte of the film tells as much.
        reply = ask(address, headers={"Range": "bytes=0-0"})
    before, after = urlsplit(address), urlsplit(reply.address)
    if reply.status in (404, 410):
        return _gone(f"máy chủ không có tệp này (mã {reply.status})")
    if reply.status >= 300:  # a redirect here is one that leads nowhere
        return _unknown(f"máy chủ trả lời mã {reply.status}")
    if (before.scheme, before.netloc) != (after.scheme, after.netloc):
        # The content security policy of its page lets in the host that the editor named.
        hint = f"kiểm tra rồi ghi source: {{url: {reply.address}}}"
        return _gone("phim đã chuyển sang máy chủ khác, trang không phát từ đó", hint)
    if reply.kind in ("text/html", "application/xhtml+xml"):
        return _gone("địa chỉ này giờ là một trang web, không phải phim")
    return THERE


def _head(address: str) -> Reply | None:
    try:
        return ask(address, method="HEAD")
    except NoAnswerError:
        return None
