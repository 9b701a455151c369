"""Cells of text that a spreadsheet would run: what OWASP calls CSV injection."""

from __future__ import annotations

import re

FORMULA_HINT = "bỏ dấu đứng đầu ô, hoặc đặt dấu nháy đơn ' trước dấu đó"

_NUMBER = re.compile(r"[+-]?[\d.,]*")


def is_formula(text: str) -> bool:
    """Whether a stripped cell begins as a formula does; a number with its sign does not."""
    return text[:1] in ("=", "+", "-", "@") and not _NUMBER.fullmatch(text)
