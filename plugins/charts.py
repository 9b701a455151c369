"""Charts of columns: where everything stands, in percent of the drawing.

Percent and not units of a viewBox, so that text keeps the size that the reader chose, on a phone
too; only the columns stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Literal

from plugins.values import Struct
from plugins.vietnamese import format_number

LEFT, TOP, BASE = 12.0, 12.0, 88.0
"""Where the columns begin, the top of the axis, and its nought."""
FILLED = 0.7
"""How much of its place a column takes."""
FEWEST = 5
"""Places on the axis at least: two columns need not fill the page."""
STEPS = 4
"""Most steps of an axis."""
WORDS = 8
"""How high a line of text is."""


class Bar(Struct, frozen=True, kw_only=True):
    """What one column shows: `part` of `done` is darker; None where nothing is known."""

    label: str
    done: int | None
    part: int = 0
    target: int | None = None


class Part(Struct, frozen=True, kw_only=True):
    """A rectangle of a column, from its upper edge `y`."""

    kind: Literal["dark", "light"]
    y: float
    height: float


class Column(Struct, frozen=True, kw_only=True):
    """A column from `x`, `width` wide, its words in the `middle`: `label` below it, `value` above
    `top`. A mark at the height of its `target` goes from `left` to `right`, beyond its sides."""

    label: str
    value: str
    x: float
    width: float
    left: float
    middle: float
    right: float
    top: float
    parts: tuple[Part, ...]
    target: float | None


class Tick(Struct, frozen=True, kw_only=True):
    """A line of the axis."""

    label: str
    y: float


class ColumnChart(Struct, frozen=True, kw_only=True):
    """A chart; `name` begins its ids, `title` and `description` say in words what it shows.

    `split` tells that columns have a darker part, `marked` that there are targets.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    split: bool
    marked: bool


def column_chart(name: str, title: str, description: str, bars: Sequence[Bar]) -> ColumnChart:
    """A chart of at least one bar."""
    values = axis(max(max(bar.done or 0, bar.target or 0) for bar in bars))
    split = any(bar.part for bar in bars)
    place = (100 - LEFT) / max(len(bars), FEWEST)
    return ColumnChart(
        name=name,
        title=title,
        description=description,
        columns=tuple(
            _column(bar, LEFT + number * place, place, values[-1], split=split)
            for number, bar in enumerate(bars)
        ),
        ticks=tuple(
            Tick(label=format_number(value), y=_height(value, values[-1])) for value in values
        ),
        split=split,
        marked=any(bar.target for bar in bars),
    )


def axis(highest: int) -> range:
    """Round numbers (1, 2 or 5 times a power of ten apart) from nought to the first that is not
    below `highest`, at most STEPS of them after nought."""
    steps = (factor * 10**power for power in count() for factor in (1, 2, 5))
    step = next(step for step in steps if step * STEPS >= highest)
    top = max(1, -(-highest // step)) * step
    return range(0, top + 1, step)


def _column(bar: Bar, x: float, place: float, highest: int, *, split: bool) -> Column:
    done = bar.done or 0
    dark = bar.part if split else done
    top, border = _height(done, highest), _height(dark, highest)
    light = Part(kind="light", y=top, height=round(border - top, 2))
    target = _height(bar.target, highest) if bar.target else None
    words = target if target is not None and 0 < top - target < WORDS else top
    below = Part(kind="dark", y=border, height=round(BASE - border, 2))
    return Column(
        label=bar.label,
        value="" if bar.done is None else format_number(bar.done),
        x=round(x + place * (1 - FILLED) / 2, 2),
        width=round(place * FILLED, 2),
        left=round(x + place * 0.05, 2),
        middle=round(x + place / 2, 2),
        right=round(x + place * 0.95, 2),
        top=words,
        parts=tuple(part for part in (light, below) if part.height > 0),
        target=target,
    )


def _height(value: int, highest: int) -> float:
    return round(BASE - (BASE - TOP) * value / highest, 2)
