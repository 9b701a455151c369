"""Questions to other hosts: short, bounded in time and bytes, with reasons in plain words."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from plugins.values import Struct

PATIENCE = 10.0
"""Seconds that a host may be silent."""
DEADLINE = 30.0
"""Seconds that a whole answer may take."""
_AGENT = "Mozilla/5.0 (compatible; thu-vien-site)"
_KEPT = "!#$%&'()*+,/:;=?@[]~"
"""Characters of an address that mean something; all else but letters is written as bytes."""


class Reply(Struct, frozen=True, kw_only=True):
    """An answer: `address` is that after redirects, `kind` the media type, `data` what was read.

    `age` is how many seconds ago it was made, where a cache says so (RFC 9111, 5.1).
    """

    status: int
    address: str
    kind: str
    data: bytes = b""
    age: int = 0


class NoAnswerError(Exception):
    """Nobody could be asked: why, in Vietnamese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Redirects(HTTPRedirectHandler):
    """Follows to web addresses only, with the method of the question."""

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).scheme not in ("https", req.type):
            return None
        asked = super().redirect_request(req, fp, code, msg, headers, newurl)
        if asked is not None:
            asked.method = req.get_method()
        return asked


_OPENER = build_opener(_Redirects)


def ask(
    address: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    most: int = 0,
    patience: float = PATIENCE,
) -> Reply:
    """Ask for a web address, and read at most so many bytes. Raises NoAnswerError.

    An answer that is longer than `most`, where that is not 0, is no answer; of one that tells an
    error only what can be had counts.
    """
    try:
        asked = Request(  # noqa: S310 (refused below unless it is a web address)
            quote(address, safe=_KEPT),
            headers={"User-Agent": _AGENT, **(headers or {})},
            method=method,
        )
        if asked.type not in ("http", "https"):
            raise NoAnswerError("đây không phải địa chỉ web")
        try:
            with _OPENER.open(asked, timeout=patience) as answer:
                return _reply(answer, most)
        except HTTPError as error:  # an answer too
            with error:
                kind = error.headers.get_content_type()
                where = error.url or address
                return Reply(status=error.code, address=where, kind=kind, data=_words(error, most))
    except (OSError, HTTPException, ValueError) as error:
        raise NoAnswerError(_reason(error)) from None


def _reply(answer: HTTPResponse, most: int) -> Reply:
    data = _read(answer, most)
    if len(data) > max(most, 0):
        raise NoAnswerError(f"câu trả lời lớn hơn {most // 1_000_000 or 1} MB")
    if most and answer.length:
        raise ConnectionError  # it ended before all was said
    kind, age = answer.headers.get_content_type(), _age(answer.headers.get("Age", ""))
    return Reply(status=answer.status, address=answer.url, kind=kind, data=data, age=age)


def _words(error: HTTPError, most: int) -> bytes:
    """What a host says beside an error; it matters less than the error."""
    try:
        return _read(error, most)[:most]
    except (OSError, HTTPException, ValueError):
        return b""


def _read(answer: HTTPResponse | HTTPError, most: int) -> bytes:
    """The bytes of an answer; where there are more than `most`, some more than that."""
    data = b""
    end = time.monotonic() + DEADLINE
    while most and len(data) <= most:
        part = answer.read1(65536)
        if not part:
            break
        data += part
        if time.monotonic() > end:
            raise TimeoutError
    return data


def _age(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _reason(error: Exception) -> str:
    inner = error.reason if isinstance(error, URLError) else error
    if isinstance(inner, socket.gaierror):
        return "không tìm thấy máy chủ, hoặc máy này không có mạng"
    if isinstance(inner, TimeoutError):
        return "máy chủ trả lời quá chậm"
    if isinstance(inner, ssl.SSLError):
        return "chứng chỉ (https) của máy chủ không hợp lệ"
    if isinstance(inner, ConnectionError):
        return "máy chủ ngắt kết nối"
    return f"không kết nối được ({inner})"
