"""Stops: the open schema as any spreadsheet saves it; home visits never come out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.mobile_library.stops import COLUMNS, DAYS, FILE, Stop, parse_stops

ROW = {
    "organisation": "Thư viện tỉnh",
    "mobile": "Xe 1",
    "route": "Trấn Yên",
    "community": "Xã Cường Thịnh",
    "stop": "Trường tiểu học",
    "address": "Thôn 1, xã Cường Thịnh",
    "geox": "104.87",
    "day": "Tuesday",
    "type": "Public",
    "arrival": "08:00",
    "departure": "10:30",
    "frequency": "FREQ=WEEKLY;INTERVAL=2",
    "start": "2021-01-05",
}
STOP = Stop(
    name="Trường tiểu học",
    community="Xã Cường Thịnh",
    address="Thôn 1, xã Cường Thịnh",
    weekday=1,
    arrival="08:00",
    departure="10:30",
)


def table(*rows: dict[str, str], delimiter: str = ",", columns: tuple[str, ...] = COLUMNS) -> str:
    """A CSV file with every cell in quotation marks but the header's."""

    def line(cells: list[str]) -> str:
        return delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells)

    body = [line([(ROW | row).get(name, "") for name in columns]) for row in rows]
    return "\n".join([delimiter.join(columns), *body, ""])


def parse(text: str) -> tuple[tuple[Stop, ...], list[tuple[int | None, str]]]:
    stops, problems = parse_stops(text.encode(), FILE)
    assert all(problem.path == FILE and problem.hint for problem in problems)
    return stops, [(problem.line, problem.message) for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        table({}),
        table({}, delimiter=";"),
        table({}, delimiter="\t"),
        "\ufeff" + table({}, delimiter=";"),
        table({}).replace("\n", "\r\n"),
        table({}).replace("stop,", " Stop ,"),
        table({}) + ",,,,,\n\n" + "," * 17 + "\n",
        table({}, columns=COLUMNS[::-1]),
        table({"day": "TUESDAY", "type": "public"}),
        table({"geox": "104,87"}, delimiter=";"),
        table({"arrival": "8:00", "departure": "10:30:00"}),
        table({"arrival": "8:00:00"}),
    ],
    ids=[
        "comma",
        "semicolon",
        "tab",
        "byte order mark",
        "Windows lines",
        "header typed by hand",
        "empty rows",
        "other order",
        "other case",
        "decimal comma",
        "short hour",
        "short hour with seconds",
    ],
)
def test_the_same_stop_from_any_spreadsheet(text: str) -> None:
    assert parse(text) == ((STOP,), [])


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", ",".join(COLUMNS)])
def test_no_stops_yet(text: str) -> None:
    assert parse(text) == ((), [])


def test_signs_and_line_ends_inside_a_cell() -> None:
    (stop,), problems = parse(table({"stop": 'Chợ "Mù"; A, B', "address": "Số 1\nphố Chợ"}))
    assert problems == []
    assert stop.name == 'Chợ "Mù"; A, B'
    assert stop.address.split() == ["Số", "1", "phố", "Chợ"]


def test_stops_come_in_the_order_of_the_week() -> None:
    rows = [
        {"stop": "d", "day": "Sunday", "arrival": "07:00"},
        {"stop": "c", "day": "Monday", "arrival": "10:00"},
        {"stop": "b", "day": "Monday", "arrival": "9:00"},
        {"stop": "a", "day": "Monday", "arrival": "10:00"},
    ]
    stops, _ = parse(table(*rows))
    assert [(stop.name, stop.day, stop.arrival) for stop in stops] == [
        ("b", "Thứ Hai", "09:00"),
        ("a", "Thứ Hai", "10:00"),
        ("c", "Thứ Hai", "10:00"),
        ("d", "Chủ Nhật", "07:00"),
    ]


@pytest.mark.parametrize("name", ["Private", "private", "PRIVATE", " Private ", "\u00a0Private"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_home_visits_never_come_out(name: str, delimiter: str) -> None:
    home = {"type": name, "stop": "Nhà bà Hoa", "address": "Ngõ 7", "community": "Xã kín"}
    stops, problems = parse(table(home, {}, home | {"day": "Monday"}, delimiter=delimiter))
    assert stops == (STOP,)
    assert problems == []


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "type": st.sampled_from(["Private", "Public", "x", "", "Privat"]),
                "day": st.sampled_from([*DAYS, "?"]),
            }
        )
    )
)
def test_only_public_rows_come_out(rows: list[dict[str, str]]) -> None:
    named = [
        row | {"stop": f"{row['type']} {n}", "address": row["type"]} for n, row in enumerate(rows)
    ]
    stops, problems = parse(table(*named))
    assert {stop.address for stop in stops} <= {"Public"}
    wrong = [row for row in rows if row["type"] not in ("Private", "Public") or row["day"] == "?"]
    assert len({line for line, _ in problems}) == len(wrong)


