"""QR codes (ISO/IEC 18004). The door to `zxingcpp`."""

from __future__ import annotations

from math import isqrt
from typing import Any

_QUIET = 4
"""Modules of white around the symbol, as the standard asks for."""
_LIGHT = b"\xff"
_DARK = 0
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def qr_path(text: str) -> tuple[int, str]:
    """The width of a text's symbol with its quiet zone, in modules, and the path of its dark ones
    for an SVG stroke as wide as a module."""
    rows = _rows(text)
    width = len(rows)  # it is a square
    path = []
    for number, row in enumerate(rows):
        x, end = _QUIET, f" {number + _QUIET + 0.5}h"
        for dark in row.split(_LIGHT):
            if dark:
                path.append(f"M{x}{end}{len(dark)}")
            x += len(dark) + 1
    return width + 2 * _QUIET, "".join(path)


def qr_lines(text: str) -> list[str]:
    """A text's symbol with its quiet zone in characters of half a line's height, dark on light:
    whoever prints them says which colours those are."""
    rows = _rows(text)
    side = _LIGHT * _QUIET
    blank = _LIGHT * (len(rows) + 2 * _QUIET)
    rows = [blank] * _QUIET + [side + row + side for row in rows] + [blank] * _QUIET
    rows += [blank] * (len(rows) % 2)
    return [
        "".join(_HALVES[a == _DARK, b == _DARK] for a, b in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


def _rows(text: str) -> list[bytes]:
    """Modules from top to bottom, dark ones and light ones.

    Error correction M: 15 % of a poster may be torn or dirty.
    """
    import zxingcpp  # noqa: PLC0415  # only for pages that are made anew

    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = symbol.to_image(scale=1, add_quiet_zones=False)
    data = bytes(memoryview(image))
    width = isqrt(len(data))  # it is a square
    return [data[start : start + width] for start in range(0, len(data), width)]
