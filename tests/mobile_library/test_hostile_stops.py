"""Tables of stops that nobody should have to read: each fault is told, and nothing breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.mobile_library.stops import COLUMNS, parse_stops
from plugins.mobile_library.tables import LONGEST
from plugins.values import asdict
from tests.mobile_library.making import ROW, read_stops, stop_table

HOSTILE = {
    "element": "<script>alert(1)</script>",
    "end of data": "]]></script><!--",
    "quotes": "\"'`></a><b onclick='x'",
    "template": "{{ 7 * 7 }}{% raw %}",
    "emoji": "🚐👩\u200d👧 xe",
    "direction": "\u202eabc\u2066",
    "long word": "x" * 5000,
}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_cell_is_text_or_a_problem(column: str, name: str) -> None:
    cell = HOSTILE[name]
    stops, problems = read_stops(stop_table({column: cell}))
    free = {
        "community": "community", "stop": "name", "address": "address", "postcode": "postcode"
    }  # fmt: skip
    if column in free:
        assert problems == []
        assert getattr(stops[0], free[column]) == cell
        assert set(stops[0].slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    elif column in ("organisation", "route", "mobile"):
        assert problems == []
        assert getattr(stops[0].services[0], column) == cell
    else:
        assert [line for line, _ in problems] == [2] * len(problems) != []
        assert all(f"cột {column}: " in message for _, message in problems)
        assert all(len(message) <= LONGEST + 2 for _, message in problems)
        assert cell not in str([asdict(found) for found in stops])


def test_one_terrible_file() -> None:
    text = stop_table(
        {"day": "Mon", "type": "?", "arrival": "", "stop": ""},
        {},
        {"day": "8"},
        {"stop": "Trường tiêu học", "geoy": "200"},
        {"stop": "Chợ", "address": "Số 1\nphố Chợ", "frequency": "FREQ=DAILY;INTERVAL=0"},
        {"stop": "Chợ", "end": "2020-01-01"},
    )
    text = text.replace(",timetable\n", ",time_table\n") + "một dòng lẻ\n"
    stops, problems = read_stops(text)
    assert [found.slug for found in stops] == ["cho", "truong-tieu-hoc", "truong-tieu-hoc"]
    assert problems == [
        (1, "? không có cột “time_table”"),
        (2, "cột stop: còn để trống"),
        (2, "cột arrival: còn để trống"),
        (2, "cột day: không có giá trị “Mon”"),
        (2, "cột type: không có giá trị “?”"),
        (4, "cột day: không có giá trị “8”"),
        (5, "cột geoy: không phải tọa độ: “200”"),
        (6, "cột frequency: INTERVAL phải là số từ 1 đến 9999"),
        (8, "cột end: ngày kết thúc đứng trước ngày bắt đầu"),
        (9, "cột stop: còn để trống"),
        (9, "cột day: còn để trống"),
        (9, "cột type: còn để trống"),
        (9, "cột arrival: còn để trống"),
        (9, "cột departure: còn để trống"),
        (5, "điểm dừng có cùng địa chỉ với “Trường tiểu học” ở dòng 3"),
    ]


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [*COLUMNS, *ROW.values(), ",", ";", '"', "\n", "Monday", "Private", "FREQ="]
        )
    ).map("".join)
    | st.lists(st.fixed_dictionaries({}, optional={name: st.text() for name in COLUMNS})).map(
        lambda rows: stop_table(*rows)
    )
)
def test_any_text_is_read_or_explained(text: str) -> None:
    stops, problems = parse_stops(
        text.encode("utf-8", "surrogatepass"), "xe-thu-vien/diem-dung.csv"
    )
    if not any(problem.level == "error" for problem in problems):
        assert all(found.name and found.slug and found.services for found in stops)
        assert len({found.slug for found in stops}) == len(stops)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= (problem.line or 0) <= lines and problem.hint for problem in problems)
