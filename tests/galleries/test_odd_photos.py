"""Every odd, broken or hostile file that an editor may put beside a post: one row each."""

from __future__ import annotations

import importlib
import random
import struct
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms, ImageDraw, PngImagePlugin

from plugins.galleries.images.making import make
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.images.probing import probe
from plugins.galleries.renditions import Size
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
    job_for,
    opened,
    render,
    scene,
    srgb,
)
from tests.support.draw_heic import phone_exif
from tests.support.sites import Site

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


@dataclass(frozen=True, kw_only=True)
class Odd:
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
        assert picture.width <= odd.size[0], ending
        assert picture.height <= odd.size[1], ending
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


def gif_bomb() -> bytes:
    """A picture of 64x48 whose second one claims 65535x65535."""
    data = bytearray(film("GIF", scene(64, 48), scene(64, 48).rotate(180), duration=50))
    second = data.index(b"\x2c", data.index(b"\x2c\0\0\0\0") + 9)
    while data[second : second + 1] == b"\x2c" and data[second - 1] != 0:
        second = data.index(b"\x2c", second + 1)
    data[second + 5 : second + 9] = b"\xff\xff\xff\xff"
    return bytes(data)


DAMAGED = ("ảnh bị hỏng hoặc chép chưa hết", "chép lại ảnh từ máy ảnh hoặc điện thoại")
DAMAGED_HEIC = ("ảnh HEIC bị hỏng hoặc chép chưa hết", "chép lại ảnh từ điện thoại")
TEXT = ("tệp này là chữ, không phải ảnh", "chép đúng tệp ảnh vào, hoặc đổi tên tệp này")
LARGE = ("ảnh quá lớn (hơn 120 triệu điểm ảnh)", "thu nhỏ xuống dưới 120 triệu điểm ảnh")
OTHER = ("không phải ảnh JPEG, PNG, WebP, AVIF hay GIF", "lưu lại ảnh thành JPEG")

