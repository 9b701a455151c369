"""Scene 3: the mobile library."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from tests.support.photo_scenes.canvas import Canvas, Point, box, mix, oval, placed, rounded, smooth
from tests.support.photo_scenes.props import cloud, foliage, open_book, ridge, shelf_of_books


def draw_mobile_library(canvas: Canvas, rng: random.Random) -> None:
    """Draw the library's van on a mountain road above rice terraces at harvest time."""
    canvas.shade(box(0, 0, 1600, 560), ("#5f9fb4", "#a9cdc8", "#f5dfae", "#fbe9c0"))
    canvas.soft(oval(1130, 262, 150, 150), "#fff0bf", 90, 0.9)
    canvas.fill(oval(1130, 262, 52, 52), "#fff6d8")
    for x, y, size in ((220.0, 110.0, 1.0), (620, 76, 0.7), (930, 150, 0.6), (1430, 96, 0.9)):
        cloud(canvas, x, y, size)
    for base, height, stops in (
        (400, 330, ("#8db0bd", "#b9c9c2", "#ecdfc2")),
        (440, 260, ("#6796a2", "#9dbab2", "#e2dabb")),
        (480, 190, ("#457c84", "#7fa698", "#cfd2ae")),
    ):
        ridge(canvas, rng, base, height, stops)
        canvas.soft(box(-50, base - 16, 1650, base + 50), "#fdf0cf", 24, 0.55)

    ripe = ("#e9bf4a", "#d3b443", "#a9b650", "#e3c95f", "#86a64c", "#c8a838")
    terraces(canvas, rng, (700, 1650), (500, 372), (640, 640), 15, ripe, 0.35)
    canvas.soft(box(500, 470, 1200, 560), "#fdf0cf", 40, 0.45)
    terraces(canvas, rng, (-50, 980), (330, 540), (700, 700), 17, ripe, 0.12)
    for x, y, size in ((250, 392, 1.0), (334, 404, 0.78)):
        stilt_house(canvas, x, y, size)
    for x, y, size in (
        (160, 380, 40),
        (196, 398, 30),
        (410, 424, 34),
        (446, 436, 24),
        (1490, 400, 30),
        (1460, 412, 22),
    ):
        canvas.line([(x, y), (x, y + size * 1.5)], "#4d3a2a", size * 0.16)
        tones = ("#33603f", "#548a4a", "#93b45a")
        foliage(canvas, rng, (x, y), (size * 0.9, size), tones, 14, size * 0.4)

    # The road and its edge.
    upper = smooth(
        [(-60, 742), (260, 704), (640, 668), (1040, 662), (1380, 640), (1660, 590)], closed=False
    )
    lower = smooth(
        [(-60, 880), (260, 822), (640, 772), (1040, 758), (1380, 724), (1660, 650)], closed=False
    )
    verge = [(x, y - 16) for x, y in upper]
    canvas.fill([*verge, *reversed(upper)], "#7d9148")
    canvas.shade([*upper, *reversed(lower)], ("#9a938a", "#b3a898", "#8a8078"))
    canvas.line(upper, "#e9dcb8", 4, 0.8)
    middle = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(upper, lower, strict=True)]
    for start in range(0, len(middle) - 3, 5):
        canvas.line(middle[start : start + 3], "#f7efd8", 5, 0.85)
    canvas.fill([*lower, (1660, 920), (-60, 920)], "#5f7a3c")
    canvas.line(lower, "#efe2bf", 5, 0.8)

    van(canvas, rng, 700, 735)
    for x, y in lower[4:-4:6]:
        canvas.soft(oval(x + 6, y + 14, 14, 4), "#2b3a1c", 3, 0.6)
        canvas.shade(rounded(x - 6, y - 24, x + 6, y + 14, 4), ("#fffaf0", "#c9c0ac"), across=True)
        canvas.fill(rounded(x - 6, y - 24, x + 6, y - 12, 4), "#c9483a")

    # The terraces below the road, closest to the viewer.
    fields = ("#e6b840", "#b9b04a", "#d9a832", "#8fa548")
    for step in range(4):
        edge = [
            (
                x,
                822
                + step * 32
                + 60 * max(0.0, 1 - x / 1600) ** 1.5
                - 0.03 * x
                - 0.00012 * max(0, x - 900) ** 2
                + 11 * math.sin(x / 120 + step * 0.9),
            )
            for x in range(-40, 1680, 40)
        ]
        tone = fields[step % 4]
        rim = [(x, y - 7) for x, y in edge]
        canvas.fill([*rim, (1660, 920), (-60, 920)], mix(tone, "#fff3b8", 0.5))
        canvas.shade([*edge, (1660, 960), (-60, 960)], (tone, mix(tone, "#4a5a28", 0.75)))
    for _ in range(420):
        x = rng.uniform(-20, 1620)
        y = rng.uniform(858, 915) - 0.03 * x + 20
        lean = rng.uniform(-16, 22)
        stalk = smooth(
            [(x, y + 30), (x + lean * 0.3, y - 12), (x + lean, y - 34)], closed=False, steps=4
        )
        canvas.line(stalk, mix("#a98a2c", "#ffe48a", rng.random()), 2.6, 0.85)
    canvas.soft(oval(1130, 300, 520, 300), "#ffe3a0", 150, 0.22)


