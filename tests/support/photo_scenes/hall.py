"""Scene 1: the conference hall."""

from __future__ import annotations

import math
import random

from tests.support.photo_scenes.canvas import Canvas, Point, box, mix, oval, placed, rounded, smooth
from tests.support.photo_scenes.props import flower, open_book

# Everything in the hall runs towards this point.
VANISH = (800.0, 500.0)


def draw_hall(canvas: Canvas, rng: random.Random) -> None:
    """Draw a hall seen from its last rows: seats, stage and a screen without words."""
    _room(canvas)
    _stage(canvas)
    _speakers(canvas)
    _stage_light(canvas)
    _rows(canvas, rng)
    canvas.soft(oval(800, 420, 520, 260), "#ffd9a0", 120, 0.16)


def _at(x: float, y: float, depth: float) -> Point:
    return VANISH[0] + x * depth, VANISH[1] + y * depth


def _plane(x1: float, y1: float, x2: float, y2: float, near: float, far: float) -> list[Point]:
    return [_at(x1, y1, far), _at(x2, y2, far), _at(x2, y2, near), _at(x1, y1, near)]


def _room(canvas: Canvas) -> None:
    """Draw ceiling, floor and walls with their lamps."""
    canvas.shade(_plane(-470, -290, 470, -290, 2.2, 1), ("#2b1a1c", "#6d4734", "#a8754c"))
    canvas.shade(_plane(-470, 190, 470, 190, 4.4, 1), ("#7d4a33", "#3a2028", "#1d1219"))
    canvas.shade(
        _plane(-470, -290, -470, 190, 2.2, 1), ("#37211f", "#7a4c31", "#c98f56"), across=True
    )
    canvas.shade(
        _plane(470, -290, 470, 190, 2.2, 1), ("#c98f56", "#7a4c31", "#37211f"), across=True
    )
    depth = 1.0
    for panel in range(9):
        following = depth * 1.105
        for side in (-470, 470):
            if panel % 2:
                canvas.fill(_plane(side, -290, side, 190, following, depth), "#2a1518", 0.16)
            canvas.line([_at(side, -290, depth), _at(side, 190, depth)], "#241216", 3 * depth, 0.5)
            lamp = _at(side * 0.985, -90, (depth + following) / 2)
            if panel % 2 == 0:
                canvas.soft(oval(lamp[0], lamp[1], 46 * depth, 120 * depth), "#ffcf86", 40, 0.5)
                canvas.fill(
                    rounded(
                        lamp[0] - 6 * depth,
                        lamp[1] - 26 * depth,
                        lamp[0] + 6 * depth,
                        lamp[1] + 26 * depth,
                        6 * depth,
                    ),
                    "#fff0cc",
                )
        depth = following
    for x in (-300, 0, 300):
        canvas.soft(_plane(x - 26, -290, x + 26, -290, 2.1, 1.06), "#ffd28a", 22, 0.75)
        near = 1.06
        while near < 1.75:
            canvas.fill(_plane(x - 13, -289, x + 13, -289, near * 1.075, near), "#fff3d6")
            near *= 1.14