BAD: dict[str, tuple[Callable[[], bytes], tuple[str, str]]] = {
    "rong.jpg": (lambda: b"", ("tệp ảnh rỗng (0 byte)", "chép lại ảnh")),
    "chu.jpg": ("đây là chữ".encode, TEXT),
    "trang.jpg": (lambda: b"<!doctype html><title>404</title>", TEXT),
    "nhi-phan.jpg": (lambda: b"\0\1\2\3" * 50, OTHER),
    "tif.jpg": (lambda: encoded(scene(), "TIFF"), OTHER),
    "bmp.png": (lambda: encoded(scene(), "BMP"), OTHER),
    "pdf.png": (lambda: encoded(scene(), "PDF"), OTHER),
    "eps.png": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n\0", OTHER),
    "cut.jpg": (lambda: JPEG[: len(JPEG) // 2], DAMAGED),
    "cut-at-the-end.jpg": (lambda: JPEG[:-2000], DAMAGED),
    "cut-in-the-header.jpg": (lambda: JPEG[:30], DAMAGED),
    "cut.png": (lambda: encoded(scene(), "PNG")[:-100], DAMAGED),
    "cut.webp": (lambda: encoded(scene(), "WEBP")[:-100], DAMAGED),
    "cut.avif": (lambda: encoded(scene(), "AVIF")[:-100], DAMAGED),
    "cut.gif": (lambda: encoded(scene(), "GIF")[:300], DAMAGED),
    "cut.heic": (lambda: HEIC[:-200], DAMAGED_HEIC),
    "header.heic": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 50, DAMAGED_HEIC),
    "bom.png": (lambda: png(20_000, 20_000, 8, 2, b"\0" * 1000), LARGE),
    "hon-120.png": (lambda: png(12_001, 10_000, 8, 0, b"\0" * 1000), LARGE),
    "bom.gif": (gif_bomb, LARGE),
    "khong.png": (lambda: png(0, 0, 8, 2, b""), OTHER),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_used_says_why_and_the_cure(tmp_path: Path, name: str) -> None:
    data, (message, hint) = BAD[name]
    path = tmp_path / name
    path.write_bytes(data())
    with pytest.raises(PhotoError) as caught:
        render(path, tmp_path / "cache")
    assert (caught.value.message, caught.value.hint) == (message, hint)
    assert not (tmp_path / "cache").exists()


def test_a_bomb_is_refused_before_it_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bom.png"
    path.write_bytes(BAD["bom.png"][0]())
    decoded: list[object] = []
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded.append)
    with pytest.raises(PhotoError, match="ảnh quá lớn"):
        probe(path)
    assert decoded == []


def test_a_scan_of_100_megapixels_is_no_bomb(tmp_path: Path) -> None:
    """In a process of its own, whose memory is known at its end."""
    rows = (b"\0" + bytes((20, 90, 160)) * 10_000) * 10_000
    path = tmp_path / "scan.png"
    path.write_bytes(png(10_000, 10_000, 8, 2, rows))
    del rows
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from tests.galleries.making import render\n"
        "made = render(Path(sys.argv[1]), Path(sys.argv[2]), widths=(480, 960, 1600))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, *sorted(made))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), str(tmp_path / "cache")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    kilobytes, *names = done.stdout.split()
    assert names == ["1200-share.jpg", "1600.avif", "1600.webp", "480.avif", "480.webp",
                     "960.avif", "960.jpg", "960.webp"]  # fmt: skip
    assert int(kilobytes) * 1024 < 1_600_000_000
    assert probe(path).memory < 1_600_000_000, "else it would say so"


def seeds() -> dict[str, bytes]:
    """One small photo of each format, with all kinds of metadata."""
    small = scene(64, 48)
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "x" * 90, zip=True)
    rich: dict[str, Any] = {"exif": phone_exif(), "icc_profile": srgb()}
    return {
        "a.jpg": encoded(small, "JPEG", comment=b"x", **rich),
        "b.jpg": encoded(small, "JPEG", progressive=True),
        "a.png": encoded(small, "PNG", pnginfo=text, **rich),
        "b.png": film("PNG", small, small.rotate(90), duration=50),
        "a.webp": encoded(small, "WEBP", **rich),
        "b.webp": film("WEBP", small, small.rotate(90), duration=50),
        "a.avif": encoded(small, "AVIF", **rich),
        "b.avif": film("AVIF", small, small.rotate(90), duration=50),
        "a.gif": film("GIF", small, small.rotate(90), duration=50, comment=b"x"),
        "a.mpo.jpg": film("MPO", small, small.rotate(90)),
        "a.heic": HEIC,
    }


@pytest.mark.parametrize("name", seeds())
def test_damaged_bytes_are_a_photo_or_a_problem(
    tmp_path: Path, name: str, request: pytest.FixtureRequest
) -> None:
    """Whatever a bad card or a bad wish does to a file: no other exception, no bomb."""
    whole, dice = seeds()[name], random.Random(name)
    path = tmp_path / name
    outcomes = set()
    for number in range(500 if request.config.getoption("--long") else 60):
        data = bytearray(whole)
        match number % 3:
            case 0:
                del data[dice.randrange(len(data)) :]
            case 1:
                for _ in range(dice.choice((1, 5, 30))):
                    data[dice.randrange(len(data))] = dice.randrange(256)
            case 2:
                for _ in range(3):
                    data[dice.randrange(min(len(data), 300))] = dice.choice((0, 1, 127, 128, 255))
        path.write_bytes(data)
        try:
            if probe(path).size.width < 2000:
                render(path, tmp_path / f"{number}", widths=(16, 32), blur=((0.1, 0.1, 0.5, 0.5),))
            outcomes.add("photo")
        except PhotoError:
            outcomes.add("problem")
    assert "problem" in outcomes  # of PNG nothing else: every byte is under a checksum


