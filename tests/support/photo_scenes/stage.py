"""Scenes of the sample posts: a stage and who tells a story there."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from tests.support.photo_scenes.canvas import Canvas, box, mix, oval, placed, rounded, smooth
from tests.support.photo_scenes.props import (
    flower,
    open_book,
)


def draw_story_stage(canvas: Canvas, rng: random.Random) -> None:
    """Draw a child who tells a story on a stage; behind her a picture of a moonlit village."""
    canvas.shade(box(0, 0, 1600, 1200), ("#2b1a2a", "#4a2530", "#2a1620"))
    canvas.shade(box(240, 90, 1360, 760), ("#1d2f56", "#35558a", "#7d8fb0"))
    canvas.soft(oval(1050, 260, 130, 130), "#fff3c4", 50, 0.8)
    canvas.fill(oval(1050, 260, 82, 82), "#fff3cf")
    for _ in range(60):
        x, y = rng.uniform(250, 1350), rng.uniform(100, 470)
        canvas.fill(oval(x, y, 3, 3), "#fff6dc", rng.uniform(0.4, 1))
    for step, (colour, lift) in enumerate((("#3f5f86", 470), ("#2c4a6a", 560), ("#1f3a4c", 640))):
        crest = [
            (
                240 + k * 28,
                lift - 74 * abs(math.sin(k * 0.21 + step * 1.3)) + 12 * math.sin(k * 1.7),
            )
            for k in range(41)
        ]
        canvas.fill([*crest, (1360, 760), (240, 760)], colour)
    for x, y, size in ((430.0, 600, 1.0), (560, 640, 1.3), (1230, 620, 1.1)):
        for post in (-34, 0, 34):
            canvas.line(placed([(post, 20), (post, 54)], x, y, size), "#16202e", 6 * size)
        canvas.fill(placed(box(-44, -14, 44, 26), x, y, size), "#2a2a36")
        canvas.fill(placed(box(-12, -4, 12, 14), x, y, size), "#ffd98a")
        canvas.soft(placed(oval(0, 6, 26, 20), x, y, size), "#ffd98a", 12, 0.7)
        canvas.fill(placed([(-60, -10), (-34, -56), (34, -56), (60, -10)], x, y, size), "#1a2430")
    for side in (-1, 1):
        x = 800 + side * 660
        tones = ("#7a1c2a", "#b5323a", "#7a1c2a", "#c9444a", "#6b1824", "#b5323a", "#5f1420")
        drape = [(x - 210, 0), (x + 210, 0), (x + 150 + side * 60, 500), (x + 140 + side * 90, 860)]
        edge = smooth(
            [*drape[1:], (x - 140 + side * 90, 860), (x - 150 + side * 60, 500)], closed=False
        )
        canvas.shade([drape[0], *edge], tones, across=True)
    canvas.shade(box(0, 0, 1600, 86), ("#5f1420", "#a82a34"))
    for k in range(8):
        swag = [
            (k * 200, 80),
            (k * 200 + 200, 80),
            (k * 200 + 160, 150),
            (k * 200 + 100, 172),
            (k * 200 + 40, 150),
        ]
        canvas.shade(smooth(swag), ("#c9444a", "#7a1c2a"))
        canvas.line(smooth(swag[2:], closed=False), "#e9c679", 6)
    canvas.shade([(120, 760), (1480, 760), (1640, 960), (-40, 960)], ("#c98d54", "#8a5530"))
    for plank in range(-12, 13):
        canvas.line([(800 + plank * 56, 760), (800 + plank * 72, 960)], "#5f3820", 2.4, 0.5)
    canvas.shade(box(0, 956, 1600, 1010), ("#7a4a2a", "#3d2216"))
    beam = [(700, 0), (900, 0), (1060, 900), (540, 900)]
    canvas.soft(beam, "#fff0c4", 40, 0.34)
    canvas.soft(oval(800, 880, 250, 50), "#fff0c4", 20, 0.65)
    _storyteller(canvas, 800, 890, 1.28)
    for row, (y, size) in enumerate(((1130, 0.8), (1230, 1.05))):
        for k in range(9 if row == 0 else 7):
            x = (60 if row == 0 else 130) + k * (185 if row == 0 else 225) + rng.uniform(-16, 16)
            shade = mix("#241620", "#7a4a50", 0.3 if row else 0.75)
            canvas.fill(
                smooth(placed([(-90, 120), (-76, 20), (0, -6), (76, 20), (90, 120)], x, y, size)),
                shade,
            )
            canvas.fill(oval(x, y - 44 * size, 46 * size, 52 * size), mix(shade, "#000000", 0.2))
            if (k + row) % 3 == 0:
                canvas.fill(
                    oval(x, y - 104 * size, 20 * size, 17 * size), mix(shade, "#000000", 0.2)
                )
            crown = smooth(placed(oval(-14, -76, 22, 8, -0.4), x, y, size))
            canvas.fill(crown, "#e0a878", 0.25)


def _storyteller(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a girl in a red áo dài from the front, with an open book; no features."""

    def put(points: Sequence[tuple[float, float]], stops: Sequence[str]) -> None:
        canvas.shade(placed(points, x, y, size), stops, across=True)

    skin, gown = "#e3b088", "#c9383a"
    canvas.soft(placed(oval(0, 0, 90, 14), x, y, size), "#2a140c", 8, 0.7)
    for side in (-1, 1):
        put(
            [(side * 4, -110), (side * 34, -110), (side * 30, -6), (side * 6, -6)],
            ("#fbf3e0", "#d9cdb8"),
        )
        put(oval(side * 19, -4, 17, 8), ("#5a2a24", "#3a1a18"))
    put(rounded(-48, -372, 48, -250, 30), ("#2a1a1a", "#4a302a", "#2a1a1a"))
    robe = [
        (-30, -268),
        (30, -268),
        (50, -240),
        (38, -180),
        (62, -40),
        (-62, -40),
        (-38, -180),
        (-50, -240),
    ]
    put(smooth(robe), (mix(gown, "#ffcf9a", 0.25), gown, mix(gown, "#3a0a14", 0.35)))
    put([(-3, -150), (3, -150), (10, -40), (-10, -40)], (mix(gown, "#3a0a14", 0.4),) * 2)
    for px, py in ((-24, -90), (24, -110), (-14, -210), (30, -64), (-38, -60)):
        flower(canvas, *placed([(px, py)], x, y, size)[0], 9 * size, "#f2d58c", 6)
    put(rounded(-13, -290, 13, -258, 9), (mix(skin, "#8a4a30", 0.35),) * 2)
    put(rounded(-20, -274, 20, -260, 6), (gown, mix(gown, "#3a0a14", 0.3)))
    put(
        smooth(
            [
                (0, -374),
                (34, -362),
                (40, -326),
                (26, -292),
                (0, -280),
                (-26, -292),
                (-40, -326),
                (-34, -362),
            ]
        ),
        (skin, mix(skin, "#a0563a", 0.15)),
    )
    for side in (-1, 1):
        canvas.fill(placed(oval(side * 22, -308, 9, 6), x, y, size), "#e07a5f", 0.4)
        canvas.fill(placed(oval(side * 15, -324, 4, 5), x, y, size), "#2a1a1a")
    smile = smooth([(-10, -302), (0, -296), (10, -302)], closed=False)
    canvas.line(placed(smile, x, y, size), "#8a3a2c", 3 * size)
    hair = [
        (-44, -316),
        (-46, -352),
        (-28, -382),
        (0, -390),
        (28, -382),
        (46, -352),
        (44, -316),
        (30, -346),
        (4, -356),
        (-26, -346),
    ]
    put(smooth(hair), ("#4a302a", "#2a1a1a"))
    ring = [(-42, -358), (-20, -384), (20, -384), (42, -358), (20, -372), (-20, -372)]
    put(smooth(ring), ("#f2c14e", "#d99a34"))
    for side in (-1, 1):
        sleeve = [
            (side * 34, -256),
            (side * 52, -240),
            (side * 74, -184),
            (side * 46, -162),
            (side * 40, -176),
            (side * 52, -190),
        ]
        put(smooth(sleeve), (mix(gown, "#ffcf9a", 0.2), mix(gown, "#3a0a14", 0.3)))
    bx, by = placed([(0, -176)], x, y, size)[0]
    open_book(canvas, bx, by, 58 * size, "#2f6f73")
    for side in (-1, 1):
        canvas.fill(placed(oval(side * 52, -160, 11, 9), x, y, size), skin)
