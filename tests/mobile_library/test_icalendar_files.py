"""Calendars: what RFC 5545 asks for, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from plugins.mobile_library.calendar import (
    changed_sessions,
)
from plugins.mobile_library.icalendar_files import Calendars
from plugins.mobile_library.recurrence import parse_recurrence
from plugins.mobile_library.stops import Stop
from plugins.mobile_library.trips import Trip
from plugins.settings import SiteSettings
from tests.feeds.samples import HOSTILE, settings
from tests.mobile_library.making import service, stop, trip

SITE = settings()


def calendars(stops: Iterable[Stop], *trips: Trip, site: SiteSettings = SITE) -> Calendars:
    stops = tuple(stops)
    return Calendars(stops, tuple(changed_sessions(stops, trips)), site)


def of_all(*stops: Stop, trips: tuple[Trip, ...] = (), **site: Any) -> bytes:
    return calendars(stops, *trips, site=settings(**site)).of_all()


def lines(data: bytes) -> list[str]:
    """The content lines, unfolded (3.1)."""
    text = data.decode()
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "octets of a line"
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def events(data: bytes) -> list[list[str]]:
    """The lines of each event."""
    found: list[list[str]] = []
    for line in lines(data):
        if line == "BEGIN:VEVENT":
            found.append([])
        if found and line != "END:VCALENDAR":
            found[-1].append(line)
    return [event[1:-1] for event in found]


def values(event: list[str], *names: str) -> list[str]:
    """Lines of these properties."""
    return [line for line in event if re.split("[:;]", line)[0] in names]


SCHOOL = stop(
    "truong",
    service(
        "Tuesday",
        "FREQ=WEEKLY;INTERVAL=2",
        end=date(2021, 6, 30),
        exceptions=(date(2021, 2, 16), date(2021, 2, 17)),
        timetable="https://example.org/lich",
    ),
    name="Trường Thử",
    community="Xã Thử",
    address="Thôn 1",
    longitude=104.87,
    latitude=0.00005,
)
MARKET = stop("cho", service("Friday", arrival="14:00", departure="16:00"), name="Chợ")


def test_a_whole_calendar() -> None:
    found = lines(of_all(SCHOOL))
    zone = found.index("BEGIN:VTIMEZONE"), found.index("END:VTIMEZONE")
    assert found[:3] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Thư viện tỉnh//Xe thư viện lưu động//VI",
    ]
    assert sorted(found[3 : zone[0]]) == [
        "NAME:Xe thư viện lưu động - Thư viện tỉnh",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "SOURCE;VALUE=URI:https://example.org/xe-thu-vien/lich.ics",
        "URL:https://example.org/xe-thu-vien/",
        "X-PUBLISHED-TTL:PT12H",
        "X-WR-CALNAME:Xe thư viện lưu động - Thư viện tỉnh",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
    ]
    assert found.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:Asia/Ho_Chi_Minh" in found[zone[0] : zone[1]]
    (event,) = events(of_all(SCHOOL))
    (uid,) = values(event, "UID")
    assert re.fullmatch(r"UID:[0-9a-f]{20}@example\.org", uid)
    assert sorted(event) == sorted(
        [
            uid,
            "SUMMARY:Xe thư viện: Trường Thử",
            "DTSTAMP:20210104T170000Z",
            "DTSTART;TZID=Asia/Ho_Chi_Minh:20210105T080000",
            "DTEND;TZID=Asia/Ho_Chi_Minh:20210105T103000",
            "RRULE:FREQ=WEEKLY;UNTIL=20210630T165959Z;INTERVAL=2",
            "EXDATE;TZID=Asia/Ho_Chi_Minh:20210216T080000",
            "SEQUENCE:1",
            "LOCATION:Trường Thử\\, Thôn 1\\, Xã Thử",
            "GEO:0.000050;104.870000",
            "DESCRIPTION:Tuyến 1\\, Xe 1\\nhttps://example.org/lich",
            "URL:https://example.org/xe-thu-vien/diem-dung/truong/",
            "CATEGORIES:Xe thư viện lưu động",
            "CONTACT:Thư viện tỉnh",
            "TRANSP:TRANSPARENT",
        ]
    )


def test_without_stops_there_is_a_calendar_all_the_same() -> None:
    """RFC 5545, 3.6: at least one component."""
    assert events(of_all()) == []
    assert "BEGIN:VTIMEZONE" in lines(of_all())


@pytest.mark.parametrize(
    ("values_of_row", "start", "rule"),
    [
        ({}, "20210105", "FREQ=WEEKLY"),
        # The first day of the rule, not of the row.
        ({"rule": "FREQ=MONTHLY;BYDAY=2TU"}, "20210112", "FREQ=MONTHLY;BYDAY=2TU"),
        ({"start": date(2021, 1, 6)}, "20210112", "FREQ=WEEKLY"),
        ({"start": None}, "20000104", "FREQ=WEEKLY"),
        # UNTIL is the earlier end, in UTC; a COUNT excludes it.
        (
            {"rule": "FREQ=WEEKLY;UNTIL=20210301", "end": date(2021, 3, 15)},
            "20210105",
            "FREQ=WEEKLY;UNTIL=20210301T165959Z",
        ),
        (
            {"rule": "FREQ=WEEKLY;UNTIL=20210401", "end": date(2021, 3, 15)},
            "20210105",
            "FREQ=WEEKLY;UNTIL=20210315T165959Z",
        ),
        ({"rule": "FREQ=WEEKLY;COUNT=9"}, "20210105", "FREQ=WEEKLY;COUNT=9"),
        (
            {"rule": "FREQ=WEEKLY;COUNT=9", "end": date(2021, 1, 20)},
            "20210105",
            "FREQ=WEEKLY;COUNT=3",
        ),
        (
            {"rule": "FREQ=WEEKLY;COUNT=2;UNTIL=20210301"},
            "20210105",
            "FREQ=WEEKLY;COUNT=2",
        ),
        ({"rule": "FREQ=YEARLY;BYMONTH=+02;BYMONTHDAY=029"}, "20240229", "FREQ=YEARLY;BYMONTHDAY"),
    ],
)
def test_the_rule_begins_with_its_first_day(
    values_of_row: dict[str, Any], start: str, rule: str
) -> None:
    (event,) = events(of_all(stop("a", service(**values_of_row))))
    assert values(event, "DTSTART") == [f"DTSTART;TZID=Asia/Ho_Chi_Minh:{start}T080000"]
    (found,) = values(event, "RRULE")
    assert found.startswith(f"RRULE:{rule}")
    assert not ("COUNT" in found and "UNTIL" in found)


@pytest.mark.parametrize(
    "row",
    [
        {"rule": "FREQ=DAILY;INTERVAL=7;BYDAY=WE"},
        {"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"},
        {"end": date(2021, 1, 4)},
        {"start": None, "end": date(1999, 12, 31)},
    ],
    ids=str,
)
def test_a_rule_without_days_is_no_event(row: dict[str, Any]) -> None:
    assert events(of_all(stop("a", service(**row)))) == []


def test_samples_are_marked() -> None:
    (event,) = events(of_all(stop("a", sample=True)))
    assert values(event, "DESCRIPTION") == ["DESCRIPTION:Tuyến 1\\, Xe 1\\nDữ liệu mẫu"]


@pytest.mark.parametrize(
    ("arrival", "departure", "end"),
    [
        ("00:00", "23:59", ["DTEND;TZID=Asia/Ho_Chi_Minh:20210105T235900"]),
        ("08:00", "08:00", []),  # an end must be later than the start
    ],
)
def test_odd_times(arrival: str, departure: str, end: list[str]) -> None:
    (event,) = events(of_all(stop("a", service(arrival=arrival, departure=departure))))
    assert values(event, "DTEND") == end


CANCELLED = trip("2021-03-05", "cho", "cancelled", note="Đường lở")
LATER = trip(
    "2021-03-12", "cho", "moved", new_date=date(2021, 3, 13), new_arrival="09:15",
    note="Họp chợ", announced=date(2021, 3, 1),
)  # fmt: skip
ELSEWHERE = trip("2021-03-19", "cho", "moved", new_stop="truong")


def test_changes_are_overrides_of_one_occurrence() -> None:
    first, cancelled, later, elsewhere = events(
        of_all(MARKET, SCHOOL, trips=(CANCELLED, LATER, ELSEWHERE))
    )[:4]
    uid = values(first, "UID")
    assert [values(event, "UID") for event in (cancelled, later, elsewhere)] == [uid] * 3
    names = ("RECURRENCE-ID", "DTSTART", "DTEND", "STATUS", "SUMMARY", "LOCATION", "DESCRIPTION")
    zone = ";TZID=Asia/Ho_Chi_Minh:"
    assert sorted(values(cancelled, *names)) == [
        "DESCRIPTION:Đường lở\\nTuyến 1\\, Xe 1",
        f"DTEND{zone}20210305T160000",
        f"DTSTART{zone}20210305T140000",
        "LOCATION:Chợ",
        f"RECURRENCE-ID{zone}20210305T140000",
        "STATUS:CANCELLED",
        "SUMMARY:Xe nghỉ: Chợ",
    ]
    assert sorted(values(later, *names)) == [
        "DESCRIPTION:Họp chợ\\nThay cho buổi 14:00\\, thứ Sáu 12/03/2021\\, Chợ\\nTuyến 1\\, Xe 1",
        f"DTEND{zone}20210313T111500",
        f"DTSTART{zone}20210313T091500",
        "LOCATION:Chợ",
        f"RECURRENCE-ID{zone}20210312T140000",
        "SUMMARY:Xe dời buổi: Chợ",
    ]
    assert sorted(values(elsewhere, *names, "URL"))[1:] == [
        f"DTEND{zone}20210319T160000",
        f"DTSTART{zone}20210319T140000",
        "LOCATION:Trường Thử\\, Thôn 1\\, Xã Thử",
        f"RECURRENCE-ID{zone}20210319T140000",
        "SUMMARY:Xe dời buổi: Trường Thử",
        "URL:https://example.org/xe-thu-vien/diem-dung/truong/",
    ]
    stamps = [values(event, "DTSTAMP", "SEQUENCE") for event in (first, cancelled, later)]
    assert stamps == [
        ["DTSTAMP:20210311T170000Z", "SEQUENCE:3"],  # the last that was told: a week before
        ["DTSTAMP:20210225T170000Z", "SEQUENCE:3"],
        ["DTSTAMP:20210228T170000Z", "SEQUENCE:3"],
    ]


def test_a_session_moved_to_another_stop_is_in_both_calendars() -> None:
    made = calendars((MARKET, SCHOOL), ELSEWHERE)
    old, new = events(made.of_stop(MARKET)), events(made.of_stop(SCHOOL))
    assert [len(old), len(new)] == [2, 2]
    override, guest = old[1], new[1]
    assert values(guest, "RECURRENCE-ID", "RRULE") == []
    assert values(override, "RECURRENCE-ID")
    uids = {values(event, "UID")[0] for event in (*old, *new)}
    assert len(uids) == 3, "an event of its own, not one without a series"
    assert values(guest, "DTSTART", "LOCATION") == values(override, "DTSTART", "LOCATION")
    assert "NAME:Xe thư viện lưu động: Trường Thử" in lines(made.of_stop(SCHOOL))


def uids(*stops: Stop) -> list[str]:
    return [uid for event in events(of_all(*stops)) for uid in values(event, "UID")]


def test_an_event_keeps_its_name_while_a_row_is_mended() -> None:
    row = service("Tuesday", start=date(2021, 1, 5))
    (before,) = uids(stop("a", row))
    for changes in (
        {"arrival": "07:45", "departure": "09:00"},
        {"rule": "FREQ=WEEKLY;INTERVAL=2"},
        {"end": date(2022, 1, 1)},
        {"exceptions": (date(2021, 2, 16),)},
        {"line": 17, "mobile": "Xe 2"},
    ):
        assert uids(stop("a", service("Tuesday", **changes))) == [before]  # type: ignore[arg-type]
    others = (
        stop("b", row),
        stop("a", service("Monday")),
        stop("a", service(start=date(2021, 2, 2))),
        stop("a", service(route="Tuyến 2")),
    )
    assert len({before, *(uid for other in others for uid in uids(other))}) == 5
    twice = uids(stop("a", row, service(arrival="13:00", departure="14:00", line=3)))
    assert twice[0] == before != twice[1]


def test_same_tables_same_bytes() -> None:
    def make() -> list[bytes]:
        made = calendars((MARKET, SCHOOL), CANCELLED, LATER, ELSEWHERE)
        return [made.of_all(), made.of_stop(MARKET), made.of_stop(SCHOOL)]

    assert make() == make()


@pytest.mark.parametrize("text", [*HOSTILE.values(), "a;b,c\\n\\d:e", "BEGIN:VEVENT", '"x"'])
def test_hostile_names_stay_text(text: str) -> None:
    odd = stop("a", service(route=text, organisation=text, mobile=text), name=text, address=text)
    change = trip("2021-03-02", "a", "cancelled", note=text)
    name = "".join(sign for sign in text if sign.isprintable())  # settings take no other signs
    data = of_all(odd, trips=(change,), name=name)
    first, override = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert (str(first["SUMMARY"]), str(first["CONTACT"])) == (f"Xe thư viện: {text}", text)
    assert str(first["LOCATION"]) == f"{text}, {text}"
    assert str(override["DESCRIPTION"]) == f"{text}\n{text}, {text}"
    assert len(vobject.readOne(data.decode()).vevent_list) == 2


@given(
    st.fixed_dictionaries(
        {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])},
        optional={
            "BYDAY": st.sampled_from(["MO", "TU,MO,TU", "+2TU", "-01SU", "002WE,53MO"]),
            "BYMONTHDAY": st.sampled_from(["1", "+01", "-31", "31,1,031"]),
            "BYYEARDAY": st.sampled_from(["1", "-366", "+001"]),
            "BYWEEKNO": st.sampled_from(["53", "-1", "020"]),
            "BYMONTH": st.sampled_from(["1", "+2", "06,7", "-1"]),
            "BYSETPOS": st.sampled_from(["1", "-001"]),
            "WKST": st.just("SU"),
        },
    )
)
def test_every_rule_that_is_read_can_be_written(parts: dict[str, str]) -> None:
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        parse_recurrence(text)
    except ValueError:
        return
    data = of_all(stop("a", service(rule=text)))
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        assert not event.errors
