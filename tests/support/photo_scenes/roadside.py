"""Scenes of the sample posts: the mobile library at its stops and on the road."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from tests.support.photo_scenes.canvas import (
    Canvas,
    Points,
    box,
    mix,
    oval,
    placed,
    rounded,
    smooth,
)
from tests.support.photo_scenes.mobile_library import stilt_house, terraces, van
from tests.support.photo_scenes.props import BOOKS, cloud, flower, foliage, open_book, ridge
from tests.support.photo_scenes.school_yard import child

Clothes = tuple[str, str, str]
"""Colours of shirt, trousers and hair."""


def draw_valley(canvas: Canvas, rng: random.Random, van_x: float = 1010) -> None:
    """Draw a wide valley at sunrise, a river in it and the van small on the road."""
    canvas.shade(box(0, 0, 2600, 560), ("#4f7fa3", "#9cc0c9", "#f7d9a8", "#fbe6be"))
    canvas.soft(oval(1900, 330, 230, 230), "#fff0c2", 120, 0.9)
    canvas.fill(oval(1900, 330, 62, 62), "#fff7dc")
    for x, y, size in ((260.0, 120.0, 1.1), (760, 190, 0.8), (1280, 90, 1.0), (2300, 150, 1.2)):
        cloud(canvas, x, y, size)
    for base, height, stops in (
        (500, 330, ("#8aa9bd", "#b8c7c6", "#efdcbd")),
        (540, 280, ("#628f9f", "#9ab6b0", "#e6d9b8")),
        (580, 200, ("#3f7580", "#79a193", "#d4d3ae")),
    ):
        ridge(canvas, rng, base, height, stops, 2600)
        canvas.soft(box(-50, base - 20, 2650, base + 60), "#fdf0cf", 30, 0.55)
    canvas.shade(box(0, 600, 2600, 780), ("#b9c9a0", "#86ad55"))
    green = ("#86ad55", "#a5bf5f", "#6f9c4e", "#b9c766", "#5f8f4b", "#97b758")
    terraces(canvas, rng, (1080, 2680), (752, 400), (760, 760), 15, green, 0.35)
    terraces(canvas, rng, (-60, 1500), (420, 752), (760, 760), 16, green, 0.2)
    for x, y, size in ((330, 470, 1.1), (440, 486, 0.85), (560, 512, 0.7), (2260, 500, 0.9)):
        stilt_house(canvas, x, y, size)
    for x, y, size in ((230, 462, 46), (270, 484, 32), (640, 520, 36), (2360, 480, 44)):
        canvas.line([(x, y), (x, y + size * 1.5)], "#4d3a2a", size * 0.16)
        foliage(
            canvas, rng, (x, y), (size, size), ("#2f5f3d", "#4f8648", "#8fb45a"), 14, size * 0.4
        )

    bank = [(-60, 700), (420, 690), (900, 724), (1400, 706), (1900, 730), (2660, 690)]
    shore = [(-60, 800), (420, 772), (900, 800), (1400, 790), (1900, 806), (2660, 780)]
    river = [*smooth(bank, closed=False), *reversed(smooth(shore, closed=False))]
    canvas.shade(river, ("#cfe0cf", "#8fbcc0", "#5f97a4"))
    for _ in range(120):
        x, y = rng.uniform(0, 2600), rng.uniform(712, 790)
        canvas.line([(x, y), (x + rng.uniform(20, 80), y)], "#fff6da", 2, rng.uniform(0.2, 0.6))
    canvas.soft(oval(1900, 745, 220, 26), "#fff2c6", 16, 0.7)
    meadow = smooth([(-60, 790), (700, 768), (1500, 792), (2660, 772)], closed=False)
    canvas.shade([*meadow, (2660, 1000), (-60, 1000)], ("#9dbb5c", "#6f9a4a", "#456f3c"))
    road = [(-60, 862), (800, 838), (1600, 846), (2660, 826)]
    upper = smooth(road, closed=False)
    lower = [(x, y + 92) for x, y in upper]
    canvas.shade([*upper, *reversed(lower)], ("#a49b90", "#b8ab9a", "#8d847b"))
    for a, b in pairwise(upper[::2]):
        canvas.line([(a[0], a[1] + 48), ((a[0] + b[0]) / 2, b[1] + 48)], "#f7efd8", 5, 0.85)
    van(canvas, rng, van_x, 896)
    for _ in range(500):
        x, y = rng.uniform(-20, 2620), rng.uniform(950, 1010)
        lean = rng.uniform(-12, 16)
        canvas.line(
            [(x, y + 16), (x + lean, y - 26)], mix("#2f5d36", "#c9dc80", rng.random()), 3, 0.8
        )
    for _ in range(46):
        colour = rng.choice(("#f6e3cf", "#f2c14e", "#f3a6a0"))
        flower(canvas, rng.uniform(0, 2600), rng.uniform(945, 990), rng.uniform(8, 14), colour, 6)


def draw_van_at_stop(canvas: Canvas, rng: random.Random) -> None:
    """Draw children choosing books at the open side of the van, before a stilt house."""
    canvas.shade(box(0, 0, 1600, 700), ("#78b3bd", "#bfdccf", "#fbedc8"))
    canvas.soft(oval(1330, 190, 190, 190), "#fff6d4", 110, 0.8)
    for x, y, size in ((220.0, 110.0, 0.9), (900, 80, 0.8)):
        cloud(canvas, x, y, size)
    ridge(canvas, rng, 500, 260, ("#8db3b8", "#b9cdc2", "#efe5c6"))
    ridge(canvas, rng, 560, 200, ("#5f9284", "#a3bd9c", "#e9e2ba"))
    canvas.soft(box(-50, 540, 1650, 620), "#fff4d6", 30, 0.7)
    for x in range(-20, 1640, 110):
        middle = (x + rng.uniform(-30, 30), 610)
        foliage(canvas, rng, middle, (90, 66), ("#3f7a55", "#679b5f", "#a3c473"), 10, 32)
    stilt_house(canvas, 1250, 500, 3.1)
    canvas.shade(box(0, 650, 1600, 1200), ("#e6d09a", "#cfa968", "#a17a45"))
    for _ in range(260):
        x, y = rng.uniform(0, 1600), rng.uniform(680, 1190)
        canvas.fill(
            oval(x, y, rng.uniform(3, 12), 2.4), mix("#8a6638", "#fbe7b4", rng.random()), 0.4
        )
    with_size = _Enlarged(canvas, 2.2, (150, 980))
    van(with_size, rng, 0, 0)
    shirts = ("#f4efe2", "#d9823b", "#f4efe2", "#2f6f73", "#b5402f")
    for x, y, size, shirt, style, arm in (
        (280.0, 1100.0, 1.02, shirts[0], "tails", 1),
        (440, 1130, 1.12, shirts[1], "short", -1),
        (610, 1092, 0.94, shirts[2], "bun", 1),
        (1220, 1140, 1.1, shirts[3], "long", 0),
        (1370, 1150, 0.96, shirts[4], "short", 0),
    ):
        _from_behind(canvas, x, y, size, (shirt, "#28384f", "#2a1c1c"), style, arm)
    canvas.soft(oval(1300, 300, 420, 300), "#ffe9b0", 150, 0.2)


class _Enlarged(Canvas):
    """A canvas whose design is enlarged and moved: for props that have one size only."""

    def __init__(self, canvas: Canvas, scale: float, origin: tuple[float, float]) -> None:
        self.size, self.image, self.pen = canvas.size, canvas.image, canvas.pen
        self.left = canvas.left + origin[0] * canvas.unit
        self.top = canvas.top + origin[1] * canvas.unit
        self.unit = canvas.unit * scale


def _from_behind(
    canvas: Canvas, x: float, y: float, size: float, clothes: Clothes, style: str, arm: int
) -> None:
    """Draw a standing child from behind; `arm` is the side of a hand that reaches up, or 0."""
    shirt, trousers, hair = clothes
    skin = "#d9a27a"

    def put(points: Points, stops: Sequence[str]) -> None:
        canvas.shade(placed(points, x, y, size), stops, across=True)

    canvas.soft(placed(oval(24, 0, 90, 16), x, y, size), "#4a3218", 9, 0.6)
    for side in (-1, 1):
        leg = [(side * 4, -130), (side * 40, -130), (side * 34, -8), (side * 8, -8)]
        put(leg, (mix(trousers, "#ffffff", 0.12), mix(trousers, "#0a0a12", 0.3)))
        put(rounded(side * 22 - 20, -16, side * 22 + 20, 4, 9), ("#7a4a30", "#3d2418"))
    for side in (-1, 1):
        if side == arm:
            sleeve = [(side * 30, -254), (side * 52, -250), (side * 78, -318), (side * 54, -326)]
            hand = (side * 72, -344)
        else:
            sleeve = [(side * 36, -256), (side * 56, -236), (side * 66, -160), (side * 44, -156)]
            hand = (side * 56, -144)
        put(oval(*hand, 13, 15), (skin, mix(skin, "#8a4a30", 0.25)))
        put(smooth(sleeve), (mix(shirt, "#fff6dc", 0.25), mix(shirt, "#4a5560", 0.28)))
    if arm:
        cover = rounded(arm * 72 - 24, -392, arm * 72 + 24, -340, 4)
        put(cover, ("#e3c27a", "#b5402f"))
    back = [(-34, -268), (34, -268), (54, -244), (46, -120), (-46, -120), (-54, -244)]
    put(smooth(back), (mix(shirt, "#fff6dc", 0.35), shirt, mix(shirt, "#4a5560", 0.3)))
    put(rounded(-14, -292, 14, -258, 10), (skin, mix(skin, "#8a4a30", 0.3)))
    if style == "tails":
        for side in (-1, 1):
            put(oval(side * 50, -296, 13, 40), (mix(hair, "#7a5040", 0.3), hair))
            put(oval(side * 44, -328, 9, 9), ("#d9533f", "#a83a2c"))
    if style == "long":
        put(rounded(-46, -340, 46, -204, 26), (mix(hair, "#6b4434", 0.35), hair))
    if style == "bun":
        put(oval(0, -392, 22, 18), (mix(hair, "#6b4434", 0.3), hair))
    for side in (-1, 1):
        put(oval(side * 46, -326, 8, 11), (skin, skin))
    put(oval(0, -332, 47, 52), (mix(hair, "#7a5040", 0.4), hair, mix(hair, "#000000", 0.3)))


def draw_reading_circle(canvas: Canvas, rng: random.Random) -> None:
    """Draw four children who read on a mat below a stilt house."""
    canvas.shade(box(0, 0, 1600, 620), ("#86bcbf", "#d6e6cc", "#fdf0cc"))
    ridge(canvas, rng, 470, 260, ("#7fa9a8", "#b3c9b8", "#f0e7c6"))
    canvas.soft(box(-50, 440, 1650, 540), "#fff4d6", 30, 0.8)
    for x in range(-20, 1640, 100):
        middle = (x + rng.uniform(-30, 30), 560)
        foliage(canvas, rng, middle, (90, 80), ("#37704c", "#5f965a", "#a3c473"), 11, 34)
    canvas.shade(box(0, 610, 1600, 1200), ("#d9c08a", "#b58d55", "#7d5a36"))
    # The house is above: floor boards and posts, the light comes from behind.
    canvas.shade(box(0, 0, 1600, 170), ("#3d2618", "#6b4429"))
    for board in range(23):
        x = board * 74
        canvas.line([(x, 0), (800 + (x - 800) * 0.92, 170)], "#24140c", 4, 0.7)
    canvas.shade(box(-10, 150, 1610, 206), ("#a8713f", "#5f3a22"))
    for left in (70, 520, 1040, 1470):
        canvas.soft(box(left + 20, 760, left + 300, 800), "#3d2816", 16, 0.5)
        canvas.shade(box(left, 196, left + 66, 800), ("#8a5a36", "#c48c55", "#5d3a22"), across=True)
        canvas.shade(rounded(left - 16, 780, left + 82, 822, 12), ("#b9b0a2", "#7d766c"))
    for x in (640, 900):
        canvas.line([(x, 206), (x, 300)], "#5d3a22", 4)
        canvas.shade(oval(x, 330, 44, 34), ("#e3b766", "#a8773c"))
        canvas.soft(oval(x, 336, 90, 80), "#ffe7a0", 40, 0.5)
    mat = [(360, 840), (1270, 840), (1480, 1120), (170, 1120)]
    canvas.soft([(x + 10, y + 16) for x, y in mat], "#2f1c10", 12, 0.6)
    canvas.shade(mat, ("#c9503f", "#8c2f36"))
    for stripe in range(9):
        a, b = stripe / 9, (stripe + 0.4) / 9
        piece = [
            (360 + 910 * a, 840),
            (360 + 910 * b, 840),
            (170 + 1310 * b, 1120),
            (170 + 1310 * a, 1120),
        ]
        canvas.fill(piece, ("#e9b75c", "#2f6f73", "#f0dfb4")[stripe % 3], 0.75)
    for x, y, size, clothes, style, cover in (
        (560.0, 880.0, 1.0, ("#2f6f73", "#2c3550", "#2a1c1c"), "short", "#d98a3d"),
        (1060, 884, 1.0, ("#d9823b", "#4a2f3f", "#2f2020"), "tails", "#2f6f73"),
        (420, 1040, 1.16, ("#b5402f", "#28384f", "#2a1c1c"), "long", "#7a8f5a"),
        (1190, 1046, 1.16, ("#e9d9b0", "#3c4a35", "#33231f"), "bun", "#8c3b3f"),
    ):
        child(canvas, x, y, size, clothes, style, cover)
    _pile(canvas, 800, 1086, ("#2f6f73", "#e3c27a", "#b5402f", "#28495c"))
    canvas.soft([(0, 200), (500, 200), (900, 1200), (200, 1200)], "#fff0c0", 60, 0.18)
    canvas.fade(box(0, 980, 1600, 1200), "#24140c", 0.0, 0.4)


def _pile(canvas: Canvas, x: float, foot: float, colours: Sequence[str]) -> None:
    canvas.soft(oval(x + 8, foot, 130, 18), "#1d0f0a", 9, 0.7)
    for index, colour in enumerate(colours):
        half = 112 - index * 9
        left, right = x - half + (index % 2) * 12, x + half
        canvas.shade(
            rounded(left, foot - 34, right, foot, 5),
            (mix(colour, "#ffffff", 0.25), colour, mix(colour, "#140a10", 0.35)),
        )
        canvas.fill(box(right - 24, foot - 29, right, foot - 7), "#f4e8cf")
        canvas.fill(box(left + 16, foot - 34, left + 26, foot), mix(colour, "#fff0c8", 0.5))
        foot -= 34


def draw_book_crate(canvas: Canvas, rng: random.Random) -> None:
    """Draw a wooden crate full of books on the grass, one of them open before it."""
    canvas.shade(box(0, 0, 1200, 900), ("#9cc9bf", "#dbe8c4", "#f4ebc4"))
    for _ in range(44):
        x, y = rng.uniform(-40, 1240), rng.uniform(60, 760)
        tone = mix("#6fa06a", "#fdf3c8", rng.random())
        canvas.soft(oval(x, y, 80, 70), tone, 34, 0.5)
    canvas.soft(oval(880, 230, 170, 170), "#fffbe6", 80, 0.9)
    canvas.shade(box(0, 860, 1200, 1600), ("#a9c868", "#7fa551", "#3f6a3a"))
    canvas.soft(box(-40, 800, 1240, 930), "#dbe6a4", 40, 0.9)
    for _ in range(700):
        x, y = rng.uniform(0, 1200), rng.uniform(900, 1600)
        tall = 14 + (y - 880) * 0.06
        tone = mix("#315f36", "#d3e48c", rng.random())
        canvas.line([(x, y), (x + rng.uniform(-8, 8), y - tall)], tone, 3, 0.55)
    canvas.soft(oval(620, 1230, 500, 60), "#1d3a20", 26, 0.75)
    x, spines = 236.0, list(BOOKS) * 2
    rng.shuffle(spines)
    for colour in spines:
        width, tall = rng.uniform(48, 82), rng.uniform(300, 430)
        if x + width > 970:
            break
        face = box(x, 900 - tall * 0.9, x + width - 4, 1000)
        canvas.shade(
            face, (mix(colour, "#ffffff", 0.3), colour, mix(colour, "#1a1420", 0.4)), across=True
        )
        for share in (0.12, 0.2):
            y = 900 - tall * (0.9 - share)
            canvas.fill(box(x + 6, y, x + width - 10, y + 9), mix(colour, "#fff2d2", 0.6))
        canvas.fill(
            oval(x + width / 2 - 2, 900 - tall * 0.42, width * 0.22, width * 0.22), "#fff2d2", 0.7
        )
        x += width
    canvas.fill(box(200, 985, 1000, 1232), "#3a2416")
    for slat in range(3):
        top = 880 + slat * 118
        stops = ("#e0b070", "#b57d45", "#8a5a30")
        canvas.shade(rounded(190, top, 1010, top + 104, 8), stops)
        for _ in range(7):
            y = top + rng.uniform(12, 92)
            wave = [(200 + k * 80, y + rng.uniform(-5, 5)) for k in range(11)]
            canvas.line(smooth(wave, closed=False, steps=5), "#6b4323", 2, 0.35)
        canvas.soft(box(196, top + 100, 1004, top + 116), "#2b160e", 5, 0.7)
    for left in (190, 946):
        canvas.shade(rounded(left, 860, left + 64, 1240, 8), ("#c9935a", "#8a5a33"), across=True)
        for y in (930, 1048, 1166):
            canvas.fill(oval(left + 32, y, 7, 7), "#5a3a20")
    canvas.fill(rounded(470, 930, 730, 978, 24), "#5a3a20")
    canvas.soft(oval(480, 1480, 300, 40), "#1d3a20", 18, 0.7)
    open_book(canvas, 480, 1400, 260, "#b5402f", -0.06)
    for _ in range(60):
        x, y = rng.uniform(-20, 1220), rng.uniform(1540, 1620)
        turn = -math.pi / 2 + rng.uniform(-0.6, 0.6)
        leaf = smooth([(0, 0), (60, -8), (130, 0), (60, 8)], steps=5)
        canvas.fill(placed(leaf, x, y, 1, turn), mix("#1f4a33", "#4f8a4d", rng.random()))
    for x, y, colour in ((930, 1420, "#f2c14e"), (1010, 1380, "#f6e3cf"), (1060, 1460, "#f3a6a0")):
        canvas.line([(x, y), (x + 6, y + 140)], "#2f5d36", 6)
        flower(canvas, x, y, 36, colour, 7)


def draw_spring_road(canvas: Canvas, rng: random.Random) -> None:
    """Draw the van on a misty road in spring, under a peach tree in blossom."""
    canvas.shade(box(0, 0, 1600, 700), ("#a9c3d3", "#dfe3dc", "#fbe9dc"))
    canvas.soft(oval(420, 260, 160, 160), "#fff6e6", 90, 0.95)
    for base, height, stops in (
        (460, 300, ("#a9bccb", "#cfd6d8", "#f6e8de")),
        (520, 260, ("#84a3b0", "#b9c9c6", "#f0e4d4")),
        (590, 190, ("#64918f", "#a5bfae", "#e6e3c8")),
    ):
        ridge(canvas, rng, base, height, stops)
        canvas.soft(box(-50, base - 30, 1650, base + 70), "#fff5ec", 34, 0.8)
    young = ("#b4cf7c", "#9cc06c", "#c9da90", "#86b062")
    terraces(canvas, rng, (-60, 1680), (560, 520), (760, 760), 9, young, 0.4)
    canvas.soft(box(-50, 540, 1650, 640), "#fff5ec", 50, 0.75)
    road = [(-60, 850), (500, 826), (1100, 834), (1660, 806)]
    upper = smooth(road, closed=False)
    canvas.shade([*upper, (1660, 1220), (-60, 1220)], ("#9cbb66", "#6f9a4a", "#3f6a3a"))
    lower = [(x, y + 118) for x, y in upper]
    canvas.shade([*upper, *reversed(lower)], ("#b0a79c", "#c4b7a6", "#978d84"))
    for a, b in pairwise(upper[::3]):
        canvas.line([(a[0], a[1] + 60), ((a[0] + b[0]) / 2, b[1] + 60)], "#fbf4e2", 6, 0.85)
    van(_Enlarged(canvas, 1.28, (420, 912)), rng, 0, 0)
    for x in range(20, 1600, 190):
        canvas.soft(oval(x + 8, 996, 18, 5), "#2b3a1c", 3, 0.6)
        canvas.shade(rounded(x - 8, 930, x + 8, 996, 5), ("#fffaf0", "#c9c0ac"), across=True)
        canvas.fill(rounded(x - 8, 930, x + 8, 950, 5), "#c9483a")
    for _ in range(420):
        x, y = rng.uniform(0, 1600), rng.uniform(1010, 1210)
        tone = mix("#2f5d36", "#cfe08c", rng.random())
        canvas.line([(x, y), (x + rng.uniform(-8, 8), y - rng.uniform(14, 34))], tone, 3, 0.6)
    _peach_tree(canvas, rng)


def _peach_tree(canvas: Canvas, rng: random.Random) -> None:
    """Draw a peach tree that frames the picture from the right."""
    boughs = (
        ([(1490, 1230), (1470, 1000), (1500, 760), (1440, 520), (1460, 300), (1400, 60)], 62),
        ([(1490, 800), (1380, 640), (1200, 560), (1040, 420), (880, 380)], 30),
        ([(1450, 560), (1330, 380), (1160, 260), (960, 170), (800, 150)], 28),
        ([(1450, 420), (1560, 260), (1640, 160)], 26),
        ([(1430, 200), (1290, 110), (1120, 50), (940, 10)], 20),
        ([(1200, 560), (1090, 570), (980, 540)], 14),
        ([(1160, 260), (1080, 320), (990, 320)], 12),
    )
    for points, width in boughs:
        curve = smooth(points, closed=False)
        for index, (a, b) in enumerate(pairwise(curve)):
            taper = width * (1 - 0.8 * index / len(curve))
            canvas.line([a, b], "#4a3430", taper)
            lit = [(a[0] - taper * 0.25, a[1]), (b[0] - taper * 0.25, b[1])]
            canvas.line(lit, "#8a6a5c", taper * 0.22, 0.7)
    for points, _ in boughs:
        for x, y in smooth(points, closed=False, steps=12)[14:]:
            if y > 760:
                continue
            if rng.random() < 0.62:
                shift = (x + rng.gauss(0, 26), y + rng.gauss(0, 22))
                colour = rng.choice(("#f2a0b0", "#e87f98", "#f7bcc4", "#f4abb4"))
                flower(canvas, *shift, rng.uniform(15, 27), colour, 5)
            elif rng.random() < 0.5:
                bud = oval(x + rng.gauss(0, 18), y + rng.gauss(0, 16), 8, 10)
                canvas.fill(bud, "#d9607f")
    for _ in range(46):
        petal = oval(rng.uniform(300, 1560), rng.uniform(300, 1160), 9, 5, rng.uniform(0, 3))
        canvas.fill(petal, rng.choice(("#f4abb4", "#f7c6cc")), 0.9)
