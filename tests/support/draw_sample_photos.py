"""Draw the photos of the other sample posts.

As in `draw_photos.py` they are illustrations with the EXIF of camera files but GPS, drawn by
Pillow with fixed seeds, and CC0.

    python -m tests.support.draw_sample_photos CONTENT
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from tests.support.draw_photos import SamplePhoto, Scene, camera_exif
from tests.support.photo_scenes import crickets, desks, indoors, roadside, stage
from tests.support.photo_scenes.canvas import Canvas

QUALITY = 62
SIDES = {"landscape": (1920, 1440), "portrait": (1440, 1920), "panorama": (2600, 1000)}

# Each scene with the name of its design's shape.
SCENES: dict[str, tuple[Scene, str]] = {
    "book-display": (indoors.draw_book_display, "landscape"),
    "childrens-corner": (indoors.draw_childrens_corner, "landscape"),
    "window-desk": (desks.draw_window_desk, "portrait"),
    "valley": (roadside.draw_valley, "panorama"),
    "van-at-stop": (roadside.draw_van_at_stop, "landscape"),
    "reading-circle": (roadside.draw_reading_circle, "landscape"),
    "book-crate": (roadside.draw_book_crate, "portrait"),
    "story-stage": (stage.draw_story_stage, "landscape"),
    "pop-up-book": (desks.draw_pop_up_book, "landscape"),
    "cricket-moon": (crickets.draw_cricket_moon, "portrait"),
    "cricket-raft": (crickets.draw_cricket_raft, "landscape"),
    "spring-road": (roadside.draw_spring_road, "landscape"),
    "spring-desk": (desks.draw_spring_desk, "portrait"),
}
DESIGNS = {"landscape": (1600, 1200), "portrait": (1200, 1600), "panorama": (2600, 1000)}

# Post, then scene and time of each of its photos in order: anh-01.jpg, anh-02.jpg ...
PHOTOS: dict[str, tuple[tuple[str, str], ...]] = {
    "tin-tuc/2020/tuan-le-huong-ung-hoc-tap-suot-doi": (
        ("book-display", "2020:10:05 08:12:40"),
        ("childrens-corner", "2020:10:05 09:26:03"),
        ("window-desk", "2020:10:06 15:02:51"),
    ),
    "tin-tuc/2020/xe-thu-vien-ve-thon-khe-mau": (
        ("valley", "2020:10:24 07:05:17"),
        ("van-at-stop", "2020:10:24 08:21:30"),
        ("reading-circle", "2020:10:24 09:03:44"),
        ("book-crate", "2020:10:24 10:18:09"),
    ),
    "tin-tuc/2020/hoi-thi-ke-chuyen-theo-sach": (
        ("story-stage", "2020:11:18 08:44:12"),
        ("pop-up-book", "2020:11:18 10:31:55"),
    ),
    "tin-tuc/2020/doc-lai-de-men-phieu-luu-ky": (
        ("cricket-moon", "2020:12:08 09:00:00"),
        ("cricket-raft", "2020:12:08 09:10:00"),
    ),
    "tin-tuc/2021/chuyen-xe-dau-xuan": (
        ("spring-road", "2021:02:19 12:58:20"),
        ("spring-desk", "2021:02:19 13:24:36"),
    ),
}


def draw_scene(name: str, width: int, height: int) -> Image.Image:
    """Return a scene at any size."""
    scene, shape = SCENES[name]
    canvas = Canvas(width, height, DESIGNS[shape])
    scene(canvas, random.Random(name))
    return canvas.finished(name)


def draw_sample_photos(content: Path, scale: float = 1.0) -> list[Path]:
    """Draw all files into the folders of their posts; a small `scale` draws them fast."""
    paths = []
    for post, photos in PHOTOS.items():
        (content / post).mkdir(parents=True, exist_ok=True)
        for number, (scene, taken) in enumerate(photos, start=1):
            width, height = (round(side * scale) for side in SIDES[SCENES[scene][1]])
            photo = SamplePhoto(
                file=f"anh-{number:02}.jpg",
                scene=scene,
                width=width,
                height=height,
                orientation=1,
                taken=taken,
            )
            path = content / post / photo.file
            draw_scene(scene, width, height).save(
                path,
                "JPEG",
                quality=QUALITY,
                subsampling="4:2:0",
                optimize=True,
                exif=camera_exif(photo),
            )
            paths.append(path)
    return paths


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the photos into the content folder named on the command line."""
    parser = argparse.ArgumentParser(description="Draw the photos of the sample posts.")
    parser.add_argument("content", type=Path, help="the content folder")
    paths = draw_sample_photos(parser.parse_args(argv).content)
    for path in paths:
        print(f"{path}  {path.stat().st_size} bytes")
    print(f"{len(paths)} photos, {sum(path.stat().st_size for path in paths)} bytes in all")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
