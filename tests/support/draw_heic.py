"""Draw the one HEIC photo of the tests, as a phone saves it: lying on its side, with a place.

Run: `python -m tests.support.draw_heic tests/support/data`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from PIL import ExifTags, Image, ImageDraw
from pillow_heif import register_heif_opener

NAME = "phone.heic"
SIZE = (400, 300)
"""Upright, in pixels."""

RED, BLUE = (220, 30, 30), (30, 30, 220)


def draw_upright() -> Image.Image:
    """Blue, with a red corner at the top left: shows how a picture is turned."""
    picture = Image.new("RGB", SIZE, BLUE)
    ImageDraw.Draw(picture).rectangle((0, 0, SIZE[0] // 2, SIZE[1] // 2), fill=RED)
    return picture


def phone_exif() -> Image.Exif:
    """What a phone writes: maker, when, where, and that the sensor lay on its side."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SECRET-MAKE"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2021:01:08 08:30:00"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (21.0, 43.0, 12.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (104.0, 54.0, 0.0)
    return exif


def draw_heic(folder: Path) -> Path:
    """Draw the photo into the folder."""
    register_heif_opener()
    path = folder / NAME
    stored = draw_upright().transpose(Image.Transpose.ROTATE_90)
    # As bytes: only then the encoder also writes the rotation that decoders go by.
    stored.save(path, "HEIF", quality=40, exif=phone_exif().tobytes())
    return path


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the photo into the folder named on the command line."""
    parser = argparse.ArgumentParser(description="Draw the HEIC photo of the tests.")
    parser.add_argument("folder", type=Path, help="where the file goes")
    path = draw_heic(parser.parse_args(argv).folder)
    print(f"{path}  {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
