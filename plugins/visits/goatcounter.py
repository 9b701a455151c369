"""GoatCounter's visitor counter: which questions are asked, and what the answers mean.

Its contract, from its documentation ("Visitor counter") and source (`handlers/vcounter.go`):
`/counter/TOTAL.json` and `/counter/<path>.json` answer `{"count": "1 234", ...}`, a text with the
separators its owner chose; 403 while the owner has not allowed it; 404 with the count "0" for a
path that nobody saw. `start` is a day in UTC. Answers may be some hours old.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote, urlencode

from plugins.values import Struct
from plugins.visits.counts import Counts, Recent

POSTS = 100
"""The newest posts whose views are asked for."""
RECENT = timedelta(days=30)
"""How far back `recent` views go."""
LARGEST = 10_000
"""Bytes of an answer; a true one has a hundred."""
MOST = 2**53 - 1
"""No figure is larger: the largest integer that a browser's script can hold."""

_NUMBER = re.compile(r"\d{1,3}(?:([^\w\-+])\d{3})(?:\1\d{3})*|\d+", re.ASCII)


class AnswerError(ValueError):
    """No figure in this answer: what is wrong and the cure, in Vietnamese."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Figures(Struct, frozen=True, kw_only=True):
    """What is asked of the whole site: addresses by the names of `Counts`."""

    total: str
    today: str | None
    month: str | None
    year: str | None


def figures(address: str, now: datetime, since: date | None) -> Figures:
    """The questions for the rows of the block; None where nobody can know.

    Days begin at midnight in UTC, which is 7 in the morning in Viet Nam: `today` lacks the hours
    before, and until then the day has not begun there. A row that could only be 0 is not asked for.
    """
    today = now.date()
    firsts = {"today": today, "month": today.replace(day=1), "year": today.replace(month=1, day=1)}
    days = {name: max(first, since or first) for name, first in firsts.items()}
    begun = {name: datetime.combine(day, time(), UTC) <= now for name, day in days.items()}
    return Figures(
        total=question(address, "TOTAL", since),
        **{
            name: question(address, "TOTAL", day) if begun[name] else None
            for name, day in days.items()
        },
    )


def question(address: str, path: str, since: date | None) -> str:
    """The address that tells the views of a site path (or `TOTAL`) since a day."""
    # Slashes at both ends are GoatCounter's own matter: it strips them from what it counted too.
    asked = f"{address}/counter/{quote(path.strip('/'))}.json"
    return f"{asked}?{urlencode({'start': since.isoformat()})}" if since else asked


def recent_since(now: datetime, since: date | None) -> date:
    """The first day of `recent`."""
    day = now.date() - RECENT
    return max(day, since) if since else day


def parse_answer(status: int, data: bytes) -> int:
    """The number in an answer. Raises AnswerError."""
    if status == 403:
        raise AnswerError(
            "GoatCounter không cho xem con số (mã 403)",
            "trong GoatCounter vào Settings, bật “Allow adding visitor counts on your website”",
        )
    if status not in (200, 404):
        raise AnswerError(f"máy chủ trả lời mã {status}", "chờ rồi chạy lại lệnh này")
    number = _number(data)
    if number is None or (status == 404 and number):
        raise AnswerError(
            f"câu trả lời (mã {status}) không phải con số của GoatCounter",
            "kiểm tra visit_address trong pelicanconf.py, dạng https://ten.goatcounter.com",
        )
    return number


def _number(data: bytes) -> int | None:
    """`{"count": "1 234"}`, or a bare "0"; None if it is neither."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict):
        value = value.get("count")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip()
    if len(text) > 40 or not _NUMBER.fullmatch(text):
        return None
    number = int(re.sub(r"\D", "", text))
    return number if number <= MOST else None


def counts(
    *,
    as_of: datetime,
    before: int,
    sums: Mapping[str, int],
    paths: Mapping[str, int],
    recent: Recent | None,
) -> Counts:
    """The contract, of what the answers said; `sums` by the names of `Figures`.

    Answers are of different age: none is less than a part of it that was told later.
    """
    today, month, year = (sums.get(name) for name in ("today", "month", "year"))
    if month is not None:
        month = max(month, today or 0)
    if year is not None:
        year = max(year, month or 0, today or 0)
    total = max(sums["total"], year or 0, month or 0, today or 0)
    return Counts(
        as_of=as_of, total=before + total, today=today, month=month, year=year,
        paths=paths, recent=recent,
    )  # fmt: skip
