"""Scenes of the sample posts: tables, shelves and a stage inside the library."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from tests.support.photo_scenes.canvas import Canvas, box, mix, oval, placed, rounded, smooth
from tests.support.photo_scenes.props import (
    BOOKS,
    flower,
    foliage,
    open_book,
    ridge,
    shelf_of_books,
)
from tests.support.photo_scenes.school_yard import child


def draw_book_display(canvas: Canvas, rng: random.Random) -> None:
    """Draw a long table where books stand with their covers to the visitors."""
    canvas.shade(box(0, 0, 1600, 820), ("#e9dcbd", "#f3e6c6", "#dcc79c"))
    canvas.shade(box(0, 800, 1600, 1200), ("#b07a48", "#7d4c2c", "#4a2a1c"))
    for left in (40, 1250):
        canvas.soft(box(left + 12, 190, left + 330, 820), "#6b4a2a", 14, 0.5)
        canvas.shade(box(left, 180, left + 310, 806), ("#7d4f2f", "#5d3822"))
        for row in range(5):
            foot = 304 + row * 122
            canvas.shade(box(left + 14, foot - 108, left + 296, foot), ("#2c1812", "#4a2c1c"))
            shelf_of_books(canvas, rng, left + 20, left + 290, foot, 104, ("#6b4630", 0.1))
            canvas.shade(box(left, foot, left + 310, foot + 14), ("#b57d49", "#6b4329"))
    canvas.soft(oval(800, 430, 360, 280), "#fff6dc", 60, 0.9)
    canvas.shade(oval(800, 420, 250, 250), ("#2f8587", "#1c5c63"))
    canvas.shade(oval(800, 420, 224, 224), ("#fbf1d6", "#f0dcb0"))
    for step in range(24):
        angle = math.pi + step * math.pi / 23
        cos, sin = math.cos(angle), math.sin(angle)
        ray = [(800 + cos * 96, 430 + sin * 96), (800 + cos * 168, 430 + sin * 168)]
        canvas.line(ray, "#e3a33f", 7)
    canvas.shade(oval(800, 430, 78, 78), ("#f2b44c", "#d9823b"))
    open_book(canvas, 800, 450, 168, "#b5402f")
    _bunting(canvas)

    canvas.soft(oval(800, 1120, 760, 50), "#1d0d0a", 26, 0.6)
    canvas.shade(box(90, 860, 1510, 1120), ("#a8322e", "#8a2528", "#5f181f"))
    for fold in range(27):
        x = 100 + fold * 53
        drop = [(x, 862), (x + 10, 862), (x + 18, 1120), (x - 6, 1120)]
        canvas.fill(drop, "#3d0f18" if fold % 2 else "#e07a5f", 0.28)
    canvas.shade(box(80, 1090, 1520, 1112), ("#e9c679", "#b98a3e"))
    canvas.shade([(150, 800), (1450, 800), (1520, 864), (80, 864)], ("#d9503f", "#b23a34"))
    covers = [*BOOKS, "#3c8a76"]
    for index, colour in enumerate(covers):
        x = 186 + index * 146
        _cover(canvas, x, 822 + (index % 2) * 22, 118, colour, index)
    for x in (118, 1482):
        canvas.shade(rounded(x - 34, 770, x + 34, 858, 14), ("#fbf3e0", "#b9c9c2"), across=True)
        for _ in range(12):
            colour = rng.choice(("#f2c14e", "#f3a6a0", "#fbf3e0"))
            place = (x + rng.gauss(0, 30), 720 + rng.gauss(0, 24))
            canvas.line([(x, 776), place], "#3f6f4c", 4)
            flower(canvas, *place, 24, colour, 7)
    for x in (420, 1180):
        canvas.soft(
            [(x - 40, 0), (x + 40, 0), (x + 300, 1100), (x - 300, 1100)], "#fff3cc", 50, 0.2
        )
    canvas.fade(box(0, 1020, 1600, 1200), "#24120f", 0.0, 0.4)


def _bunting(canvas: Canvas) -> None:
    colours = ("#c9483a", "#e9b75c", "#2f8587", "#f7efd8", "#7a8f5a")
    for left, right, index in ((-60, 540, 0), (540, 1060, 2), (1060, 1660, 4)):
        rope = [
            (left + (right - left) * k / 12, 60 + 80 * math.sin(math.pi * k / 12))
            for k in range(13)
        ]
        canvas.line(rope, "#6b4227", 4)
        for k in range(11):
            (ax, ay), (bx, by) = rope[k + 1], rope[k]
            tip = ((ax + bx) / 2, (ay + by) / 2 + 66)
            canvas.soft(
                [(bx + 5, by + 6), (ax + 5, ay + 6), (tip[0] + 5, tip[1] + 6)], "#6b4a2a", 4, 0.4
            )
            canvas.fill([(bx + 3, by), (ax - 3, ay), tip], colours[(k + index) % 5])


def _cover(canvas: Canvas, x: float, foot: float, width: float, colour: str, kind: int) -> None:
    """Draw a book that stands and shows its cover: a small picture of one of four kinds."""
    tall = width * 1.42
    top = foot - tall
    canvas.soft(oval(x + width / 2 + 8, foot, width * 0.6, 10), "#3d0f18", 6, 0.7)
    canvas.fill(box(x + width, top + 6, x + width + 9, foot - 2), "#f4e8cf")
    stops = (mix(colour, "#ffffff", 0.22), colour, mix(colour, "#140a10", 0.2))
    canvas.shade(rounded(x, top, x + width, foot, 4), stops)
    canvas.fill(box(x, top, x + 9, foot), mix(colour, "#140a10", 0.35))
    ink = mix(colour, "#3a2418", 0.75) if colour in ("#efe3c8", "#e3c27a") else "#fbf1da"
    for row, share in ((0.1, 0.7), (0.17, 0.44)):
        canvas.fill(
            box(x + 22, top + tall * row, x + 22 + width * share, top + tall * row + 7), ink
        )
    cx, cy, r = x + width / 2 + 4, top + tall * 0.58, width * 0.27
    if kind % 4 == 0:
        canvas.fill(oval(cx, cy, r, r), ink, 0.9)
        canvas.fill(oval(cx + r * 0.4, cy - r * 0.2, r * 0.85, r * 0.85), colour)
    elif kind % 4 == 1:
        peak = [
            (cx - r * 1.3, cy + r),
            (cx - r * 0.3, cy - r),
            (cx + r * 0.3, cy),
            (cx + r * 1.3, cy + r),
        ]
        canvas.fill(peak, ink, 0.9)
        canvas.fill(oval(cx + r * 0.7, cy - r * 0.7, r * 0.3, r * 0.3), ink)
    elif kind % 4 == 2:
        flower(canvas, cx, cy, r * 1.1, ink, 8)
    else:
        for step in range(3):
            y = cy - r * 0.6 + step * r * 0.6
            wave = [(cx - r * 1.2 + k * r * 0.4, y + (k % 2) * r * 0.3) for k in range(7)]
            canvas.line(smooth(wave, closed=False), ink, 5)


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


def draw_childrens_corner(canvas: Canvas, rng: random.Random) -> None:
    """Draw the children's corner: a round rug, low shelves, a globe and two readers."""
    canvas.shade(box(0, 0, 1600, 760), ("#bfd8cf", "#d9e6d2", "#c3d6bf"))
    for k in range(10):
        x, y = 90 + k * 160, 120 + (k % 2) * 46
        canvas.fill(oval(x, y, 9, 9), "#fffaf0", 0.8)
        canvas.fill(oval(x + 80, y + 250, 9, 9), "#fffaf0", 0.8)
    canvas.shade(box(0, 744, 1600, 1200), ("#e0b67c", "#c08a52", "#8a5a34"))
    for plank in range(-14, 15):
        canvas.line([(800 + plank * 76, 760), (800 + plank * 170, 1200)], "#7a4a28", 2.4, 0.4)
    for left, colour in ((120, "#e9b75c"), (1160, "#5f9a8a")):
        poster = rounded(left, 130, left + 320, 350, 8)
        canvas.soft([(x + 8, y + 10) for x, y in poster], "#5a6b5a", 8, 0.5)
        canvas.fill(poster, "#fbf6e6")
        canvas.shade(box(left + 16, 146, left + 304, 334), (mix(colour, "#ffffff", 0.45), colour))
    _poster_pictures(canvas, rng)
    for left, right in ((60, 560), (600, 1000), (1040, 1540)):
        canvas.soft(box(left + 10, 470, right + 24, 790), "#5a4a30", 12, 0.5)
        canvas.shade(box(left, 460, right, 780), ("#e9c48a", "#c0925a"))
        for row in range(2):
            foot = 606 + row * 150
            canvas.shade(box(left + 14, foot - 128, right - 14, foot), ("#6b4a2c", "#8a6238"))
            shelf_of_books(canvas, rng, left + 20, right - 20, foot, 120, ("#ffffff", 0.08))
        canvas.fill(box(left - 8, 452, right + 8, 472), "#f6dca8")
    _globe(canvas, 800, 440)
    for x, colour in ((170, "#d98a3d"), (1420, "#2f6f73")):
        canvas.shade(rounded(x - 46, 380, x + 46, 456, 12), (colour, mix(colour, "#140a10", 0.3)))
        for leaf in range(9):
            turn = -math.pi / 2 + (leaf - 4) * 0.28
            blade = smooth([(0, 0), (50, -16), (110, 0), (50, 16)], steps=5)
            canvas.fill(placed(blade, x, 384, 1, turn), mix("#2f6a4c", "#9cc46c", leaf / 9))
    canvas.soft(oval(800, 1010, 620, 130), "#4a2f1a", 20, 0.6)
    for share, colour in ((1.0, "#b5402f"), (0.86, "#f0dfb4"), (0.72, "#2f8587"), (0.5, "#f2c76a")):
        canvas.fill(oval(800, 1000, 600 * share, 138 * share), colour)
    child(canvas, 560, 960, 1.15, ("#f4efe2", "#28384f", "#2a1c1c"), "short", "#d98a3d")
    child(canvas, 1030, 966, 1.15, ("#e07a8a", "#3c4a6a", "#33231f"), "tails", "#2f6f73")
    for x, y, turn, colour in (
        (790, 1060, 0.1, "#8c3b3f"),
        (330, 1120, -0.2, "#2f6f73"),
        (1290, 1130, 0.16, "#7a8f5a"),
    ):
        open_book(canvas, x, y, 84, colour, turn)
    canvas.soft([(100, 0), (420, 0), (1000, 1200), (360, 1200)], "#fff6d0", 70, 0.22)


