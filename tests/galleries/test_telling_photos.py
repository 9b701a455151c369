"""Photos that tell where and when they were taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from plugins.galleries.images.probing import probe
from tests.galleries.making import (
    encoded,
    scene,
)
from tests.galleries.test_odd_photos import HEIC, JPEG
from tests.support.draw_heic import phone_exif

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
