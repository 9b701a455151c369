"""Tables for spreadsheets: they read what was written, and run none of it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.formulas import inert
from plugins.spreadsheets import BOM, as_csv


def read(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize(
    "cell",
    ['=HYPERLINK("https://example.org")', "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠a"],
)
def test_no_spreadsheet_runs_a_cell(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    assert read(as_csv([["a", cell]])) == [["a", f"'{cell}"]]


@pytest.mark.parametrize("cell", ["", "Tuyến 1", "1-2", "a=b", "'x", 'a;b "c"', "a\nb", "0,5"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert read(as_csv([[cell, "x"]])) == [[cell, "x"]]


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2), max_size=3)
)
def test_a_spreadsheet_reads_what_was_written(rows: list[list[str]]) -> None:
    data = as_csv(rows)
    assert data.startswith(BOM.encode())
    found = read(data)
    assert found == [[inert(cell) for cell in row] for row in rows]
    assert not any(cell[:1] in {*"=+-@\t\r＝＋－＠"} for row in found for cell in row if cell)
