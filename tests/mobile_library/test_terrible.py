"""Three files with every fault that a table can have: each is told, with its line, all at once."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest

from plugins.mobile_library import results, stops, trips
from plugins.mobile_library.results import parse_targets
from plugins.mobile_library.stops import COLUMNS, parse_stops
from plugins.mobile_library.tables import ENCODING_HINT, END_OF_DAY_HINT, read_table
from plugins.mobile_library.trips import parse_trips
from tests.mobile_library.making import MONDAY, stop_table, table, told

FORMULA = '=HYPERLINK("https://x.vn","Bấm vào đây")'
HTML = "<script>alert(1)</script> & <b>Chợ</b>"
EXCEPTIONS = [date(2021, 1, 5) + timedelta(days=n) for n in range(10_000)]

# What is wrong with each row of diem-dung.csv; the first is line 2.
STOPS: tuple[tuple[dict[str, str], list[str]], ...] = (
    ({}, []),
    ({"stop": HTML, "address": "]]></script><!--", "community": "Xã {{ 7 * 7 }}"}, []),
    ({"stop": "Hết ngày", "arrival": "00:00", "departure": "24:00"},
     ["cột departure: không hiểu giờ “24:00”"]),
    ({"stop": "Cả ngày", "arrival": "00:00", "departure": "23:59"}, []),
    ({"stop": "Ngược giờ", "arrival": "11:00", "departure": "09:00"},
     ["cột departure: xe đi lúc 09:00, trước khi đến lúc 11:00"]),
    ({"stop": "Ngược ngày", "start": "2021-03-01", "end": "2020-03-01"},
     ["cột end: ngày kết thúc đứng trước ngày bắt đầu"]),
    ({"stop": "Không bao giờ hết", "frequency": "FREQ=DAILY;INTERVAL=7"}, []),
    ({"stop": "Vạn ngày nghỉ", "exceptions": ",".join(map(str, EXCEPTIONS))}, []),
    ({"stop": "Ngoài trái đất", "geox": "181", "geoy": "-90.5"},
     ["cột geox: không phải tọa độ: “181”", "cột geoy: không phải tọa độ: “-90.5”"]),
    ({"stop": "Sai lưới", "geox": "500123.4", "geoy": "2401234.5"},
     ["cột geox: không phải tọa độ: “500123.4”", "cột geoy: không phải tọa độ: “2401234.5”"]),
    ({"stop": "Một nửa", "geoy": ""}, ["? cột geox: chỉ có một trong hai tọa độ"]),
    ({"stop": FORMULA, "community": "@xã", "address": "-cmd|' /C calc'!A0"}, [
        "? cột community: bảng tính sẽ chạy ô này như một công thức",
        "? cột stop: bảng tính sẽ chạy ô này như một công thức",
        "? cột address: bảng tính sẽ chạy ô này như một công thức",
    ]),
    ({"stop": "Sai kiểu", "day": "3", "type": "Công khai", "arrival": "8h", "departure": "0.4375",
      "start": "44201", "end": "mai", "exceptions": "Tết,2021-02-30", "frequency": "2 tuần",
      "geox": "104°52'", "timetable": "xem bảng tin"}, [
        "cột day: không có giá trị “3”",
        "cột type: không có giá trị “Công khai”",
        "cột arrival: không hiểu giờ “8h”",
        "cột departure: không hiểu giờ “0.4375”",
        "cột start: không hiểu ngày “44201”",
        "cột end: không hiểu ngày “mai”",
        "cột frequency: không hiểu phần “2 TUẦN”",
        "cột exceptions: không hiểu ngày “Tết”",
        "cột exceptions: không có ngày giờ “2021-02-30” trên lịch",
        "? cột timetable: không phải địa chỉ web: “xem bảng tin”",
    ]),
    (dict.fromkeys(("stop", "day", "type", "arrival", "departure"), ""), [
        "cột stop: còn để trống", "cột day: còn để trống", "cột type: còn để trống",
        "cột arrival: còn để trống", "cột departure: còn để trống",
    ]),
    ({"stop": "Sai thứ", "frequency": "FREQ=MONTHLY;BYDAY=2WE"},
     ["? cột frequency: nhịp này không chỉ rơi vào Thứ Ba"]),
    ({"stop": "Vô tận", "frequency": "FREQ=SECONDLY"},
     ["cột frequency: FREQ phải là một trong: DAILY, WEEKLY, MONTHLY, YEARLY"]),
    ({"stop": "Không mốc", "start": ""}, ["cột start: nhịp này cần có ngày bắt đầu"]),
    ({"type": "Private", "stop": "Nhà riêng", "departure": "7:00", "geox": "999"},
     ["cột departure: không đọc được ô này"]),
    ({"stop": "Trường tiêu học"}, []),  # of the address of the first: told at the end
)  # fmt: skip
TOO_MANY = "Thư viện,Xe 1,,,Chợ,Thôn 1,,,,Monday,Public,8:00,9:00,,,,,,x\n"


def stops_file() -> str:
    """All those rows, one with too many cells, and a header with a column that is not known."""
    text = stop_table(*(row for row, _ in STOPS)).replace("postcode", "post_code", 1)
    return text + TOO_MANY


def test_every_fault_of_a_timetable() -> None:
    found, problems = parse_stops(stops_file().encode(), stops.FILE)
    last = len(STOPS) + 2
    expected = [(1, "? không có cột “post_code”"), (last, "dòng có nhiều ô hơn số cột")]
    expected += [(line, message) for line, (_, said) in enumerate(STOPS, 2) for message in said]
    expected += [(len(STOPS) + 1, "điểm dừng có cùng địa chỉ với “Trường tiểu học” ở dòng 2")]
    assert sorted(told(problems, stops.FILE)) == sorted(expected)
    hints = {problem.line: problem.hint for problem in problems}
    assert hints[4] == END_OF_DAY_HINT
    names = {stop.name for stop in found}
    assert {HTML, "Cả ngày", "Không bao giờ hết", FORMULA} <= names
    assert "Nhà riêng" not in names
    (many,) = (stop for stop in found if stop.name == "Vạn ngày nghỉ")
    assert many.services[0].exceptions == tuple(EXCEPTIONS)
    assert list(many.services[0].dates(EXCEPTIONS[0], EXCEPTIONS[-1])) == []


def test_every_fault_of_the_trips() -> None:
    base = {"date": "2021-02-02", "stop": "cho", "status": "served"}
    moved = base | {"status": "moved", "new_date": "2021-02-04"}
    rows: list[tuple[dict[str, str], list[str]]] = [
        (base | {"visitors": "1.200", "note": HTML}, []),
        (base | {"note": FORMULA, "route": "@x"}, [
            "? cột route: bảng tính sẽ chạy ô này như một công thức",
            "? cột note: bảng tính sẽ chạy ô này như một công thức",
        ]),
        (base | {"visitors": "-5", "loans": "1e3", "remote": "xa"}, [
            "cột visitors: không phải số đếm: “-5”", "cột loans: không phải số đếm: “1e3”",
            "cột remote: không hiểu “xa”",
        ]),
        (base | {"date": "2021-02-30"}, ["cột date: không có ngày giờ “2021-02-30” trên lịch"]),
        (base | {"date": "0021-02-02"}, ["cột date: năm 21 không hợp lý"]),
        (base | {"date": "2999-01-01"},
         ["cột status: ngày này chưa tới mà ghi là đã phục vụ"]),
        (base | {"status": "đã đi"}, ["cột status: không có giá trị “đã đi”"]),
        (base | {"stop": "chợ"}, ["? cột stop: không có điểm dừng “chợ”"]),
        ({"note": "x"}, ["cột date: còn để trống", "cột stop: còn để trống",
                         "cột status: còn để trống"]),
        (moved | {"new_date": ""}, ["cột status: chuyến dời đi mà không nói tới đâu"]),
        (moved | {"new_arrival": "24:00", "date": "2021-02-09"},
         ["cột new_arrival: không hiểu giờ “24:00”"]),
        (moved | {"new_stop": "Chợ", "new_date": "2021-03-09", "date": "2021-02-16"},
         ["cột new_stop: không có điểm dừng “Chợ”"]),
        (moved, ["cột status: buổi này đã nghỉ hoặc dời ở dòng 11"]),
        (base | {"new_date": "2021-02-09"},
         ["? cột new_date: chỉ chuyến moved mới có các cột new_…"]),
    ]  # fmt: skip
    text = table((*trips.COLUMNS, "lái xe"), [row for row, _ in rows])
    text += "2021-02-02,,cho,served,,,,,,,,,,x\n"
    _, problems = parse_trips(text.encode(), trips.FILE, {"cho"}, MONDAY.date())
    expected = [(1, "? không có cột “lái xe”"), (16, "dòng có nhiều ô hơn số cột")]
    expected += [(line, message) for line, (_, said) in enumerate(rows, 2) for message in said]
    assert sorted(told(problems, trips.FILE)) == sorted(expected)


def test_every_fault_of_the_targets() -> None:
    base = {"year": "2021", "measure": "sessions", "target": "80"}
    rows: list[tuple[dict[str, str], list[str]]] = [
        (base, []),
        (base, ["cột measure: chỉ tiêu này của năm 2021 đã có ở trên"]),
        (base | {"year": "21"}, ["cột year: không phải năm: “21”"]),
        (base | {"year": "hai mốt"}, ["cột year: không phải số đếm: “hai mốt”"]),
        (base | {"measure": "=A1"}, [
            "? cột measure: bảng tính sẽ chạy ô này như một công thức",
            "cột measure: không có giá trị “=A1”",
        ]),
        (base | {"year": "2022", "target": "125%"}, ["cột target: không phải số đếm: “125%”"]),
        ({"note": HTML}, ["cột year: còn để trống", "cột measure: còn để trống",
                          "cột target: còn để trống"]),
    ]  # fmt: skip
    text = table((*results.COLUMNS, "ghi chú"), [row for row, _ in rows]) + "2023,loans,5,,,x\n"
    _, problems = parse_targets(text.encode(), results.FILE)
    expected = [(1, "? không có cột “ghi chú”"), (9, "dòng có nhiều ô hơn số cột")]
    expected += [(line, message) for line, (_, said) in enumerate(rows, 2) for message in said]
    assert sorted(told(problems, results.FILE)) == sorted(expected)


HEAD = ",".join(COLUMNS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + '\n"Thư viện,Xe 1\nx,y\n', [(2, "không đọc được bảng từ dòng này")]),
        (HEAD + "\n" + "x" * 200_000, [(2, "không đọc được bảng từ dòng này")]),
        (HEAD.replace("stop", "điểm").replace("day", "thứ"),
         [(1, "? không có cột “thứ”"), (1, "? không có cột “điểm”"), (1, "thiếu cột stop, day")]),
        (HEAD.replace("mobile", "stop"), [(1, "cột “stop” có hai lần")]),
        (f"{HEAD}\nA\x07,,\nB\x00,,\n", [
            (2, "có ký tự điều khiển không nhìn thấy được (mã 0x07)"),
            (3, "có ký tự điều khiển không nhìn thấy được (mã 0x00)"),
        ]),
    ],
    ids=["quote never closed", "a book", "missing columns", "a column twice", "control characters"],
)  # fmt: skip
def test_what_is_no_table_at_all(text: str, expected: list[tuple[int, str]]) -> None:
    found, problems = parse_stops(text.encode(), stops.FILE)
    assert found == ()
    assert sorted(told(problems, stops.FILE)) == sorted(expected)


# "Chợ Mường,Thứ Ba" as Windows-1258 has it: ơ is one byte, the dot below it another.
OLD = b"stop,day\r\nCh\xf5\xf2 M\xfd\xf5\xccng,Th\xfd\xec Ba\r\n"


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (OLD, 2, "tệp không phải chữ UTF-8"),
        (stop_table({}).encode("utf-16"), 1, "tệp được lưu theo bảng mã UTF-16"),
        (stop_table({}, delimiter="\t").encode("utf-16"), 1, "tệp được lưu theo bảng mã UTF-16"),
    ],
    ids=["Windows-1258", "UTF-16", "Unicode text of Excel"],
)
def test_other_encodings_are_refused_with_the_cure(data: bytes, line: int, message: str) -> None:
    table = read_table(data, stops.FILE, COLUMNS, ("stop",))
    assert table.rows == ()
    (problem,) = table.problems
    assert (problem.path, problem.line, problem.message, problem.hint) == (
        stops.FILE, line, message, ENCODING_HINT
    )  # fmt: skip


def test_the_sample_of_the_old_encoding_is_what_it_says() -> None:
    text = unicodedata.normalize("NFC", OLD.decode("cp1258"))
    assert text == "stop,day\r\nChợ Mường,Thứ Ba\r\n"
