"""The canvas that scenes draw on, its colours and its shapes."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Points = Sequence[Point]

# Longest side that is really drawn; larger pictures are enlarged from it, which gives them the
# slight softness of a lens and keeps the files small.
LONGEST_DRAWN = 4400


def rgb(colour: str) -> tuple[int, int, int]:
    """Return `#rrggbb` as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """Return the colour that lies `share` of the way from `first` to `second`."""
    share = min(1.0, max(0.0, share))
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    """Return the corners of an upright rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def oval(x: float, y: float, rx: float, ry: float, turn: float = 0.0) -> list[Point]:
    """Return points round an ellipse, turned by `turn` radians."""
    cos, sin = math.cos(turn), math.sin(turn)
    points = []
    for step in range(48):
        angle = step * math.tau / 48
        dx, dy = rx * math.cos(angle), ry * math.sin(angle)
        points.append((x + dx * cos - dy * sin, y + dx * sin + dy * cos))
    return points


def smooth(points: Points, *, closed: bool = True, steps: int = 10) -> list[Point]:
    """Return a Catmull-Rom curve through the points."""
    count = len(points)
    curve: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(index + shift) % count] for shift in (-1, 0, 1, 2))
        else:
            a, b = points[max(index - 1, 0)], points[index]
            c, d = points[index + 1], points[min(index + 2, count - 1)]
        for step in range(steps):
            t = step / steps
            curve.append((_catmull(a[0], b[0], c[0], d[0], t), _catmull(a[1], b[1], c[1], d[1], t)))
    if not closed:
        curve.append(points[-1])
    return curve


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b
        + (c - a) * t
        + (2 * a - 5 * b + 4 * c - d) * t * t
        + (3 * b - a - 3 * c + d) * t * t * t
    )


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> list[Point]:
    """Return a rectangle with round corners."""
    radius = min(radius, (right - left) / 2, (bottom - top) / 2)
    points = []
    corners = (
        (right - radius, bottom - radius),
        (left + radius, bottom - radius),
        (left + radius, top + radius),
        (right - radius, top + radius),
    )
    for quarter, (x, y) in enumerate(corners):
        for step in range(9):
            angle = (quarter + step / 8) * math.pi / 2
            points.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    return points


def placed(
    points: Points, x: float, y: float, scale: float = 1.0, turn: float = 0.0
) -> list[Point]:
    """Return a shape drawn round (0, 0), scaled, turned and moved to (x, y)."""
    cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
    return [(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in points]


def gradient(size: tuple[int, int], stops: Sequence[str], *, across: bool) -> Image.Image:
    """Return an image that runs evenly through the colours, downwards or across."""
    strip = Image.new("RGB", (1, 256))
    for row in range(256):
        place = row / 255 * (len(stops) - 1)
        index = min(int(place), len(stops) - 2)
        strip.putpixel((0, row), rgb(mix(stops[index], stops[index + 1], place - index)))
    if across:
        strip = strip.transpose(Image.Transpose.ROTATE_90).transpose(
            Image.Transpose.FLIP_LEFT_RIGHT
        )
    return strip.resize(size, Image.Resampling.BILINEAR)


class Canvas:
    """A picture in design units: scenes never see pixels.

    The design is scaled to cover the picture and centred, so any size can be drawn. Drawing is
    done at twice the size and reduced at the end, which smooths the edges.
    """

    def __init__(self, width: int, height: int, design: tuple[int, int]) -> None:
        """Start an empty picture that will have this width and height in pixels."""
        self.size = (width, height)
        share = min(2.0, LONGEST_DRAWN / max(width, height))
        self.image = Image.new("RGB", (max(2, round(width * share)), max(2, round(height * share))))
        self.unit = max(self.image.width / design[0], self.image.height / design[1])
        self.left = (self.image.width - design[0] * self.unit) / 2
        self.top = (self.image.height - design[1] * self.unit) / 2
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def pixels(self, points: Points) -> list[Point]:
        """Return design points as pixels."""
        return [(self.left + x * self.unit, self.top + y * self.unit) for x, y in points]

    def fill(self, points: Points, colour: str, opacity: float = 1.0) -> None:
        """Fill a shape with one colour."""
        self.pen.polygon(self.pixels(points), fill=(*rgb(colour), round(255 * opacity)))

    def line(self, points: Points, colour: str, width: float, opacity: float = 1.0) -> None:
        """Draw a line with round joints."""
        pixels = self.pixels(points)
        thick = max(1, round(width * self.unit))
        if opacity == 1 or len(pixels) == 2:
            ink = (*rgb(colour), round(255 * opacity))
            self.pen.line(pixels, fill=ink, width=thick, joint="curve")
            return
        # Drawn at once, a translucent line would be darker wherever its pieces overlap.
        left, top, right, bottom = _bounds(pixels)
        left, top = left - thick, top - thick
        mask = Image.new("L", (right + thick - left, bottom + thick - top))
        ImageDraw.Draw(mask).line(
            [(x - left, y - top) for x, y in pixels],
            fill=round(255 * opacity),
            width=thick,
            joint="curve",
        )
        self.image.paste(rgb(colour), (left, top), mask)

    def shade(self, points: Points, stops: Sequence[str], *, across: bool = False) -> None:
        """Fill a shape with a gradient that spans its own bounds."""
        pixels = self.pixels(points)
        left, top, right, bottom = _bounds(pixels)
        size = (max(1, right - left), max(1, bottom - top))
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in pixels], fill=255)
        self.image.paste(gradient(size, stops, across=across), (left, top), mask)

    def soft(self, points: Points, colour: str, blur: float, opacity: float) -> None:
        """Lay a blurred shape over the picture: a shadow, a glow, a beam or mist."""
        pixels = self.pixels(points)
        margin = 3 * blur * self.unit
        left, top, right, bottom = _bounds(pixels)
        left, top = max(0, int(left - margin)), max(0, int(top - margin))
        right = min(self.image.width, int(right + margin) + 1)
        bottom = min(self.image.height, int(bottom + margin) + 1)
        if right <= left or bottom <= top:
            return
        # A blur hides pixels: a coarse mask is as good and many times faster.
        coarse = max(1.0, blur * self.unit / 6)
        small = (max(1, round((right - left) / coarse)), max(1, round((bottom - top) / coarse)))
        across, down = small[0] / (right - left), small[1] / (bottom - top)
        mask = Image.new("L", small)
        ImageDraw.Draw(mask).polygon(
            [((x - left) * across, (y - top) * down) for x, y in pixels],
            fill=round(255 * opacity),
        )
        mask = mask.filter(ImageFilter.GaussianBlur(blur * self.unit / coarse))
        mask = mask.resize((right - left, bottom - top), Image.Resampling.BICUBIC)
        self.image.paste(rgb(colour), (left, top, right, bottom), mask)

    def fade(
        self, points: Points, colour: str, start: float, end: float, *, across: bool = False
    ) -> None:
        """Lay one colour over a shape, its opacity running from `start` to `end`."""
        pixels = self.pixels(points)
        left, top, right, bottom = _bounds(pixels)
        size = (max(1, right - left), max(1, bottom - top))
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in pixels], fill=255)
        grey = [f"#{round(255 * share):02x}{0:04x}" for share in (start, end)]
        ramp = gradient(size, grey, across=across).getchannel("R")
        self.image.paste(rgb(colour), (left, top), ImageChops.multiply(mask, ramp))

    def finished(self, seed: str, vignette: float = 0.3) -> Image.Image:
        """Return the picture at its real size, with darker corners and a fine grain."""
        picture = self.image.reduce(2)
        corners = Image.radial_gradient("L").point(
            lambda value: round(max(0, value - 110) * vignette)
        )
        picture.paste((24, 20, 30), mask=corners.resize(picture.size, Image.Resampling.BICUBIC))
        picture = ImageChops.add(picture, _grain(picture.size, seed), 1, -128)
        if picture.size != self.size:
            picture = picture.resize(self.size, Image.Resampling.BICUBIC)
        return picture


def _bounds(pixels: Points) -> tuple[int, int, int, int]:
    xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
    return int(min(xs)), int(min(ys)), int(max(xs)) + 1, int(max(ys)) + 1


def _grain(size: tuple[int, int], seed: str) -> Image.Image:
    """Return weak grey noise round 128, made of shuffled copies of one tile."""
    rng = random.Random(f"grain {seed}")
    side = 256
    tile = Image.frombytes("L", (side, side), rng.randbytes(side * side))
    tile = tile.point(lambda value: 128 + round((value - 128) * 0.010))
    noise = Image.new("L", size, 128)
    for top in range(0, size[1], side):
        for left in range(0, size[0], side):
            shifted = ImageChops.offset(tile, rng.randrange(side), rng.randrange(side))
            noise.paste(shifted, (left, top))
    return noise.convert("RGB")
