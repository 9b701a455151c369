"""QR codes: what the path draws is read as the text."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from plugins.qr import qr_path

_STROKE = re.compile(r"M(\d+) (\d+)\.5h(\d+)")


def drawn(path: str, size: int, scale: int) -> Image.Image:
    """What a pen one module wide leaves on white paper, `scale` pixels for a module."""
    paper = Image.new("L", (size * scale, size * scale), 255)
    pen = ImageDraw.Draw(paper)
    strokes = _STROKE.findall(path)
    assert _STROKE.sub("", path) == ""
    for x, y, length in (map(int, stroke) for stroke in strokes):
        box = (x * scale, y * scale, (x + length) * scale - 1, (y + 1) * scale - 1)
        pen.rectangle(box, fill=0)
    return paper


@pytest.mark.parametrize(
    "text",
    ["https://example.org/xe-thu-vien/diem-dung/cho-phien-deo-mau/", "Thư viện 📚", "x" * 200],
)
def test_a_phone_reads_the_text(text: str) -> None:
    size, path = qr_path(text)
    paper = drawn(path, size, 4)
    found = zxingcpp.read_barcodes(paper)
    assert [(one.text, one.format) for one in found] == [(text, zxingcpp.BarcodeFormat.QRCode)]
    assert found[0].ec_level == "M"
    # ISO/IEC 18004: four modules of white on each side.
    dark = paper.point(lambda tone: 255 - tone).getbbox()
    assert dark == (16, 16, (size - 4) * 4, (size - 4) * 4)
