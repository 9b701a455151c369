"""Scene 6: the school yard."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from tests.support.photo_scenes.canvas import (
    Canvas,
    Points,
    box,
    mix,
    oval,
    placed,
    rounded,
    smooth,
)
from tests.support.photo_scenes.props import (
    bowed_head,
    cloud,
    flower,
    foliage,
    hair_behind,
    open_book,
    ridge,
)


def draw_school_yard(canvas: Canvas, rng: random.Random) -> None:
    """Draw children reading under a flame tree in a misty school yard."""
    canvas.shade(box(0, 0, 1600, 660), ("#6fb0bf", "#b5d6cf", "#fbecc6"))
    canvas.soft(oval(250, 210, 170, 170), "#fff6d4", 110, 0.8)
    for x, y, size in ((150.0, 150.0, 1.0), (420, 250, 0.75), (560, 70, 0.7)):
        cloud(canvas, x, y, size)
    hills = random.Random("hills 4")
    for base, height, stops in (
        (540, 230, ("#9fbfc4", "#c3d2c8", "#f3e7c8")),
        (560, 250, ("#7ba8a8", "#a9c3b2", "#efe5c4")),
        (600, 180, ("#5f9284", "#a3bd9c", "#e9e2ba")),
    ):
        ridge(canvas, hills, base, height, stops)
        canvas.soft(box(-50, base - 30, 1650, base + 40), "#fff4d6", 28, 0.6)
    canvas.fill(box(0, 600, 1600, 700), "#a3bf86")
    for x in range(-20, 1640, 130):
        tones = ("#5d8f6a", "#7fab70", "#a9c67f")
        foliage(canvas, rng, (x + rng.uniform(-30, 30), 610), (90, 54), tones, 9, 30)
    canvas.soft(box(-50, 560, 1650, 660), "#fff2d0", 30, 0.5)
    canvas.shade(box(0, 640, 1600, 1200), ("#f0deb0", "#d9b878", "#b98f58"))
    _school(canvas)
    lawn = smooth(
        [(-40, 800), (300, 768), (800, 784), (1250, 752), (1660, 772), (1660, 1260), (-40, 1260)],
        steps=14,
    )
    canvas.shade(lawn, ("#a9c56a", "#7fa551", "#47713f"))
    for _ in range(520):
        x, y = rng.uniform(0, 1600), rng.uniform(800, 1200)
        tall = 8 + (y - 780) * 0.05
        canvas.line(
            [(x, y), (x + rng.uniform(-5, 5), y - tall)],
            mix("#3c6b3a", "#cfdf86", rng.random()),
            2.2,
            0.5,
        )

    # The shade of the tree, with flecks of sun.
    canvas.soft(oval(1010, 960, 620, 130), "#1f4a3a", 34, 0.62)
    for _ in range(46):
        x, y = rng.gauss(1000, 280), rng.gauss(960, 56)
        canvas.soft(oval(x, y, rng.uniform(14, 34), rng.uniform(5, 10)), "#eef0a0", 4, 0.5)
    _flame_tree(canvas, rng)
    mat = [(560, 940), (1300, 928), (1420, 1096), (470, 1112)]
    canvas.soft([(x + 8, y + 14) for x, y in mat], "#17301f", 10, 0.6)
    canvas.shade(mat, ("#d9a25c", "#c0813f"))
    for stripe in range(1, 8):
        a, b = stripe / 8, (stripe + 0.35) / 8
        piece = [
            (560 + 740 * a, 940 - 12 * a),
            (560 + 740 * b, 940 - 12 * b),
            (470 + 950 * b, 1112 - 16 * b),
            (470 + 950 * a, 1112 - 16 * a),
        ]
        canvas.fill(piece, "#b5402f" if stripe % 2 else "#f0d49a", 0.75)
    for _ in range(60):
        x, y = rng.uniform(420, 1560), rng.uniform(820, 1170)
        canvas.fill(oval(x, y, 8, 4, rng.uniform(-1, 1)), "#e2553f", 0.9)
    child(canvas, 700, 990, 0.88, ("#f4efe2", "#28495c", "#2b1d1c"), "short", "#b5402f")
    child(canvas, 1165, 980, 0.86, ("#f4efe2", "#28495c", "#32211d"), "bun", "#2f6f73")
    child(canvas, 925, 1040, 1.0, ("#f4efe2", "#6b2f3f", "#2a1b1e"), "tails", "#d98a3d")
    child(canvas, 330, 1090, 1.06, ("#e9a545", "#2f6f73", "#2a1d1a"), "long", "#28495c")
    for x, y, colours in (
        (1120, 1092, ("#b5402f", "#e3c27a", "#2f6f73")),
        (560, 1098, ("#28495c", "#d98a3d")),
    ):
        canvas.soft(oval(x + 10, y + 4, 76, 12), "#17301f", 7, 0.7)
        for index, colour in enumerate(colours):
            top = y - 22 * (index + 1)
            left = x - 62 + index * 7
            canvas.shade(
                rounded(left, top, left + 112 - index * 4, top + 22, 4),
                (mix(colour, "#ffffff", 0.25), colour),
            )
            canvas.fill(box(left + 88, top + 4, left + 108 - index * 4, top + 18), "#fbf1da")
    for x, width in ((420, 60), (560, 90), (300, 44)):
        canvas.soft(
            [(x, -20), (x + width, -20), (x + width + 330, 1050), (x + 200, 1050)],
            "#fff4c8",
            26,
            0.2,
        )
    for blade in range(60):
        x = rng.uniform(-20, 1620)
        reach = rng.uniform(40, 120)
        leaf = smooth([(0, 0), (reach * 0.5, -7), (reach, 0), (reach * 0.5, 7)], steps=5)
        tone = mix("#1f4a33", "#3f7042", rng.random())
        canvas.fill(placed(leaf, x, 1212, 1, -math.pi / 2 + rng.uniform(-0.7, 0.7)), tone)
        if blade % 9 == 0:
            flower(canvas, x, 1170, 15, rng.choice(("#f6e3cf", "#f2c14e", "#f3a6a0")), 6)


def _school(canvas: Canvas) -> None:
    canvas.shade(box(60, 500, 780, 716), ("#f3d48c", "#e3b766"))
    roof = [(24, 506), (90, 420), (750, 420), (816, 506)]
    canvas.shade(roof, ("#c9694a", "#a8472f"))
    for tile in range(1, 26):
        x = 24 + tile * 792 / 26
        top = 90 + tile * 660 / 26
        canvas.line([(top, 420), (x, 506)], "#8c3826", 2, 0.45)
    canvas.fill(box(20, 500, 820, 512), "#f7e6b8")
    canvas.fade(box(60, 512, 780, 548), "#7a4a20", 0.45, 0.0)
    for bay in range(6):
        x = 92 + bay * 114
        if bay == 3:
            canvas.shade(box(x, 560, x + 76, 716), ("#2f7268", "#225549"))
            canvas.line([(x + 38, 560), (x + 38, 716)], "#16382f", 3)
        else:
            canvas.fill(box(x - 6, 562, x + 82, 660), "#fbeec8")
            canvas.shade(box(x, 568, x + 76, 654), ("#4f8a94", "#a9cbc4"))
            for shutter in (x - 4, x + 56):
                canvas.shade(box(shutter, 566, shutter + 24, 656), ("#3c8a78", "#2a665a"))
                for slat in range(7):
                    canvas.line(
                        [(shutter, 574 + slat * 12), (shutter + 24, 574 + slat * 12)],
                        "#1d4a42",
                        2,
                        0.5,
                    )
        canvas.shade(box(x - 24, 512, x - 12, 716), ("#fff3d0", "#d9b878"), across=True)
    canvas.shade(box(768, 512, 780, 716), ("#fff3d0", "#d9b878"), across=True)
    canvas.shade(box(40, 704, 800, 724), ("#d9c39a", "#a88a60"))
    canvas.soft(box(30, 640, 810, 740), "#fff0cc", 36, 0.42)


def _flame_tree(canvas: Canvas, rng: random.Random) -> None:
    trunk = [
        (1000, 960),
        (1050, 880),
        (1066, 720),
        (1046, 560),
        (980, 420),
        (1030, 410),
        (1092, 520),
        (1120, 380),
        (1170, 380),
        (1150, 540),
        (1260, 420),
        (1296, 440),
        (1172, 640),
        (1166, 760),
        (1190, 880),
        (1256, 956),
        (1160, 936),
        (1100, 952),
    ]
    canvas.shade(smooth(trunk), ("#8a6a54", "#6b4c3c", "#3d2a26"), across=True)
    for x, y, tall in ((1084.0, 640.0, 150), (1110, 720, 160), (1138, 640, 120), (1080, 800, 90)):
        bark = [(x, y), (x + 7, y + tall * 0.5), (x - 3, y + tall)]
        canvas.line(smooth(bark, closed=False), "#33221f", 4, 0.5)
    canvas.soft([(1060, 560), (1080, 560), (1090, 900), (1064, 900)], "#ffdf9a", 8, 0.4)
    greens = ("#24503c", "#33694a", "#4f8a4d", "#86b058")
    for centre, radii in (
        ((1130, 250), (420, 190)),
        ((760, 330), (230, 110)),
        ((1470, 330), (240, 130)),
        ((960, 170), (330, 150)),
        ((1340, 130), (330, 150)),
        ((1130, 60), (420, 110)),
    ):
        foliage(canvas, rng, centre, radii, greens, 46, 44)
    for _ in range(300):
        angle, far = rng.uniform(0, math.tau), math.sqrt(rng.random())
        x, y = 1150 + 500 * far * math.cos(angle), 190 + 190 * far * math.sin(angle)
        for _ in range(4):
            tone = rng.choice(("#d93f33", "#ec5f3c", "#f58a4b", "#c22f33"))
            canvas.fill(
                oval(x + rng.gauss(0, 15), y + rng.gauss(0, 9), 12, 8, rng.uniform(-1, 1)), tone
            )
    canvas.soft(oval(780, 160, 260, 180), "#fff0b8", 90, 0.3)


def child(
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    colours: tuple[str, str, str],
    style: str,
    cover: str,
) -> None:
    """Draw a child who sits cross-legged with a book; `colours` are shirt, trousers and hair."""
    shirt, trousers, hair = colours
    skin = "#e3b088"

    def put(points: Points, stops: Sequence[str]) -> None:
        canvas.shade(placed(smooth(points), x, y, size), stops)

    canvas.soft(placed(oval(8, 60, 134, 24), x, y, size), "#14261a", 10 * size, 0.65)
    for side in (-1, 1):
        put(
            [(0, 8), (side * 60, 0), (side * 122, 34), (side * 118, 60), (side * 60, 66), (0, 52)],
            (mix(trousers, "#ffffff", 0.15), trousers, mix(trousers, "#0a0a12", 0.35)),
        )
    for side in (-1, 1):
        put(
            [(side * 10, 52), (side * 44, 46), (side * 60, 58), (side * 40, 70), (side * 10, 66)],
            (skin, mix(skin, "#8a4a30", 0.3)),
        )
    hair_behind(canvas, x, y - 124 * size, size, hair, style)
    put(
        [(-62, 36), (-58, -50), (-38, -82), (0, -90), (38, -82), (58, -50), (62, 36)],
        (mix(shirt, "#fff6dc", 0.5), shirt, mix(shirt, "#6b7f8a", 0.5)),
    )
    bowed_head(canvas, x, y - 124 * size, size, hair, style, skin)
    if shirt == "#f4efe2":
        for side in (-1, 1):
            put([(0, -76), (side * 34, -82), (side * 26, -62), (0, -58)], ("#d9453a", "#b8322f"))
            put(
                [(0, -62), (side * 8, -58), (side * 18, -22), (side * 4, -30)],
                ("#d9453a", "#a82a2a"),
            )
    for side in (-1, 1):
        put(
            [
                (side * 48, -66),
                (side * 66, -50),
                (side * 84, 2),
                (side * 66, 26),
                (side * 50, 16),
                (side * 58, -4),
            ],
            (mix(shirt, "#fff6dc", 0.3), mix(shirt, "#6b7f8a", 0.35)),
        )
        put(
            [(side * 76, 2), (side * 72, 24), (side * 44, 30), (side * 42, 16), (side * 60, 8)],
            (skin, mix(skin, "#8a4a30", 0.2)),
        )
    bx, by = placed([(0, 2)], x, y, size)[0]
    open_book(canvas, bx, by, 62 * size, cover)
    for side in (-1, 1):
        canvas.fill(placed(oval(side * 60, 20, 11, 8), x, y, size), skin)
