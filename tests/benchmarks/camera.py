"""Photos as a camera makes them, drawn by program: 12 megapixels, edges, textures, grain, EXIF.

Detail follows natural scenes, whose contrast is about the same at every scale (D. J. Field,
"Relations between the statistics of natural images", 1987): one layer of noise for each octave.
"""

from __future__ import annotations

import math
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (4000, 3000)
_OCTAVES = range(1, 10)


def write_photos(folder: Path, count: int, size: tuple[int, int] = SIZE) -> list[Path]:
    """Write `count` different photos, as a phone saves them; those that are there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"IMG_{number:04}.jpg" for number in range(1, count + 1)]
    for number, path in enumerate(paths, 1):
        if not path.exists():
            exif = Image.Exif()
            exif.get_ifd(0x8769)[0x9003] = f"2021:01:08 08:{number % 60:02}:00"
            temporary = path.with_suffix(".tmp")
            _scene(Random(number), size).save(temporary, "JPEG", quality=93, exif=exif)
            temporary.replace(path)
    return paths


def _scene(random: Random, size: tuple[int, int]) -> Image.Image:
    """Shapes in front of each other, each with a texture, seen through a lens."""
    light, hue = _octaves(random, size, 1), _octaves(random, size, 5)
    picture = _texture(random, light, hue)
    for _ in range(14):
        mask = Image.new("L", size)
        _shape(random, ImageDraw.Draw(mask), size)
        softness = random.choice((0.7, 0.7, 1.5, 6))  # in focus or not
        mask = mask.filter(ImageFilter.GaussianBlur(softness))
        box = mask.getbbox()
        if box is None:
            continue
        away = (random.randrange(size[0]), random.randrange(size[1]))
        parts = (ImageChops.offset(field, *away).crop(box) for field in (light, hue))
        picture.paste(_texture(random, *parts), box, mask.crop(box))
    grain = _noise(random, size).filter(ImageFilter.GaussianBlur(0.6))
    grain = grain.point(_scaled(128, 0.1))
    picture = picture.filter(ImageFilter.GaussianBlur(0.8))
    return ImageChops.add(picture, Image.merge("RGB", (grain,) * 3), offset=-128)


def _shape(random: Random, draw: ImageDraw.ImageDraw, size: tuple[int, int]) -> None:
    x, y = random.randrange(size[0]), random.randrange(size[1])
    reach = size[0] * random.uniform(0.02, 0.22)
    kind = random.randrange(3)
    if kind == 0:
        draw.ellipse((x - reach, y - reach * 1.3, x + reach, y + reach * 1.3), fill=255)
    elif kind == 1:
        corners = sorted(random.uniform(0, math.tau) for _ in range(5))
        draw.polygon([(x + reach * math.cos(a), y + reach * math.sin(a)) for a in corners], 255)
    else:  # a line of writing on a banner
        text = "".join(random.choices("HOI NGHI TONG KET CONG TAC THU VIEN 2020", k=18))
        draw.text((x - reach, y), text, fill=255, font_size=reach / 4)


def _texture(random: Random, light: Image.Image, hue: Image.Image) -> Image.Image:
    """A colour with detail at every scale, in brightness more than in hue."""
    middle, contrast = random.uniform(50, 205), random.choice((0.06, 0.12, 0.25, 0.5))
    bands = []
    for _ in range(3):
        band = light.point(_scaled(middle + random.uniform(-35, 35), contrast))
        shade = hue.point(_scaled(128, random.uniform(-0.2, 0.2)))
        bands.append(ImageChops.add(band, shade, offset=-128))
    return Image.merge("RGB", bands)


def _scaled(base: float, contrast: float) -> list[int]:
    return [max(0, min(255, round(base + contrast * (value - 128)))) for value in range(256)]


def _octaves(random: Random, size: tuple[int, int], finest: int) -> Image.Image:
    whole = Image.new("L", size, 128)
    for octave in (number for number in _OCTAVES if number >= finest):
        small = (max(2, size[0] >> octave), max(2, size[1] >> octave))
        layer = _noise(random, small).resize(size, Image.Resampling.BICUBIC)
        whole = ImageChops.add(whole, layer.point(_scaled(128, 0.45)), offset=-128)
    return whole


def _noise(random: Random, size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("L", size, random.randbytes(size[0] * size[1]))
