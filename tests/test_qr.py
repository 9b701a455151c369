"""QR codes: the path draws the symbol, module for module."""

from __future__ import annotations

import re

import pytest
import segno

from plugins.qr import qr_path

_STEP = re.compile(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?")


def drawn(path: str, size: int) -> list[list[int]]:
    """What a pen one module wide leaves on paper of `size` modules."""
    paper = [[0] * size for _ in range(size)]
    x, y = 0.0, 0.0
    for command, first, second in _STEP.findall(path):
        if command == "M":
            x, y = float(first), float(second)
        elif command == "m":
            x, y = x + float(first), y + float(second)
        else:
            for column in range(int(x), int(x) + int(first)):
                paper[int(y)][column] = 1
            x += int(first)
    return paper


@pytest.mark.parametrize("text", ["https://example.org/xe-thu-vien/", "Thư viện", "x" * 200])
def test_the_path_is_the_symbol_with_its_quiet_zone(text: str) -> None:
    size, path = qr_path(text)
    symbol = segno.make(text, error="m", micro=False, boost_error=False, mask=2).matrix
    assert size == len(symbol) + 8
    paper = drawn(path, size)
    assert [row[4:-4] for row in paper[4:-4]] == [list(row) for row in symbol]
    assert sum(map(sum, paper)) == sum(map(sum, symbol))
