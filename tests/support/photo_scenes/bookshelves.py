"""Scene 5: between the shelves."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import pairwise

from tests.support.photo_scenes.canvas import (
    Canvas,
    Point,
    Points,
    box,
    mix,
    oval,
    placed,
    rounded,
    smooth,
)
from tests.support.photo_scenes.props import BOOKS, foliage, open_book


def draw_bookshelves(canvas: Canvas, rng: random.Random) -> None:
    """Draw a long aisle of shelves in perspective, with a reader before its window."""
    vanish = (600.0, 660.0)
    far = 7.5

    def at(x: float, y: float, depth: float) -> Point:
        return vanish[0] + x / depth, vanish[1] + y / depth

    def wall(x: float, top: float, foot: float, near: float, end: float) -> list[Point]:
        return [at(x, top, near), at(x, top, end), at(x, foot, end), at(x, foot, near)]

    def floor(left: float, right: float, y: float, near: float, end: float) -> list[Point]:
        return [at(left, y, near), at(left, y, end), at(right, y, end), at(right, y, near)]

    def aired(colour: str, depth: float) -> str:
        share = min(1.0, (depth - 0.7) / (far - 0.7))
        return mix(mix(colour, "#1a0e14", 0.34 * (1 - share) ** 3), "#fbe0a6", 0.78 * share**0.8)

    canvas.shade(box(0, 0, 1200, 700), ("#2a1a1c", "#5c3b2a", "#e2b578"))
    canvas.shade(box(0, 650, 1200, 1600), ("#f6d89c", "#a8693c", "#5a3222", "#2c171a"))
    for plank in range(-9, 10):
        canvas.line([at(plank * 62, 780, far), at(plank * 62, 780, 0.7)], "#3d1f16", 2, 0.4)
    canvas.shade(floor(-190, 190, 780, 0.7, far), ("#e8a070", "#b5402f", "#7c2530", "#4a1622"))
    for x in (-166.0, 166.0):
        canvas.shade(floor(x - 9, x + 9, 780, 0.7, far), ("#fbe2a8", "#d9a34e", "#8a5a34"))
    beam = 0.8
    while beam < far:
        canvas.fill(floor(-560, 560, -800, beam, beam * 1.05), aired("#3d2419", beam))
        beam *= 1.3

    # The window at the end of the aisle, and its light.
    canvas.fill(wall(-600, -800, 780, far, far)[:1] + box(490, 540, 710, 770), "#f3cf92")
    canvas.soft(oval(600, 640, 150, 170), "#fff2c8", 60, 0.95)
    canvas.shade(box(536, 556, 664, 756), ("#cfe8e6", "#fff6d8", "#fdeebc"))
    foliage(canvas, rng, (640, 740), (46, 34), ("#7fa573", "#a9c684", "#d3dd9c"), 14, 11)
    for x in (536, 578.5, 621.5, 664):
        canvas.line([(x, 556), (x, 758)], "#c99a5c", 4)
    for y in (556.0, 622.0, 690.0, 757.0):
        canvas.line([(536, y), (664, y)], "#c99a5c", 4)
    canvas.soft(box(536, 556, 664, 756), "#fff3cc", 18, 0.5)

    edges = [0.7]
    while edges[-1] < far - 0.5:
        edges.append(edges[-1] * 1.26)
    levels = [-760 + 188 * level for level in range(9)]
    for near, end in reversed(list(pairwise(edges))):
        for side in (-1, 1):
            _bay(canvas, rng, side, near, end, levels, wall, at, aired)
        if near > 0.9:
            middle = (near * end) ** 0.5
            x, y = at(0, -610, middle)
            canvas.line([at(0, -800, middle), (x, y)], "#3a2218", 5 / middle)
            canvas.soft(oval(x, y, 120 / middle, 120 / middle), "#ffdf9a", 50 / middle, 0.75)
            canvas.fill(oval(x, y, 46 / middle, 46 / middle), "#fff4d4")
            canvas.fill(oval(x, y - 42 / middle, 26 / middle, 12 / middle), "#a8773c")
    for spread, opacity in ((330, 0.16), (190, 0.2)):
        light = [(560, 760), (640, 760), (600 + spread, 1500), (600 - spread, 1500)]
        canvas.soft(light, "#ffe6a8", 40, opacity)
    canvas.soft(oval(600, 660, 260, 330), "#ffe9b4", 110, 0.3)
    _visitor(canvas, *at(40, 780, 2.8), 1.04)
    for _ in range(60):
        x, y = rng.gauss(600, 190), rng.uniform(300, 1300)
        canvas.fill(oval(x, y, 2.2, 2.2), "#fff4d0", rng.uniform(0.25, 0.7))
    _floor_stack(canvas)


def _bay(
    canvas: Canvas,
    rng: random.Random,
    side: int,
    near: float,
    end: float,
    levels: Sequence[float],
    wall: Callable[[float, float, float, float, float], list[Point]],
    at: Callable[[float, float, float], Point],
    aired: Callable[[str, float], str],
) -> None:
    """Draw one bay of shelves between two depths, on the left (-1) or right (1)."""
    front, back = side * 520, side * 560
    canvas.fill(wall(back, -790, 780, near, end), aired("#2a1711", near))
    for top, foot in pairwise(levels):
        depth = end * 0.992
        while depth > near * 1.03:
            thick = depth * rng.uniform(0.014, 0.036)
            if rng.random() < 0.94:
                tall = (foot - top - 16) * rng.uniform(0.62, 0.93)
                colour = aired(rng.choice(BOOKS), depth)
                face = side * rng.uniform(526, 542)
                spine = wall(face, foot - tall, foot, depth - thick * 0.94, depth)
                canvas.fill(spine, colour)
                canvas.fill(
                    wall(face, foot - tall, foot, depth - thick * 0.94, depth - thick * 0.7),
                    mix(colour, "#1a0c10", 0.35),
                )
                canvas.fill(
                    wall(face, foot - tall * 0.82, foot - tall * 0.76, depth - thick * 0.94, depth),
                    mix(colour, "#fff0c8", 0.45),
                )
                canvas.fill(
                    wall(face, foot - tall * 0.24, foot - tall * 0.2, depth - thick * 0.94, depth),
                    mix(colour, "#fff0c8", 0.45),
                )
            depth -= thick
        canvas.fade(wall(side * 524, top, top + 60, near, end), "#120a0c", 0.5, 0.0)
    for foot in levels[1:]:
        inner = [
            at(front, foot, near),
            at(front, foot, end),
            at(back, foot, end),
            at(back, foot, near),
        ]
        canvas.fill(inner, aired("#8a5a36", near))
        canvas.fill(wall(front, foot, foot + 17, near, end), aired("#b57d49", (near + end) / 2))
    canvas.fill(wall(front, -800, 780, near, near * 1.035), aired("#a87043", near))
    canvas.fill(
        [at(front, -800, near), at(back, -800, near), at(back, 780, near), at(front, 780, near)],
        aired("#5f3a24", near),
    )
    canvas.fill(wall(front, 744, 782, near, end), aired("#7a4c2d", near))


def _visitor(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a reader in a white áo dài from behind; (x, y) is on the floor between her feet."""

    def put(points: Points, colour: str, opacity: float = 1.0) -> None:
        canvas.fill(placed(points, x, y, size), colour, opacity)

    shadow = [(x - 26, y), (x + 26, y), (x + 74, y + 260), (x - 16, y + 260)]
    canvas.soft(shadow, "#2a1014", 12, 0.5)
    for side in (-1, 1):
        put([(side * 4, -90), (side * 24, -90), (side * 20, 0), (side * 5, 0)], "#d9cdb8")
    gown = [
        (-22, -204),
        (-34, -196),
        (-32, -160),
        (-25, -128),
        (-30, -80),
        (-42, -16),
        (42, -16),
        (30, -80),
        (25, -128),
        (32, -160),
        (34, -196),
        (22, -204),
    ]
    canvas.shade(placed(smooth(gown), x, y, size), ("#fff8ea", "#eddcc0", "#c9b294"))
    put([(-2, -124), (3, -124), (9, -16), (-7, -16)], "#b9a283", 0.7)
    for side in (-1, 1):
        sleeve = [
            (side * 24, -204),
            (side * 37, -194),
            (side * 45, -150),
            (side * 36, -116),
            (side * 28, -122),
            (side * 33, -148),
            (side * 26, -176),
        ]
        canvas.shade(placed(smooth(sleeve), x, y, size), ("#f9eeda", "#d9c6a6"))
    canvas.fill(placed(rounded(22, -142, 62, -110, 3), x, y, size), "#b5402f")
    put(rounded(27, -137, 57, -131, 1), "#f5e6c4")
    put(box(-7, -222, 7, -198), "#c98d66")
    hair = [
        (0, -258),
        (15, -253),
        (21, -238),
        (19, -220),
        (15, -200),
        (17, -166),
        (11, -136),
        (0, -128),
        (-11, -136),
        (-17, -166),
        (-15, -200),
        (-19, -220),
        (-21, -238),
        (-15, -253),
    ]
    put(smooth(hair), "#2f1d1d")
    put(
        smooth([(-13, -246), (-4, -252), (-3, -226), (-6, -190), (-12, -170), (-10, -210)]),
        "#6b4434",
        0.6,
    )
    put(rounded(-11, -207, 11, -200, 3), "#b5402f")


def _floor_stack(canvas: Canvas) -> None:
    canvas.soft(oval(1010, 1480, 190, 40), "#14080a", 20, 0.75)
    foot = 1486.0
    for left, right, thick, colour in (
        (860, 1150, 50, "#2f6f73"),
        (876, 1136, 40, "#d98a3d"),
        (866, 1120, 46, "#8c3b3f"),
        (896, 1130, 36, "#efe3c8"),
        (884, 1104, 42, "#28495c"),
    ):
        top = foot - thick
        canvas.shade(
            rounded(left, top, right, foot, 6),
            (mix(colour, "#ffdca0", 0.3), colour, mix(colour, "#140a10", 0.5)),
        )
        for share in (0.1, 0.85):
            x = left + (right - left) * share
            canvas.fill(box(x, top, x + 8, foot), mix(colour, "#ffe3a0", 0.5))
        foot = top
    open_book(canvas, 994, foot - 46, 104, "#b5402f")
