"""What a burnt photo still tells: time, orientation and colours, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from plugins.galleries.images.blurring import Box
from plugins.galleries.images.burning import WHOLE, burn
from plugins.galleries.images.probing import probe
from tests.galleries.making import RED, encoded, film, scene
from tests.galleries.test_burning import (
    FORMATS,
    MIDDLE,
    PROFILE,
    TAKEN,
    XMP,
    _difference,
    _exif,
    _face,
    _file,
    _is_clean,
    _pixels,
)


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("boxes", [(), (MIDDLE,)], ids=["stripped", "burnt"])
@pytest.mark.parametrize("format_", FORMATS)
def test_only_time_orientation_and_colours_are_told(
    tmp_path: Path, format_: str, boxes: tuple[Box, ...], orientation: int
) -> None:
    path = _file(tmp_path, format_, _face(100), exif=_exif(orientation), icc_profile=PROFILE)
    before = probe(path)
    assert (before.place, _is_clean(path)) == (True, False)
    done = burn(path, boxes)
    assert (done.stripped, done.place, done.boxes) == (True, True, boxes)
    assert _is_clean(path)
    after = probe(path)
    assert (after.size, after.taken, after.place) == (before.size, before.taken, False)
    with Image.open(path) as image:
        exif = image.getexif()
        tags = exif.keys() | exif.get_ifd(ExifTags.IFD.Exif).keys()
        assert image.info["icc_profile"] == PROFILE
        assert image.format == format_
    wanted = {ExifTags.IFD.Exif, ExifTags.Base.DateTimeOriginal}
    assert tags == wanted | ({ExifTags.Base.Orientation} if orientation != 1 else set())
    assert exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] == TAKEN


def _with_segment(data: bytes, marker: int, content: bytes) -> bytes:
    size = (len(content) + 2).to_bytes(2, "big")
    return data[:2] + bytes((0xFF, marker)) + size + content + data[2:]


PLAIN = encoded(_face(50), "JPEG", quality=80)
THUMBNAIL = encoded(Image.new("RGB", (40, 30), RED), "JPEG")
TALKATIVE = {
    "a comment": _with_segment(PLAIN, 0xFE, b"SECRET"),
    "IPTC": _with_segment(PLAIN, 0xED, b"Photoshop 3.0\0SECRET"),
    "XMP": _with_segment(PLAIN, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
    "more XMP": _with_segment(PLAIN, 0xE1, b"http://ns.adobe.com/xmp/extension/\0SECRET"),
    "a maker's own": _with_segment(PLAIN, 0xE5, b"SECRET"),
    "a thumbnail in APP0": _with_segment(PLAIN, 0xE0, b"JFXX\0\x10" + THUMBNAIL),
    "a thumbnail in EXIF": _with_segment(PLAIN, 0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\0" + THUMBNAIL),
    "a film behind the end": PLAIN + b"\0\0\0\x18ftypmp42SECRET",
    "a picture behind the end": PLAIN + THUMBNAIL,
    "several pictures": film("MPO", _face(50), scene()),
}


@pytest.mark.parametrize("name", TALKATIVE)
def test_nothing_else_hides_in_a_jpeg(tmp_path: Path, name: str) -> None:
    path = tmp_path / "anh.jpg"
    path.write_bytes(TALKATIVE[name])
    pixels = _pixels(path)
    assert burn(path, []).stripped
    data = path.read_bytes()
    assert _is_clean(path)
    assert data.count(b"\xff\xd8\xff") == 1
    assert THUMBNAIL[-40:] not in data
    assert _difference(pixels, _pixels(path)) < 1
    assert not burn(path, []).changed
    assert path.read_bytes() == data


def test_nothing_else_hides_in_a_png(tmp_path: Path) -> None:
    words = PngInfo()
    words.add_text("Author", "SECRET")
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    words.add(b"prVt", b"SECRET")
    path = tmp_path / "anh.png"
    for data in (encoded(scene(), "PNG", pnginfo=words), encoded(scene(), "PNG") + b"SECRET"):
        path.write_bytes(data)
        assert burn(path, []).stripped
        assert _is_clean(path)
        assert not burn(path, []).changed


@pytest.mark.parametrize("boxes", [(), (MIDDLE,), (WHOLE,)])
@pytest.mark.parametrize("format_", FORMATS)
def test_a_second_run_changes_nothing(tmp_path: Path, format_: str, boxes: tuple[Box, ...]) -> None:
    path = _file(tmp_path, format_, _face(100), exif=_exif(6))
    assert burn(path, boxes).changed
    before, status = path.read_bytes(), path.stat()
    assert not burn(path, boxes).changed
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, status.st_mtime_ns)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_photo_that_tells_nothing_keeps_its_bytes(tmp_path: Path, format_: str) -> None:
    path = _file(tmp_path, format_, scene(), exif=b"", icc_profile=PROFILE, xmp=b"")
    before = path.read_bytes()
    assert not burn(path, []).changed
    assert path.read_bytes() == before


def test_the_file_may_be_read_by_whom_it_could(tmp_path: Path) -> None:
    path = _file(tmp_path, "JPEG", scene())
    path.chmod(0o604)
    burn(path, [])
    assert path.stat().st_mode & 0o777 == 0o604
