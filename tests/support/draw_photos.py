"""Draw the six sample photos of the conference post.

The pictures are illustrations, not fakes of real people or places; the page captions them
`Hình minh họa`. They have the sizes, orientations and EXIF of camera files, so that tests can
see that none of it is published. The content's own files have no GPS: the repository is public
as well. Only Pillow draws, every random choice has a fixed seed: the same Pillow gives the same
bytes. The pictures are CC0.

    python -m tests.support.draw_photos FOLDER
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import ExifTags, Image

from plugins.values import Struct, replace
from tests.support.photo_scenes.awards import draw_awards
from tests.support.photo_scenes.bookshelves import draw_bookshelves
from tests.support.photo_scenes.canvas import Canvas
from tests.support.photo_scenes.hall import draw_hall
from tests.support.photo_scenes.mobile_library import draw_mobile_library
from tests.support.photo_scenes.reading_room import draw_reading_room
from tests.support.photo_scenes.school_yard import draw_school_yard

QUALITY = 60


class SamplePhoto(Struct, frozen=True, kw_only=True):
    """One file to draw: `width` and `height` as the viewer sees it, before orientation."""

    file: str
    scene: str
    width: int
    height: int
    orientation: int
    taken: str
    gps: bool = False


PHOTOS = (
    SamplePhoto(
        file="anh-01.jpg",
        scene="hall",
        width=4608,
        height=3456,
        orientation=1,
        taken="2021:01:08 08:05:12",
        gps=True,
    ),
    SamplePhoto(
        file="anh-02.jpg",
        scene="reading-room",
        width=3264,
        height=2448,
        orientation=1,
        taken="2021:01:08 08:31:47",
    ),
    SamplePhoto(
        file="anh-03.jpg",
        scene="mobile-library",
        width=4000,
        height=2250,
        orientation=1,
        taken="2021:01:08 09:02:30",
        gps=True,
    ),
    SamplePhoto(
        file="anh-04.jpg",
        scene="awards",
        width=3024,
        height=4032,
        orientation=6,
        taken="2021:01:08 09:40:05",
        gps=True,
    ),
    SamplePhoto(
        file="anh-05.jpg",
        scene="bookshelves",
        width=2448,
        height=3264,
        orientation=1,
        taken="2021:01:08 10:18:21",
    ),
    SamplePhoto(
        file="anh-06.jpg",
        scene="school-yard",
        width=3264,
        height=2448,
        orientation=3,
        taken="2021:01:08 10:56:58",
    ),
)

Scene = Callable[[Canvas, random.Random], None]

# Each scene with the size of its design.
SCENES: dict[str, tuple[Scene, tuple[int, int]]] = {
    "hall": (draw_hall, (1600, 1200)),
    "reading-room": (draw_reading_room, (1600, 1200)),
    "mobile-library": (draw_mobile_library, (1600, 900)),
    "awards": (draw_awards, (1200, 1600)),
    "bookshelves": (draw_bookshelves, (1200, 1600)),
    "school-yard": (draw_school_yard, (1600, 1200)),
}

# How an upright picture is turned so that a viewer who obeys the EXIF value turns it back.
STORED = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}


def draw_scene(name: str, width: int, height: int) -> Image.Image:
    """Return a scene drawn upright at any size."""
    scene, design = SCENES[name]
    canvas = Canvas(width, height, design)
    scene(canvas, random.Random(name))
    return canvas.finished(name)


def camera_exif(photo: SamplePhoto) -> Image.Exif:
    """Return the EXIF a camera of the fictitious make `Sample` would write."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Sample"
    exif[ExifTags.Base.Model] = "Sample Camera 1"
    exif[ExifTags.Base.Orientation] = photo.orientation
    exif[ExifTags.Base.DateTime] = photo.taken
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = photo.taken
    details[ExifTags.Base.DateTimeDigitized] = photo.taken
    if photo.gps:
        # A point in the sea (0.5 N, 0.5 E): nobody's place, but it must never be published.
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitudeRef] = "N"
        place[ExifTags.GPS.GPSLatitude] = (0.0, 30.0, 0.0)
        place[ExifTags.GPS.GPSLongitudeRef] = "E"
        place[ExifTags.GPS.GPSLongitude] = (0.0, 30.0, 0.0)
    return exif


def draw_photo(photo: SamplePhoto, folder: Path, scale: float = 1.0) -> Path:
    """Draw one file of the table into the folder and return its path."""
    width, height = (max(1, round(side * scale)) for side in (photo.width, photo.height))
    picture = draw_scene(photo.scene, width, height)
    if photo.orientation in STORED:
        picture = picture.transpose(STORED[photo.orientation])
    path = folder / photo.file
    picture.save(
        path,
        "JPEG",
        quality=QUALITY,
        subsampling="4:2:0",
        optimize=True,
        exif=camera_exif(photo),
    )
    return path


def draw_photos(folder: Path, scale: float = 1.0) -> list[Path]:
    """Draw all six files, without GPS; a small `scale` such as 0.05 draws them fast for a test."""
    folder.mkdir(parents=True, exist_ok=True)
    return [draw_photo(replace(photo, gps=False), folder, scale) for photo in PHOTOS]


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the photos into the folder named on the command line."""
    parser = argparse.ArgumentParser(description="Draw the six sample photos.")
    parser.add_argument("folder", type=Path, help="where the files go")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full size")
    options = parser.parse_args(argv)
    paths = draw_photos(options.folder, options.scale)
    for path in paths:
        print(f"{path}  {path.stat().st_size} bytes")
    print(f"{len(paths)} photos, {sum(path.stat().st_size for path in paths)} bytes in all")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
