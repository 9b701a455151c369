"""Scenes of a sample post about a book: the cricket of Tô Hoài's story."""

from __future__ import annotations

import math
import random

from tests.support.photo_scenes.canvas import Canvas, Points, box, mix, oval, placed, smooth
from tests.support.photo_scenes.props import flower


def draw_cricket_moon(canvas: Canvas, rng: random.Random) -> None:
    """Draw a young cricket before its burrow, in the grass under the full moon."""
    canvas.shade(box(0, 0, 1200, 1600), ("#101f3d", "#1f3f66", "#3f6f7a", "#5f8a6a"))
    canvas.soft(oval(820, 380, 330, 330), "#fff0b8", 130, 0.6)
    canvas.fill(oval(820, 380, 190, 190), "#fff3cf")
    for x, y, size in ((760, 330, 34), (880, 430, 46), (860, 290, 20)):
        canvas.soft(oval(x, y, size, size * 0.9), "#e9cf98", 8, 0.6)
    for _ in range(90):
        x, y = rng.uniform(0, 1200), rng.uniform(0, 800)
        canvas.fill(oval(x, y, 3, 3), "#fff6dc", rng.uniform(0.3, 0.9))
    for layer in range(4):
        for _ in range(34 - layer * 5):
            x = rng.uniform(-60, 1260)
            tall = rng.uniform(420, 900) * (1 - layer * 0.17)
            foot = 1250 + layer * 60
            lean = rng.uniform(-190, 190)
            if layer > 1 and 250 < x < 900:
                tall *= 0.35
            tone = mix(
                ("#1d4a55", "#1f5648", "#2f6f46", "#4a8a44")[layer], "#0f2a3a", rng.random() * 0.4
            )
            _blade(canvas, x, foot, lean, tall, 15 + layer * 3, tone)
    ground = smooth(
        [(-60, 1290), (260, 1240), (640, 1230), (960, 1260), (1280, 1230)], closed=False
    )
    canvas.shade([*ground, (1280, 1640), (-60, 1640)], ("#7a6a42", "#4a3a28", "#241a16"))
    canvas.shade(
        smooth([(90, 1360), (130, 1220), (250, 1150), (380, 1210), (430, 1350), (260, 1400)]),
        ("#8a7348", "#4f3c28"),
    )
    canvas.shade(oval(262, 1300, 104, 84), ("#0f0a0c", "#2a1c16"))
    for _ in range(150):
        x, y = rng.uniform(0, 1200), rng.uniform(1270, 1600)
        canvas.fill(oval(x, y, rng.uniform(4, 15), 4), mix("#2a1e16", "#b59a62", rng.random()), 0.5)
    draw_cricket(canvas, 640, 1250, 1.75)
    for _ in range(30):
        x = rng.uniform(-40, 1240)
        _blade(
            canvas,
            x,
            1640,
            rng.uniform(-120, 120),
            rng.uniform(110, 300),
            24,
            mix("#0f2f2a", "#2f6a3a", rng.random()),
        )
    for _ in range(26):
        x, y = rng.uniform(40, 1160), rng.uniform(620, 1250)
        canvas.soft(oval(x, y, 16, 16), "#e9f08a", 14, 0.8)
        canvas.fill(oval(x, y, 4, 4), "#fffbd0")


def _blade(
    canvas: Canvas, x: float, foot: float, lean: float, tall: float, wide: float, tone: str
) -> None:
    spine = smooth(
        [(x, foot), (x + lean * 0.15, foot - tall * 0.5), (x + lean, foot - tall)], closed=False
    )
    count = len(spine) - 1
    left = [(a - wide * (1 - k / count), b) for k, (a, b) in enumerate(spine)]
    right = [(a + wide * (1 - k / count), b) for k, (a, b) in enumerate(spine)]
    canvas.fill([*left, *reversed(right)], tone)
    canvas.line(spine, mix(tone, "#d9f0b0", 0.35), 2.4, 0.6)


