"""Which quotation each day of a year shows, the same for everyone.

Every quotation draws a number for each day from its own words. The best draws of all are given
their days first, and no quotation gets a day within six of one that it has. A quotation that is
added takes the days that it wins, and few others have to move: what a day shows depends only on
better draws close by, not on all the days before.
"""

from __future__ import annotations

import hashlib
import heapq
import math
import struct
from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter

from plugins.quotes.quotations import Quote

APART = 7
"""Days from one showing of a quotation to its next, at least, where there are ENOUGH."""

ENOUGH = 2 * APART - 1
"""So many that one is always free: there are twelve days within six of a day."""

_MARGIN = 60
"""Days before and after a year that are drawn with it, so that years fit together."""

_BLOCK = struct.Struct(">8I")  # one digest draws for eight days

Draw = tuple[float, int]


def two_years(quotes: Sequence[Quote], year: int) -> tuple[int, ...]:
    """The numbers of the quotations of all days of a year and the next; -1 on days of none."""
    numbers: dict[Quote | None, int] = {None: -1}
    numbers.update((quote, number) for number, quote in enumerate(quotes))
    of = tuple(quotes)
    return tuple(numbers[one] for y in (year, year + 1) for one in quotes_of_the_year(of, y))


def quotes_of_the_year(quotes: tuple[Quote, ...], year: int) -> tuple[Quote | None, ...]:
    """The quotations of all days of a year: of each day one of those whose `days` name it, else one
    that has no `days`; None where there is none.

    The order of `quotes` does not matter, and one that is too long for the banner is passed by.
    """
    drawing = sorted((_Drawing(quote) for quote in quotes if quote.fits_banner), key=_KEY)
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    shown = _given_out(_draws(drawing, first - _MARGIN, last + _MARGIN))
    return tuple(
        drawing[shown[day]].quote if day in shown else None for day in range(first, last + 1)
    )


def _given_out(draws: Mapping[int, Sequence[Draw]]) -> dict[int, int]:
    """Days and the numbers of their quotations."""
    # Of a day's draws no more can fail than there are days close by.
    best = (
        (draw, number, day)
        for day, drawn in draws.items()
        for draw, number in heapq.nsmallest(ENOUGH, drawn)
    )
    shown: dict[int, int] = {}
    for _, number, day in sorted(best):
        if day not in shown and _distance(shown, day).get(number, APART) >= APART:
            shown[day] = number
    for day, drawn in draws.items():  # too few quotations: the one that is farthest from its next
        if day not in shown and drawn:
            near = _distance(shown, day)
            shown[day] = min(drawn, key=lambda one: (-near.get(one[1], APART), one))[1]
    return shown


def _distance(shown: Mapping[int, int], day: int) -> dict[int, int]:
    """The quotations around a day, and how many days away each is."""
    found: dict[int, int] = {}
    for away in range(1, APART):
        for other in (day - away, day + away):
            if other in shown:
                found.setdefault(shown[other], away)
    return found


def _draws(drawing: Sequence[_Drawing], first: int, last: int) -> dict[int, list[Draw]]:
    """What the quotations that may have a day draw for it, each with its number; the least wins."""
    ordinary = [number for number, one in enumerate(drawing) if not one.quote.days]
    special = [number for number, one in enumerate(drawing) if one.quote.days]
    found = {}
    for day in range(first, last + 1):
        here = date.fromordinal(day)
        today = [n for n in special if any(here in days for days in drawing[n].quote.days)]
        found[day] = [(drawing[number].draw(day), number) for number in today or ordinary]
    return found


class _Drawing:
    """A quotation and its draws, eight days at a time."""

    def __init__(self, quote: Quote) -> None:
        self.quote = quote
        self.key = quote.key
        self._block = 0
        self._drawn: tuple[int, ...] = ()

    def draw(self, day: int) -> float:
        """Minus the logarithm of a chance, divided by the weight: the least of such numbers is
        each one's with a probability in proportion to its weight."""
        block, place = divmod(day, 8)
        if block != self._block:
            digest = hashlib.sha256(f"{block}\n{self.key}".encode()).digest()
            self._block, self._drawn = block, _BLOCK.unpack(digest)
        return -math.log((self._drawn[place] + 1) / (2**32 + 1)) / self.quote.weight


_KEY = attrgetter("key")
