"""Pixels: every kind of original comes out upright, in sRGB and without metadata."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw

from plugins.galleries import images
from plugins.galleries.images import Job, PhotoError, make, probe
from plugins.galleries.renditions import Size, plan_sizes
from tests.conftest import ROOT

RED, BLUE = (220, 30, 30), (30, 30, 220)


def _scene(width: int = 400, height: int = 300) -> Image.Image:
    """Blue, with a red corner at the top left: shows how a picture is turned."""
    image = Image.new("RGB", (width, height), BLUE)
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height // 2), fill=RED)
    return image


def _render(path: Path, tmp_path: Path, **how: object) -> Image.Image:
    """The largest JPEG rendition of a photo."""
    size = probe(path).size
    sizes = plan_sizes(size, (160, 320))
    job = Job(
        source=path,
        folder=tmp_path / "cache",
        digest="d",
        sizes=sizes,
        formats=("webp", "jpeg"),
        quality=80,
        **how,  # type: ignore[arg-type]
    )
    make(job)
    return _open(tmp_path / "cache" / f"d-{sizes[-1].width}.jpg")


def _open(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.copy()


def _near(pixel: object, colour: tuple[int, int, int], by: int = 40) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_all_eight_orientations_come_out_upright(tmp_path: Path, orientation: int) -> None:
    # What a camera held that way would store: the inverse of what a viewer does.
    inverse = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    stored = _scene() if inverse is None else _scene().transpose(inverse)
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "a.jpg", exif=exif)
    assert probe(tmp_path / "a.jpg").size == Size(width=400, height=300)
    image = _render(tmp_path / "a.jpg", tmp_path)
    assert image.size == (320, 240)
    assert _near(image.getpixel((40, 40)), RED)
    assert _near(image.getpixel((280, 40)), BLUE)
    assert _near(image.getpixel((40, 200)), BLUE)


def _swapped_profile() -> bytes:
    """sRGB's profile with the tags of its red and blue primaries swapped (ICC.1, 9.2)."""
    profile = bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    assert profile.count(b"rXYZ") == profile.count(b"bXYZ") == 1
    return profile.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")


ODD = {
    "cmyk.jpg": lambda: _scene().convert("CMYK"),
    "grey.jpg": lambda: _scene().convert("L"),
    "palette.png": lambda: _scene().convert("P", palette=Image.Palette.ADAPTIVE),
    "sixteen.png": lambda: Image.new("I;16", (400, 300), 40000),
    "bilevel.png": lambda: _scene().convert("1"),
    "rgba.png": lambda: _scene().convert("RGBA"),
    "photo.webp": _scene,
    "photo.avif": _scene,
    "png-inside.jpg": _scene,
    "TÊN CÓ DẤU 'và' \"nháy\".JPG": _scene,
}


@pytest.mark.parametrize("name", ODD)
def test_odd_originals_come_out_as_plain_rgb(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    format_ = "PNG" if name.startswith("png-inside") else None
    ODD[name]().save(path, format=format_)
    image = _render(path, tmp_path)
    assert (image.mode, image.size) == ("RGB", (320, 240))


def test_transparent_pixels_become_white(tmp_path: Path) -> None:
    image = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    image.save(tmp_path / "a.png")
    assert _near(_render(tmp_path / "a.png", tmp_path).getpixel((100, 100)), (255, 255, 255), 3)


def test_sixteen_bits_keep_their_brightness(tmp_path: Path) -> None:
    Image.new("I;16", (400, 300), 128 * 256).save(tmp_path / "a.png")
    pixel = _render(tmp_path / "a.png", tmp_path).getpixel((100, 100))
    assert _near(pixel, (128, 128, 128), 4)


@pytest.mark.parametrize("profile", [b"", _swapped_profile()], ids=["plain", "profile"])
def test_no_metadata_in_any_rendition(tmp_path: Path, profile: bytes) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRET-MAKE"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 43.0, 0.0)
    buffer = io.BytesIO()
    _scene().save(
        buffer, "JPEG", exif=exif, comment=b"SECRET-COMMENT", xmp=b"<x>SECRET-XMP</x>",
        icc_profile=profile,
    )  # fmt: skip
    assert buffer.getvalue().count(b"SECRET") == 3
    (tmp_path / "a.jpg").write_bytes(buffer.getvalue())
    _render(tmp_path / "a.jpg", tmp_path)
    made = sorted((tmp_path / "cache").iterdir())
    assert [p.name for p in made] == ["d-160.jpg", "d-160.webp", "d-320.jpg", "d-320.webp"]
    for path in made:
        data = path.read_bytes()
        for mark in (b"SECRET", b"Exif", b"EXIF", b"XMP ", b"http://ns.adobe.com", b"ICC"):
            assert mark not in data, (path.name, mark)


def test_blurred_boxes_are_burnt_into_every_rendition(tmp_path: Path) -> None:
    stripes = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(stripes)
    for x in range(0, 400, 8):
        draw.rectangle((x, 0, x + 3, 299), fill="black")
    stripes.save(tmp_path / "a.png")
    _render(tmp_path / "a.png", tmp_path, blur=((0.5, 0.0, 0.5, 1.0),))
    for name in ("d-320.jpg", "d-320.webp"):
        grey = _open(tmp_path / "cache" / name).convert("L")
        left = grey.crop((10, 10, 150, 230)).getextrema()
        right = grey.crop((170, 10, 310, 230)).getextrema()
        assert left[1] - left[0] > 150  # type: ignore[operator]
        assert right[1] - right[0] < 30, "the stripes can still be seen"  # type: ignore[operator]


BROKEN = {
    "rong.jpg": (b"", "tệp ảnh rỗng"),
    "chu.jpg": ("đây là chữ".encode(), "tệp này là chữ"),
    "nhi-phan.jpg": (b"\0\1\2\3" * 50, "không phải ảnh JPEG"),
    "dien-thoai.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 50, "ảnh HEIC"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_photo_says_so(tmp_path: Path, name: str) -> None:
    data, message = BROKEN[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PhotoError) as caught:
        probe(tmp_path / name)
    assert caught.value.message.startswith(message)
    assert caught.value.hint


def test_a_photo_cut_short_is_found_when_it_is_decoded(tmp_path: Path) -> None:
    whole = (ROOT / "tests/support/data/small.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) * 2 // 3])
    assert probe(tmp_path / "a.jpg").size.width == 640
    with pytest.raises(PhotoError, match="hỏng"):
        _render(tmp_path / "a.jpg", tmp_path)
    assert not (tmp_path / "cache").exists()


def test_a_decompression_bomb_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 100_000)
    _scene().save(tmp_path / "a.png")
    with pytest.raises(PhotoError, match="ảnh quá lớn"):
        probe(tmp_path / "a.png")


def test_a_profile_is_converted_not_dropped(tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), RED).save(tmp_path / "a.png", icc_profile=_swapped_profile())
    red, _, blue = _pixel(_render(tmp_path / "a.png", tmp_path))
    assert red < 100
    assert blue > 150


def _pixel(image: Image.Image) -> tuple[int, int, int]:
    pixel = image.getpixel((50, 50))
    assert isinstance(pixel, tuple)
    return pixel[0], pixel[1], pixel[2]