def _stage(canvas: Canvas) -> None:
    """Draw the stage, empty: curtains, screen and boards."""
    canvas.fill(box(330, 210, 1270, 630), "#7a1722")
    for pleat in range(36):
        left = 330 + pleat * 940 / 36
        tones = ("#5f0f1c", "#b5283a" if pleat % 2 else "#a32133", "#7c1626")
        canvas.shade(box(left, 210, left + 26.6, 630), tones, across=True)
    canvas.fade(box(330, 210, 1270, 420), "#22060f", 0.6, 0.0)
    canvas.soft(oval(800, 600, 470, 130), "#ff9a5c", 70, 0.4)
    canvas.soft(box(548, 292, 1058, 540), "#1c0509", 14, 0.7)
    canvas.fill(box(540, 276, 1060, 528), "#c99a4b")
    canvas.shade(box(550, 286, 1050, 518), ("#fdf3da", "#f3dcae"))
    canvas.fill(oval(800, 410, 64, 64), "#e9a545")
    for base, colour in ((440, "#9dbba8"), (462, "#5d9189"), (488, "#2f6f73")):
        hills = [(550 + 50 * k, base - 26 * math.sin(k * 1.15 + base)) for k in range(11)]
        canvas.fill([*smooth(hills, closed=False), (1050, 518), (550, 518)], colour)
    open_book(canvas, 800, 458, 96, "#8c2b33")
    canvas.fill(box(550, 286, 1050, 312), "#b5402f")
    for left, right in ((600.0, 760.0), (780.0, 880.0), (900.0, 1000.0)):
        canvas.fill(rounded(left, 295, right, 303, 4), "#f7dfa6")
    for side in (-1, 1):
        drape = [(side * 470, -290), (side * 300, -290), (side * 350, -110), (side * 405, 60)]
        drape += [(side * 400, 128), (side * 470, 128)]
        shape = [_at(x, y, 1) for x, y in drape]
        folds = ("#8e1b2b", "#c9364a", "#6e1220", "#b52a3e", "#5a0d1a", "#9a2032")
        canvas.shade(smooth(shape[1:5], closed=False) + shape[5:] + shape[:1], folds, across=True)
    for swag in range(6):
        left = 330 + swag * 940 / 6
        dip = [(left, 210), (left + 157, 210), (left + 150, 240), (left + 78, 284), (left + 7, 240)]
        canvas.shade(smooth(dip, steps=8), ("#8c1829", "#c93a4c", "#7a1424"))
        canvas.line(smooth(dip[2:], closed=False), "#e2b056", 4)
    canvas.fill(box(330, 196, 1270, 222), "#7a1424")
    canvas.fill(box(330, 220, 1270, 226), "#d9a850")
    canvas.shade([(330, 626), (1270, 626), (1294, 646), (306, 646)], ("#e0a86a", "#c98c52"))
    canvas.shade(box(306, 646, 1294, 702), ("#8a5230", "#4c2a20"))
    for seam in range(17):
        canvas.line([(320 + 60 * seam, 648), (320 + 60 * seam, 702)], "#3a1d18", 2, 0.5)


def _speakers(canvas: Canvas) -> None:
    """Draw three people at a table, one at the lectern, and the flowers along the stage."""
    for x, width in ((430, 74), (1010, 190)):
        canvas.soft(oval(x + width / 2, 634, width * 0.7, 10), "#2a1010", 8, 0.6)
    for x in (1050, 1105, 1160):
        canvas.fill(oval(x, 549, 13, 16), "#2a1c1c")
        canvas.fill(oval(x, 554, 10.5, 13), "#d9a57c")
        canvas.fill(
            smooth([(x - 27, 600), (x - 22, 574), (x, 566), (x + 22, 574), (x + 27, 600)]),
            "#eef0ea" if x == 1105 else "#2f4a63",
        )
    canvas.shade(box(1010, 590, 1200, 632), ("#2f7f80", "#1d5a60"))
    canvas.fill(box(1004, 586, 1206, 594), "#f5e6c4")
    for x in (1040, 1105, 1172):
        flower(canvas, x, 584, 9, "#e8674f" if x != 1105 else "#f0b83c", 6)
    canvas.fill(oval(466, 536, 14, 17), "#241919")
    canvas.fill(oval(467, 542, 11, 14), "#d9a57c")
    suit = [(434, 600), (440, 570), (466, 558), (492, 570), (500, 600)]
    canvas.fill(smooth(suit), "#f3ede0")
    canvas.shade([(428, 578), (506, 578), (496, 634), (438, 634)], ("#b9763f", "#7c4526"))
    canvas.fill(box(422, 572, 512, 582), "#d9a064")
    canvas.line([(486, 572), (478, 556)], "#1d1a1c", 3)
    for k in range(24):
        x = 342 + k * 40
        canvas.fill(oval(x, 644, 17, 12), "#3f6b3c")
        for bloom in range(3):
            tone = ("#f2c14e", "#e8674f", "#f6e7c8")[(k + bloom) % 3]
            canvas.fill(oval(x - 10 + bloom * 10, 634 + 4 * (bloom % 2), 6, 5.4), tone)


def _stage_light(canvas: Canvas) -> None:
    """Draw the beams onto the stage and the carpet that leads up to it."""
    for x, lean in ((520, 110), (800, 0), (1080, -110)):
        beam = [(x + lean - 8, 180), (x + lean + 8, 180), (x + 95, 640), (x - 95, 640)]
        canvas.soft(beam, "#ffe6b0", 16, 0.2)
    canvas.shade(_plane(-52, 190, 52, 190, 4.4, 1.09), ("#b8323c", "#7a1c2a", "#3c0f1a"))
    canvas.soft(_plane(-40, 190, 40, 190, 1.7, 1.09), "#ffb27a", 16, 0.4)