def test_damaged_exif_is_no_obstacle(tmp_path: Path) -> None:
    """Pillow reads this number as bytes, and cannot write it again while it turns the photo."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.XResolution] = 72.0
    whole = encoded(scene(), "JPEG", exif=exif)
    rational = struct.pack(">HHI", ExifTags.Base.XResolution, 5, 1)
    assert rational in whole
    undefined = struct.pack(">HHI", ExifTags.Base.XResolution, 7, 3)
    path = tmp_path / "a.jpg"
    path.write_bytes(whole.replace(rational, undefined))
    assert probe(path).size == Size(width=300, height=400)
    make(job_for(path, tmp_path / "cache"))


# Found by longer runs of the test above: what Pillow raises over each of them.
DECODERS_RAISE: tuple[tuple[str, type[Exception]], ...] = (
    ("a closed AVIF", RuntimeError),
    ("a GIF that ends in a block", struct.error),
    ("an AVIF without a time scale", ZeroDivisionError),
    ("a table that is too short", IndexError),
    ("a tag that is not there", KeyError),
    ("a broken TIFF header", SyntaxError),
    ("a file that ends", EOFError),
)


@pytest.mark.parametrize(("what", "error"), DECODERS_RAISE, ids=str)
def test_whatever_decoders_raise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, error: type[Exception]
) -> None:
    def load(_: object) -> None:
        raise error(what)

    path = tmp_path / "a.jpg"
    path.write_bytes(JPEG)
    job = job_for(path, tmp_path / "cache")
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", load)
    with pytest.raises(PhotoError) as caught:
        make(job)
    assert (caught.value.message, caught.value.hint) == DAMAGED


def test_too_little_memory_names_the_photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(_: object) -> None:
        raise MemoryError

    path = tmp_path / "a.jpg"
    path.write_bytes(JPEG)
    job = job_for(path, tmp_path / "cache")
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", load)
    with pytest.raises(PhotoError) as caught:
        make(job)
    assert caught.value.message == "máy không đủ bộ nhớ để mở ảnh này"
    assert caught.value.hint == "thu nhỏ ảnh rồi chép lại"


@pytest.fixture
def no_heic(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine where the decoder of HEIC was never installed."""
    real = importlib.import_module

    def without(name: str, package: str | None = None) -> Any:
        if name.partition(".")[0] == "pillow_heif":
            raise ModuleNotFoundError(name)
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without)


@pytest.mark.usefixtures("no_heic")
def test_heic_without_the_decoder_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "IMG_0001.HEIC").write_bytes(HEIC)
    with pytest.raises(PhotoError) as caught:
        probe(tmp_path / "IMG_0001.HEIC")
    assert caught.value.message == "ảnh HEIC của điện thoại chưa đọc được"
    hint = "chạy make heic để cài bộ đọc ảnh HEIC, hoặc lưu lại ảnh thành JPEG rồi chép vào"
    assert caught.value.hint == hint


@pytest.mark.usefixtures("no_heic")
def test_other_photos_need_no_decoder_of_heic(tmp_path: Path) -> None:
    for name in ("avif.avif", "jpeg.jpg"):
        (tmp_path / name).write_bytes(GOOD[name].data())
        assert probe(tmp_path / name).size == Size(width=400, height=300)


XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:{}="21,43.2N"/></x:xmpmeta>'


def png_with_xmp(packet: str) -> bytes:
    """As editors of pictures write it (XMP 3, 1.1.5)."""
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", packet)
    return encoded(scene(), "PNG", pnginfo=text)


