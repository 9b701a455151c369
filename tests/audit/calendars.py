"""Every .ics file, read back by icalendar and held against RFC 5545."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import icalendar

from tests.audit.findings import Finding, Outcome
from tests.audit.sites import BuiltSite

_LINE = 75
"""Octets of a line (RFC 5545, section 3.1)."""


def check_calendars(site: BuiltSite) -> Outcome:
    """Read every calendar."""
    files = sorted(site.folder.rglob("*.ics"))
    findings = [
        Finding(where=path.relative_to(site.folder).as_posix(), what=what)
        for path in files
        for what in problems_of(path)
    ]
    events = sum(path.read_bytes().count(b"BEGIN:VEVENT") for path in files)
    return Outcome(looked_at=f"{len(files)} tệp lịch, {events} sự kiện", findings=tuple(findings))


def problems_of(path: Path) -> Iterator[str]:
    """What is wrong with a calendar."""
    data = path.read_bytes()
    lines = data.split(b"\r\n")
    if lines[-1] != b"" or any(b"\n" in line or b"\r" in line for line in lines):
        yield "dòng không kết thúc bằng CRLF"
    long = [number for number, line in enumerate(lines, 1) if len(line) > _LINE]
    yield from (f"dòng {number} dài hơn {_LINE} octet" for number in long)
    try:
        calendar = icalendar.Calendar.from_ical(data)
    except ValueError as error:
        yield f"icalendar không đọc được: {error}"
        return
    yield from (f"thiếu {name}" for name in ("VERSION", "PRODID") if name not in calendar)
    known = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    seen = set()
    for event in calendar.walk("VEVENT"):
        uid = str(event.get("UID", ""))
        again = event.get("RECURRENCE-ID")
        key = (uid, again.dt if again else None)
        if key in seen:
            yield f"hai sự kiện cùng UID {uid}"
        seen.add(key)
        yield from (
            f"sự kiện {uid}: thiếu {name}"
            for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY")
            if name not in event
        )
        for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
            zone = event[name].params.get("TZID") if name in event else None
            if zone and zone not in known:
                yield f"sự kiện {uid}: không có VTIMEZONE cho {zone}"
        if event.errors:
            yield f"sự kiện {uid}: {event.errors}"
        if "DTEND" in event and "DTSTART" in event:
            yield from (
                f"sự kiện {uid}: kết thúc trước khi bắt đầu"
                for start, end in pairwise([event["DTSTART"].dt, event["DTEND"].dt])
                if end <= start
            )
