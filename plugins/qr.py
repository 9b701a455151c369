"""QR codes (ISO/IEC 18004). The door to `zxingcpp`."""

from __future__ import annotations

from math import isqrt
from typing import Any

_QUIET = 4
"""Modules of white around the symbol, as the standard asks for."""
_LIGHT = b"\xff"


def qr_path(text: str) -> tuple[int, str]:
    """The width of a text's symbol with its quiet zone, in modules, and the path of its dark ones
    for an SVG stroke as wide as a module.

    Error correction M: 15 % of a poster may be torn or dirty.
    """
    import zxingcpp  # noqa: PLC0415  # only for pages that are made anew

    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = symbol.to_image(scale=1, add_quiet_zones=False)
    data = bytes(memoryview(image))
    width = isqrt(len(data))  # it is a square
    path = []
    for row in range(width):
        x, end = _QUIET, f" {row + _QUIET + 0.5}h"
        for dark in data[row * width : (row + 1) * width].split(_LIGHT):
            if dark:
                path.append(f"M{x}{end}{len(dark)}")
            x += len(dark) + 1
    return width + 2 * _QUIET, "".join(path)
