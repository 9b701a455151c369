"""Scene 4: books and awards."""

from __future__ import annotations

import math
import random

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
from tests.support.photo_scenes.props import flower, open_book


def draw_awards(canvas: Canvas, rng: random.Random) -> None:
    """Draw certificates (lines instead of words), flowers and a stack of books on a table."""
    canvas.shade(box(0, 0, 1200, 1180), ("#3c7276", "#4d8582", "#2d5d63"))
    canvas.fade(box(0, 0, 1200, 1180), "#f7dca0", 0.42, 0.0, across=True)
    for column in range(2):
        for row in range(3):
            left, top = 150 + column * 330, 40 + row * 330 + column * 70
            pane = [(left, top), (left + 280, top + 60), (left + 280, top + 350), (left, top + 290)]
            canvas.soft(pane, "#ffe7ae", 8, 0.56)
    for twig in range(5):
        x, y, turn = 60 + twig * 210, -20 + 60 * (twig % 2), 1.0 + 0.12 * twig
        for leaf in range(9):
            side = 0.75 if leaf % 2 else -0.75
            blade = smooth([(0, 0), (40, -15), (92, 0), (40, 15)])
            lx, ly = x + leaf * 42 * math.cos(turn), y + leaf * 42 * math.sin(turn)
            canvas.soft(placed(blade, lx, ly, 1, turn + side), "#1d4a50", 7, 0.34)
    canvas.shade(box(0, 1130, 1200, 1600), ("#b97a48", "#9c5f36", "#6b3c25"))
    for grain in range(9):
        level = 1150 + grain * grain * 6.2
        wave = [(x, level + 5 * math.sin(x / 130 + grain * 2)) for x in range(-20, 1240, 40)]
        canvas.line(wave, "#5a301d", 2.2, 0.25)
    canvas.fade(box(0, 1130, 1200, 1600), "#ffdc98", 0.45, 0.0, across=True)
    canvas.soft(box(-50, 1112, 1250, 1136), "#1c1f1f", 12, 0.4)

    # Shadows fall to the right: the light comes from the left.
    canvas.soft([(690, 470), (860, 520), (900, 1170), (700, 1180)], "#0e2a30", 26, 0.55)
    canvas.soft([(900, 700), (1180, 640), (1210, 1160), (930, 1170)], "#0e2a30", 34, 0.5)
    _certificate(canvas, 640, 520, 0.8, 0.05, ("#8c2a33", "#b5402f"))
    _certificate(canvas, 370, 500, 1.0, -0.035, ("#b98536", "#efd08a"))
    canvas.soft(box(60, 1130, 760, 1170), "#24100a", 14, 0.6)
    _vase(canvas, rng, 900, 1190)
    _stack(canvas)
    _tea(canvas, 930, 1400)
    for x, y, turn in ((690, 1500, 0.3), (770, 1330, 1.9), (1120, 1300, 2.8), (120, 1520, 1.0)):
        petal = smooth([(0, 0), (22, -16), (46, 0), (22, 14)])
        canvas.soft(placed(petal, x + 6, y + 9, 1, turn), "#2a120a", 4, 0.5)
        canvas.fill(placed(petal, x, y, 1, turn), "#f0a3a0")
    canvas.soft(oval(120, 260, 420, 520), "#fff0c0", 160, 0.25)


