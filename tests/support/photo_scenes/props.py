"""Things that several scenes show: mountains, leaves, books, flowers, heads."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

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

BOOKS = ("#b5402f", "#d98a3d", "#e3c27a", "#2f6f73", "#28495c", "#7a8f5a", "#8c3b3f", "#efe3c8")


def ridge(
    canvas: Canvas,
    rng: random.Random,
    base: float,
    height: float,
    stops: Sequence[str],
    right: float = 1600,
) -> None:
    """Draw a mountain range across the picture, hazy towards its foot."""
    waves = [
        (rng.uniform(0.7, 1.3) / grain, rng.uniform(0, math.tau), rng.uniform(0.6, 1.1) * grain)
        for grain in (1.0, 2.3, 5.1, 11.0)
    ]
    crest = []
    for step in range(161):
        x = right * step / 160
        # 1 - 2|sin| has pointed tops and round valleys, as mountains have.
        lift = sum(
            size * (1 - 2 * abs(math.sin(x / 420 * pace + phase))) for size, phase, pace in waves
        )
        crest.append((x, base - height * (0.5 + 0.3 * lift)))
    canvas.shade([(-5, crest[0][1]), *crest, (right + 5, base + 60), (-5, base + 60)], stops)


def cloud(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a cloud with a flat foot."""
    puffs = [
        (-130, 20),
        (-104, 2),
        (-66, -6),
        (-44, -34),
        (4, -46),
        (44, -24),
        (78, -22),
        (104, 4),
        (138, 12),
        (150, 22),
        (0, 26),
    ]
    canvas.soft(placed(smooth(puffs), x, y, size), "#fffaf0", 4 * size, 0.8)


def foliage(
    canvas: Canvas,
    rng: random.Random,
    centre: Point,
    radii: Point,
    colours: Sequence[str],
    leaves: int,
    leaf: float,
) -> None:
    """Draw a crown of round tufts, from the dark ones below to the sunlit ones above."""
    for layer, colour in enumerate(colours):
        lift = layer / len(colours)
        for _ in range(leaves):
            angle, far = rng.uniform(0, math.tau), math.sqrt(rng.random()) * (1 - 0.3 * lift)
            x = centre[0] + radii[0] * (far * math.cos(angle) - 0.14 * lift)
            y = centre[1] + radii[1] * (far * math.sin(angle) - 0.30 * lift)
            size = leaf * rng.uniform(0.6, 1.25) * (1 - 0.45 * lift)
            tone = mix(colour, colours[max(0, layer - 1)], rng.random() * 0.45)
            canvas.fill(oval(x, y, size * 1.2, size * 0.8, rng.uniform(-0.5, 0.5)), tone)


def shelf_of_books(
    canvas: Canvas,
    rng: random.Random,
    left: float,
    right: float,
    base: float,
    height: float,
    dim: tuple[str, float],
) -> None:
    """Draw a row of books standing on a board; `dim` is a colour of the air and its strength."""
    x = left
    while x < right - height * 0.08:
        width = min(height * rng.uniform(0.13, 0.27), right - x)
        if rng.random() < 0.06:
            x += width
            continue
        tall = height * rng.uniform(0.66, 0.95)
        colour = mix(rng.choice(BOOKS), dim[0], dim[1])
        lean = height * 0.13 if rng.random() < 0.07 else 0.0
        shape = [
            (x + lean, base - tall),
            (x + lean + width * 0.93, base - tall),
            (x + width * 0.93, base),
            (x, base),
        ]
        stops = (mix(colour, "#ffffff", 0.16), colour, mix(colour, "#1a1420", 0.35))
        canvas.shade(shape, stops, across=True)
        mark = mix(colour, "#fff2d2", 0.5)
        for share in (0.18, 0.8) if rng.random() < 0.6 else (0.3,):
            y, shift = base - tall * (1 - share), lean * (1 - share)
            line = box(x + shift, y, x + shift + width * 0.9, y + height * 0.03)
            canvas.fill(line, mark, 0.8)
        x += width + lean
    canvas.fade(box(left, base - height, right, base - height * 0.72), "#150d12", 0.55, 0.0)