def terraces(
    canvas: Canvas,
    rng: random.Random,
    reach: Point,
    top: Point,
    foot: Point,
    steps: int,
    tones: Sequence[str],
    haze: float,
) -> None:
    """Draw a hillside cut into terraces; `top` and `foot` are heights at its left and right."""
    left, right = reach
    phase = rng.uniform(0, math.tau)
    for step in range(steps):
        share = (step / steps) ** 1.15
        edge = []
        for index in range(81):
            along = index / 80
            x = left + (right - left) * along
            start = top[0] + (top[1] - top[0]) * along
            end = foot[0] + (foot[1] - foot[0]) * along
            wave = math.sin(along * 9 + phase + share * 2.2) * 17
            wave += math.sin(along * 21 + phase * 2 + share * 5) * 7
            fold = -90 * math.sin(math.pi * along) * (1 - share) ** 1.4
            edge.append((x, start + (end - start) * share + wave * (0.4 + share) + fold))
        tone = mix(tones[step % len(tones)], "#f3e6c0", haze * (1 - share * 0.6))
        bank = [(x, y + 5 + 4 * share) for x, y in edge]
        ground = [(right, 900), (left, 900)]
        canvas.fill([*edge, *ground], mix(tone, "#fff6c4", 0.6))
        canvas.shade([*bank, *ground], (tone, mix(tone, "#5d7436", 0.5)))
        canvas.line([(x, y - 1.5) for x, y in edge], mix("#5a6b35", tone, 0.35 + haze), 3.2, 0.8)


