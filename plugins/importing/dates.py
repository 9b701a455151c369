"""Dates that a text tells of itself: when a page was published, when a letter was signed."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from plugins.vietnamese import parse_datetime

_MOMENT = (
    r"(?P<moment>\d{1,2}/\d{1,2}/\d{4}(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:SA|CH|AM|PM))?)?"
    r"|\d{4}-\d{1,2}-\d{1,2}(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?)?)"
)
PUBLISHED = re.compile(
    r"(?:ngày\s+(?:xuất\s+bản|đăng(?:\s+tin)?|cập\s+nhật|tạo)|xuất\s+bản|đăng\s+ngày"
    r"|cập\s+nhật(?:\s+lần\s+cuối)?(?:\s+ngày)?)\s*:?\s*" + _MOMENT,
    re.IGNORECASE,
)
"""`Ngày xuất bản: 11/01/2021 8:41:24 SA`, as the old portal shows it, and its like."""

_SIGNED = re.compile(
    r"(?:[^\W\d_][\w .-]{1,40},\s*)?ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\.?",
    re.IGNORECASE,
)
_HALVES = {"AM": "SA", "PM": "CH"}


def published(text: str, zone: tzinfo) -> datetime | None:
    """The moment that a line of text gives as that of its publication."""
    match = PUBLISHED.search(text)
    return moment(match["moment"], zone) if match else None


def signed(line: str, zone: tzinfo) -> datetime | None:
    """The day of a line that tells place and day: `Yên Bái, ngày 08 tháng 01 năm 2021`."""
    match = _SIGNED.fullmatch(line.strip(" ()"))
    return moment(f"{match[1]}/{match[2]}/{match[3]}", zone) if match else None


def moment(text: str, zone: tzinfo) -> datetime | None:
    """A date as people or machines write it; None when it is none."""
    text = re.sub(r"AM|PM", lambda half: _HALVES[half[0].upper()], text.strip(), flags=re.I)
    try:
        if re.match(r"\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$", text):
            return datetime.fromisoformat(text).astimezone(zone)
        return parse_datetime(text, zone)
    except (ValueError, OverflowError):
        return None