def open_book(
    canvas: Canvas, x: float, y: float, size: float, cover: str, turn: float = 0.0
) -> None:
    """Draw an open book lying flat, seen from slightly above."""
    for side in (-1, 1):
        board = [(0, 0.08), (side * 1.04, -0.1), (side * 1.04, 0.34), (0, 0.5)]
        pages = [(0, 0), (side * 0.5, -0.16), (side, -0.12), (side, 0.26), (side * 0.5, 0.24)]
        canvas.fill(placed(board, x, y, size, turn), cover)
        stops = ("#fffaf0", "#e9dcc2") if side < 0 else ("#e3d5ba", "#fff8ea")
        canvas.shade(placed([*pages, (0, 0.42)], x, y, size, turn), stops, across=True)
        for row in range(4):
            rise = 0.0 + row * 0.085
            text = [(side * 0.16, rise), (side * 0.5, rise - 0.11), (side * 0.86, rise - 0.08)]
            canvas.line(placed(text, x, y, size, turn), "#a89a86", size * 0.018, 0.7)


def flower(canvas: Canvas, x: float, y: float, size: float, colour: str, petals: int = 7) -> None:
    """Draw a flower with two rings of petals."""
    for ring, (reach, tone) in enumerate(
        ((0.62, mix(colour, "#3a1020", 0.22)), (0.42, mix(colour, "#fff4e0", 0.22)))
    ):
        for petal in range(petals):
            angle = (petal + ring * 0.5) * math.tau / petals + x
            dx, dy = math.cos(angle) * reach * size, math.sin(angle) * reach * size * 0.86
            canvas.fill(oval(x + dx, y + dy, size * 0.5, size * 0.3, angle), tone)
    canvas.fill(oval(x, y, size * 0.3, size * 0.27), "#e8b64a")
    canvas.fill(oval(x - size * 0.06, y - size * 0.07, size * 0.14, size * 0.12), "#f9dd8c")


def hair_behind(canvas: Canvas, x: float, y: float, size: float, hair: str, style: str) -> None:
    """Draw the long hair that hangs behind a bowed head; it goes before the shoulders."""
    if style == "long":
        fall = [
            (0, -60),
            (44, -36),
            (53, 16),
            (60, 84),
            (30, 100),
            (-30, 100),
            (-60, 84),
            (-53, 16),
            (-44, -36),
        ]
        canvas.fill(smooth(placed(fall, x, y, size)), mix(hair, "#000000", 0.25))


def bowed_head(
    canvas: Canvas, x: float, y: float, size: float, hair: str, style: str, skin: str = "#e3b088"
) -> None:
    """Draw a head bent over a book: skin and hair, no features; (x, y) is its middle."""
    shine = mix(hair, "#ffd9a0", 0.22)

    def put(points: Points, colour: str, opacity: float = 1.0) -> None:
        canvas.fill(placed(points, x, y, size), colour, opacity)

    if style == "tails":
        for side in (-1, 1):
            put(
                smooth(
                    [
                        (side * 36, -14),
                        (side * 62, -20),
                        (side * 74, 16),
                        (side * 62, 54),
                        (side * 50, 22),
                    ]
                ),
                mix(hair, "#000000", 0.18),
            )
            put(oval(side * 43, -12, 8, 8), "#d9533f")
    if style == "bun":
        put(oval(0, -62, 24, 20), mix(hair, "#000000", 0.18))
    put(rounded(-15, 20, 15, 62, 12), mix(skin, "#7a3f2a", 0.4))
    for side in (-1, 1):
        put(oval(side * 39, 10, 8, 11), mix(skin, "#a0563a", 0.25))
    face = smooth(
        [(0, -44), (34, -30), (39, 4), (25, 38), (0, 49), (-25, 38), (-39, 4), (-34, -30)]
    )
    put(face, skin)
    for side in (-1, 1):
        put(oval(side * 22, 22, 9, 6), "#e07a5f", 0.35)
    crown = [
        (-42, 12),
        (-46, -20),
        (-30, -52),
        (0, -62),
        (30, -52),
        (46, -20),
        (42, 12),
        (34, -8),
        (20, -4),
        (6, -8),
        (-10, -3),
        (-22, -8),
        (-34, -4),
    ]
    put(smooth(crown), hair)
    put(smooth([(-30, -34), (-14, -50), (8, -52), (-6, -42), (-22, -26)]), shine, 0.8)