def stilt_house(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a house on stilts; (x, y) is the middle of its wall."""
    canvas.soft(placed(oval(6, 52, 64, 10), x, y, size), "#3a3a1c", 6, 0.5)
    for post in (-40, -14, 14, 40):
        canvas.line(placed([(post, 20), (post, 52)], x, y, size), "#4d3220", 5 * size)
    canvas.shade(placed(box(-46, -8, 46, 26), x, y, size), ("#a8713f", "#7a4a2a"))
    canvas.fill(placed(box(-10, -2, 10, 26), x, y, size), "#3d2418")
    roof = [(-64, -4), (-38, -50), (38, -50), (64, -4)]
    canvas.shade(placed(roof, x, y, size), ("#8a6a4a", "#54402f"))
    canvas.fill(placed([(-38, -50), (-10, -50), (-26, -4), (-64, -4)], x, y, size), "#c9a878", 0.4)


def van(canvas: Canvas, rng: random.Random, x: float, y: float) -> None:
    """Draw the van from its side, driving to the right; (x, y) is under its rear bumper."""
    canvas.soft(oval(x + 205, y + 6, 240, 20), "#241a14", 9, 0.75)
    shell = [
        (0, -40),
        (0, -196),
        (14, -214),
        (288, -214),
        (322, -202),
        (366, -122),
        (410, -104),
        (424, -84),
        (424, -24),
        (0, -24),
    ]
    canvas.fill(placed(shell, x, y), "#fbf3e0")
    canvas.shade(
        placed([(0, -30), (0, -190), (40, -214), (300, -214), (340, -160), (340, -30)], x, y),
        ("#fffaf0", "#efe2c8"),
    )
    band = [(0, -100), (376, -100), (424, -84), (424, -24), (0, -24)]
    canvas.shade(placed(band, x, y), ("#2f8587", "#1c5c63"))
    canvas.fill(placed([(0, -110), (370, -110), (392, -100), (0, -100)], x, y), "#d9823b")
    canvas.fill(placed(rounded(-4, -222, 300, -208, 6), x, y), "#d9cdb4")
    for left in (24, 110, 196):
        canvas.fill(placed(rounded(left, -238, left + 70, -221, 4), x, y), "#a8673c")
        canvas.line(placed([(left + 18, -238), (left + 18, -221)], x, y), "#6b3d22", 3)
    # The open side: shelves of books under an awning.
    canvas.fill(placed(rounded(24, -194, 226, -58, 6), x, y), "#3a241a")
    for base in (-128, -64):
        shelf_of_books(canvas, rng, x + 30, x + 220, y + base, 58, ("#3a241a", 0.0))
        canvas.fill(placed(box(26, base, 224, base + 6), x, y), "#c9935a")
    awning = [(20, -196), (230, -196), (252, -170), (0, -170)]
    canvas.soft(placed([(24, -170), (226, -170), (226, -140), (24, -140)], x, y), "#1a0d0a", 8, 0.5)
    for stripe in range(9):
        a, b = stripe / 9, (stripe + 1) / 9
        piece = [(20 + 210 * a, -196), (20 + 210 * b, -196), (252 * b, -170), (252 * a, -170)]
        canvas.fill(placed(piece, x, y), "#c9483a" if stripe % 2 == 0 else "#fff3dc")
    canvas.line(placed([awning[3], awning[2]], x, y), "#7d2a22", 2, 0.7)
    window = [(256, -190), (296, -190), (318, -182), (346, -124), (256, -124)]
    canvas.shade(placed(window, x, y), ("#cfe6e3", "#6fa3ab"))
    canvas.fill(placed([(262, -124), (286, -190), (300, -189), (276, -124)], x, y), "#ffffff", 0.4)
    canvas.line(placed([(248, -198), (248, -36), (352, -36), (352, -112)], x, y), "#8fa39a", 2, 0.6)
    canvas.fill(placed(rounded(262, -96, 284, -90, 3), x, y), "#f2e4c4")
    canvas.fill(placed(oval(414, -74, 9, 13), x, y), "#fff0b0")
    canvas.soft(placed(oval(420, -74, 16, 16), x, y), "#ffe69a", 8, 0.7)
    canvas.fill(placed(rounded(-8, -36, 432, -22, 6), x, y), "#3d4448")
    open_book(canvas, x + 304, y - 72, 24, "#d9823b")
    for wheel in (84, 342):
        canvas.fill(placed(oval(wheel, -24, 47, 46), x, y), "#18383d")
        canvas.fill(placed(oval(wheel, -18, 38, 38), x, y), "#22242a")
        canvas.fill(placed(oval(wheel, -18, 20, 20), x, y), "#c9c4b8")
        canvas.fill(placed(oval(wheel, -18, 8, 8), x, y), "#77736c")
