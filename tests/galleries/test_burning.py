"""Originals made fit for everybody: what is burnt cannot be seen, what is told is what is used."""

from __future__ import annotations

import io
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageChops, ImageDraw, ImageFilter, ImageOps, ImageStat
from PIL import JpegImagePlugin as Jpeg

from plugins.files import TEMPORARY
from plugins.galleries.images.blurring import Box, blur, shows_detail
from plugins.galleries.images.burning import WHOLE, burn, still_shown
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.images.probing import probe
from plugins.galleries.images.turning import turned_back
from tests.conftest import ROOT
from tests.galleries.making import encoded, film, scene, srgb, stripes
from tests.support.draw_heic import phone_exif

BOX: Box = (0.0, 0.0, 0.5, 0.5)
MIDDLE: Box = (0.25, 0.25, 0.5, 0.5)
SECRETS = (b"SECRET", b"GPSLatitude", b"adobe.com", b"xmpmeta", b"Photoshop", b"ftypmp42")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a exif:GPSLatitude="1" b="SECRET"/></x:xmpmeta>'
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
PROFILE = srgb()  # once: it holds the time at which it was made
TAKEN = "2021:01:08 08:30:00"


def _exif(orientation: int = 1) -> Image.Exif:
    """A phone's: maker, time, place, comment, and a thumbnail, which is a whole JPEG."""
    exif = phone_exif()
    exif[ExifTags.Base.Orientation] = orientation
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.UserComment] = b"SECRET"
    return exif


def _file(folder: Path, format_: str, picture: Image.Image, **options: object) -> Path:
    extra = {} if format_ == "PNG" else {"xmp": XMP}
    path = folder / f"anh.{FORMATS[format_]}"
    path.write_bytes(encoded(picture, format_, **({"exif": _exif()} | extra | options)))
    return path


def _pixels(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def _difference(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).rms)


def _is_clean(path: Path) -> bool:
    data = path.read_bytes()
    return not any(secret in data for secret in SECRETS)


# --- Whether a box was burnt ---------------------------------------------------------------


def _face(side: int, contrast: float = 1.0, softness: float = 0.0) -> Image.Image:
    """A face drawn into the middle half of a picture."""
    size, middle = 400, 125

    def colour(*rgb: int) -> tuple[int, ...]:
        return tuple(round(middle + (value - middle) * contrast) for value in rgb)

    picture = Image.new("RGB", (2 * size, 2 * size), (120, 130, 125))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((240, 200, 560, 600), fill=colour(220, 180, 150))
    draw.pieslice((220, 160, 580, 520), 180, 360, fill=colour(40, 30, 25))
    for x in (328, 472):
        draw.ellipse((x - 32, 360, x + 32, 388), fill=colour(250, 250, 250))
        draw.ellipse((x - 12, 360, x + 12, 388), fill=colour(30, 20, 20))
        draw.line((x - 40, 336, x + 40, 332), fill=colour(50, 35, 30), width=10)
    draw.arc((340, 440, 460, 520), 20, 160, fill=colour(150, 60, 60), width=12)
    picture = picture.resize((2 * side, 2 * side), Image.Resampling.LANCZOS)
    return picture.filter(ImageFilter.GaussianBlur(softness * side))


