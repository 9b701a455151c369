"""Scenes of the sample posts: books on desks."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from tests.support.photo_scenes.canvas import Canvas, box, mix, oval, placed, rounded, smooth
from tests.support.photo_scenes.props import (
    flower,
    foliage,
    open_book,
    ridge,
)


def draw_window_desk(canvas: Canvas, rng: random.Random) -> None:
    """Draw a desk before a window in the rain: books, glasses and hot tea."""
    canvas.shade(box(0, 0, 1200, 1600), ("#c7b28a", "#b0946a"))
    canvas.shade(box(150, 80, 1050, 1010), ("#7fa0ad", "#b3c6c4", "#dcdcc6"))
    inside = random.Random("rain hills")
    for base, height, stops in (
        (720, 300, ("#7d9aa6", "#a9bab8")),
        (820, 240, ("#56808a", "#8fa9a0")),
        (930, 170, ("#3d6a5f", "#6f9277")),
    ):
        ridge(canvas, inside, base, height, stops, 1200)
        canvas.soft(box(100, base - 20, 1100, base + 60), "#dfe3d8", 24, 0.5)
    foliage(canvas, rng, (330, 960), (210, 110), ("#24503c", "#33694a", "#5d9357"), 30, 34)
    foliage(canvas, rng, (930, 970), (170, 90), ("#24503c", "#33694a", "#5d9357"), 26, 30)
    for _ in range(240):
        x, y = rng.uniform(150, 1050), rng.uniform(80, 990)
        tall = rng.uniform(24, 70)
        canvas.line([(x, y), (x - tall * 0.16, y + tall)], "#eef4f0", 2.2, rng.uniform(0.2, 0.55))
    for _ in range(90):
        x, y = rng.uniform(160, 1040), rng.uniform(90, 1000)
        canvas.fill(oval(x, y, 4, 6), "#ffffff", 0.5)
    for left, top, right, foot in (
        (0, 0, 150, 1600),
        (1050, 0, 1200, 1600),
        (150, 0, 1050, 80),
        (150, 1010, 1050, 1100),
    ):
        canvas.shade(box(left, top, right, foot), ("#d9c08f", "#c0a06c"))
    frame = ("#8a5a36", "#a8713f")
    for left, top, right, foot in (
        (130, 60, 1070, 96),
        (130, 996, 1070, 1036),
        (130, 60, 168, 1030),
        (1032, 60, 1070, 1030),
        (586, 90, 614, 1000),
        (150, 400, 1050, 422),
    ):
        canvas.shade(box(left, top, right, foot), frame)
        canvas.line([(left, foot), (right, foot)], "#4d2e1a", 3, 0.5)
    for side in (-1, 1):
        x = 600 + side * 530
        drape = [(x - 110, 0), (x + 110, 0), (x + 90 + side * 40, 620), (x + side * 60, 1180)]
        tones = ("#c9694a", "#8c3a32", "#d9825a", "#9c4436", "#c9694a")
        edge = smooth([*drape[1:], (x - 90 + side * 40, 1180), (x - 96, 600)], closed=False)
        canvas.shade([drape[0], *edge], tones, across=True)
    canvas.shade(box(0, 1130, 1200, 1600), ("#a8693a", "#7a4627", "#46261a"))
    for grain in range(26):
        y = 1140 + grain * 18
        line = [(k * 120 - 20, y + rng.uniform(-5, 5)) for k in range(12)]
        canvas.line(smooth(line, closed=False, steps=5), "#3d2014", 2.4, 0.3)
    canvas.soft(box(220, 1136, 980, 1260), "#e3ead8", 30, 0.35)
    foot = 1360.0
    canvas.soft(oval(360, foot, 270, 30), "#1d0d0a", 16, 0.8)
    for left, right, thick, colour in (
        (130, 590, 66, "#28495c"),
        (150, 570, 54, "#d98a3d"),
        (126, 556, 60, "#7a8f5a"),
        (176, 574, 50, "#8c3b3f"),
        (160, 540, 56, "#e3c27a"),
    ):
        stops = (mix(colour, "#e9f0e0", 0.35), colour, mix(colour, "#140a10", 0.45))
        canvas.shade(rounded(left, foot - thick, right, foot, 8), stops)
        for share in (0.1, 0.82):
            x = left + (right - left) * share
            canvas.fill(box(x, foot - thick, x + 10, foot), mix(colour, "#fff0c8", 0.5))
        foot -= thick
    _glasses(canvas, 350, foot - 8)
    _cup(canvas, 840, 1320)
    open_book(canvas, 700, 1460, 250, "#2f6f73", 0.04)
    canvas.fade(box(0, 1440, 1200, 1600), "#1d0d0a", 0.0, 0.5)


def _glasses(canvas: Canvas, x: float, y: float) -> None:
    for side in (-1, 1):
        ring = oval(x + side * 62, y - 22, 50, 34)
        canvas.fill(ring, "#dfeee8", 0.35)
        canvas.line([*ring, ring[0]], "#2a1c1c", 8)
        canvas.line([(x + side * 110, y - 30), (x + side * 140, y - 4)], "#2a1c1c", 8)
    canvas.line(
        smooth([(x - 14, y - 26), (x, y - 38), (x + 14, y - 26)], closed=False), "#2a1c1c", 7
    )


def _cup(canvas: Canvas, x: float, y: float) -> None:
    for shift in (-26, 4, 34):
        steam = [(x + shift + 22 * math.sin(k * 0.9 + shift), y - 110 - k * 36) for k in range(8)]
        canvas.soft([*steam, *[(a + 14, b) for a, b in reversed(steam)]], "#ffffff", 8, 0.5)
    canvas.soft(oval(x + 10, y + 36, 170, 26), "#1d0d0a", 12, 0.7)
    canvas.shade(oval(x, y + 26, 150, 30), ("#fffaf0", "#b9c9c2"))
    handle = oval(x + 104, y - 38, 40, 40)
    canvas.line([*handle, handle[0]], "#e9efe6", 18)
    bowl = [
        (x - 104, y - 96),
        (x + 104, y - 96),
        (x + 84, y + 4),
        (x + 40, y + 28),
        (x - 40, y + 28),
    ]
    canvas.shade([*bowl, (x - 84, y + 4)], ("#fffaf0", "#f3f3ea", "#9fb3b0"), across=True)
    for step in range(9):
        angle = step * 22
        canvas.fill(oval(x - 88 + angle, y - 40, 7, 11), "#2f6f9a", 0.8)
    canvas.fill(oval(x, y - 96, 104, 24), "#fbf6ea")
    canvas.shade(oval(x, y - 94, 92, 19), ("#a8682c", "#d9a04a"))


def draw_pop_up_book(canvas: Canvas, rng: random.Random) -> None:
    """Draw an open book out of which a paper landscape rises."""
    canvas.shade(box(0, 0, 1600, 1200), ("#16233f", "#27406a", "#4a4a6a"))
    canvas.soft(oval(800, 620, 560, 420), "#ffdf9a", 150, 0.55)
    for _ in range(110):
        x, y = rng.uniform(0, 1600), rng.uniform(0, 800)
        canvas.fill(oval(x, y, 3, 3), "#fff6dc", rng.uniform(0.3, 0.9))
    canvas.shade(box(0, 960, 1600, 1200), ("#6b4329", "#3a2018"))
    canvas.soft(oval(800, 1090, 700, 60), "#140a0a", 26, 0.8)
    for left, right in ((-1, 0), (0, 1)):
        side = left or right
        cover = [(800, 960), (800 + side * 660, 900), (800 + side * 690, 1070), (800, 1120)]
        canvas.fill(cover, "#8c2f36")
        for leaf in range(5):
            y = 4 * leaf
            page = [
                (800, 1096 - y),
                (800 + side * 330, 1046 - y),
                (800 + side * 662, 1052 - y),
                (800 + side * 634, 892 - y),
                (800 + side * 330, 896 - y),
                (800, 940 - y),
            ]
            canvas.shade(
                page,
                ("#f2e4c4", "#fffaf0") if leaf == 4 else ("#d9c49a", "#efe0bc"),
                across=side < 0,
            )
    canvas.line([(800, 922), (800, 1078)], "#b59a6a", 5, 0.6)
    _paper(canvas, oval(1080, 330, 96, 96), ("#fff6d8", "#f2cf7a"))
    for x, y, size in ((480.0, 330.0, 1.0), (760, 240, 0.8), (1280, 470, 0.7)):
        puffs = [(-100, 24), (-84, -8), (-34, -18), (0, -52), (44, -26), (84, -18), (104, 24)]
        _paper(canvas, smooth(placed(puffs, x, y, size)), ("#fffaf0", "#d9dde0"))
        canvas.line([(x, y + 30 * size), (x + 10, 900)], "#f7efd8", 2, 0.35)
    for colour, points in (
        (
            "#5f8fa0",
            [(330, 960), (520, 560), (610, 640), (760, 430), (900, 620), (1010, 520), (1290, 960)],
        ),
        (
            "#3f7580",
            [(250, 970), (420, 700), (560, 800), (700, 650), (860, 820), (1060, 620), (1370, 970)],
        ),
        (
            "#4f8a5a",
            [(220, 990), (400, 850), (620, 900), (820, 820), (1060, 890), (1240, 820), (1390, 990)],
        ),
    ):
        _paper(canvas, points, (mix(colour, "#fff0c0", 0.35), mix(colour, "#101a30", 0.2)))
    for x, y, size in ((560.0, 880.0, 1.3), (1100, 860, 1.1)):
        for post in (-40, 0, 40):
            canvas.line(placed([(post, 20), (post, 70)], x, y, size), "#7a4a2a", 8 * size)
        _paper(canvas, placed(box(-54, -30, 54, 26), x, y, size), ("#d99a5c", "#a86a38"))
        canvas.fill(placed(box(-16, -16, 16, 26), x, y, size), "#fff0b8")
        _paper(
            canvas,
            placed([(-78, -26), (-44, -90), (44, -90), (78, -26)], x, y, size),
            ("#c9503f", "#8c2f36"),
        )
    for x, y, size in ((340.0, 960.0, 1.0), (760, 980, 1.2), (880, 990, 0.9), (1280, 960, 1.1)):
        canvas.line([(x, y), (x, y - 70 * size)], "#5d3a22", 10 * size)
        for level in range(3):
            wide, top = (78 - level * 18) * size, y - (40 + level * 48) * size
            tree = [(x - wide, top), (x + wide, top), (x, top - 92 * size)]
            _paper(canvas, tree, ("#8fb85c", "#3f7a4c"))
    river = [
        (800, 940),
        (840, 970),
        (760, 1000),
        (820, 1040),
        (800, 1078),
        (900, 1074),
        (890, 1030),
        (840, 996),
        (900, 966),
        (850, 936),
    ]
    canvas.shade(smooth(river), ("#9fd3dc", "#4f9ab0"))
    for _ in range(60):
        x, y = rng.gauss(800, 330), rng.uniform(200, 960)
        canvas.soft(oval(x, y, 5, 5), "#fff3b8", 4, rng.uniform(0.4, 0.9))


def _paper(canvas: Canvas, points: Sequence[tuple[float, float]], stops: Sequence[str]) -> None:
    """Draw a piece of cut paper: a shadow, a light edge, the piece."""
    canvas.soft([(x + 10, y + 12) for x, y in points], "#0a1020", 9, 0.45)
    canvas.shade(points, stops)
    canvas.line([*points, points[0]], "#fff6dc", 4, 0.8)


def draw_spring_desk(canvas: Canvas, rng: random.Random) -> None:
    """Draw peach blossom in a vase, new books and red envelopes on a desk."""
    canvas.shade(box(0, 0, 1200, 1200), ("#f3e3c8", "#f7ecd6", "#e9cfa6"))
    canvas.soft(oval(380, 420, 360, 420), "#fffaf0", 120, 0.9)
    for k in range(5):
        x = 90 + k * 255
        canvas.shade(box(x - 3, 0, x + 3, 1130), ("#e3cda6", "#d9bd8c"))
    canvas.shade(box(0, 1130, 1200, 1600), ("#9c4a36", "#7a2f2a", "#451a1c"))
    canvas.shade(box(0, 1116, 1200, 1146), ("#d9825a", "#8c3f30"))
    canvas.soft(oval(420, 1360, 260, 36), "#1d0a0a", 18, 0.8)
    boughs = (
        [(420, 960), (440, 760), (380, 560), (420, 360), (360, 170)],
        [(420, 900), (560, 700), (720, 590), (900, 540), (1030, 430)],
        [(410, 860), (280, 680), (170, 600), (110, 470)],
        [(400, 620), (520, 460), (640, 380), (700, 240)],
        [(640, 640), (740, 450), (860, 330)],
    )
    for number, points in enumerate(boughs):
        curve = smooth(points, closed=False)
        for index in range(len(curve) - 1):
            taper = (20 if number < 2 else 14) * (1 - 0.75 * index / len(curve))
            canvas.line(curve[index : index + 2], "#54382f", taper)
    for points in boughs:
        for x, y in smooth(points, closed=False, steps=9)[8:]:
            draw = rng.random()
            place = (x + rng.gauss(0, 26), y + rng.gauss(0, 24))
            if draw < 0.72:
                colour = rng.choice(("#f2a0b0", "#e87f98", "#f7bcc4", "#f4abb4"))
                flower(canvas, *place, rng.uniform(24, 40), colour, 5)
            elif draw < 0.9:
                canvas.fill(oval(*place, 10, 13), "#d9607f")
            else:
                leaf = smooth([(0, 0), (28, -9), (60, 0), (28, 9)], steps=5)
                canvas.fill(placed(leaf, *place, 1, rng.uniform(-2.6, -0.4)), "#7aa356")
    vase = [
        (372, 930),
        (468, 930),
        (456, 1000),
        (540, 1110),
        (556, 1240),
        (490, 1350),
        (350, 1350),
        (284, 1240),
        (300, 1110),
        (384, 1000),
    ]
    canvas.shade(smooth(vase), ("#fffaf0", "#e3eaea", "#8fa9b5"), across=True)
    for row, y in enumerate((1120, 1200, 1280)):
        for k in range(6):
            x = 316 + k * 41 + (row % 2) * 12
            flower(canvas, x, y, 15, "#3a6f9f", 6)
    canvas.line([(376, 936), (464, 936)], "#3a6f9f", 8)
    foot = 1400.0
    canvas.soft(oval(850, foot, 280, 30), "#1d0a0a", 16, 0.8)
    for left, right, thick, colour in (
        (620, 1100, 64, "#2f6f73"),
        (650, 1080, 54, "#e3c27a"),
        (630, 1060, 60, "#28495c"),
    ):
        stops = (mix(colour, "#ffe9c0", 0.35), colour, mix(colour, "#140a10", 0.4))
        canvas.shade(rounded(left, foot - thick, right, foot, 8), stops)
        canvas.fill(box(right - 40, foot - thick + 8, right, foot - 8), "#f7ecd6")
        canvas.fill(box(left + 36, foot - thick, left + 48, foot), mix(colour, "#fff0c8", 0.6))
        foot -= thick
    _cup(canvas, 850, foot - 26)
    for x, y, turn in ((300, 1480, -0.24), (470, 1500, 0.1)):
        canvas.soft(placed(box(-120, -64, 128, 76), x, y, 1, turn), "#1d0a0a", 9, 0.6)
        canvas.shade(placed(rounded(-120, -70, 120, 70, 6), x, y, 1, turn), ("#e0483c", "#b02a2c"))
        canvas.line(placed([(-120, -66), (0, 6), (120, -66)], x, y, 1, turn), "#f2c76a", 5)
        flower(canvas, *placed([(0, 10)], x, y, 1, turn)[0], 30, "#f2d58c", 6)
    canvas.fade(box(0, 1450, 1200, 1600), "#1d0a0a", 0.0, 0.4)
