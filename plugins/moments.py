"""Dates and times as programs exchange them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone


def whole_minutes(moment: datetime) -> datetime:
    """The moment with an offset of whole minutes, which is all that RFC 3339 and 5322 can write.

    Local times before time zones (+07:06:30 in Vietnam until 1911) have seconds in theirs. The
    hour on the clock stays as it was written.
    """
    offset = moment.utcoffset()
    if offset is None or not offset % timedelta(minutes=1):
        return moment
    return moment.replace(tzinfo=timezone(offset - offset % timedelta(minutes=1)))


def rfc3339(moment: datetime) -> str:
    """A moment in the form of RFC 3339, which is W3C's and schema.org's too."""
    return whole_minutes(moment).isoformat(timespec="seconds")
