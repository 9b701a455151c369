"""What is wrong with the tables: all of it at once, the same from a build and from a check."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.lint import check
from plugins.mobile_library import results, stops, trips
from tests.mobile_library.making import stop_table, trip_table
from tests.mobile_library.test_site import HOME_ROW, MARKET_ROW, SCHOOL_ROW, TRIPS, fill
from tests.support.sites import Site, tree

TERRIBLE: dict[str, str | bytes] = {
    stops.FILE: stop_table(
        {"day": "Thứ Ba", "arrival": "8 giờ", "frequency": "hằng tuần"},
        {"stop": "Chợ phiên", "geox": "104,87", "timetable": "javascript:alert(1)"},
        {"stop": "Chợ phiến", "departure": "07:00", "exceptions": "Tết"},
        {"stop": "Bản Mù", "start": "", "end": "2020-02-30"},
        HOME_ROW | {"day": "Chủ nhật"},
    ).replace("postcode", "post_code"),
    trips.FILE: (
        "\ufeffdate;route;stop;status;visitors;loans;remote;note;new_date;new_arrival;new_stop\r\n"
        "2021-02-30;;ban-mu;served;;;;;;;\r\n"
        '2021-02-03;;cho-phin;served;nhiều;;;"mưa\r\nto";;;\r\n'
        "2021-02-04;;ban-mu;moved;;;;;;;\r\n"
        "2099-03-05;;cho-phin;cancelled;;;xa;;;;\r\n"
        "2021-03-03;;ban-mu;cancelled;;;;;;;\r\n"
        "2021-03-03;;ban-mu;moved;;;;;;9h;cho-phien\r\n"
        "2021-03-04;;ban-mu;done;;;;;2021-03-05;;;;\r\n"
    ),
    results.FILE: "year,mesure,target\n2021,sessions,80\n",
    "tin-tuc/2021/bai/index.md": (
        "---\ntitle: Bài\ndate: 2021-01-11\ncategory: Tin hoạt động\n"
        "trip: 2021-02-02 cho-phin\n---\nChữ.\n"
    ),
}

# Path, line, level and the beginning of the message, in the order of the report.
REPORT = [
    ("tin-tuc/2021/bai/index.md", 5, "LƯU Ý", "trường “trip”: không có điểm dừng “cho-phin”"),
    ("xe-thu-vien/chi-tieu.csv", 1, "LƯU Ý", "không có cột “mesure”"),
    ("xe-thu-vien/chi-tieu.csv", 1, "LỖI", "thiếu cột measure"),
    ("xe-thu-vien/chuyen-xe.csv", 2, "LỖI", "cột date: không có ngày giờ “2021-02-30”"),
    ("xe-thu-vien/chuyen-xe.csv", 3, "LƯU Ý", "cột stop: không có điểm dừng “cho-phin”"),
    ("xe-thu-vien/chuyen-xe.csv", 3, "LỖI", "cột visitors: không phải số đếm: “nhiều”"),
    ("xe-thu-vien/chuyen-xe.csv", 5, "LỖI", "cột status: chuyến dời đi mà không nói tới đâu"),
    ("xe-thu-vien/chuyen-xe.csv", 5, "LƯU Ý", "lịch không có buổi nào ở “Bản Mù” ngày này"),
    ("xe-thu-vien/chuyen-xe.csv", 6, "LỖI", "cột remote: không hiểu “xa”"),
    ("xe-thu-vien/chuyen-xe.csv", 6, "LỖI", "cột stop: không có điểm dừng “cho-phin”"),
    ("xe-thu-vien/chuyen-xe.csv", 7, "LƯU Ý", "lịch không có buổi nào ở “Bản Mù” ngày này"),
    ("xe-thu-vien/chuyen-xe.csv", 8, "LỖI", "cột new_arrival: không hiểu giờ “9h”"),
    ("xe-thu-vien/chuyen-xe.csv", 8, "LỖI", "cột status: buổi này đã nghỉ hoặc dời ở dòng 7"),
    ("xe-thu-vien/chuyen-xe.csv", 8, "LƯU Ý", "lịch không có buổi nào ở “Bản Mù” ngày này"),
    ("xe-thu-vien/chuyen-xe.csv", 9, "LỖI", "cột status: không có giá trị “done”"),
    ("xe-thu-vien/diem-dung.csv", 1, "LƯU Ý", "không có cột “post_code”"),
    ("xe-thu-vien/diem-dung.csv", 2, "LỖI", "cột arrival: không hiểu giờ “8 giờ”"),
    ("xe-thu-vien/diem-dung.csv", 2, "LỖI", "cột day: không có giá trị “Thứ Ba”"),
    ("xe-thu-vien/diem-dung.csv", 2, "LỖI", "cột frequency: không hiểu phần “HẰNG TUẦN”"),
    ("xe-thu-vien/diem-dung.csv", 3, "LỖI", "cột geox: không phải tọa độ: “104,87”"),
    ("xe-thu-vien/diem-dung.csv", 3, "LƯU Ý", "cột timetable: không phải địa chỉ web"),
    ("xe-thu-vien/diem-dung.csv", 4, "LỖI", "cột departure: xe đi lúc 07:00, trước khi đến"),
    ("xe-thu-vien/diem-dung.csv", 4, "LỖI", "cột exceptions: không hiểu ngày “Tết”"),
    ("xe-thu-vien/diem-dung.csv", 4, "LỖI", "điểm dừng có cùng địa chỉ với “Chợ phiên” ở dòng 3"),
    ("xe-thu-vien/diem-dung.csv", 5, "LỖI", "cột end: không có ngày giờ “2020-02-30” trên lịch"),
    ("xe-thu-vien/diem-dung.csv", 5, "LỖI", "cột start: nhịp này cần có ngày bắt đầu"),
    ("xe-thu-vien/diem-dung.csv", 6, "LỖI", "cột day: không đọc được ô này"),
]


@pytest.fixture
def terrible(site: Site) -> Site:
    """Three files in which nearly everything is wrong."""
    for path, data in TERRIBLE.items():
        site.write(path, data)
    return site


def assert_report(text: str, content: Path) -> None:
    findings = [line for line in text.splitlines() if ": LỖI: " in line or ": LƯU Ý: " in line]
    expected = [f"{content}/{path}:{line}: {level}: {start}" for path, line, level, start in REPORT]
    assert len(findings) == len(expected), text
    for finding, start in zip(findings, expected, strict=True):
        assert finding.startswith(start), f"{finding}\n{start}"
    assert text.count("    Cách sửa: ") == len(expected), text
    assert "bà Hoa" not in text
    assert "Ngõ Kín" not in text


def test_everything_is_reported_at_once(terrible: Site, capsys: pytest.CaptureFixture[str]) -> None:
    terrible.output.mkdir()
    (terrible.output / "index.html").write_text("trang cũ", encoding="utf-8")
    assert terrible.build() == 1
    assert_report(capsys.readouterr().err, terrible.content)
    assert tree(terrible.output) == {"index.html": "trang cũ".encode()}


def test_check_says_what_a_build_says(terrible: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(terrible.content) == 1
    assert_report(capsys.readouterr().out, terrible.content)


def test_check_of_a_right_site_says_nothing(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    fill(site)
    june = "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU"  # meets no holiday, in no year
    site.write(
        stops.FILE,
        stop_table(
            {"frequency": june}, MARKET_ROW | {"day": "Tuesday", "frequency": june}, HOME_ROW
        ),
    )
    site.write(trips.FILE, trip_table(TRIPS[0] | {"date": "2020-06-02"}))
    assert check(site.content) == 0
    assert capsys.readouterr().out == f"{site.content}/: không có lỗi nào.\n"


def test_a_file_that_cannot_be_read_stops_the_build_at_its_line(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(site)
    site.write(stops.FILE, stop_table(SCHOOL_ROW).encode() + b"\xff")
    assert site.build() == 1
    assert f"{stops.FILE}:3: LỖI: tệp không phải chữ UTF-8" in capsys.readouterr().err
