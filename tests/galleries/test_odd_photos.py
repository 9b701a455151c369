"""Every odd, broken or hostile file that an editor may put beside a post: one row each."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms, ImageDraw

from plugins.galleries.images.probing import probe
from plugins.galleries.renditions import Size
from plugins.values import Struct
from tests.conftest import ROOT
from tests.galleries.making import (
    BLUE,
    RED,
    WHITE,
    Colour,
    colour_at,
    encoded,
    film,
    is_near,
    opened,
    render,
    scene,
    srgb,
)
from tests.support.draw_heic import phone_exif

DATA = ROOT / "tests/support/data"
JPEG = (DATA / "small.jpg").read_bytes()
HEIC = (DATA / "phone.heic").read_bytes()


def png(width: int, height: int, depth: int, kind: int, rows: bytes, *more: bytes) -> bytes:
    """A PNG chunk by chunk (W3C PNG 3, 5): Pillow does not write every kind."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    extras = b"".join(chunk(one[:4], one[4:]) for one in more)
    data = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + header + extras + data + chunk(b"IEND", b"")


def deep_png(channels: int, kind: int, *more: bytes) -> bytes:
    """The scene with 16 bits a channel: grey, RGB or RGB with transparency."""
    rows = bytearray()
    for y in range(300):
        rows.append(0)
        for x in range(400):
            red, green, blue = RED if x <= 200 and y <= 150 else BLUE
            values = {1: (red,), 3: (red, green, blue), 4: (red, green, blue, 255)}[channels]
            for value in values:
                rows += bytes((value, 0x55))
    return png(400, 300, 16, kind, bytes(rows), *more)


# Columns of RGB to XYZ, adapted to D50: SMPTE EG 432-1 (P3) with D65 white, by Bradford, as in
# the "Display P3" profile that phones embed.
DISPLAY_P3 = {
    b"rXYZ": (0.51512, 0.24120, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.15710, 0.06657, 0.78407),
}


def p3_profile() -> bytes:
    """Display P3: sRGB's transfer curve and white, other primaries (ICC.1:2022, 9.2 and 10.31)."""
    profile = bytearray(srgb())
    count = int.from_bytes(profile[128:132], "big")
    entries = {
        bytes(profile[at : at + 4]): int.from_bytes(profile[at + 4 : at + 8], "big")
        for at in range(132, 132 + 12 * count, 12)
    }
    for name, numbers in DISPLAY_P3.items():
        at = entries[name]
        assert profile[at : at + 4] == b"XYZ "
        profile[at + 8 : at + 20] = struct.pack(">3i", *(round(n * 65536) for n in numbers))
    return bytes(profile)


def lut_profile() -> bytes:
    """A profile for pictures of another kind than those it is put into."""
    return bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes())


def turned(orientation: int, format_: str = "JPEG") -> bytes:
    """What a camera held that way stores: the inverse of what a viewer does."""
    inverse = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = scene() if orientation == 1 else scene().transpose(inverse[orientation])
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return encoded(stored, format_, exif=exif, quality=95)


def see_through() -> Image.Image:
    """The scene, whose lower half cannot be seen."""
    picture = scene().convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 160, 400, 300))
    return picture


def palette_see_through() -> bytes:
    picture = scene().quantize(4)
    clear = 3
    picture.putpalette([*RED, *BLUE, 0, 0, 0, 0, 255, 0])
    ImageDraw.Draw(picture).rectangle((0, 160, 400, 300), fill=clear)
    return encoded(picture, "PNG", transparency=clear, bits=8)


def grey_see_through() -> bytes:
    """16 bits a pixel, and one of its greys is none: so rare that it may be seen."""
    return deep_png(1, 0, b"tRNS" + bytes((BLUE[0], 0x55)))


def exif_broken() -> bytes:
    whole = encoded(scene(), "JPEG", exif=phone_exif(), quality=95)
    at = whole.index(b"Exif\0\0") + 6
    return whole[:at] + b"MM\0*\xff\xff\xff\xff" + whole[at + 8 :]


