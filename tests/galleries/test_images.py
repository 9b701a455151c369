"""Pixels of renditions: no metadata, nothing of what was blurred, all the detail there can be."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageChops, ImageFilter, ImageSequence, ImageStat, PngImagePlugin

from plugins.galleries.images import making
from plugins.galleries.images.making import make
from plugins.galleries.images.probing import probe
from plugins.galleries.renditions import Kind, Rendition
from tests.benchmarks.camera import write_photos
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
    stripes,
)
from tests.support.draw_heic import phone_exif

HEIC = (ROOT / "tests/support/data/phone.heic").read_bytes()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET-XMP</x:xmpmeta>'


def upright_exif() -> Image.Exif:
    """A phone's, held upright."""
    exif = phone_exif()
    exif[ExifTags.Base.Orientation] = 1
    return exif


SECRETS: dict[str, Any] = {"exif": upright_exif(), "icc_profile": srgb() + b"SECRET-ICC"}


def iptc_jpeg() -> bytes:
    """With the application segment that picture desks use (IIM 4.2 within Photoshop's APP13)."""
    whole = encoded(scene(), "JPEG", comment=b"SECRET-COMMENT", xmp=XMP, **SECRETS)
    body = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x10" + b"\x1c\x02\x78\0\x0bSECRET-IPTC"
    return whole[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body + whole[2:]


def texts_png() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "SECRET-TEXT")
    texts.add_text("Author", "SECRET-ZIPPED" * 20, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return encoded(scene(), "PNG", pnginfo=texts, **SECRETS)


TELLING: dict[str, Callable[[], bytes]] = {
    "jpeg": iptc_jpeg,
    "png": texts_png,
    "webp": lambda: encoded(scene(), "WEBP", xmp=XMP, **SECRETS),
    "avif": lambda: encoded(scene(), "AVIF", xmp=XMP, exif=upright_exif(), icc_profile=srgb()),
    "heic": lambda: HEIC,
    "gif": lambda: film("GIF", scene(), scene().rotate(90), comment=b"SECRET-COMMENT", duration=50),
    "moving webp": lambda: film(
        "WEBP", scene(), scene().rotate(180), xmp=XMP, duration=50, **SECRETS
    ),
    "apng": lambda: film("PNG", scene(), scene().rotate(180), duration=50, **SECRETS),
}


def jpeg_segments(data: bytes) -> set[int]:
    """Markers before the pixels (ITU T.81, B.1)."""
    markers, at = set(), 2
    while data[at + 1] != 0xDA:
        assert data[at] == 0xFF
        markers.add(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return markers


def webp_chunks(data: bytes) -> set[bytes]:
    """Chunks of the container (RFC 9649)."""
    names, at = set(), 12
    while at < len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        names.add(data[at : at + 4])
        at += 8 + size + size % 2
    assert at == len(data)
    return names


# JFIF, tables, the frame's header: no APP1 and above, no comment.
PLAIN_JPEG = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDD}
PLAIN_WEBP = {b"VP8 ", b"VP8X", b"ANIM", b"ANMF"}


@pytest.mark.parametrize("kind", TELLING)
def test_no_rendition_has_a_byte_of_metadata(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(TELLING[kind]())
    assert b"SECRET" in path.read_bytes()
    moving = kind in ("gif", "moving webp", "apng")
    made = render(path, tmp_path / "cache")
    assert set(made) == {
        "160.avif", "160.webp", "320.avif", "320.webp", "320.jpg",
        "1200-share.jpg", *(["320-moving.webp"] * moving),
    }  # fmt: skip
    for ending, file in made.items():
        data = file.read_bytes()
        marks = [b"SECRET", b"Exif", b"EXIF", b"GPS", b"http", b"xmp", b"ICC", b"8BIM", b"prof"]
        assert [mark for mark in marks if mark in data] == [], ending
        if ending.endswith("jpg"):
            assert jpeg_segments(data) <= PLAIN_JPEG, ending
        if ending.endswith("webp"):
            assert webp_chunks(data) <= PLAIN_WEBP, ending
        with Image.open(io.BytesIO(data)) as picture:
            assert len(picture.getexif()) == 0, ending
            told = {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(picture.info)
            assert {name for name in told if picture.info[name]} == set(), ending


def contrast(picture: Image.Image, left: float, right: float) -> float:
    """Between the darkest and the brightest pixel of a part of a picture."""
    width, height = picture.size
    part = picture.crop((round(left * width), height // 10, round(right * width), height * 9 // 10))
    darkest, brightest = ImageStat.Stat(part.convert("L")).extrema[0]
    return brightest - darkest


BLURRED: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: encoded(stripes(), "JPEG", quality=95),
    "large jpeg": lambda: encoded(stripes().resize((3200, 2400)), "JPEG"),
    "png": lambda: encoded(stripes(), "PNG"),
    "gif": lambda: film("GIF", stripes(), stripes().rotate(180), stripes(), duration=50),
    "moving webp": lambda: film("WEBP", stripes(), stripes().rotate(180), duration=50),
}


@pytest.mark.parametrize("kind", BLURRED)
def test_what_is_blurred_is_in_no_pixel_of_any_rendition(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(BLURRED[kind]())
    made = render(path, tmp_path / "cache", widths=(200, 400), blur=((0.5, 0.0, 0.5, 1.0),))
    shares = [ending for ending in made if "share" in ending]
    movings = [ending for ending in made if "moving" in ending]
    assert (len(shares), len(movings)) == (1, int(kind in ("gif", "moving webp")))
    for ending, file in made.items():
        with Image.open(file) as whole:
            for frame in ImageSequence.Iterator(whole):
                assert contrast(frame, 0.05, 0.45) > 100, ending
                assert contrast(frame, 0.55, 0.95) < 40, f"{ending}: the stripes can be seen"


@pytest.mark.parametrize("orientation", [3, 6])
def test_boxes_are_of_the_upright_picture(tmp_path: Path, orientation: int) -> None:
    turn = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "a"
    path.write_bytes(encoded(stripes().transpose(turn), "JPEG", exif=exif, quality=95))
    made = render(path, tmp_path / "cache", widths=(400,), blur=((0.5, 0.0, 0.5, 1.0),))
    picture = opened(made["400.jpg"])
    assert contrast(picture, 0.05, 0.45) > 100
    assert contrast(picture, 0.55, 0.95) < 40


YELLOW: Colour = (220, 220, 30)
MOVING: dict[str, Callable[[], bytes]] = {
    "GIF": lambda: film("GIF", scene(), Image.new("RGB", (400, 300), YELLOW), duration=[70, 250]),
    "WEBP": lambda: film(
        "WEBP", scene(), Image.new("RGB", (400, 300), YELLOW), duration=[70, 250], lossless=True
    ),
    "PNG": lambda: film("PNG", scene(), Image.new("RGB", (400, 300), YELLOW), duration=[70, 250]),
    "AVIF": lambda: film(
        "AVIF", scene(), Image.new("RGB", (400, 300), YELLOW), duration=[70, 250], quality=95
    ),
}


@pytest.mark.parametrize("format_", MOVING)
def test_a_moving_picture_is_a_photo_and_a_moving_webp(tmp_path: Path, format_: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(MOVING[format_]())
    assert probe(path).moving
    made = render(path, tmp_path / "cache")
    for ending in ("160.avif", "320.webp", "320.jpg"):
        still = opened(made[ending])
        assert is_near(colour_at(still, 0.1, 0.1), RED), ending
        assert is_near(colour_at(still, 0.9, 0.9), BLUE), ending
    with Image.open(made["320-moving.webp"]) as whole:
        assert (whole.format, whole.size, getattr(whole, "n_frames", 1)) == ("WEBP", (320, 240), 2)
        assert whole.info["loop"] == 0
        frames = [(f.convert("RGB"), f.info["duration"]) for f in ImageSequence.Iterator(whole)]
    assert [duration for _, duration in frames] == [70, 250]
    assert is_near(colour_at(frames[0][0], 0.1, 0.1), RED)
    assert is_near(colour_at(frames[1][0], 0.1, 0.1), YELLOW)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("jpeg", lambda: encoded(scene(), "JPEG")),
        ("gif of one", lambda: encoded(scene(), "GIF")),
        ("mpo", lambda: film("MPO", scene(), scene().rotate(90))),
    ],
)
def test_other_photos_have_no_moving_rendition(
    tmp_path: Path, name: str, data: Callable[[], bytes]
) -> None:
    (tmp_path / name).write_bytes(data())
    assert not probe(tmp_path / name).moving
    assert not [e for e in render(tmp_path / name, tmp_path / "cache") if "moving" in e]


def test_frames_without_a_time_or_with_transparency(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    path = tmp_path / "a.gif"
    path.write_bytes(film("GIF", clear, scene().convert("RGBA"), duration=0, disposal=2))
    with Image.open(render(path, tmp_path / "cache")["320-moving.webp"]) as whole:
        frames = [(f.convert("RGB"), f.info["duration"]) for f in ImageSequence.Iterator(whole)]
    assert [duration for _, duration in frames] == [100, 100]
    assert is_near(colour_at(frames[0][0], 0.1, 0.1), WHITE)
    assert is_near(colour_at(frames[1][0], 0.1, 0.1), RED)


def test_frames_lie_as_the_first_picture_does(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = [one.transpose(Image.Transpose.ROTATE_90) for one in (scene(), scene().rotate(180))]
    path = tmp_path / "a.webp"
    path.write_bytes(film("WEBP", *stored, duration=50, exif=exif, lossless=True))
    made = render(path, tmp_path / "cache")
    with Image.open(made["320-moving.webp"]) as whole:
        first, second = (frame.convert("RGB") for frame in ImageSequence.Iterator(whole))
    assert first.size == opened(made["320.jpg"]).size == (320, 240)
    assert is_near(colour_at(first, 0.1, 0.1), RED)
    assert is_near(colour_at(second, 0.9, 0.9), RED)


def test_a_film_without_end_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MAX_FRAMES", 3)
    path = tmp_path / "a.gif"
    shades = [Image.new("RGB", (64, 48), (40 * n, 0, 0)) for n in range(6)]
    path.write_bytes(film("GIF", *shades, duration=50))
    with Image.open(render(path, tmp_path / "cache")["64-moving.webp"]) as whole:
        assert getattr(whole, "n_frames", 1) == 3


def test_the_share_crop_keeps_the_middle_rather_the_upper_half(tmp_path: Path) -> None:
    tall = Image.new("RGB", (1200, 2400), BLUE)
    tall.paste(RED, (0, 600, 1200, 1400))
    (tmp_path / "a.png").write_bytes(encoded(tall, "PNG"))
    share = opened(render(tmp_path / "a.png", tmp_path / "cache")["1200-share.jpg"])
    assert share.size == (1200, 630)
    assert all(is_near(colour_at(share, 0.5, y), RED) for y in (0.02, 0.5, 0.98))


def test_the_tone_is_the_mean_colour(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded(Image.new("RGB", (40, 30), (18, 52, 86)), "PNG"))
    assert make(job_for(tmp_path / "a.png", tmp_path / "cache")).tone == "#123456"


@pytest.fixture(scope="module")
def detailed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo full of detail, large enough for decoders to shrink it as they read."""
    (path,) = write_photos(tmp_path_factory.mktemp("photos"), 1, (2400, 1800))
    return path


def sharpness(picture: Image.Image) -> float:
    """The mean difference between neighbouring pixels."""
    grey = picture.convert("L")
    width, height = grey.size
    total = 0.0
    for x, y in ((1, 0), (0, 1)):
        here = grey.crop((0, 0, width - x, height - y))
        there = grey.crop((x, y, width, height))
        total += ImageStat.Stat(ImageChops.difference(here, there)).mean[0]
    return total


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[Rendition, Image.Image]]:
    """Renditions as they go into the encoder."""
    found: dict[Rendition, Image.Image] = {}

    def keep(picture: Image.Image, rendition: Rendition, _: object) -> bytes:
        found[rendition] = picture.copy()
        return b"x"

    monkeypatch.setattr(making, "_encoded", keep)
    return found  # type: ignore[return-value]


@pytest.mark.parametrize(
    "widths", [(300,), (600,), (1000,), (1199,), (1300,), (480, 960, 1600)], ids=str
)
def test_renditions_are_as_sharp_as_one_reduction_from_the_whole(
    tmp_path: Path,
    detailed: Path,
    pictures: dict[Rendition, Image.Image],
    widths: tuple[int, ...],
) -> None:
    """However the decoder shrinks and however many steps there are in between."""
    make(job_for(detailed, tmp_path / "cache", widths=widths, formats=("jpeg",)))
    with Image.open(detailed) as whole:
        whole.load()
    ratios = {}
    for rendition, picture in pictures.items():
        if rendition.kind is Kind.SCALED:
            direct = whole.resize(picture.size, Image.Resampling.LANCZOS)
            ratios[rendition.size.width] = sharpness(picture) / sharpness(direct)
            apart = ImageStat.Stat(ImageChops.difference(picture, direct)).mean
            assert max(apart) < 4, "another picture"
    assert ratios.keys() == set(widths)
    assert {w: r for w, r in ratios.items() if not 0.94 <= r <= 1.06} == {}


def test_sharpness_tells_soft_from_sharp(detailed: Path) -> None:
    """Else the test above would find nothing."""
    with Image.open(detailed) as whole:
        small = whole.resize((600, 450), Image.Resampling.LANCZOS)
        bilinear = whole.resize((600, 450), Image.Resampling.BICUBIC)
    assert sharpness(small.filter(ImageFilter.GaussianBlur(0.4))) < 0.94 * sharpness(small)
    assert sharpness(bilinear) < sharpness(small)


def test_the_same_photo_gives_the_same_bytes(tmp_path: Path, detailed: Path) -> None:
    trees = []
    for name in ("one", "two"):
        files = render(detailed, tmp_path / name)
        trees.append({ending: file.read_bytes() for ending, file in files.items()})
    assert trees[0] == trees[1]
