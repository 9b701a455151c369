"""Photos for tests, and what is made of them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageDraw

from plugins.galleries.images.blurring import Box
from plugins.galleries.images.making import Job, make
from plugins.galleries.images.probing import probe
from plugins.galleries.renditions import Use, plan

Colour = tuple[int, int, int]

RED: Colour = (220, 30, 30)
BLUE: Colour = (30, 30, 220)
WHITE: Colour = (255, 255, 255)

QUALITY = (("avif", 90), ("jpeg", 92), ("webp", 90))
"""High: these tests look at colours, not at weight."""


def scene(width: int = 400, height: int = 300) -> Image.Image:
    """Blue, with a red corner at the top left: shows how a picture is turned."""
    picture = Image.new("RGB", (width, height), BLUE)
    ImageDraw.Draw(picture).rectangle((0, 0, width // 2, height // 2), fill=RED)
    return picture


def stripes(width: int = 400, height: int = 300) -> Image.Image:
    """Black and white, upright and fine: what a blurred box must not show."""
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    for x in range(0, width, 8):
        draw.rectangle((x, 0, x + 3, height - 1), fill="black")
    return picture


def encoded(picture: Image.Image, format_: str, **options: Any) -> bytes:
    """The bytes of a file with this picture."""
    buffer = io.BytesIO()
    picture.save(buffer, format_, **options)
    return buffer.getvalue()


def film(format_: str, *pictures: Image.Image, **options: Any) -> bytes:
    """The bytes of a moving picture."""
    first, *others = pictures
    return encoded(first, format_, save_all=True, append_images=others, **options)


def srgb() -> bytes:
    """The ICC profile of sRGB."""
    return bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def job_for(
    path: Path,
    folder: Path,
    *,
    widths: tuple[int, ...] = (160, 320),
    formats: tuple[str, ...] = ("avif", "webp", "jpeg"),
    blur: tuple[Box, ...] = (),
    digest: str = "d",
) -> Job:
    """All that a post would have made of its cover, the picture that is shared with it."""
    found = probe(path)
    shown, shared = (
        plan(found.size, widths, formats, use, moving=found.moving) for use in (Use.POST, Use.SHARE)
    )
    return Job(
        source=path,
        folder=folder,
        digest=digest,
        renditions=(*shown, *shared),
        quality=QUALITY,
        blur=blur,
        memory=found.memory,
    )


def render(path: Path, folder: Path, **how: Any) -> dict[str, Path]:
    """Make everything of a photo; the files by what their names say after the digest."""
    made = make(job_for(path, folder, **how))
    assert made.files, path
    return {name.partition("-")[2]: folder / name for name, _ in made.files}


def opened(path: Path) -> Image.Image:
    """The first picture of a file, decoded."""
    with Image.open(path) as picture:
        picture.load()
        return picture.copy()


def colour_at(picture: Image.Image, x: float, y: float) -> Colour:
    """The colour at a point, given as fractions of width and height."""
    place = (round(x * (picture.width - 1)), round(y * (picture.height - 1)))
    red, green, blue = picture.convert("RGB").crop((*place, place[0] + 1, place[1] + 1)).tobytes()
    return (red, green, blue)


def is_near(found: Colour, wanted: Colour, by: int = 12) -> bool:
    """Whether two colours are the same but for what encoders do."""
    return all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))