def _poster_pictures(canvas: Canvas, rng: random.Random) -> None:
    canvas.fill(oval(200, 210, 34, 34), "#fff6dc")
    hills = [(136, 334), (200, 260), (260, 300), (330, 230), (424, 310), (424, 334)]
    canvas.fill(hills, "#4f8a4d")
    for x in (1230, 1320, 1410):
        canvas.line([(x, 330), (x, 250)], "#2f5d46", 6)
        flower(canvas, x, 236, 40, rng.choice(("#f2c14e", "#f6e3cf", "#f3a6a0")), 7)


def _globe(canvas: Canvas, x: float, y: float) -> None:
    canvas.shade(rounded(x - 62, y, x + 62, y + 16, 8), ("#a8713f", "#6b4329"))
    canvas.line([(x, y), (x, y - 26)], "#6b4329", 12)
    arc = [
        (x + 96 * math.cos(k * math.pi / 16), y - 108 - 96 * math.sin(k * math.pi / 16))
        for k in range(-7, 17)
    ]
    canvas.line(smooth(arc, closed=False), "#c9935a", 9)
    canvas.shade(oval(x, y - 108, 82, 82), ("#9fd3dc", "#4f9ab0", "#2a6a86"))
    for points in (
        [(-50, -40), (-20, -60), (6, -40), (-10, -10), (-34, 0), (-56, -14)],
        [(20, -30), (58, -24), (66, 10), (44, 40), (24, 10)],
        [(-30, 24), (0, 20), (10, 50), (-14, 64)],
    ):
        canvas.fill(smooth(placed(points, x, y - 108)), "#8fb25c")
    canvas.soft(oval(x - 28, y - 140, 24, 18), "#ffffff", 8, 0.6)


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
