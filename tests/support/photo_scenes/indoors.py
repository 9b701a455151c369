"""Scenes of the sample posts: tables and shelves inside the library."""

from __future__ import annotations

import math
import random

from tests.support.photo_scenes.canvas import Canvas, box, mix, oval, placed, rounded, smooth
from tests.support.photo_scenes.props import (
    BOOKS,
    flower,
    open_book,
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
