"""Scene 2: the reading room."""

from __future__ import annotations

import math
import random

from tests.support.photo_scenes.canvas import Canvas, Point, box, mix, oval, placed, rounded, smooth
from tests.support.photo_scenes.props import (
    bowed_head,
    foliage,
    hair_behind,
    open_book,
    shelf_of_books,
)


def draw_reading_room(canvas: Canvas, rng: random.Random) -> None:
    """Draw a reading room in the morning: shelves, arched windows, light on the floor."""
    canvas.shade(box(0, 0, 1600, 800), ("#cdb68f", "#e6d2a8", "#d8bd8d"))
    canvas.shade(box(0, 790, 1600, 1200), ("#a9713f", "#8a5530", "#54301f"))
    for plank in range(-22, 23):
        foot = [(800 + plank * 62, 790), (800 + plank * 210, 1200)]
        canvas.line(foot, "#4d2a1a", 2.4, 0.42)
    for x in (285.0, 845.0):
        _window(canvas, rng, x)
    canvas.shade(box(0, 770, 1600, 798), ("#8a5b36", "#5f3a22"))
    for left, right in ((-40, 112), (458, 672), (1018, 1640)):
        _bookcase(canvas, rng, left, right)
    _ladder(canvas)
    canvas.fill(box(-10, 0, 1610, 34), "#7a4f30")
    canvas.shade(box(-10, 34, 1610, 62), ("#9c6b42", "#5e3a24"))
    canvas.soft(box(0, 62, 1600, 84), "#2b160e", 12, 0.6)

    for x in (285, 845):
        for pane in range(2):
            for row in range(2):
                left, top = x + 190 + pane * 132 + row * 92, 858 + row * 112
                patch = [
                    (left, top),
                    (left + 118, top),
                    (left + 196, top + 98),
                    (left + 68, top + 98),
                ]
                canvas.soft(patch, "#ffd894", 3.5, 0.75)
        beam = [(x - 120, 190), (x + 120, 120), (x + 640, 1080), (x + 210, 1080)]
        canvas.soft(beam, "#fff0c4", 34, 0.26)
        core = [(x - 60, 180), (x + 40, 150), (x + 470, 1080), (x + 300, 1080)]
        canvas.soft(core, "#fff3cf", 20, 0.15)

    _table(canvas)
    _plant(canvas, rng, 96, 1010)
    for _ in range(70):
        x, y = rng.uniform(260, 1250), rng.uniform(260, 960)
        canvas.fill(oval(x, y, 2.0, 2.0), "#fff6da", rng.uniform(0.25, 0.7))
    canvas.fade(box(0, 930, 1600, 1200), "#24120f", 0.0, 0.45)


def _window(canvas: Canvas, rng: random.Random, x: float) -> None:
    def arch(half: float, foot: float, top: float) -> list[Point]:
        crown = [
            (
                x - half * math.cos(step * math.pi / 24),
                top + half - half * math.sin(step * math.pi / 24),
            )
            for step in range(25)
        ]
        return [(x - half, foot), *crown, (x + half, foot)]

    canvas.soft(arch(170, 750, 96), "#fff1c9", 30, 0.7)
    canvas.shade(arch(152, 744, 110), ("#f7ecd4", "#c9a878"))
    canvas.shade(arch(134, 726, 128), ("#a9cfd6", "#e3ecdc", "#fdeec6"))
    view = arch(134, 726, 128)
    for base, height, tone in ((560, 90, "#a9c4bf"), (620, 80, "#7fa89d"), (690, 70, "#568774")):
        crest = [
            (
                x - 134 + 268 * k / 20,
                base - height * (0.5 + 0.5 * math.sin(k * 0.42 + base * 1.3 + x / 100)),
            )
            for k in range(21)
        ]
        canvas.shade([*crest, (x + 134, 726), (x - 134, 726)], (tone, mix(tone, "#fdf3d8", 0.55)))
    foliage(
        canvas,
        rng,
        (x + (62 if x < 500 else -40), 662),
        (72, 54),
        ("#3f6f4c", "#5d9357", "#9dbd68"),
        22,
        19,
    )
    canvas.soft(view, "#fff4d2", 26, 0.28)
    frame = "#f3e4c4"
    for offset in (-46, 46):
        canvas.line([(x + offset, 140), (x + offset, 726)], frame, 7)
    for y in (262, 416, 570):
        canvas.line([(x - 134, y), (x + 134, y)], frame, 7)
    canvas.line([*view, view[0]], frame, 12)
    canvas.shade(box(x - 176, 736, x + 176, 760), ("#fff3d8", "#b98e5e"))
    for side in (-1, 1):
        curtain = [
            (x + side * 190, 84),
            (x + side * 128, 84),
            (x + side * 136, 330),
            (x + side * 160, 470),
            (x + side * 150, 768),
            (x + side * 196, 768),
        ]
        tones = ("#f3dfb6", "#d9a869", "#f7e6c2", "#cf9a5c", "#f0d8aa")
        edge = smooth(curtain[1:5], closed=False)
        canvas.shade([curtain[0], *edge, curtain[5]], tones, across=True)
    canvas.line([(x - 208, 86), (x + 208, 86)], "#6b4227", 9)


