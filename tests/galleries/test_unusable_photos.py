"""Photos that cannot be used: why, and the cure; whatever their bytes are, no traceback."""

from __future__ import annotations

import importlib
import random
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from plugins.galleries.images.making import make
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.images.probing import probe
from plugins.galleries.renditions import Size
from tests.conftest import ROOT
from tests.galleries.making import (
    encoded,
    film,
    job_for,
    render,
    scene,
    srgb,
)
from tests.galleries.test_odd_photos import GOOD, HEIC, JPEG, png
from tests.support.draw_heic import phone_exif


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