def with_gps_version() -> bytes:
    """What some cameras write indoors: a directory of places that names none."""
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSVersionID] = b"\2\3\0\0"
    return encoded(scene(), "JPEG", exif=exif)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (encoded(scene(), "JPEG", exif=phone_exif()), True),
        (encoded(scene(), "PNG", exif=phone_exif()), True),
        (encoded(scene(), "WEBP", exif=phone_exif()), True),
        (encoded(scene(), "AVIF", exif=phone_exif()), True),
        (HEIC, True),
        (encoded(scene(), "JPEG", xmp=XMP.format("GPSLatitude").encode()), True),
        (png_with_xmp(XMP.format("GPSLongitude")), True),
        (encoded(scene(), "WEBP", xmp=XMP.format("GPSPosition").encode()), True),
        (encoded(scene(), "AVIF", xmp=XMP.format("gpslatitude").encode()), True),
        (encoded(scene(), "JPEG", xmp=XMP.format("Caption").encode()), False),
        (with_gps_version(), False),
        (JPEG, False),
    ],
    ids=["jpeg", "png", "webp", "avif", "heic", "jpeg xmp", "png xmp", "webp xmp", "avif xmp",
         "other xmp", "version only", "none"],
)  # fmt: skip
def test_photos_that_tell_where_they_were_taken(tmp_path: Path, data: bytes, told: bool) -> None:
    (tmp_path / "a").write_bytes(data)
    assert probe(tmp_path / "a").place is told


def test_a_phones_photo_tells_when_it_was_taken(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(HEIC)
    taken = probe(tmp_path / "a").taken
    assert taken is not None
    assert taken.isoformat() == "2021-01-08T08:30:00"


LINK = ("đây là một liên kết (symlink), không phải tệp thật", "chép chính tệp đó vào đây")
CASE = "tên chỉ khác “{}” ở chữ hoa, chữ thường; Windows coi là một tệp"


def test_a_terrible_folder(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Every problem at once, each with its file and its cure; whatever is fine is left in peace."""
    folder = site.content / "tin-tuc/2021/bai"
    site.post("bai", title="Bài", body="![Một](tot.jpg)\n\n![Hai](%C4%91%E1%BA%A7u.png)\n")
    for name, (data, _) in BAD.items():
        site.write(f"tin-tuc/2021/bai/{name}", data())
    good = {
        "tot.jpg": JPEG,
        unicodedata.normalize("NFD", "đầu.png"): GOOD["png.png"].data(),
        "hai từ 'nháy' \"kép\".JPG": GOOD["progressive.jpg"].data(),
        "phone.HEIC": HEIC,
        "a&b <c>.gif": GOOD["gif.gif"].data(),
    }
    for name, content in good.items():
        site.write(f"tin-tuc/2021/bai/{name}", content)
    site.write("tin-tuc/2021/bai/TOT.jpg", JPEG)
    site.write("tin-tuc/2021/bai/đầu.png", JPEG)  # the same name in NFC
    secret = site.root / "bi-mat.jpg"
    secret.write_bytes(JPEG)
    (folder / "ra-ngoai.jpg").symlink_to(secret)
    (folder / "vao-trong.jpg").symlink_to(folder / "tot.jpg")
    (folder / "dut.png").symlink_to(folder / "khong-co.png")
    site.write("tin-tuc/2021/bai/quyet-dinh.docx", b"PK")
    site.write("tin-tuc/2021/bai/.DS_Store", b"x")
    site.write("tin-tuc/2021/bai/~$anh.jpg", b"x")
    assert site.build() == 1
    report = problems(capsys.readouterr().err)
    expected = [(name, *said) for name, (_, said) in BAD.items()]
    expected += [
        ("tot.jpg", CASE.format("TOT.jpg"), "đổi tên một tệp"),
        ("đầu.png", "hai tệp ảnh có tên trông giống hệt nhau", "đổi tên một tệp"),
        *((name, *LINK) for name in ("dut.png", "ra-ngoai.jpg", "vao-trong.jpg")),
    ]
    assert report == sorted(expected)
    assert not site.output.exists()


def problems(report: str) -> list[tuple[str, str, str]]:
    """Name, message and cure of every error in a report."""
    found = []
    lines = report.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        place, mark, message = line.partition(": LỖI: ")
        if mark:
            cure = following.strip().removeprefix("Cách sửa: ")
            found.append((place.rpartition("/")[2], message, cure))
    return sorted(found)
