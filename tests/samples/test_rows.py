"""Sample rows are cut out of a table: every other byte stays."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.samples.cuts import BOM
from plugins.samples.rows import cut_rows

HEAD = "date,stop,note\n"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (HEAD + "1,a,\n2,b,Dữ liệu mẫu\n3,c,\n", HEAD + "1,a,\n3,c,\n"),
        (HEAD + "1,a,Dữ liệu mẫu: tự đặt\n", HEAD),
        (HEAD + "1,a,Dữ  liệu\tmẫu", HEAD),
        (HEAD + "1,a,\n2,b,Dữ liệu mẫu", HEAD + "1,a,\n"),
        (HEAD + "2,b,Dữ liệu mẫu\n1,a,", HEAD + "1,a,"),
        ("organisation;day\nA (Dữ liệu mẫu);\nThư viện;x\n", "organisation;day\nThư viện;x\n"),
        ("note\tday\n\tx\nDữ liệu mẫu\ty\n", "note\tday\n\tx\n"),
        (" Note ,day\nDữ liệu mẫu,y\n", " Note ,day\n"),
        ("note,Organisation\n,Dữ liệu mẫu\n", "note,Organisation\n"),
        ("\n\n" + HEAD + "1,a,Dữ liệu mẫu\n\n2,b,\n\n", "\n\n" + HEAD + "\n2,b,\n\n"),
        # A quoted cell may hold line breaks, delimiters and quotation marks.
        (HEAD + '1,"a\n,""x"",\nDữ liệu mẫu",\n2,b,"Dữ\nliệu mẫu, a"\n3,c,\n',
         HEAD + '1,"a\n,""x"",\nDữ liệu mẫu",\n3,c,\n'),
        ('"date","note"\r\n1,"Dữ liệu mẫu\r\n2,b"\r\n3,c\r\n', '"date","note"\r\n3,c\r\n'),
        (HEAD.replace("\n", "\r") + "1,a,\r2,b,Dữ liệu mẫu\r", HEAD.replace("\n", "\r") + "1,a,\r"),
        ("\ufeff" + HEAD + "1,a,Dữ liệu mẫu\n", "\ufeff" + HEAD),
        ("\ufeff" + '"date","note"\n1,Dữ liệu mẫu\n2,\n', "\ufeff" + '"date","note"\n2,\n'),
        # As a Mac spells it; other cells keep their form.
        (HEAD + "1,ê,Du\u031b\u0303 liê\u0323u mâ\u0303u\n2,e\u0302,\n", HEAD + "2,e\u0302,\n"),
        (HEAD + "1,a,Dữ liệu mẫu,thừa\n2\n", HEAD + "2\n"),
    ],
)  # fmt: skip
def test_cut(text: str, rest: str) -> None:
    found = cut_rows(text.encode(), "t.csv")
    assert found.rest is not None
    assert found.rest.decode() == rest
    assert found.problems == ()
    again = cut_rows(found.rest, "t.csv")
    assert (again.taken, again.rest, again.kept) == ((), None, found.kept)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", 0),
        ("\n \n", 0),
        (HEAD, 0),
        (HEAD + "Dữ liệu mẫu,Dữ liệu mẫu,\n", 1),  # not in a column that may say so
        (HEAD + "1,a,dữ liệu mẫu thì không phải\n2\n\n", 2),
        ("Dữ liệu mẫu,note\n1,a\n", 1),
    ],
)
def test_nothing_to_cut(text: str, kept: int) -> None:
    found = cut_rows(text.encode(), "t.csv")
    assert (found.taken, found.rest, found.kept, found.problems) == ((), None, kept, ())


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        ((HEAD + "1,a,Dữ liệu mẫu\n").encode("utf-16"), 1, "tệp được lưu theo bảng mã UTF-16"),
        (HEAD.encode() + b"1,\xff,\n", 2, "tệp không phải chữ UTF-8"),
        (HEAD.encode() + b"1,a\0,\n", 2, "có ký tự điều khiển"),
        ((HEAD + '1,a,Dữ liệu mẫu\n2,"b,\n3,c,\n').encode(), 3, "không đọc được bảng từ dòng này"),
        ((HEAD + '1,a,Dữ liệu mẫu\n2,"b"c,\n').encode(), 3, "không đọc được bảng từ dòng này"),
    ],
)
def test_left_alone_and_named(data: bytes, line: int, message: str) -> None:
    found = cut_rows(data, "t.csv")
    assert (found.taken, found.rest) == ((), None)
    assert [(problem.path, problem.line) for problem in found.problems] == [("t.csv", line)]
    assert found.problems[0].message.startswith(message)


def test_what_goes_is_named() -> None:
    text = "organisation,stop,day\nA,b,c\n" + '"Thư viện (Dữ liệu mẫu)","Chợ\nMẫu",\n'
    (part,) = cut_rows(text.encode(), "t.csv").taken
    assert (part.path, part.line, part.label) == ("t.csv", 3, "Chợ Mẫu")


CELLS = st.sampled_from(
    ["", "a", "ê", "1,5", 'nói "a"', "hai\ndòng", "a\r\nb", " ", ";", "Dữ liệu"]
)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS, st.booleans())),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_the_rest_keeps_its_bytes(
    rows: list[tuple[str, str, str, bool]], delimiter: str, end: str, bom: bool, quoting: int
) -> None:
    def written(*cells: str) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerow(cells)
        return text.getvalue().encode()

    head = BOM * bom + written("date", "stop", "note", "new")
    whole = rest = head
    for date, stop, note, sample in rows:
        row = written(date, stop, note + "Dữ liệu mẫu" * sample, "x")
        whole += row
        rest += b"" if sample else row
    found = cut_rows(whole, "t.csv")
    assert found.problems == ()
    assert len(found.taken) == sum(row[-1] for row in rows)
    assert (whole if found.rest is None else found.rest) == rest
