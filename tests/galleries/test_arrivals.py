"""Photos on their way into the repository: order, names, what they lose, what is pointed out."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageChops, ImageEnhance, ImageFilter

from plugins.galleries.arrivals import bring_in, photos_in
from plugins.galleries.images.likeness import look_at
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.images.probing import probe
from plugins.galleries.images.reducing import bring
from plugins.galleries.images.turning import orientation
from tests.conftest import ROOT
from tests.galleries.making import BLUE, RED, encoded, film, scene, srgb
from tests.support.draw_heic import NAME as HEIC

SAMPLES = sorted((ROOT / "content").glob("tin-tuc/*/*/*.jpg"))


def exif(taken: str = "", turn: int = 1, place: bool = False) -> bytes:
    """EXIF of a phone."""
    tags = Image.Exif()
    tags[ExifTags.Base.Make] = "SECRET-MAKE"
    if turn != 1:
        tags[ExifTags.Base.Orientation] = turn
    if taken:
        tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if place:
        gps = tags.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (21.0, 43.0, 12.0)
    return tags.tobytes()


def put(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    folder = tmp_path / "phone"
    folder.mkdir()
    return folder


@pytest.fixture
def post(tmp_path: Path) -> Path:
    folder = tmp_path / "post"
    folder.mkdir()
    return folder


def is_red(colour: object) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) < 40 for a, b in zip(colour, RED, strict=True))


@pytest.mark.parametrize("size", [(400, 300), (4000, 3000)])
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
def test_a_photo_of_a_phone(phone: Path, post: Path, kind: str, size: tuple[int, int]) -> None:
    """Lying on its side, with a place; the red corner is at the top left of the upright picture."""
    stored = scene(*size).transpose(Image.Transpose.ROTATE_90)
    tags = exif("2021:01:08 08:30:00", turn=6, place=True)
    source = put(phone, "x.bin", encoded(stored, kind, exif=tags, icc_profile=srgb()))
    brought = bring(source, post / "anh-01", longest=2560)
    assert (brought.file, brought.place) == (post / "anh-01.jpg", True)
    assert brought.reduced == (size[0] > 2560)
    found = probe(brought.file)
    width, height = found.size.width, found.size.height
    assert max(width, height) == min(2560, size[0])
    assert abs(width / height - 4 / 3) < 0.01
    assert str(found.taken) == "2021-01-08 08:30:00"
    assert not found.place
    assert b"SECRET" not in brought.file.read_bytes()
    with Image.open(brought.file) as image:
        assert orientation(image) == 1
        picture = image.convert("RGB")
        assert is_red(picture.getpixel((8, 8)))
        assert not is_red(picture.getpixel((width - 8, 8)))
    assert [path.name for path in post.iterdir()] == ["anh-01.jpg"]


def test_a_photo_that_fits_keeps_its_quality(phone: Path, post: Path) -> None:
    source = put(phone, "a.jpg", encoded(scene(), "JPEG", quality=61, exif=exif(place=True)))
    brought = bring(source, post / "anh-01")
    with Image.open(source) as before, Image.open(brought.file) as after:
        differences = ImageChops.difference(before.convert("L"), after.convert("L")).getextrema()
        assert differences[1] <= 2
        assert before.quantization == after.quantization  # type: ignore[attr-defined]
    assert not probe(brought.file).place


def test_heic_becomes_jpeg(phone: Path, post: Path) -> None:
    source = put(phone, "IMG_1.HEIC", (ROOT / "tests/support/data" / HEIC).read_bytes())
    brought = bring(source, post / "anh-01")
    assert brought.file.suffix == ".jpg"
    assert brought.place
    with Image.open(brought.file) as image:
        assert image.size == (400, 300)
        assert is_red(image.convert("RGB").getpixel((8, 8)))
    assert b"SECRET" not in brought.file.read_bytes()


@pytest.mark.parametrize("mode", ["P", "RGBA", "1"])
def test_a_large_drawing_stays_a_drawing(phone: Path, post: Path, mode: str) -> None:
    source = put(phone, "so-do.png", encoded(scene(3000, 100).convert(mode), "PNG"))
    brought = bring(source, post / "anh-01")
    assert brought.file.suffix == ".png"
    assert probe(brought.file).size.width == 2560


def test_a_large_photo_as_png_becomes_jpeg(phone: Path, post: Path) -> None:
    brought = bring(put(phone, "a.png", encoded(scene(3000, 100), "PNG")), post / "anh-01")
    assert brought.file.suffix == ".jpg"


def test_a_moving_picture_stays_as_it_is(phone: Path, post: Path) -> None:
    data = film("GIF", scene(3000, 20), Image.new("RGB", (3000, 20), BLUE))
    brought = bring(put(phone, "a.gif", data), post / "anh-01")
    assert (brought.file.name, brought.file.read_bytes()) == ("anh-01.gif", data)


def test_a_file_that_ends_too_soon_leaves_nothing(phone: Path, post: Path) -> None:
    data = encoded(scene(), "JPEG")
    with pytest.raises(PhotoError, match="hỏng"):
        bring(put(phone, "a.jpg", data[: len(data) // 2]), post / "anh-01")
    assert list(post.iterdir()) == []


def test_order_names_and_what_is_broken(phone: Path, post: Path) -> None:
    """By time, then by name as people count; numbers go on after those that are there."""
    put(post, "anh-07.jpg", encoded(scene(50, 50), "JPEG"))
    put(post, "anh-02.png", encoded(scene(60, 50), "PNG"))
    put(post, "index.md", b"")
    put(phone, "b.jpg", encoded(scene(401, 300), "JPEG", exif=exif("2021:01:08 09:00:00")))
    put(phone, "a.jpg", encoded(scene(402, 300), "JPEG", exif=exif("2021:01:08 10:00:00")))
    put(phone, "anh10.jpg", encoded(scene(403, 300), "JPEG"))
    put(phone, "anh9.jpg", encoded(scene(404, 300), "JPEG"))
    put(phone, "hong.jpg", b"khong phai anh")
    put(phone, "rong.jpg", b"")
    put(phone, "ghi-chu.txt", b"")
    (phone / "con.jpg").mkdir()
    arrivals = bring_in(photos_in(phone), post)
    assert [(one.source.name, one.brought.file.name) for one in arrivals.photos] == [
        ("b.jpg", "anh-08.jpg"),
        ("a.jpg", "anh-09.jpg"),
        ("anh9.jpg", "anh-10.jpg"),
        ("anh10.jpg", "anh-11.jpg"),
    ]
    assert [(path.name, error.message) for path, error in arrivals.broken] == [
        ("hong.jpg", "tệp này là chữ, không phải ảnh"),
        ("rong.jpg", "tệp ảnh rỗng (0 byte)"),
    ]


def test_the_same_photos_come_once(phone: Path, post: Path) -> None:
    """Also those that were made smaller, and a copy under another name."""
    for number, sample in enumerate(SAMPLES[:3]):
        with Image.open(sample) as image:
            large = image.convert("RGB").resize((3000, 2250))
        taken = exif(f"2021:01:08 08:30:0{number}")
        put(phone, f"{number}.jpg", encoded(large, "JPEG", exif=taken))
    shutil.copy(phone / "0.jpg", phone / "0 (1).jpg")  # comes first, as people count
    first = bring_in(photos_in(phone), post)
    assert (len(first.photos), [path.name for path in first.again]) == (3, ["0.jpg"])
    second = bring_in(photos_in(phone), post)
    assert (second.photos, len(second.again)) == ((), 4)
    assert len(list(post.iterdir())) == 3


def test_two_blank_pages_are_two_photos(phone: Path, post: Path) -> None:
    """Alike to a bit, and without a time: nobody can tell that one is too many."""
    put(phone, "a.jpg", encoded(Image.new("RGB", (400, 300), "white"), "JPEG"))
    put(phone, "b.jpg", encoded(Image.new("RGB", (402, 300), "white"), "JPEG"))
    arrivals = bring_in(photos_in(phone), post)
    assert [one.like for one in arrivals.photos] == ["", "anh-01.jpg"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sharp_and_out_of_focus(sample: Path, tmp_path: Path) -> None:
    assert not look_at(sample).blurred
    with Image.open(sample) as image:
        soft = image.convert("RGB").filter(ImageFilter.GaussianBlur(max(image.size) / 400))
    soft.save(tmp_path / "soft.jpg", quality=85)
    assert look_at(tmp_path / "soft.jpg").blurred


def test_a_step_aside_is_alike_and_other_photos_are_not(tmp_path: Path) -> None:
    looks = [look_at(sample) for sample in SAMPLES]
    for sample, look in zip(SAMPLES, looks, strict=True):
        with Image.open(sample) as image:
            turned = image.getexif().get(ExifTags.Base.Orientation, 1)
            width, height = image.size
            aside = image.convert("RGB").crop((width // 50, height // 50, width, height))
        tags = Image.Exif()
        tags[ExifTags.Base.Orientation] = turned
        buffer = io.BytesIO()
        ImageEnhance.Brightness(aside).enhance(1.1).save(buffer, "JPEG", quality=80, exif=tags)
        other = look_at(put(tmp_path, "aside.jpg", buffer.getvalue()))
        assert [one for one in looks if one.alike(other)] == [look], sample
