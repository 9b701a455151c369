"""Tables: whatever a spreadsheet saves is read, and what cannot be is explained by its line."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.formulas import inert
from plugins.mobile_library.tables import LONGEST, Row, Table, read_table
from tests.mobile_library.making import told

FILE = "bang.csv"
COLUMNS = ("tên", "day", "note")


def read(data: str | bytes) -> Table:
    data = data.encode() if isinstance(data, str) else data
    return read_table(data, FILE, COLUMNS, ("tên",))


def cells(table: Table) -> list[tuple[int, str, str, str]]:
    """Each row: its line, and the cells of COLUMNS."""
    return [(row.line, *(row.text(name) for name in COLUMNS)) for row in table.rows]


def row(cell: str, *, comma: bool = False) -> Row:
    """A row whose column `a` holds a cell."""
    return Row(FILE, 2, {"a": cell}, comma=comma)


PLAIN = 'tên,day,note\nChợ Mù,Monday,"a, b; c"\nSuối,,\n'


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.replace(",", ";").replace("a; b; c", "a, b; c"),
        PLAIN.replace(",", "\t").replace("a\t b; c", "a, b; c"),
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.rstrip("\n"),
        unicodedata.normalize("NFD", PLAIN),
        PLAIN.replace("tên,day", '" TÊN ","Day"'),
        PLAIN.replace("Chợ Mù", "  Chợ\u00a0 Mù "),
        PLAIN + ",,\n\n" + ", ,\n",
        PLAIN.replace("note\n", "note,,\n").replace('c"', 'c",,'),
    ],
    ids=[
        "comma", "semicolon", "tab", "byte order mark", "Windows lines", "old Mac lines",
        "no last line end", "decomposed", "header by hand", "blanks", "empty rows",
        "columns without a name",
    ],
)  # fmt: skip
def test_the_same_rows_from_any_spreadsheet(data: str) -> None:
    table = read(data)
    assert cells(table) == [(2, "Chợ Mù", "Monday", "a, b; c"), (3, "Suối", "", "")]
    assert table.problems == ()


def test_columns_come_in_any_order_and_may_be_left_out() -> None:
    assert cells(read("note,tên\nx,A\n")) == [(2, "A", "", "x")]


def test_a_row_that_ends_early_has_empty_cells() -> None:
    table = read("tên,day,note\nA\n")
    assert cells(table) == [(2, "A", "", "")]
    assert not table.problems
    assert not table.rows[0].problems


def test_line_ends_inside_a_cell_do_not_shift_the_lines_after_it() -> None:
    table = read('\n\ntên,day,note\n"A\nB",,"x\r\n\r\ny"\n\nC,,\n')
    assert cells(table) == [(4, "A B", "", "x y"), (9, "C", "", "")]


@pytest.mark.parametrize(
    "data",
    ["", "\n \n", "\ufeff", "\ufeff\r\n", ",,,\n", '"",""\n\n,\n', "tên,day,note", "tên\n,,\n"],
    ids=repr,
)
def test_no_rows_yet(data: str) -> None:
    assert read(data) == Table(rows=(), problems=())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("tên,day,tên\nA,,B\n", [(1, "cột “tên” có hai lần")]),
        ("day,note\n,\n", [(1, "thiếu cột tên")]),
        ("\nday;note\nx;y\n", [(2, "thiếu cột tên")]),
        ("A,Monday,x\nB,,\n", [
            (1, "? không có cột “a”"), (1, "? không có cột “monday”"), (1, "? không có cột “x”"),
            (1, "thiếu cột tên"),
        ]),
        ('tên,day,note\nA,,\n"B,,\nC,,\nD,,\n', [(3, "không đọc được bảng từ dòng này")]),
        ('tên,day,note\nA,,\n"B,,\nC,"x",\nD,,\n', [(3, "không đọc được bảng từ dòng này")]),
        ('tên,day,note\n"A"x,,\n', [(2, "không đọc được bảng từ dòng này")]),
        ("tên\n" + "x" * 200_000, [(2, "không đọc được bảng từ dòng này")]),
        (PLAIN.encode() + b"\xff\n", [(4, "tệp không phải chữ UTF-8")]),
        (PLAIN.encode("cp1258", "replace"), [(1, "tệp không phải chữ UTF-8")]),
        (PLAIN.encode("utf-16"), [(1, "tệp được lưu theo bảng mã UTF-16")]),
        ("tên\nA\nB\x07\n", [(3, "có ký tự điều khiển không nhìn thấy được (mã 0x07)")]),
        ("tên\nA\0\n", [(2, "có ký tự điều khiển không nhìn thấy được (mã 0x00)")]),
    ],
    ids=[
        "two columns of one name", "missing column", "missing column, second line", "no header",
        "unclosed quotation", "unclosed quotation, closed later", "text after a quotation",
        "huge cell", "not UTF-8", "old encoding", "UTF-16", "control character", "zero",
    ],
)  # fmt: skip
def test_what_is_no_table(data: str | bytes, expected: list[tuple[int, str]]) -> None:
    table = read(data)
    assert table.rows == ()
    assert told(table.problems, FILE) == expected


def test_unknown_columns_only_warn_and_name_the_nearest() -> None:
    table = read("tên,nots,màu\nA,x,đỏ\n")
    assert cells(table) == [(2, "A", "", "")]
    assert told(table.problems, FILE) == [
        (1, "? không có cột “nots”"),
        (1, "? không có cột “màu”"),
    ]
    assert [p.hint for p in table.problems] == ["có phải là “note”?", "các cột: tên, day, note"]


def test_a_row_with_too_many_cells() -> None:
    table = read("tên,day,note\nA,,Thôn 1, xã B\nC,,x,,\n")
    assert told(table.problems, FILE) == [(2, "dòng có nhiều ô hơn số cột")]


def test_an_empty_cell_of_a_required_column() -> None:
    table = read("tên,day\n ,x\nA,\n")
    assert told(table.rows[0].problems, FILE) == [(2, "cột tên: còn để trống")]
    assert table.rows[1].problems == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", None),
        ("2021-03-12", date(2021, 3, 12)),
        ("12/03/2021", date(2021, 3, 12)),
        ("12/3/2021", date(2021, 3, 12)),
        ("2021-03-12 00:00:00", date(2021, 3, 12)),
        ("2021-02-29", "không có ngày giờ “2021-02-29” trên lịch"),
        ("03/13/2021", "không có ngày giờ “03/13/2021” trên lịch"),
        ("mai", "không hiểu ngày “mai”"),
        ("44267", "không hiểu ngày “44267”"),
        ("1900-01-01", date(1900, 1, 1)),
        ("2999-12-31", date(2999, 12, 31)),
        ("0021-03-12", "năm 21 không hợp lý"),
        ("1899-12-31", "năm 1899 không hợp lý"),
        ("3000-01-01", "năm 3000 không hợp lý"),
        ("9999-12-31", "năm 9999 không hợp lý"),
    ],
)
def test_days(cell: str, expected: date | str | None) -> None:
    read_cell(row(cell), "day", expected)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", None),
        ("08:30", "08:30"),
        ("8:30", "08:30"),
        ("23:59:59", "23:59"),
        ("0:00", "00:00"),
        ("24:00", ["không hiểu giờ “24:00”"]),
        ("8:60", ["không hiểu giờ “8:60”"]),
        ("8h30", ["không hiểu giờ “8h30”"]),
        ("8:30 CH", ["không hiểu giờ “8:30 CH”"]),
        ("0.354", ["không hiểu giờ “0.354”"]),
        ("٠٨:٣٠", ["không hiểu giờ “٠٨:٣٠”"]),
    ],
)
def test_times(cell: str, expected: str | list[str] | None) -> None:
    found = row(cell)
    message = expected[0] if isinstance(expected, list) else None
    assert found.time_of_day("a") == (None if message else expected)
    assert told(found.problems, FILE) == ([(2, f"cột a: {message}")] if message else [])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", None),
        ("0", 0),
        ("045", 45),
        ("1200", 1200),
        ("1.200", 1200),
        ("1,200", 1200),
        ("1.234.567", 1234567),
        ("-1", "không phải số đếm: “-1”"),
        ("1.5", "không phải số đếm: “1.5”"),
        ("1 200", "không phải số đếm: “1 200”"),
        ("1e3", "không phải số đếm: “1e3”"),
        ("12.00", "không phải số đếm: “12.00”"),
        ("năm mươi", "không phải số đếm: “năm mươi”"),
        ("9" * 5000, "không phải số đếm…"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_counts(cell: str, expected: int | str | None) -> None:
    read_cell(row(cell), "whole", expected)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", None),
        ("yes", True),
        ("NO", False),
        ("có", True),
        ("Không", False),
        ("x", "không hiểu “x”"),
        ("1", "không hiểu “1”"),
        ("khong", "không hiểu “khong”"),
    ],
)
def test_flags(cell: str, expected: bool | str | None) -> None:
    read_cell(row(cell), "flag", expected)


def read_cell(found: Row, kind: str, expected: object) -> None:
    """Read the cell; text that is expected is the beginning of the one message."""
    value = getattr(found, kind)("a")
    if isinstance(expected, str):
        assert value is None
        ((line, message),) = told(found.problems, FILE)
        assert (line, message[: len(expected) + 7]) == (2, f"cột a: {expected}")
        assert len(message) <= LONGEST
    else:
        assert value is expected if isinstance(expected, bool) else value == expected
        assert found.problems == []


@pytest.mark.parametrize(
    ("cell", "comma", "expected"),
    [
        ("", False, None),
        ("104.87", False, 104.87),
        ("104,87", True, 104.87),
        ("104.87", True, 104.87),
        ("-3", False, -3.0),
        ("+180", False, 180.0),
        ("104,87", False, "không phải tọa độ"),
        ("180.1", False, "không phải tọa độ"),
        ("-180.1", False, "không phải tọa độ"),
        ("10487", False, "không phải tọa độ"),
        ("104°52'", False, "không phải tọa độ"),
        ("nan", False, "không phải tọa độ"),
        ("1e1", False, "không phải tọa độ"),
    ],
)
def test_degrees(cell: str, comma: bool, expected: float | str | None) -> None:
    found = row(cell, comma=comma)
    value = found.degrees("a", 180)
    if isinstance(expected, str):
        assert told(found.problems, FILE) == [(2, f"cột a: {expected}: “{cell}”")]
        expected = None
    else:
        assert found.problems == []
    assert value == expected


def test_a_decimal_comma_is_known_by_the_delimiter() -> None:
    numbers = [
        read_table(data.encode(), FILE, ("x",), ("x",)).rows[0].degrees("x", 180)
        for data in ('x,y\n"1,5",\n', "x;y\n1,5;\n", "x\ty\n1,5\t\n")
    ]
    assert numbers == [None, 1.5, 1.5]


def test_days_in_one_cell() -> None:
    found = row("2021-02-09, 16/02/2021;2021-02-30,, 2021-02-09,")
    assert found.days("a") == (date(2021, 2, 9), date(2021, 2, 16))
    assert told(found.problems, FILE) == [
        (2, "cột a: không có ngày giờ “2021-02-30” trên lịch"),
    ]


def test_choices_in_any_case() -> None:
    assert row(" pUblic ").choice("a", ("Public", "Private")) == "Public"
    found = row("Publik")
    assert found.choice("a", ("Public", "Private")) is None
    assert told(found.problems, FILE) == [(2, "cột a: không có giá trị “Publik”")]
    assert found.problems[0].hint == "chọn một trong: Public, Private"
    found = row("Thứ Ba")
    assert found.choice("a", ("Monday", "Tuesday"), ("Thứ Hai", "Thứ Ba")) is None
    assert found.problems[0].hint == "chọn một trong: Monday (Thứ Hai), Tuesday (Thứ Ba)"


CELL = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12) | st.sampled_from(
    ['"', '""', ",", ";", "\t", "a\nb", "Chợ, xã", " x "]
)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("https://x","y")', """'=HYPERLINK("https://x","y")"""),
        ("+84 216", "'+84 216"),
        ("-0.5", "'-0.5"),
        ("@ chợ", "'@ chợ"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=x", "'=x"),
        ("'x", "'x"),
        ("x=1", "x=1"),
        ("'", "'"),
        ("", ""),
    ],
)
def test_no_spreadsheet_runs_a_cell(text: str, cell: str) -> None:
    assert inert(text) == cell