def _bookcase(canvas: Canvas, rng: random.Random, left: float, right: float) -> None:
    canvas.soft(box(left + 14, 80, right + 26, 810), "#2a160f", 16, 0.5)
    canvas.shade(box(left, 62, right, 806), ("#7d4f2f", "#5d3822"))
    rows, top, step = 6, 84, 117
    for row in range(rows):
        y = top + row * step
        canvas.shade(box(left + 13, y, right - 13, y + step - 13), ("#2c1812", "#4a2c1c"))
        bays = max(1, round((right - left) / 210))
        width = (right - left - 26) / bays
        for bay in range(bays):
            x = left + 13 + bay * width
            shelf_of_books(
                canvas, rng, x + 7, x + width - 7, y + step - 13, step - 16, ("#6b4630", 0.10)
            )
            if bay:
                canvas.shade(box(x - 6, y, x + 6, y + step), ("#8a5a38", "#6b4329"), across=True)
        canvas.shade(box(left, y + step - 13, right, y + step), ("#a87648", "#6b4329"))
    canvas.shade(box(left, 62, left + 13, 806), ("#9c6a40", "#6b4329"), across=True)
    canvas.shade(box(right - 13, 62, right, 806), ("#8a5a38", "#53321f"), across=True)
    canvas.fill(box(left - 6, 788, right + 6, 812), "#5a3620")


def _ladder(canvas: Canvas) -> None:
    for shift, colour, opacity in ((20, "#1c0d08", 0.4), (0, "#d9a867", 1.0)):
        for side in (0, 92):
            rail = [(1252 + side + shift, 806), (1336 + side * 0.86 + shift, 130)]
            canvas.line(rail, colour, 13, opacity)
        for rung in range(9):
            share = (rung + 0.6) / 9
            x, y = 1252 + 84 * share + shift, 806 - 676 * share
            canvas.line([(x, y), (x + 92 - 13 * share, y)], colour, 10, opacity)
    canvas.line([(1020, 132), (1600, 132)], "#d9b060", 7)


