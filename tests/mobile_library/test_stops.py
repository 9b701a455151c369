"""Stops: the open schema as any spreadsheet saves it; home visits never come out."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.mobile_library.recurrence import Recurrence
from plugins.mobile_library.stops import COLUMNS, DAYS, Service, Stop
from tests.mobile_library.making import read_stops, service, stop, stop_table

STOP = Stop(
    slug="truong-tieu-hoc",
    url="xe-thu-vien/diem-dung/truong-tieu-hoc/",
    name="Trường tiểu học",
    community="Xã Cường Thịnh",
    address="Thôn 1",
    postcode="",
    longitude=104.87,
    latitude=21.7,
    services=(
        Service(
            organisation="Thư viện tỉnh",
            route="Tuyến 1",
            mobile="Xe 1",
            kind="Public",
            weekday=1,
            arrival="08:00",
            departure="10:30",
            recurrence=Recurrence(period="WEEKLY", interval=2),
            start=date(2021, 1, 5),
            end=None,
            exceptions=(),
            timetable="",
            line=2,
        ),
    ),
    sample=False,
)
"""What ROW says."""


@pytest.mark.parametrize(
    "text",
    [
        stop_table({}),
        stop_table({}, delimiter=";"),
        stop_table({}, delimiter="\t"),
        "\ufeff" + stop_table({}, delimiter=";"),
        stop_table({}).replace("\n", "\r\n"),
        unicodedata.normalize("NFD", stop_table({})),
        stop_table({}).replace("stop,", " Stop ,"),
        stop_table({}) + ",,,,,\n\n" + "," * 17 + "\n",
        stop_table({"day": "TUESDAY", "type": "public"}),
        stop_table({"geox": "104,87", "geoy": "21,70"}, delimiter=";"),
        stop_table({"geox": "104,87", "geoy": "21.7"}, delimiter="\t"),
        stop_table({"arrival": "8:00", "departure": "10:30:00"}),
        stop_table({"start": "05/01/2021"}),
        stop_table({"end": "9999-12-31"}),
        stop_table({"frequency": "RRULE:FREQ=WEEKLY;INTERVAL=2;"}),
        stop_table({"timetable": "lich.pdf"}),
    ],
    ids=[
        "comma", "semicolon", "tab", "byte order mark", "Windows lines", "decomposed",
        "header typed by hand", "empty rows", "other case", "decimal comma", "both decimals",
        "short hour, seconds", "local date", "last day there is", "rule with its name",
        "no web address",
    ],
)  # fmt: skip
def test_the_same_stop_from_any_spreadsheet(text: str) -> None:
    stops, problems = read_stops(text)
    assert stops == (STOP,)
    assert [message for _, message in problems if not message.startswith("? cột timetable")] == []


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", ",".join(COLUMNS), ",,,\n"])
def test_no_stops_yet(text: str) -> None:
    assert read_stops(text) == ((), [])


def test_the_least_that_the_schema_asks_for() -> None:
    (found,), problems = read_stops(
        "stop,day,type,arrival,departure\nChợ,Monday,Public,8:00,9:00\n"
    )
    assert problems == []
    assert (found.slug, found.place, found.routes, found.timetables) == ("cho", "", (), ())
    assert (found.longitude, found.latitude, found.sample) == (None, None, False)
    assert found.services == (
        service("Monday", organisation="", route="", mobile="", departure="09:00", start=None),
    )


def test_rows_of_one_stop_are_one_stop() -> None:
    (found,), problems = read_stops(
        stop_table(
            {"day": "Friday", "route": "Tuyến 2", "address": "", "timetable": "https://b.vn/1"},
            {"stop": "TRƯỜNG  tiểu học", "address": "Thôn 1", "postcode": "33000"},
            {"address": "Thôn 9", "community": "xã cường thịnh", "arrival": "07:00"},
            {"route": "", "timetable": "https://b.vn/1", "day": "Sunday"},
        )
    )
    assert problems == []
    # Of each cell, the first row that has it tells.
    assert (found.name, found.community) == ("Trường tiểu học", "Xã Cường Thịnh")
    assert (found.address, found.postcode) == ("Thôn 1", "33000")
    assert found.place == "Thôn 1, Xã Cường Thịnh"
    assert [(s.day, s.arrival, s.line) for s in found.services] == [
        ("Thứ Ba", "07:00", 4), ("Thứ Ba", "08:00", 3), ("Thứ Sáu", "08:00", 2),
        ("Chủ Nhật", "08:00", 5),
    ]  # fmt: skip
    assert found.routes == ("Tuyến 1", "Tuyến 2")
    assert found.timetables == ("https://b.vn/1",)


@pytest.mark.parametrize(
    ("places", "slugs"),
    [
        ([("Chợ", "Xã A"), ("Trường", "Xã A")], ["cho", "truong"]),
        ([("Chợ", "Xã A"), ("Chợ", "Xã B")], ["cho-xa-a", "cho-xa-b"]),
        ([("Chợ", "Xã A"), ("CHỢ", "Xã B")], ["cho-xa-a", "cho-xa-b"]),
        ([("Chợ", ""), ("Chợ", "Xã B")], ["cho", "cho-xa-b"]),
        ([("Đèo Ách", "")], ["deo-ach"]),
        ([("图书馆", "Xã A"), ("図書館", "Xã A")], ["diem-8f8e1c18", "diem-01935302"]),
        ([("🚐", ""), ("🚐", "Xã B")], ["diem-2faf3e61", "xa-b"]),
    ],
    ids=str,
)
def test_slugs(places: list[tuple[str, str]], slugs: list[str]) -> None:
    stops, problems = read_stops(stop_table(*({"stop": s, "community": c} for s, c in places)))
    assert problems == []
    by_place = {(found.name, found.community): found.slug for found in stops}
    assert [by_place[place] for place in places] == slugs


def test_a_name_without_latin_letters_keeps_its_address_whatever_else_is_there() -> None:
    alone = read_stops(stop_table({"stop": "图书馆"}))[0][0]
    among = read_stops(stop_table({"stop": "A"}, {"stop": "图书馆"}, {"stop": "B"}))[0]
    assert alone.slug in {found.slug for found in among}
    assert alone.url == f"xe-thu-vien/diem-dung/{alone.slug}/"


def test_two_stops_of_one_address_are_an_error_that_names_both_lines() -> None:
    stops, problems = read_stops(stop_table({"stop": "Chợ Mù"}, {}, {"stop": "Chợ Mú"}))
    assert problems == [(4, "điểm dừng có cùng địa chỉ với “Chợ Mù” ở dòng 2")]
    assert len(stops) == 3


def test_stops_come_in_the_order_of_the_week() -> None:
    rows = [
        {"stop": "d", "day": "Sunday", "arrival": "07:00"},
        {"stop": "c", "day": "Monday", "arrival": "10:00"},
        {"stop": "b", "day": "Monday", "arrival": "9:00"},
        {"stop": "a", "day": "Monday", "arrival": "10:00"},
    ]
    stops, _ = read_stops(stop_table(*rows))
    assert "".join(found.name for found in stops) == "bacd"


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "type": st.sampled_from(["Private", "Public", "x", "", "Privat", "Dynamic"]),
                "day": st.sampled_from([*DAYS, "?", ""]),
                "community": st.sampled_from(["", "Xã"]),
            }
        )
    )
)
def test_only_public_rows_come_out(rows: list[dict[str, str]]) -> None:
    named = [
        row | {"stop": f"{row['type']} {n}", "address": row["type"]} for n, row in enumerate(rows)
    ]
    stops, problems = read_stops(stop_table(*named))
    assert {found.address for found in stops} <= {"Public", "Dynamic"}
    right = [row for row in rows if row["type"][1:] in ("ublic", "ynamic") and row["day"] in DAYS]
    assert len(stops) == len(right)
    known = ("Private", "Public", "Dynamic")
    wrong = [row for row in rows if row["type"] not in known or row["day"] not in DAYS]
    assert len({line for line, _ in problems}) == len(wrong)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"stop": " "}, ["cột stop: còn để trống"]),
        ({"day": "Thứ Ba"}, ["cột day: không có giá trị “Thứ Ba”"]),
        ({"day": ""}, ["cột day: còn để trống"]),
        ({"type": "Secret"}, ["cột type: không có giá trị “Secret”"]),
        ({"type": ""}, ["cột type: còn để trống"]),
        ({"arrival": "8h"}, ["cột arrival: không hiểu giờ “8h”"]),
        ({"arrival": "24:00"}, ["cột arrival: không hiểu giờ “24:00”"]),
        ({"departure": "10:60"}, ["cột departure: không hiểu giờ “10:60”"]),
        ({"departure": ""}, ["cột departure: còn để trống"]),
        ({"departure": "07:59"}, ["cột departure: xe đi lúc 07:59, trước khi đến lúc 08:00"]),
        ({"departure": "08:00"}, []),
        ({"start": "mai"}, ["cột start: không hiểu ngày “mai”"]),
        ({"start": "", "frequency": ""}, []),
        ({"start": "", "frequency": "FREQ=WEEKLY;UNTIL=20211231"}, []),
        ({"start": ""}, ["cột start: nhịp này cần có ngày bắt đầu"]),
        ({"start": "", "frequency": "FREQ=WEEKLY;COUNT=3"},
         ["cột start: nhịp này cần có ngày bắt đầu"]),
        ({"start": "", "frequency": "FREQ=MONTHLY;BYDAY=2TU"},
         ["cột start: nhịp này cần có ngày bắt đầu"]),
        ({"end": "2021-01-04"}, ["cột end: ngày kết thúc đứng trước ngày bắt đầu"]),
        ({"end": "2021-01-05"}, []),
        ({"end": "31/04/2021"}, ["cột end: không có ngày giờ “31/04/2021” trên lịch"]),
        ({"frequency": "hằng tuần"}, ["cột frequency: không hiểu phần “HẰNG TUẦN”"]),
        ({"exceptions": "2021-02-09, Tết"}, ["cột exceptions: không hiểu ngày “Tết”"]),
        ({"geox": "bậy"}, ["cột geox: không phải tọa độ: “bậy”"]),
        ({"geoy": "104.87"}, ["cột geoy: không phải tọa độ: “104.87”"]),
        ({"geoy": ""}, ["? cột geox: chỉ có một trong hai tọa độ"]),
        ({"geox": "", "geoy": ""}, []),
        ({"timetable": "xem ở bảng tin"},
         ["? cột timetable: không phải địa chỉ web: “xem ở bảng tin”"]),
    ],
    ids=str,
)  # fmt: skip
def test_a_row_among_others(row: dict[str, str], expected: list[str]) -> None:
    right = {"stop": "Chợ", "community": ""}
    stops, problems = read_stops(stop_table(right, row))
    assert problems == [(3, message) for message in expected]
    assert "cho" in {found.slug for found in stops}


def test_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    row = {
        "day": "Mon", "type": "?", "arrival": "", "departure": "x", "frequency": "FREQ=HOURLY",
        "start": "1/1", "end": "2/2", "exceptions": "3/3", "stop": "", "timetable": "4",
    }  # fmt: skip
    assert [message for _, message in read_stops(stop_table(row))[1]] == [
        "cột stop: còn để trống",
        "cột arrival: còn để trống",
        "cột day: không có giá trị “Mon”",
        "cột type: không có giá trị “?”",
        "cột departure: không hiểu giờ “x”",
        "cột start: không hiểu ngày “1/1”",
        "cột end: không hiểu ngày “2/2”",
        "cột frequency: FREQ phải là một trong: DAILY, WEEKLY, MONTHLY, YEARLY",
        "cột exceptions: không hiểu ngày “3/3”",
        "? cột timetable: không phải địa chỉ web: “4”",
    ]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/lich?a=1&b=2", True),
        ("http://example.org", True),
        ("HTTPS://example.org/", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)//https://a", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org/", False),
        ("https:", False),
        ("https://[", False),
        ("ftp://example.org/", False),
        ("vbscript:x", False),
    ],
)
def test_only_web_addresses_are_linked(address: str, kept: bool) -> None:
    (found,), problems = read_stops(stop_table({"timetable": address}))
    assert found.timetables == ((address,) if kept else ())
    expected = [(2, f"? cột timetable: không phải địa chỉ web: “{address}”")]
    assert problems == ([] if kept else expected)


@pytest.mark.parametrize("column", ["geox", "geoy"])
def test_coordinates_come_from_the_first_row_that_has_both(column: str) -> None:
    rows = {column: ""}, {"geox": "105", "geoy": "22"}, {"geox": "106", "geoy": "23"}
    (found,), problems = read_stops(stop_table(*rows))
    assert (found.longitude, found.latitude) == (105.0, 22.0)
    assert problems == [(2, "? cột geox: chỉ có một trong hai tọa độ")]


@pytest.mark.parametrize(
    ("organisation", "sample"),
    [("Dữ liệu mẫu", True), ("Thư viện (Dữ liệu mẫu)", True), ("Thư viện", False), ("", False)],
)
def test_the_mark_of_samples(organisation: str, sample: bool) -> None:
    (found,), _ = read_stops(stop_table({}, {"organisation": organisation}))
    assert found.sample is sample


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ["2021-03-02", "2021-03-09", "2021-03-16", "2021-03-23", "2021-03-30"]),
        ({"start": date(2021, 3, 10)}, ["2021-03-16", "2021-03-23", "2021-03-30"]),
        ({"start": date(2021, 3, 16), "end": date(2021, 3, 23)}, ["2021-03-16", "2021-03-23"]),
        ({"start": date(2021, 4, 1)}, []),
        ({"start": date(2021, 3, 31)}, []),
        ({"start": None, "end": date(2021, 3, 8)}, ["2021-03-02"]),
        ({"start": date(2999, 12, 31)}, []),
        (
            {"exceptions": (date(2021, 3, 9), date(2021, 3, 10), date(2021, 3, 30))},
            ["2021-03-02", "2021-03-16", "2021-03-23"],
        ),
    ],
    ids=str,
)
def test_days_of_service(values: dict[str, object], expected: list[str]) -> None:
    found = service("Tuesday", **values).dates(date(2021, 3, 1), date(2021, 3, 31))
    assert [day.isoformat() for day in found] == expected


@pytest.mark.parametrize(
    ("values", "day", "over"),
    [
        ({}, date(2999, 1, 1), False),
        ({"end": date(2021, 3, 1)}, date(2021, 3, 1), False),
        ({"end": date(2021, 3, 1)}, date(2021, 3, 2), True),
        ({"rule": "FREQ=WEEKLY;UNTIL=20210301"}, date(2021, 3, 1), False),
        ({"rule": "FREQ=WEEKLY;UNTIL=20210301"}, date(2021, 3, 2), True),
        ({"rule": "FREQ=WEEKLY;UNTIL=20210301", "end": date(2021, 5, 1)}, date(2021, 4, 1), True),
    ],
    ids=str,
)
def test_a_service_that_goes_on_no_more(values: dict[str, object], day: date, over: bool) -> None:
    assert service(**values).ended(day) is over  # type: ignore[arg-type]


def test_a_place_in_one_line() -> None:
    assert stop("a").place == ""
    assert stop("a", community="Xã").place == "Xã"
    assert stop("a", address="Thôn 1", community="Xã").place == "Thôn 1, Xã"


@pytest.mark.parametrize(
    ("rule", "warns"),
    [
        ("", False),
        ("FREQ=WEEKLY;INTERVAL=2", False),
        ("FREQ=MONTHLY;BYDAY=2TU", False),
        ("FREQ=WEEKLY;BYDAY=TU", False),
        ("FREQ=WEEKLY;BYDAY=TU,FR", True),
        ("FREQ=MONTHLY;BYDAY=2WE", True),
        ("FREQ=MONTHLY", True),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2", True),  # a Tuesday in the first year only
        ("FREQ=DAILY", True),
        ("FREQ=DAILY;INTERVAL=7", False),
    ],
)
def test_a_rule_that_leaves_its_day_of_the_week(rule: str, warns: bool) -> None:
    _, problems = read_stops(stop_table({"frequency": rule}))
    message = "? cột frequency: nhịp này không chỉ rơi vào Thứ Ba"
    assert problems == ([(2, message)] if warns else [])