def draw_cricket(canvas: Canvas, x: float, y: float, size: float, shell: str = "#8a4a26") -> None:
    """Draw a cricket that looks to the right; (x, y) is the ground between its feet."""
    dark, light = mix(shell, "#140a0c", 0.55), mix(shell, "#ffcf8a", 0.5)

    def put(points: Points, colour: str, opacity: float = 1.0) -> None:
        canvas.fill(placed(points, x, y, size), colour, opacity)

    def draw(points: Points, colour: str, width: float) -> None:
        canvas.line(placed(smooth(points, closed=False), x, y, size), colour, width * size)

    canvas.soft(placed(oval(0, 4, 170, 18), x, y, size), "#0a0a0c", 10 * size, 0.65)
    for shift, colour in ((26, mix(dark, "#000000", 0.3)),):
        draw(
            [(-30 + shift, -70), (-104 + shift, -176), (-150 + shift, -10), (-120 + shift, 0)],
            colour,
            11,
        )
        for near, far in ((6, 26), (60, 96)):
            draw([(near + shift, -64), (far + shift, -44), (far + shift + 8, 0)], colour, 8)
    for lift in (0, 12):
        draw([(-150, -64), (-204, -74 - lift * 2), (-246, -96 - lift * 5)], dark, 5)
    body = [
        (-160, -64),
        (-120, -98),
        (-40, -114),
        (40, -112),
        (86, -92),
        (92, -58),
        (40, -40),
        (-60, -38),
        (-130, -46),
    ]
    canvas.shade(placed(smooth(body), x, y, size), (light, shell, dark))
    for k in range(6):
        put(
            [(-128 + k * 24, -42), (-118 + k * 24, -42), (-122 + k * 24, -66)],
            mix(light, "#fff0c0", 0.3),
            0.5,
        )
    wing = [(-170, -70), (-110, -108), (-10, -124), (52, -116), (44, -88), (-50, -72), (-120, -60)]
    canvas.shade(
        placed(smooth(wing), x, y, size), (mix(shell, "#f2b870", 0.55), mix(shell, "#5a2a18", 0.3))
    )
    for k in range(5):
        draw(
            [(40 - k * 8, -112 + k * 6), (-50 - k * 10, -108 + k * 9), (-140 - k * 2, -80 + k * 3)],
            dark,
            2.2,
        )
    collar = [(38, -122), (92, -118), (104, -78), (90, -46), (48, -44), (34, -80)]
    canvas.shade(placed(smooth(collar), x, y, size), (mix(shell, "#ffdf9a", 0.35), dark))
    canvas.shade(
        placed(oval(126, -92, 47, 50), x, y, size), (mix(shell, "#ffe0a8", 0.45), shell, dark)
    )
    put(oval(142, -104, 17, 20), "#fffaf0")
    put(oval(147, -102, 10, 13), "#1a1014")
    put(oval(150, -108, 4, 4), "#ffffff")
    draw([(134, -64), (150, -60), (162, -68)], mix(dark, "#000000", 0.3), 4)
    put(oval(128, -74, 10, 6), "#e07a5f", 0.4)
    for side, reach in ((0, 0), (26, 30)):
        draw(
            [
                (136 + side * 0.4, -134),
                (190 + side, -230 - reach),
                (300 + side, -262 - reach * 2),
                (372 + side, -214 - reach),
            ],
            dark,
            4,
        )
    for near, far in ((-20, -34), (50, 74)):
        draw([(near, -54), (far, -34), (far + 14, 0), (far + 28, 2)], dark, 10)
    thigh = [(-22, -74), (-66, -150), (-112, -194), (-126, -182), (-96, -120), (-40, -56)]
    canvas.shade(placed(smooth(thigh), x, y, size), (light, shell, dark))
    draw([(-120, -186), (-136, -90), (-160, -4), (-132, 2)], dark, 9)
    for k in range(4):
        draw([(-129 - k * 7, -130 + k * 28), (-142 - k * 7, -134 + k * 28)], dark, 4)


