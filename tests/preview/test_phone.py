"""What a phone reads off the screen."""

from __future__ import annotations

import re
from ipaddress import ip_address

import zxingcpp
from PIL import Image

from plugins.preview.phone import invitation, own_address
from plugins.qr import qr_lines

_DARK = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


def read(lines: list[str]) -> list[str]:
    """What a camera makes of lines on a white screen."""
    image = Image.new("L", (len(lines[0]), 2 * len(lines)), 255)
    for y, line in enumerate(lines):
        for x, character in enumerate(line):
            for half, dark in enumerate(_DARK[character]):
                image.putpixel((x, 2 * y + half), 0 if dark else 255)
    image = image.resize((image.width * 6, image.height * 6))
    return [found.text for found in zxingcpp.read_barcodes(image)]


def test_the_code_leads_to_the_address() -> None:
    text = invitation("192.168.100.200", 8000, drawn=True)
    lines = re.findall("\x1b\\[30;107m(.*)\x1b\\[0m", text)
    assert read(lines) == ["http://192.168.100.200:8000/"]
    assert len({len(line) for line in lines}) == 1
    assert len(lines[0]) < 60, "it must fit into a terminal"


def test_codes_of_any_size() -> None:
    for text in ("http://10.0.0.1:8000/", "x" * 120):
        assert read(qr_lines(text)) == [text]


def test_where_nothing_can_be_drawn() -> None:
    text = invitation("10.0.0.1", 8000, drawn=False)
    assert "\x1b" not in text
    assert "quét" not in text
    assert "http://10.0.0.1:8000/" in text
    assert "mọi máy trong mạng này đều xem được, cả bản nháp" in text


def test_a_machine_without_a_network() -> None:
    assert "chưa nối mạng" in invitation(None, 8000, drawn=True)


def test_the_address_is_one_that_others_can_ask() -> None:
    found = own_address()
    assert found is None or not ip_address(found).is_loopback