GREY = (RED[0],) * 3
DARK = (BLUE[0],) * 3
LUMA = (87, 87, 87)  # of RED, as JPEG counts it
DIM = (52, 52, 52)  # of BLUE


class Odd(Struct, frozen=True, kw_only=True):
    """A photo that is fine: its bytes, upright size and colours at the corners of its scene."""

    data: Callable[[], bytes]
    size: tuple[int, int] = (400, 300)
    corner: Colour = RED
    right: Colour = BLUE
    below: Colour = BLUE
    by: int = 12


GOOD: dict[str, Odd] = {
    "jpeg.jpg": Odd(data=lambda: encoded(scene(), "JPEG", quality=95)),
    "progressive.jpg": Odd(data=lambda: encoded(scene(), "JPEG", quality=95, progressive=True)),
    "png.png": Odd(data=lambda: encoded(scene(), "PNG")),
    "webp.webp": Odd(data=lambda: encoded(scene(), "WEBP", lossless=True)),
    "avif.avif": Odd(data=lambda: encoded(scene(), "AVIF", quality=95)),
    "heic.heic": Odd(data=lambda: HEIC, by=30),
    "heic named.jpg": Odd(data=lambda: HEIC, by=30),
    "gif.gif": Odd(data=lambda: encoded(scene(), "GIF")),
    "png named.jpg": Odd(data=lambda: encoded(scene(), "PNG")),
    "jpeg named.png": Odd(data=lambda: encoded(scene(), "JPEG", quality=95)),
    "cmyk.jpg": Odd(data=lambda: encoded(scene().convert("CMYK"), "JPEG", quality=95)),
    "grey.jpg": Odd(
        data=lambda: encoded(scene().convert("L"), "JPEG"), corner=LUMA, right=DIM, below=DIM
    ),
    "black and white.png": Odd(
        data=lambda: encoded(scene().convert("L").point([0] * 60 + [255] * 196, "1"), "PNG"),
        corner=WHITE,
        right=(0, 0, 0),
        below=(0, 0, 0),
    ),
    "16-bit grey.png": Odd(data=lambda: deep_png(1, 0), corner=GREY, right=DARK, below=DARK),
    "16-bit rgb.png": Odd(data=lambda: deep_png(3, 2)),
    "16-bit rgba.png": Odd(data=lambda: deep_png(4, 6)),
    "16-bit grey, transparent.png": Odd(
        data=grey_see_through, corner=GREY, right=DARK, below=DARK
    ),
    "palette.png": Odd(data=lambda: encoded(scene().quantize(4), "PNG")),
    "palette, transparent.png": Odd(data=palette_see_through, below=WHITE),
    "transparent.png": Odd(data=lambda: encoded(see_through(), "PNG"), below=WHITE),
    "transparent.webp": Odd(
        data=lambda: encoded(see_through(), "WEBP", lossless=True), below=WHITE
    ),
    "grey, transparent.png": Odd(
        data=lambda: encoded(see_through().convert("LA"), "PNG"),
        corner=LUMA,
        right=DIM,
        below=WHITE,
    ),
    **{f"orientation {n}.jpg": Odd(data=partial(turned, n)) for n in range(1, 9)},
    "orientation 6.png": Odd(data=lambda: turned(6, "PNG")),
    "orientation 8.webp": Odd(data=lambda: turned(8, "WEBP")),
    "orientation 5.avif": Odd(data=lambda: turned(5, "AVIF")),
    "mpo.jpg": Odd(data=lambda: film("MPO", scene(), scene(200, 150), quality=95)),
    "srgb.jpg": Odd(data=lambda: encoded(scene(), "JPEG", quality=95, icc_profile=srgb())),
    "broken profile.jpg": Odd(
        data=lambda: encoded(scene(), "JPEG", quality=95, icc_profile=b"not a profile" * 20)
    ),
    "profile of another kind.jpg": Odd(
        data=lambda: encoded(scene(), "JPEG", quality=95, icc_profile=lut_profile())
    ),
    "grey with a profile of colours.png": Odd(
        data=lambda: encoded(scene().convert("L"), "PNG", icc_profile=srgb()),
        corner=LUMA,
        right=DIM,
        below=DIM,
    ),
    "broken exif.jpg": Odd(data=exif_broken),
    "tiny.png": Odd(
        data=lambda: encoded(Image.new("RGB", (1, 1), RED), "PNG"),
        size=(1, 1),
        right=RED,
        below=RED,
    ),
    "wide.jpg": Odd(data=lambda: encoded(scene(3000, 300), "JPEG", quality=95), size=(3000, 300)),
    "tower.jpg": Odd(data=lambda: encoded(scene(60, 3000), "JPEG", quality=95), size=(60, 3000)),
    "a hair.png": Odd(data=lambda: encoded(Image.new("RGB", (1, 2000), RED), "PNG"), size=(1, 2000),
                      right=RED, below=RED),
    "TÊN CÓ DẤU 'và' \"nháy\" đ.JPG": Odd(data=lambda: encoded(scene(), "JPEG", quality=95)),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_odd_photos_come_out_upright_in_srgb_and_their_own_shape(tmp_path: Path, name: str) -> None:
    odd = GOOD[name]
    path = tmp_path / name
    path.write_bytes(odd.data())
    assert probe(path).size == Size(width=odd.size[0], height=odd.size[1])
    made = render(path, tmp_path / "cache")
    endings = {ending.rpartition(".")[2] for ending in made}
    assert endings == {"avif", "webp", "jpg"}
    for ending, file in made.items():
        picture = opened(file)
        assert picture.mode == "RGB", ending
        assert picture.width <= odd.size[0] or "share" in ending, ending
        assert picture.height <= odd.size[1] or "share" in ending, ending
        found = [colour_at(picture, *point) for point in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9))]
        if "share" in ending and odd.size != (400, 300):
            continue  # not the whole picture
        for at, wanted in zip(found, (odd.corner, odd.right, odd.below), strict=True):
            assert is_near(at, wanted, odd.by), (ending, found)


