"""Broken tables of the mobile library, quotations and counts."""

from __future__ import annotations

import json

from plugins.mobile_library.stops import COLUMNS
from tests.common_errors.cases import POST, Case, table
from tests.support.sites import post_text

STOP_COLUMNS = ",".join(COLUMNS)
STOP = {
    "organisation": "Thư viện tỉnh", "mobile": "Xe 1", "route": "T1", "community": "Xã Mẫu",
    "stop": "Chợ", "geox": "104.9", "geoy": "21.7", "day": "Tuesday", "type": "Public",
    "arrival": "08:00", "departure": "10:30", "frequency": "FREQ=WEEKLY", "start": "2020-01-07",
}  # fmt: skip
TRIP_COLUMNS = (
    "date,route,stop,status,visitors,loans,remote,note,new_date,new_arrival,new_stop,announced"
)
TARGET_COLUMNS = "year,measure,target"


def _row(**cells: str) -> str:
    values = STOP | cells
    return ",".join(f'"{values.get(name, "")}"' for name in COLUMNS)


def _stops(*rows: dict[str, str]) -> Case:
    return table("diem-dung", STOP_COLUMNS, *(_row(**row) for row in rows))


def _trips(*rows: str) -> Case:
    """Trips to the one stop there is, "cho"."""
    stops = table("diem-dung", STOP_COLUMNS, _row()).files
    return Case({**table("chuyen-xe", TRIP_COLUMNS, *rows).files, **stops})


VAN = (
    _stops({"day": "Thứ Ba"}),
    _stops({"arrival": "8h"}),
    _stops({"departure": "24:00"}),
    _stops({"arrival": "11:00"}),
    _stops({"start": "7 tháng 1"}),
    _stops({"start": "0020-01-07"}),
    _stops({"end": "2019-01-01"}),
    _stops({"geox": "104°52'"}),
    _stops({"geoy": ""}),
    _stops({"frequency": "2 tuần"}),
    _stops({"frequency": "FREQ=HOURLY"}),
    _stops({"frequency": "FREQ=WEEKLY;INTERVAL=0"}),
    _stops({"frequency": "FREQ=WEEKLY;UNTIL=mai"}),
    _stops({"frequency": "FREQ=WEEKLY;FREQ=DAILY"}),
    _stops({"frequency": "FREQ=WEEKLY;COUNT=5", "start": ""}),
    _stops({"frequency": "FREQ=WEEKLY;BYDAY=WE"}),
    _stops({"timetable": "xem bảng tin"}),
    _stops({"stop": "=1+1"}),
    _stops({"stop": ""}),
    _stops({"community": "Xã A", "stop": "Chợ"}, {"community": "Xã  A", "stop": "Chợ -"}),
    _stops({}, {"stop": "Đình", "arrival": "09:00", "geoy": "22.5"}),
    _stops({}, {"arrival": "09:00"}),
    _stops({}, {"stop": "Đình", "arrival": "10:35", "departure": "11:00", "geoy": "22.5"}),
    _stops({"end": "2020-12-29"}),
    _stops({"frequency": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}),
    _stops({"exceptions": "2021-03-03"}),
    _stops({"day": "Friday", "start": "2020-01-03"}),
    table("diem-dung", f"{STOP_COLUMNS},ghi chú", _row()),
    table("diem-dung", STOP_COLUMNS.replace("arrival,", ""), _row()),
    table("diem-dung", f"{STOP_COLUMNS},day", _row()),
    table("diem-dung", STOP_COLUMNS, f"{_row()},thừa"),
    table("diem-dung", STOP_COLUMNS, f'{_row()}"'),
    Case({"xe-thu-vien/diem-dung.csv": STOP_COLUMNS.encode("utf-16")}),
    _trips("2021-02-23,,cho,served,45 người,60,yes"),
    _trips("2021-02-23,,cho,served,45,60,xa"),
    _trips("2021-02-23,,choo,served,45,60,yes"),
    _trips("2021-03-30,,cho,served,45,60,yes"),
    _trips("2021-03-30,,cho,moved,,,"),
    _trips("2021-03-30,,cho,cancelled,,,,,2021-04-01"),
    _trips("2021-03-30,,cho,cancelled,,,", "2021-03-30,,cho,moved,,,,,2021-04-01"),
    _trips("2021-03-31,,cho,cancelled,,,"),
    _trips("2021-03-30,,cho,moved,,,,,2021-04-30"),
    table("chi-tieu", TARGET_COLUMNS, "21,sessions,140"),
    table("chi-tieu", TARGET_COLUMNS, "2021,sessions,140", "2021,sessions,150"),
    Case({POST: post_text(trip="2021-02-23 cho-phien")}),
    Case(
        {
            POST: post_text(body="[chợ](/xe-thu-vien/diem-dung/choo/)\n"),
            **table("diem-dung", STOP_COLUMNS, _row()).files,
        }
    ),
)


def _quotes(text: str) -> Case:
    return Case({"trich-dan.yml": text})


QUOTES = (
    _quotes("text: Học, học nữa\n"),
    _quotes("- Học, học nữa\n"),
    _quotes("- text: Học\n  author: [a]\n"),
    _quotes("- text: Học\n  author: Tục ngữ\n  autor: x\n"),
    _quotes("- text: Học\n  text: Hành\n  author: Tục ngữ\n"),
    _quotes("- text: Học\n"),
    _quotes("- text: Học\n  author: Tục ngữ\n  weight: nhiều\n"),
    _quotes("- text: Học\n  author: Tục ngữ\n  sample: có\n"),
    _quotes("- text: Học\n  author: Tục ngữ\n  lang: Tiếng Anh\n"),
    _quotes("- text: Học\n  author: Tục ngữ\n  days: 31/2\n"),
    _quotes("- text: Học\n  author: Tục ngữ\n  days: mùa xuân\n"),
    _quotes("- text: Học\n  author: Tục ngữ\n  days: 10/6-1/6\n"),
    _quotes("- text: Học\n  author: Tục ngữ\n- text: Học\n  author: Tục ngữ\n"),
    _quotes(f"- text: {'Học nữa ' * 30}\n  author: Tục ngữ\n"),
    _quotes("- text: Học\n  author: Ai đó\n"),
    _quotes("- text: [\n"),
)


def _counts(**values: object) -> Case:
    whole = {"version": 1, "as_of": "2021-01-11T08:41:24+07:00", "total": 5} | values
    return Case({"luot-truy-cap.json": json.dumps(whole, ensure_ascii=False)})


COUNTS = (
    Case({"luot-truy-cap.json": "{"}),
    Case({"luot-truy-cap.json": "[]"}),
    _counts(hom_nay=1),
    _counts(version=9),
    Case({"luot-truy-cap.json": '{"version": 1, "as_of": "2021-01-11T08:41:24+07:00"}'}),
    _counts(total=-1),
    _counts(sample="có"),
    _counts(paths=[1]),
    _counts(recent=5),
    _counts(as_of="hôm qua"),
)