def _rows(canvas: Canvas, rng: random.Random) -> None:
    """Draw the rows of seats, far to near; each carries a rim of stage light."""
    depth = 1.2
    for row in range(9):
        dark = row / 8
        seat = mix("#b5433c", "#3a1420", dark**0.7)
        for column in range(8):
            for side in (-1, 1):
                x = side * (94 + column * 56)
                if not -140 < VANISH[0] + x * depth < 1740:
                    continue
                foot, head = 190.0, 122.0
                if rng.random() < 0.8 - 0.03 * column:
                    _listener(canvas, rng, _at(x + rng.uniform(-3, 3), head, depth), depth, dark)
                (left, top), (right, bottom) = _at(x - 25, head, depth), _at(x + 25, foot, depth)
                canvas.fill(
                    rounded(left, top, right, bottom, 13 * depth), mix(seat, "#ffb884", 0.55)
                )
                top += 2.2 * depth
                shape = rounded(left, top, right, bottom, 13 * depth)
                canvas.shade(shape, (mix(seat, "#ff8f70", 0.12), seat, mix(seat, "#12070f", 0.7)))
        level = _at(0, 152, depth)[1]
        canvas.soft(box(-60, level, 1660, level + 60 * depth), "#160a14", 22 * depth, 0.3)
        depth *= 1.172


def _listener(
    canvas: Canvas, rng: random.Random, seat_top: Point, depth: float, dark: float
) -> None:
    """Draw a person from behind: shoulders, neck and hair, without a face."""
    x, y = seat_top
    shirt = mix(
        rng.choice(("#e9e4d6", "#7fa3b0", "#31506b", "#c98a6a", "#54786a")),
        "#140a16",
        0.15 + 0.62 * dark,
    )
    hair = mix(rng.choice(("#2b2024", "#35262a", "#231b22", "#4a4242")), "#0d070f", 0.6 * dark)
    rim = mix(hair, "#ffc48a", 0.5)
    size = depth * rng.uniform(0.94, 1.06)
    body = [(-27, 22), (-25, 2), (-15, -7), (0, -10), (15, -7), (25, 2), (27, 22)]
    canvas.fill(smooth(placed(body, x, y, size)), mix(shirt, "#ffc48a", 0.45))
    canvas.shade(
        smooth(placed(body, x, y + 2 * size, size)),
        (mix(shirt, "#ffc48a", 0.18), shirt, mix(shirt, "#0d070f", 0.4)),
    )
    canvas.fill(placed(box(-5, -16, 5, -4), x, y, size), mix("#b97c58", "#140a16", 0.7 * dark))
    style = rng.choice(("short", "short", "short", "long", "bun", "tail"))
    skull = [
        (0, -43),
        (10, -39),
        (13, -28),
        (10, -16),
        (0, -12),
        (-10, -16),
        (-13, -28),
        (-10, -39),
    ]
    if style == "short":
        for side in (-1, 1):
            ear = oval(side * 12.5, -25, 3, 4.6)
            canvas.fill(placed(ear, x, y, size), mix("#c98a63", "#140a16", 0.6 * dark))
    if style == "long":
        skull[3:6] = [(14, -4), (0, -1), (-14, -4)]
    canvas.fill(smooth(placed(skull, x, y, size)), rim)
    tones = (mix(hair, "#ffc48a", 0.2), hair, mix(hair, "#000000", 0.4))
    canvas.shade(smooth(placed(skull, x, y + 1.7 * size, size * 0.97)), tones)
    if style == "bun":
        canvas.fill(placed(oval(0, -39, 8, 7), x, y, size), rim)
        canvas.fill(placed(oval(0, -37.6, 7.6, 6.6), x, y, size), mix(hair, "#000000", 0.15))
    if style == "tail":
        tail = [(-3, -32), (3, -32), (6, -16), (3, 2), (0, 6), (-3, 2), (-6, -16)]
        canvas.fill(smooth(placed(tail, x, y, size)), mix(hair, "#ffc48a", 0.07))
        canvas.fill(placed(rounded(-4, -33, 4, -29, 2), x, y, size), mix("#c9483a", hair, 0.4))