def test_problems_of_home_visits_tell_no_address() -> None:
    row = {"type": "Private", "stop": "Nhà bà Hoa", "address": "Ngõ 7", "day": "?", "arrival": "x"}
    stops, problems = parse(table(row))
    assert stops == ()
    assert [line for line, _ in problems] == [2, 2]
    assert not any(word in message for _, message in problems for word in ("Hoa", "Ngõ"))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"stop": " "}, "dòng này thiếu tên điểm dừng (cột stop)"),
        ({"day": "Thứ Ba"}, "không hiểu ngày “Thứ Ba”"),
        ({"day": ""}, "không hiểu ngày “”"),
        ({"type": "Secret"}, "không có loại “Secret”"),
        ({"type": ""}, "không có loại “”"),
        ({"arrival": "8h"}, "không hiểu giờ “8h” ở cột arrival"),
        ({"arrival": "24:00"}, "không hiểu giờ “24:00” ở cột arrival"),
        ({"departure": "10:60"}, "không hiểu giờ “10:60” ở cột departure"),
        ({"departure": ""}, "không hiểu giờ “” ở cột departure"),
    ],
    ids=str,
)
def test_a_wrong_row(row: dict[str, str], message: str) -> None:
    assert parse(table({}, row)) == ((STOP,), [(3, message)])


def test_one_terrible_file() -> None:
    columns = (*COLUMNS[:-1], "time_table", "màu")
    text = table(
        {"day": "Mon", "type": "?", "arrival": "", "stop": ""}, {}, {"day": "8"}, columns=columns
    )
    stops, problems = parse(text + "một dòng lẻ\n")
    assert stops == (STOP,)
    assert problems == [
        (1, "không có cột “time_table”"),
        (1, "không có cột “màu”"),
        (2, "dòng này thiếu tên điểm dừng (cột stop)"),
        (2, "không hiểu ngày “Mon”"),
        (2, "không có loại “?”"),
        (2, "không hiểu giờ “” ở cột arrival"),
        (4, "không hiểu ngày “8”"),
        (5, "dòng này thiếu tên điểm dừng (cột stop)"),
        (5, "không hiểu ngày “”"),
        (5, "không có loại “”"),
        (5, "không hiểu giờ “” ở cột arrival"),
        (5, "không hiểu giờ “” ở cột departure"),
    ]


def test_a_table_without_its_columns() -> None:
    assert parse("stop,day\na,Monday\n") == ((), [(1, "thiếu cột type, arrival, departure")])


def test_an_unknown_column_is_only_a_warning() -> None:
    _, (problem,) = parse_stops(table({}, columns=(*COLUMNS, "màu")).encode(), FILE)
    assert problem.level == "warning"


def test_bytes_that_are_not_text() -> None:
    stops, (problem,) = parse_stops(table({}).encode() + b"\xff", FILE)
    assert (stops, problem.line, problem.message) == ((), 3, "tệp không phải chữ UTF-8")


def test_an_open_quotation_mark_does_not_swallow_rows() -> None:
    lines = table({}, {"stop": "Sau", "day": "Monday"}).split("\n")
    lines[1] = lines[1].removesuffix('""') + '"'
    stops, problems = parse("\n".join(lines))
    assert problems or len(stops) == 2


@pytest.mark.parametrize("cell", ["x" * 200_000, "x\n" * 100_000], ids=["long", "many lines"])
def test_a_huge_cell_is_a_problem_or_a_cell(cell: str) -> None:
    stops, problems = parse(table({"timetable": cell}))
    assert stops or problems


@given(
    st.text()
    | st.lists(
        st.sampled_from([*COLUMNS, ",", ";", "\t", '"', "\n", "Monday", "8:00", "Public"])
    ).map("".join)
)
def test_any_text_is_read_or_explained(text: str) -> None:
    stops, problems = parse(text)
    assert all(stop.name for stop in stops)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(line is None or line <= lines for line, _ in problems)