def _certificate(
    canvas: Canvas, x: float, y: float, size: float, turn: float, frame: tuple[str, str]
) -> None:
    """Draw a framed certificate; (x, y) is the middle of its top edge at scale 1."""

    def put(points: Points) -> list[Point]:
        return placed(points, x, y + 330, size, turn)

    canvas.soft(put(box(-292, -350, 318, 352)), "#12161a", 14, 0.5)
    canvas.shade(
        put(box(-300, -360, 300, 345)), (frame[1], frame[0], mix(frame[0], "#20100a", 0.4))
    )
    canvas.fill(put(box(-284, -344, 284, 329)), mix(frame[0], "#20100a", 0.45))
    canvas.fill(put(box(-278, -338, 278, 323)), mix(frame[1], "#fff0c0", 0.35))
    canvas.shade(put(box(-262, -322, 262, 307)), ("#fffaec", "#f7e9c8"))
    for inset, colour, width in ((26, "#b5402f", 5), (37, "#d9a545", 3)):
        edge = box(-262 + inset, -322 + inset, 262 - inset, 307 - inset)
        canvas.line(put([*edge, edge[0]]), colour, width * size)
    for cx, cy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        knot = (cx * 222, cy * 275 - 8)
        for petal in range(8):
            angle = petal * math.tau / 8
            leaf = oval(
                knot[0] + 13 * math.cos(angle), knot[1] + 13 * math.sin(angle), 13, 6, angle
            )
            canvas.fill(put(leaf), "#d9a545" if petal % 2 else "#c1683a")
        canvas.fill(put(oval(*knot, 7, 7)), "#b5402f")
    # A sun over an open book stands where an emblem would be; lines stand for the words.
    for ray in range(13):
        angle = math.pi + ray * math.pi / 12
        dx, dy = math.cos(angle), math.sin(angle)
        canvas.line(
            put([(dx * 46, -176 + dy * 46), (dx * 66, -176 + dy * 66)]), "#d9a545", 5 * size
        )
    canvas.fill(put([p for p in oval(0, -176, 36, 36) if p[1] <= -176]), "#e8b64a")
    bx, by = put([(0, -170)])[0]
    open_book(canvas, bx, by, 62 * size, "#b5402f", turn)
    for y1, half, thick, tone in (
        (-92, 168, 24, "#b5402f"),
        (-50, 110, 9, "#8a7a62"),
        (-8, 190, 8, "#a99a80"),
        (18, 178, 8, "#a99a80"),
        (44, 190, 8, "#a99a80"),
        (70, 120, 8, "#a99a80"),
    ):
        canvas.fill(put(rounded(-half, y1, half, y1 + thick, thick / 2)), tone)
    for point in range(24):
        angle = point * math.tau / 24
        tip = oval(-128 + 50 * math.cos(angle), 186 + 50 * math.sin(angle), 15, 7, angle)
        canvas.fill(put(tip), "#c9483a")
    for tail in (-1, 1):
        band = [
            (-128, 200),
            (-128 + tail * 46, 282),
            (-128 + tail * 24, 276),
            (-128 + tail * 8, 288),
        ]
        canvas.fill(put(band), "#a8322c")
    canvas.fill(put(oval(-128, 186, 47, 47)), "#d9533f")
    canvas.fill(put(oval(-128, 186, 36, 36)), "#f0c766")
    star = [
        (-128 + r * math.sin(k * math.pi / 5), 186 - r * math.cos(k * math.pi / 5))
        for k in range(10)
        for r in ((27 if k % 2 == 0 else 11),)
    ]
    canvas.fill(put(star), "#fff3cf")
    canvas.fill(put(rounded(62, 140, 196, 148, 4)), "#a99a80")
    sign = [(74, 208), (96, 168), (106, 214), (130, 176), (140, 212), (166, 184), (200, 202)]
    canvas.line(smooth(put(sign), closed=False), "#2b4d74", 4 * size)
    canvas.fill(put(rounded(70, 238, 190, 246, 4)), "#8a7a62")
    canvas.fill(put([(-262, -322), (-40, -322), (-190, 307), (-262, 307)]), "#ffffff", 0.14)
    canvas.fill(put([(20, -322), (90, -322), (-60, 307), (-130, 307)]), "#ffffff", 0.12)


def _vase(canvas: Canvas, rng: random.Random, x: float, y: float) -> None:
    blooms = [
        (-150, -520, 62, "#e8674f"),
        (30, -640, 60, "#f3a6a0"),
        (150, -520, 58, "#f2c14e"),
        (-60, -580, 58, "#f6e3cf"),
        (120, -640, 46, "#e8674f"),
        (-120, -400, 60, "#f2c14e"),
        (60, -500, 74, "#d9434a"),
        (-40, -440, 68, "#f3a6a0"),
        (150, -400, 62, "#f6e3cf"),
        (60, -380, 60, "#e8674f"),
        (-30, -345, 50, "#f6e3cf"),
    ]
    for dx, dy, _, _ in blooms:
        stem = [(x + dx * 0.1, y - 200), (x + dx * 0.5, y + dy * 0.75), (x + dx, y + dy)]
        canvas.line(smooth(stem, closed=False), "#3c6b3f", 8)
    for _ in range(22):
        turn = -math.pi / 2 + rng.uniform(-1.5, 1.5)
        reach = rng.uniform(120, 230)
        blade = smooth([(0, 0), (reach * 0.4, -26), (reach, 0), (reach * 0.4, 26)])
        tone = mix("#24523a", "#7fa556", rng.random())
        start = (x + rng.uniform(-40, 40), y - rng.uniform(260, 480))
        canvas.fill(placed(blade, *start, 1, turn), tone)
        canvas.line(
            placed([(0, 0), (reach * 0.9, 0)], *start, 1, turn), mix(tone, "#e6efb0", 0.35), 2
        )
    for dx, dy, size, colour in blooms:
        canvas.soft(oval(x + dx + 10, y + dy + 14, size * 0.9, size * 0.8), "#16281e", 10, 0.4)
        flower(canvas, x + dx, y + dy, size, colour, 8)
    for _ in range(46):
        spot = (x + 10 + rng.uniform(-150, 160), y - 490 + rng.uniform(-150, 110))
        canvas.fill(oval(*spot, 6, 6), "#fff6e0", 0.9)
    canvas.soft(oval(x + 70, y + 14, 190, 26), "#24100a", 16, 0.65)
    body = smooth(
        [
            (-62, -290),
            (-52, -230),
            (-104, -120),
            (-84, -14),
            (-50, 10),
            (50, 10),
            (84, -14),
            (104, -120),
            (52, -230),
            (62, -290),
        ]
    )
    canvas.shade(placed(body, x, y), ("#cfe0dc", "#f7f5ea", "#a9c4c6", "#5d8790"), across=True)
    for y1, tone, width in ((-205, "#28607a", 7), (-188, "#28607a", 3), (-24, "#28607a", 6)):
        half = 66 if y1 < -100 else 80
        ring = [(x - half, y + y1), (x, y + y1 + 12), (x + half, y + y1)]
        canvas.line(smooth(ring, closed=False), tone, width, 0.8)
    for petal in range(7):
        angle = -math.pi / 2 + (petal - 3) * 0.42
        blade = smooth([(0, 0), (34, -13), (66, 0), (34, 13)])
        canvas.line([*placed(blade, x, y - 70, 1, angle)], "#28607a", 4, 0.85)
    canvas.fill(placed(oval(0, -288, 62, 12), x, y), "#4d7680")