def _table(canvas: Canvas) -> None:
    canvas.soft(oval(800, 1140, 640, 50), "#1d0d0a", 30, 0.6)
    _reader_at_table(canvas, 590, 925, 1.0, "#2f6f73", "#2b1d1c", "short")
    _reader_at_table(canvas, 985, 920, 0.97, "#c05a40", "#33231f", "long")
    for x in (300, 1250):
        canvas.shade(box(x, 1010, x + 46, 1200), ("#7a4a2a", "#3d2216"), across=True)
    top = [(300, 925), (1290, 925), (1410, 1040), (190, 1040)]
    canvas.shade(top, ("#c98d54", "#a8693a"))
    canvas.soft([(620, 930), (900, 930), (1130, 1036), (720, 1036)], "#ffe0a0", 14, 0.55)
    canvas.shade(box(190, 1038, 1410, 1078), ("#8d5730", "#5c3520"))
    canvas.line([(190, 1040), (1410, 1040)], "#e8b878", 3, 0.8)
    for x in (368, 1232):
        canvas.soft(oval(x + 20, 985, 90, 22), "#3a1c10", 10, 0.5)
        canvas.fill(oval(x, 975, 46, 13), "#c99a45")
        canvas.fill(oval(x, 971, 46, 12), "#e9c679")
        canvas.shade(box(x - 6, 850, x + 6, 972), ("#f2d58c", "#a87a34"), across=True)
        canvas.soft(
            [(x - 90, 850), (x + 90, 850), (x + 180, 1000), (x - 180, 1000)], "#ffe9a8", 24, 0.4
        )
        shade = [(x - 58, 790), (x + 58, 790), (x + 100, 862), (x - 100, 862)]
        canvas.shade(shade, ("#3c8a76", "#1f5d53"))
        canvas.fill([(x - 58, 790), (x - 30, 790), (x - 58, 862), (x - 100, 862)], "#8fd0b4", 0.35)
        canvas.fill(box(x - 100, 858, x + 100, 867), "#f7e2a0")
    open_book(canvas, 590, 972, 84, "#8c3b3f")
    open_book(canvas, 990, 970, 80, "#28495c")
    for index, (colour, width) in enumerate((("#b5402f", 150), ("#e3c27a", 138), ("#2f6f73", 120))):
        y = 1006 - index * 25
        left = 722 + index * 8
        if index == 0:
            canvas.soft(box(left, y, left + width + 26, y + 30), "#2a120a", 9, 0.6)
        canvas.shade(
            rounded(left, y, left + width, y + 25, 5), (mix(colour, "#ffffff", 0.2), colour)
        )
        canvas.fill(box(left + width - 26, y + 4, left + width, y + 20), "#f4e8cf")
        canvas.fill(box(left + 14, y, left + 22, y + 25), mix(colour, "#fff0c8", 0.5))


def _reader_at_table(
    canvas: Canvas, x: float, y: float, size: float, shirt: str, hair: str, style: str
) -> None:
    """Draw a bowed reader from the front, without a face."""
    back = rounded(x - 92 * size, y - 130 * size, x + 92 * size, y + 30, 22)
    canvas.shade(back, ("#7d4d2c", "#4a2a1a"))
    hair_behind(canvas, x, y - 168 * size, size * 1.08, hair, style)
    body = [(-96, 30), (-90, -70), (-62, -112), (0, -126), (62, -112), (90, -70), (96, 30)]
    canvas.shade(
        smooth(placed(body, x, y, size)),
        (mix(shirt, "#ffe9b8", 0.35), shirt, mix(shirt, "#140a10", 0.4)),
    )
    bowed_head(canvas, x, y - 168 * size, size * 1.08, hair, style)
    for side in (-1, 1):
        arm = [
            (side * 92, -40),
            (side * 100, 14),
            (side * 62, 40),
            (side * 46, 22),
            (side * 70, -20),
        ]
        canvas.fill(smooth(placed(arm, x, y, size)), mix(shirt, "#140a10", 0.18))


def _plant(canvas: Canvas, rng: random.Random, x: float, y: float) -> None:
    canvas.soft(oval(x + 50, y + 150, 130, 22), "#1d0d0a", 16, 0.55)
    for leaf in range(17):
        turn = -math.pi / 2 + (leaf - 8) * 0.17 + rng.uniform(-0.05, 0.05)
        reach = rng.uniform(220, 330) * (1 - abs(leaf - 8) * 0.025)
        blade = [
            (0, 0),
            (reach * 0.35, -20),
            (reach * 0.75, -16),
            (reach, 14),
            (reach * 0.7, 16),
            (reach * 0.3, 14),
        ]
        tone = mix("#2f5b41", "#8fb25c", rng.random() * 0.75)
        canvas.fill(smooth(placed(blade, x, y, 1, turn)), tone)
        rib = [(0, 0), (reach * 0.5, -2), (reach * 0.97, 12)]
        canvas.line(placed(rib, x, y, 1, turn), mix(tone, "#eaf0b8", 0.4), 2.4)
    pot = [(x - 74, y - 20), (x + 74, y - 20), (x + 54, y + 150), (x - 54, y + 150)]
    canvas.shade(pot, ("#e08a5a", "#c0633c", "#7d3a28"), across=True)
    canvas.shade(box(x - 82, y - 30, x + 82, y + 6), ("#eda070", "#b85c38", "#84402c"), across=True)
