"""A locator map drawn from nothing but coordinates: where the stops lie to each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from plugins.mobile_library.stops import Stop
from plugins.values import Struct

WIDTH = 360
"""Units of the drawing, about pixels of a phone: at this width its labels have their size."""
TALLEST = 420
EDGE = 24
"""Room around the dots, in units."""
KILOMETRES_PER_DEGREE = 111.2
"""Of latitude, on a sphere with the mean radius of the Earth."""
NAMED = 60
"""Of more stops nobody could read the names."""
LEAST_SPAN = 1.0
"""Kilometres that the drawing shows at least: a single stop has no extent of its own."""
_CHARACTER, _LINE, _AWAY = 6.2, 13, 7
"""Width of a letter and height of a line of labels, and their distance from the dot, in units."""

Anchor = Literal["start", "end", "middle"]
Box = tuple[float, float, float, float]


class Label(Struct, frozen=True, kw_only=True):
    """A stop's name; `anchor` is SVG's text-anchor."""

    text: str
    x: float
    y: float
    anchor: Anchor


class Dot(Struct, frozen=True, kw_only=True):
    """A stop on the map, in units; `label` is None where its name found no room. `here` is the
    stop that the page is about."""

    x: float
    y: float
    label: Label | None
    here: bool


class Locator(Struct, frozen=True, kw_only=True):
    """The map, north on top; `scale` is a round number of kilometres and `scale_length` units."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    scale: str
    scale_length: float


def make_locator(stops: Iterable[Stop], here: Stop | None = None) -> Locator | None:
    """A map of the stops whose coordinates are known; None when there are none.

    Equirectangular with the mean latitude true to scale: of a province nobody sees a difference.
    """
    known = sorted(
        (s for s in stops if s.longitude is not None and s.latitude is not None),
        key=lambda s: (s is not here, s.slug),
    )
    if not known:
        return None
    places = _kilometres([(s.longitude or 0.0, s.latitude or 0.0) for s in known])
    east, north = max(x for x, _ in places), max(y for _, y in places)
    across, up = max(east, LEAST_SPAN), max(north, LEAST_SPAN)
    unit = min((WIDTH - 2 * EDGE) / across, (TALLEST - 2 * EDGE) / up)
    height = math.ceil(up * unit) + 2 * EDGE
    left, top = (WIDTH - east * unit) / 2, (height - north * unit) / 2
    points = [(left + x * unit, height - top - y * unit) for x, y in places]
    scale = _round((WIDTH - 2 * EDGE) / unit / 3)
    # The corner of the scale is no place for words.
    taken: list[Box] = [(0, height - 22, scale * unit + 40, height)]
    taken += [(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    dots = []
    for stop, (x, y) in zip(known, points, strict=True):
        label = _label(stop.name, x, y, height, taken) if len(known) <= NAMED else None
        dots.append(Dot(x=round(x, 1), y=round(y, 1), label=label, here=stop is here))
    return Locator(
        width=WIDTH,
        height=height,
        dots=tuple(dots),
        scale=f"{scale:g}".replace(".", ",") + " km",
        scale_length=round(scale * unit, 1),
    )


def _kilometres(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Longitudes and latitudes as kilometres from the south-west corner."""
    west = _westernmost([longitude for longitude, _ in places])
    south = min(latitude for _, latitude in places)
    north = max(latitude for _, latitude in places)
    shrink = math.cos(math.radians((south + north) / 2))
    return [
        (
            (longitude - west) % 360 * KILOMETRES_PER_DEGREE * shrink,
            (latitude - south) * KILOMETRES_PER_DEGREE,
        )
        for longitude, latitude in places
    ]


def _westernmost(longitudes: Sequence[float]) -> float:
    """The longitude after the widest gap: of places about the antimeridian, too."""
    around = sorted(set(longitudes))
    gaps = [(around[0] + 360 - around[-1], around[0])]
    gaps += [(east - west, east) for west, east in pairwise(around)]
    return max(gaps)[1]


def _round(kilometres: float) -> float:
    """The largest of 1, 2, 5, 10, 20, 50 … that is not above it."""
    power = 10.0 ** math.floor(math.log10(kilometres))
    return float(next(f * power for f in (5, 2, 1) if f * power <= kilometres * (1 + 1e-9)))


def _label(name: str, x: float, y: float, height: int, taken: list[Box]) -> Label | None:
    """The first place beside, above or below a dot where its name meets no other."""
    width = len(name) * _CHARACTER
    options: tuple[tuple[float, float, Anchor], ...] = (
        (x + _AWAY, y + 4, "start"),
        (x - _AWAY, y + 4, "end"),
        (x, y - _AWAY, "middle"),
        (x, y + _AWAY + 10, "middle"),
    )
    for at_x, at_y, anchor in options:
        start = at_x - {"start": 0.0, "end": width, "middle": width / 2}[anchor]
        box = (start, at_y - _LINE + 3, start + width, at_y + 3)
        inside = box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= height
        if inside and not any(_meet(box, other) for other in taken):
            taken.append(box)
            return Label(text=name, x=round(at_x, 1), y=round(at_y, 1), anchor=anchor)
    return None


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
