"""Tables for spreadsheets: cells that none of them runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from plugins.formulas import inert

BOM = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for the old encoding of its country."""


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """A table as a Vietnamese spreadsheet opens it, where the comma is the decimal sign: UTF-8
    with BOM, `;` between cells, none of them a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return (BOM + text.getvalue()).encode()
