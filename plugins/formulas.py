"""Cells of text that a spreadsheet would run: what OWASP calls CSV injection."""

from __future__ import annotations

import re

FORMULA_HINT = "bỏ dấu đứng đầu ô, hoặc đặt dấu nháy đơn ' trước dấu đó"

_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a formula may begin with, also where a keyboard writes wide letters."""
_NUMBER = re.compile(r"[+-]?[\d.,]*")


def is_formula(text: str) -> bool:
    """Whether a stripped cell begins as a formula does; a number with its sign does not."""
    return text.startswith(_SIGNS) and not _NUMBER.fullmatch(text)


def inert(text: str) -> str:
    """The text as a cell that no spreadsheet runs, whatever it begins with: `'` before it."""
    return f"'{text}" if text.startswith(_SIGNS) else text


def said(cell: str) -> str:
    """The text of a cell that may have been made inert."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_SIGNS) else cell