def _stack(canvas: Canvas) -> None:
    canvas.soft(box(150, 1470, 800, 1510), "#1d0c07", 18, 0.7)
    books = (
        (120, 640, 78, "#28495c"),
        (160, 600, 58, "#d98a3d"),
        (132, 560, 70, "#b5402f"),
        (190, 590, 50, "#efe3c8"),
        (176, 540, 64, "#2f6f73"),
    )
    foot = 1496.0
    for left, right, thick, colour in books:
        top = foot - thick
        canvas.shade(
            rounded(left, top, right, foot, 9),
            (mix(colour, "#ffffff", 0.28), colour, mix(colour, "#140a10", 0.4)),
        )
        canvas.fade(box(left, top, right, foot), "#fff0c0", 0.28, 0.0, across=True)
        for share, width in ((0.09, 8), (0.13, 4), (0.8, 4), (0.84, 8)):
            x = left + (right - left) * share
            canvas.fill(box(x, top, x + width, foot), mix(colour, "#ffe3a0", 0.6))
        middle = (left + right) / 2
        canvas.fill(
            rounded(middle - 90, top + thick * 0.4, middle + 90, top + thick * 0.56, 5),
            mix(colour, "#ffe3a0", 0.6),
            0.9,
        )
        canvas.soft(box(left + 10, foot - 5, right - 4, foot + 3), "#140a08", 4, 0.55)
        foot = top
    canvas.soft(oval(380, foot - 2, 210, 14), "#1d0c07", 9, 0.5)
    open_book(canvas, 362, foot - 92, 216, "#8c3b3f")
    ribbon = [(362, foot - 6), (372, foot + 50), (356, foot + 96), (380, foot + 140)]
    canvas.line(smooth(ribbon, closed=False), "#d9533f", 10)


def _tea(canvas: Canvas, x: float, y: float) -> None:
    canvas.soft(oval(x + 40, y + 74, 190, 30), "#1d0c07", 16, 0.6)
    canvas.shade(oval(x, y + 62, 160, 32), ("#f4efe0", "#b8c4bd"))
    canvas.fill(oval(x, y + 57, 118, 20), "#c9d3ca")
    cup = smooth([(-98, -50), (-88, 20), (-50, 62), (50, 62), (88, 20), (98, -50)], closed=False)
    canvas.line(
        smooth(
            [(x + 88, y - 26), (x + 142, y - 30), (x + 136, y + 14), (x + 80, y + 26)], closed=False
        ),
        "#b9cbc6",
        15,
    )
    canvas.shade(placed(cup, x, y), ("#d3e2dc", "#fbf8ee", "#a8c0bf", "#6f939a"), across=True)
    canvas.fill(oval(x, y - 50, 98, 22), "#eef0e4")
    canvas.shade(oval(x, y - 46, 86, 17), ("#7d5a22", "#c79a45"))
    for dx, height in ((-22, 150), (14, 190)):
        steam = [
            (x + dx, y - 60),
            (x + dx + 20, y - 60 - height * 0.35),
            (x + dx - 14, y - 60 - height * 0.7),
            (x + dx + 12, y - 60 - height),
        ]
        curve = smooth(steam, closed=False)
        canvas.soft([*curve, *[(px + 14, py) for px, py in reversed(curve)]], "#fff6e0", 7, 0.42)
