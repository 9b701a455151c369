"""Lines of web servers' logs as requests, whatever format they are in.

Read are: our own format (`deploy/nginx/`), the combined and the common log format as Apache's
`mod_log_config` and nginx's `ngx_http_log_module` define them, and JSON objects with the names of
nginx's variables as keys. Nothing in a line is trusted: what does not fit is no request.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, NamedTuple

LONGEST = 1 << 20
"""Bytes of a line that are looked at; servers take requests of some 32 KB."""

MARK = b"lx1"
"""First field of a line in our format; the number is that of its form."""

FORMATS = "định dạng của trang này (lx1), combined, common, JSON; tệp nén gzip và zstd cũng được"
"""What can be read, for editors."""


class Request(NamedTuple):
    """One request. A tuple, for there are half a million of them in a large log."""

    id: bytes
    """What the server gave this request and no other; empty where it gave none."""
    at: int
    """When it was logged, in seconds since 1970 (UTC)."""
    address: bytes
    method: bytes
    status: bytes
    target: bytes
    """Path and query as they were sent, percent-encoded."""
    purpose: bytes
    """`Sec-Purpose`, which browsers send with what they fetch before anybody asked for it."""
    agent: bytes | None
    """The browser's name for itself; None in formats without it."""


def parse_line(line: bytes) -> Request | None:
    """The request of a line, without the end of the line; None for what is no line of a log."""
    line = line[:LONGEST].rstrip(b"\r")
    if line.startswith(MARK + b"\t"):
        return _own(line)
    if line.startswith(b"{"):
        return _json(line)
    return _combined(line)


_ADDRESS = re.compile(rb"[0-9A-Za-z:.%_-]{1,255}")
_STATUS = re.compile(rb"\d{3}")
_SECONDS = re.compile(rb"(\d{1,11})(?:\.\d+)?")


def _own(line: bytes) -> Request | None:
    fields = line.split(b"\t")
    if len(fields) != 9:
        return None
    _, name, moment, address, method, status, target, purpose, agent = fields
    at = _SECONDS.fullmatch(moment)
    if not (at and _ADDRESS.fullmatch(address) and _STATUS.fullmatch(status)):
        return None
    return Request(
        _given(name),
        int(at[1]),
        address,
        method,
        status,
        _unescaped(target),
        _given(purpose),
        _unescaped(_given(agent)),
    )


# A value in quotes holds none: nginx writes \x22 for it, Apache \".
_COMBINED = re.compile(
    rb"([0-9A-Za-z:.%_-]{1,255}) [^\"]*"
    rb"\[([0-3]\d/[A-Z][a-z]{2}/\d{4}:\d\d):([0-5]\d):(\d\d) ([+-]\d{4})\] "
    rb"\"([A-Z]+) ([^\" ]+) HTTP/[\d.]+\" (\d{3}) (?:\d+|-)"
    rb"(?: \"[^\"\\]*(?:\\.[^\"\\]*)*\" \"([^\"\\]*(?:\\.[^\"\\]*)*)\"(?: .*)?)?",
    re.DOTALL,
)


def _combined(line: bytes) -> Request | None:
    found = _COMBINED.fullmatch(line)
    if not found:
        return None
    address, hour, minute, second, offset, method, target, status, agent = found.groups()
    begin = _hour(hour, offset)
    if begin is None or second > b"60":  # a leap second is one
        return None
    if agent is not None:
        agent = _unescaped(_given(agent))
    at = begin + int(minute) * 60 + int(second)
    return Request(b"", at, address, method, status, _unescaped(target), b"", agent)


_hours: dict[tuple[bytes, bytes], int | None] = {}
_MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _hour(text: bytes, offset: bytes) -> int | None:
    """When the hour of `11/Jan/2021:08` began at this offset; None for a day or hour that no
    calendar has. Logs ask for the same one again and again."""
    key = text, offset
    if key not in _hours:
        if len(_hours) > 4096:  # a log of made-up days
            _hours.clear()
        try:
            day, month, rest = text.split(b"/")
            away = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:]))
            _hours[key] = _seconds(
                datetime(
                    int(rest[:4]),
                    _MONTHS.index(month) + 1,
                    int(day),
                    int(rest[5:]),
                    tzinfo=timezone(-away if offset.startswith(b"-") else away),
                )
            )
        except (ValueError, OverflowError):
            _hours[key] = None
    return _hours[key]


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _seconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(seconds=1)


def _json(line: bytes) -> Request | None:
    try:
        values = json.loads(line.decode(errors="surrogateescape"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict):
        return None
    at = _json_moment(values)
    address, status = _text(values, "remote_addr"), _text(values, "status")
    method, target = _text(values, "request_method"), _text(values, "request_uri")
    parts = _text(values, "request").split(b" ")
    if not (method and target) and len(parts) == 3:
        method, target = parts[:2]
    if at is None or not (method and target):
        return None
    if not (_ADDRESS.fullmatch(address) and _STATUS.fullmatch(status)):
        return None
    known = "http_user_agent" in values
    return Request(
        _given(_text(values, "request_id") or _text(values, "id")),
        at,
        address,
        method,
        status,
        target,
        _given(_text(values, "http_sec_purpose")),
        _given(_text(values, "http_user_agent")) if known else None,
    )


def _json_moment(values: Mapping[str, Any]) -> int | None:
    for key in ("msec", "time_iso8601", "time_local", "time"):
        text = _text(values, key)
        if not text:
            continue
        if number := _SECONDS.fullmatch(text):
            return int(number[1])
        hour, _, offset = text.partition(b" ")
        if local := re.fullmatch(rb"(.{14}):([0-5]\d):([0-5]\d|60) ([+-]\d{4})", text):
            hour, minute, second, offset = local.groups()
            begin = _hour(hour, offset)
            return None if begin is None else begin + int(minute) * 60 + int(second)
        try:
            moment = datetime.fromisoformat(text.decode())
            return _seconds(moment) if moment.tzinfo else None
        except (ValueError, OverflowError):
            return None
    return None


def _text(values: Mapping[str, Any], key: str) -> bytes:
    """A string or number of a JSON object as the bytes it was; else none."""
    value = values.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return b""
    # What was no UTF-8 comes out as it was; a lone half of a pair (\ud800) as nginx has none.
    return value.encode(errors="surrogateescape") if _encodes(value) else b"\xef\xbf\xbd"


def _encodes(text: str) -> bool:
    try:
        text.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _given(value: bytes) -> bytes:
    """Servers write `-` for what is not there."""
    return b"" if value == b"-" else value


_ESCAPES = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|([\"\\]))")


def _unescaped(value: bytes) -> bytes:
    r"""`\xC4` as the byte it stands for: the same request has the same words in every format."""
    if b"\\" not in value:
        return value
    return _ESCAPES.sub(lambda found: found[2] or bytes([int(found[1], 16)]), value)