def _text(side: int) -> Image.Image:
    """Small print on paper: a line in an empty box."""
    picture = Image.new("RGB", (2 * side, 2 * side), (235, 232, 225))
    draw = ImageDraw.Draw(picture)
    for x in range(side * 3 // 4, side * 5 // 4, 3):
        draw.line((x, side, x, side + 4), fill=(60, 60, 60))
    return picture


def _again(picture: Image.Image, quality: int) -> Image.Image:
    """As a program saves it once more."""
    with Image.open(io.BytesIO(encoded(picture, "JPEG", quality=quality))) as image:
        return image.convert("L")


DETAILS = {
    "a face": _face(200),
    "a small one": _face(40),
    "a faint one": _face(100, contrast=0.15),
    "a soft one": _face(100, softness=0.025),
    "small print": _text(200),
    "stripes": stripes(),
}


@pytest.mark.parametrize("quality", [60, 75, 95])
@pytest.mark.parametrize("name", DETAILS)
def test_details_are_seen_until_they_are_burnt(name: str, quality: int) -> None:
    picture = DETAILS[name].copy()
    assert shows_detail(_again(picture, quality), MIDDLE)
    blur(picture, MIDDLE)
    assert not shows_detail(_again(picture, quality), MIDDLE)
    half = _again(picture, quality).resize((picture.width // 2, picture.height // 2))
    assert not shows_detail(half, MIDDLE)


@pytest.mark.parametrize("box", [WHOLE, BOX, (0.9, 0.9, 0.3, 0.3), (0.999, 0.999, 0.5, 0.5)])
def test_an_empty_wall_has_nothing_to_burn(box: Box) -> None:
    assert not shows_detail(Image.linear_gradient("L"), box)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_boxes_are_those_of_the_upright_picture(tmp_path: Path, orientation: int) -> None:
    """Only the left half of the upright picture has stripes."""
    upright = Image.new("RGB", (400, 300), "white")
    upright.paste(stripes(200, 300), (0, 0))
    stored = turned_back(upright, orientation)
    path = _file(tmp_path, "JPEG", stored, exif=_exif(orientation), quality=90)
    left, right = (0.05, 0.1, 0.3, 0.8), (0.6, 0.1, 0.3, 0.8)
    assert still_shown(path, [left, right]) == (left,)
    assert burn(path, [left, right]).boxes == (left,)
    assert still_shown(path, [left, right]) == ()
    assert _pixels(path).size == (400, 300)
    assert _pixels(path).getpixel((300, 150)) > (250, 250, 250)
    with Image.open(path) as image:
        assert image.getexif().get(ExifTags.Base.Orientation, 1) == orientation


# --- What is burnt -------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
def test_a_burnt_box_is_a_mosaic_and_the_rest_stays(tmp_path: Path, format_: str) -> None:
    picture = stripes()
    options = {"quality": 90} if format_ != "PNG" else {}
    path = _file(tmp_path, format_, picture, **options)
    before = _pixels(path)
    done = burn(path, [BOX])
    assert done.boxes == (BOX,)
    assert done.changed
    after = _pixels(path)
    corner, rest = (0, 0, 200, 150), (216, 0, 400, 300)
    assert _difference(before.crop(corner), after.crop(corner)) > 100
    assert _difference(before.crop(rest), after.crop(rest)) < 6
    mosaic = before.copy()
    blur(mosaic, BOX)
    assert _difference(mosaic.crop((0, 0, 190, 140)), after.crop((0, 0, 190, 140))) < 6


@pytest.mark.parametrize("format_", FORMATS)
def test_a_hidden_photo_is_burnt_whole(tmp_path: Path, format_: str) -> None:
    path = _file(tmp_path, format_, _face(200))
    assert burn(path, [WHOLE]).boxes == (WHOLE,)
    assert still_shown(path, [WHOLE, MIDDLE]) == ()


MODES = ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_of_png(tmp_path: Path, mode: str) -> None:
    grey = stripes().convert("L")
    if mode == "I;16":
        picture = grey.convert("I").point(lambda value: value * 256).convert("I;16")
    else:
        picture = stripes().convert(mode)
    path = _file(tmp_path, "PNG", picture)
    with Image.open(path) as image:
        pixels = image.tobytes()
    assert burn(path, []).stripped
    with Image.open(path) as image:
        assert (image.mode, image.tobytes()) == (mode, pixels)  # stripped only: not a bit differs
    assert burn(path, [BOX]).boxes == (BOX,)
    assert not burn(path, [BOX]).changed


@pytest.mark.parametrize("mode", ["P", "RGB", "L"])
def test_transparent_colours_stay_transparent(tmp_path: Path, mode: str) -> None:
    picture = stripes().convert(mode)
    colour = {"P": picture.getpixel((399, 0)), "RGB": (255, 255, 255), "L": 255}[mode]
    path = _file(tmp_path, "PNG", picture, transparency=colour)
    with Image.open(path) as image:
        before = image.convert("RGBA").getchannel("A")
    burn(path, [])
    burn(path, [BOX])
    with Image.open(path) as image:
        after = image.convert("RGBA").getchannel("A")
    assert before.getpixel((399, 299)) == 0
    rest = (216, 0, 400, 300)
    assert before.crop(rest).tobytes() == after.crop(rest).tobytes()


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("subsampling", [0, 1, 2])
def test_a_jpeg_keeps_its_tables(
    tmp_path: Path, mode: str, progressive: bool, subsampling: int
) -> None:
    options = {"quality": 83, "progressive": progressive, "subsampling": subsampling}
    path = _file(tmp_path, "JPEG", _face(150).convert(mode), **options)

    def facts() -> tuple[object, ...]:
        with Image.open(path) as image:
            assert isinstance(image, Jpeg.JpegImageFile)
            kind = (image.mode, image.size, "progressive" in image.info)
            return (*kind, image.quantization, Jpeg.get_sampling(image))

    before, pixels = facts(), _pixels(path)
    assert burn(path, []).stripped
    assert facts() == before
    assert _difference(pixels, _pixels(path)) < 1
    assert burn(path, [BOX]).boxes
    assert facts() == before
    rest = (180, 0, 300, 300)
    assert _difference(pixels.crop(rest), _pixels(path).crop(rest)) < 1.5


def test_a_lossless_webp_stays_lossless(tmp_path: Path) -> None:
    picture = _face(100).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    path = _file(tmp_path, "WEBP", picture, lossless=True, exact=True)
    burn(path, [])
    with Image.open(path) as image:
        assert image.tobytes() == picture.tobytes()


def test_small_boxes_in_rough_surroundings(tmp_path: Path) -> None:
    """What the encoder spreads into a mosaic is not taken for detail again and again."""
    path = tmp_path / "anh.jpg"
    for side in (12, 24, 48):
        noise = random.Random(side)
        picture = Image.new("L", (2 * side, 2 * side))
        picture.putdata([noise.choice((0, 255)) for _ in range(4 * side * side)])
        path.write_bytes(encoded(picture.convert("RGB"), "JPEG", quality=30))
        assert burn(path, [MIDDLE]).boxes
        assert still_shown(path, [MIDDLE]) == ()


# --- What is told --------------------------------------------------------------------------


SIZES = st.tuples(st.integers(8, 90), st.integers(8, 90))
EDGES = st.floats(0, 1, allow_nan=False)
SPANS = st.floats(0.01, 1, allow_nan=False)


@given(SIZES, EDGES, EDGES, SPANS, SPANS, st.sampled_from(sorted(FORMATS)), st.integers(1, 8))
def test_any_box_of_any_picture(
    tmp_path_factory: pytest.TempPathFactory,
    size: tuple[int, int],
    x: float,
    y: float,
    width: float,
    height: float,
    format_: str,
    orientation: int,
) -> None:
    folder = tmp_path_factory.mktemp("anh")
    path = _file(folder, format_, stripes(*size), exif=_exif(orientation))
    box = (x, y, width, height)
    before = probe(path)
    burn(path, [box])
    once = path.read_bytes()
    assert still_shown(path, [box]) == ()
    assert probe(path).size == before.size
    assert not burn(path, [box]).changed
    assert path.read_bytes() == once
    shutil.rmtree(folder)


# --- What is refused -----------------------------------------------------------------------


GIF = "GIF hay ảnh động"
REFUSED = {
    "gif": (encoded(stripes(), "GIF"), "a.gif", GIF),
    "moving gif": (film("GIF", stripes(), scene()), "a.gif", GIF),
    "moving webp": (film("WEBP", stripes(), scene()), "a.webp", GIF),
    "moving png": (film("PNG", stripes(), scene()), "a.png", GIF),
    "heic": ((ROOT / "tests/support/data/phone.heic").read_bytes(), "a.heic", "HEIC"),
    "half a jpeg": (encoded(_face(200), "JPEG")[:5000], "a.jpg", "ảnh bị hỏng"),
    "half a png": (encoded(_face(200), "PNG")[:9000], "a.png", "ảnh bị hỏng"),
    "no photo": (b"\0" * 100, "a.jpg", "không phải ảnh"),
    "nothing": (b"", "a.jpg", "0 byte"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_rewritten_is_refused_and_stays(tmp_path: Path, name: str) -> None:
    data, file, message = REFUSED[name]
    path = tmp_path / file
    path.write_bytes(data)
    with pytest.raises(PhotoError) as error:
        burn(path, [WHOLE])
    assert message in error.value.message
    assert error.value.hint
    assert path.read_bytes() == data
    assert [one.name for one in tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("name", ["gif", "moving gif", "moving webp", "moving png"])
def test_a_moving_picture_with_nothing_to_hide_may_stay(tmp_path: Path, name: str) -> None:
    path = tmp_path / REFUSED[name][1]
    path.write_bytes(REFUSED[name][0])
    assert not burn(path, []).changed


def test_an_original_is_whole_when_the_disk_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _file(tmp_path, "JPEG", stripes())
    before = path.read_bytes()
    real = Path.write_bytes

    def full(target: Path, data: bytes) -> int:
        real(target, data[:100])
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        burn(path, [BOX])
    assert path.read_bytes() == before
    assert not path.with_name(path.name + TEMPORARY).exists()