@pytest.mark.parametrize(
    ("cell", "text"),
    [("'=1+1", "=1+1"), ("'-", "-"), ("''=x", "''=x"), ("'x", "'x"), ("'", "'"), ("=x", "=x")],
)
def test_the_apostrophe_before_a_formula_is_no_text(cell: str, text: str) -> None:
    assert row(cell).text("a") == text


@given(
    st.lists(st.tuples(CELL, CELL, CELL), max_size=6),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_spreadsheet_writes_is_what_is_read(
    rows: list[tuple[str, str, str]], delimiter: str, line_end: str
) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([COLUMNS, *rows])
    table = read(file.getvalue())
    expected = [
        tuple(
            re.sub("^'(?=[=+@-])", "", " ".join(unicodedata.normalize("NFC", cell).split()))
            for cell in row
        )
        for row in rows
    ]
    assert [row[1:] for row in cells(table)] == [row for row in expected if any(row)]
    assert table.problems == ()


@given(st.text() | st.lists(st.sampled_from([*COLUMNS, ",", ";", '"', "\n", "A"])).map("".join))
def test_any_text_is_read_or_explained(text: str) -> None:
    table = read(text.encode("utf-8", "surrogatepass"))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    rows = [row.line for row in table.rows]
    assert rows == sorted(set(rows))
    assert all(problem.hint and 1 <= (problem.line or 0) <= lines for problem in table.problems)


@given(st.binary())
def test_any_bytes_are_read_or_explained(data: bytes) -> None:
    assert all(problem.message and problem.hint for problem in read(data).problems)