def draw_cricket_raft(canvas: Canvas, rng: random.Random) -> None:
    """Draw two crickets who travel down a river on a raft of water leaves."""
    canvas.shade(box(0, 0, 1600, 640), ("#7fb9c9", "#c3e0d3", "#fdf0c8"))
    canvas.soft(oval(360, 300, 170, 170), "#fff6d4", 100, 0.9)
    canvas.fill(oval(360, 300, 66, 66), "#fffbe6")
    for x in range(-40, 1660, 34):
        tall = 120 + 70 * math.sin(x / 170) + rng.uniform(-20, 40)
        tone = mix("#5f9a6a", "#d9e6b0", rng.uniform(0.2, 0.7))
        _blade(canvas, x, 650, rng.uniform(-60, 60), tall, 15, tone)
    canvas.soft(box(-50, 560, 1650, 660), "#fff6d8", 26, 0.6)
    canvas.shade(box(0, 636, 1600, 1200), ("#cfe6cf", "#7fb8b5", "#3f8490", "#23566a"))
    for _ in range(150):
        y = rng.uniform(660, 1190)
        x, wide = rng.uniform(-60, 1600), rng.uniform(30, 160) * (y - 500) / 500
        wave = [(x, y), (x + wide / 2, y - 7), (x + wide, y)]
        canvas.line(smooth(wave, closed=False, steps=5), "#fffbe6", 3, rng.uniform(0.15, 0.5))
    canvas.soft(oval(360, 720, 90, 40), "#fff6c8", 16, 0.7)
    for x, y, wide in ((150, 880, 130), (1440, 800, 110), (1330, 1090, 170), (330, 1110, 150)):
        _pad(canvas, x, y, wide, 0.4)
    for x, y in ((1400, 770), (210, 850)):
        for layer, colour in enumerate(("#e89ab0", "#f7c6d0")):
            for k in range(7 - layer * 2):
                turn = -math.pi / 2 + (k - 3 + layer) * (0.36 - layer * 0.02)
                petal = smooth([(0, 0), (34, -18), (84 - layer * 16, 0), (34, 18)], steps=5)
                canvas.fill(placed(petal, x, y, 1, turn), mix(colour, "#ffffff", 0.12 * (k % 2)))
    canvas.soft(oval(800, 1010, 560, 70), "#123a4a", 22, 0.7)
    for x, y, wide in ((520, 960, 250), (1080, 960, 250), (800, 930, 250), (800, 1000, 290)):
        _pad(canvas, x, y, wide, 0.3)
    for x in (600, 960):
        canvas.line(
            smooth([(x - 30, 920), (x + 20, 960), (x - 10, 1040)], closed=False), "#d9c07a", 9
        )
    canvas.line([(1010, 960), (1040, 520)], "#7a5a34", 12)
    sail = smooth([(1036, 540), (930, 600), (840, 720), (860, 830), (1016, 860)], closed=False)
    canvas.shade(sail, ("#c9dc7a", "#7fa84c"), across=True)
    canvas.line(smooth([(1030, 560), (960, 680), (900, 820)], closed=False), "#eaf2b0", 4, 0.7)
    draw_cricket(canvas, 610, 950, 1.05)
    draw_cricket(canvas, 1090, 968, 0.86, "#b5702c")
    for x, y in ((80, 1150), (1520, 1170)):
        for _ in range(16):
            tone = mix("#1f5648", "#6fa350", rng.random())
            _blade(
                canvas,
                x + rng.gauss(0, 70),
                1230,
                rng.uniform(-120, 120),
                rng.uniform(160, 420),
                15,
                tone,
            )
        flower(canvas, x, y - 200, 26, "#f2c14e", 7)


def _pad(canvas: Canvas, x: float, y: float, wide: float, flat: float) -> None:
    canvas.soft(oval(x + 6, y + 14, wide, wide * flat), "#123a4a", 8, 0.6)
    canvas.shade(oval(x, y, wide, wide * flat), ("#a9cc66", "#5f9a4c", "#35703f"))
    notch = [
        (x, y),
        (x + wide * 0.99, y + wide * flat * 0.1),
        (x + wide * 0.92, y + wide * flat * 0.4),
    ]
    canvas.fill(notch, "#35707a", 0.75)
    for k in range(11):
        angle = 0.7 + k * 0.52
        tip = (x + wide * 0.9 * math.cos(angle), y + wide * flat * 0.9 * math.sin(angle))
        canvas.line([(x, y), tip], "#d9eaa0", 2.4, 0.6)