def test_the_deep_photos_are_deep() -> None:
    """A row is only worth something if its file is really what it says."""
    depth = {name: odd.data()[24] for name, odd in GOOD.items() if name.startswith("16-bit")}
    assert set(depth.values()) == {16}


P3_COLOURS: dict[str, Colour] = {
    "grey": (128, 128, 128),
    "skin": (200, 150, 120),
    "leaf": (90, 150, 60),
    "flag": (200, 60, 40),
    "beyond sRGB": (0, 255, 0),
}
# Linear Display P3 to linear sRGB, both with the white D65: the standards' own matrices.
P3_TO_SRGB = (
    (1.22494, -0.22494, 0.0),
    (-0.04206, 1.04206, 0.0),
    (-0.01964, -0.07864, 1.09827),
)


def p3_to_srgb(colour: Colour) -> Colour:
    """By the formulas of IEC 61966-2-1, without a colour engine."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
              for c in (value / 255 for value in colour)]  # fmt: skip
    mixed = [sum(f * c for f, c in zip(row, linear, strict=True)) for row in P3_TO_SRGB]
    shown = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in mixed]
    red, green, blue = (round(255 * min(1, max(0, c))) for c in shown)
    return (red, green, blue)


@pytest.mark.parametrize("name", P3_COLOURS)
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_display_p3_becomes_srgb(tmp_path: Path, name: str, format_: str) -> None:
    stored = P3_COLOURS[name]
    wanted = p3_to_srgb(stored)
    assert name in ("grey", "beyond sRGB") or not is_near(stored, wanted, 8)
    path = tmp_path / "a"
    options: dict[str, Any] = {"quality": 100, "icc_profile": p3_profile()}
    if format_ in ("JPEG", "AVIF"):
        options["subsampling"] = "4:4:4"
    path.write_bytes(encoded(Image.new("RGB", (400, 300), stored), format_, **options))
    for ending, file in render(path, tmp_path / "cache").items():
        found = colour_at(opened(file), 0.5, 0.5)
        assert is_near(found, wanted, 4), (ending, found)
