"""When a limit will be reached, if things go on as they went in the last year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from plugins.values import Struct

YEAR = 365
"""Days that are looked back."""

LEAST_HISTORY = 90
"""Days since the oldest post under which nothing is foretold."""

FULL = 0.8
"""Share of a limit above which one is warned."""

SOON = 2.0
"""Years before the limit under which one is warned."""

FAR = 50.0
"""Years beyond which no day is named."""

State = Literal["free", "fine", "tight", "over"]


class Dated(Struct, frozen=True, kw_only=True):
    """What came with one post or film: its day, and the bytes."""

    day: date
    size: int


def growth(dated: Iterable[Dated], size: int, today: date) -> float | None:
    """Bytes by which something of now `size` bytes grows in a year; None where nobody can say.

    The whole is taken to grow as its dated part did: by the share of it that came within the last
    YEAR days. Where the oldest is younger, that is all of it, and is stretched to a year.
    """
    past = [one for one in dated if one.day <= today]
    whole = sum(one.size for one in past)
    if not whole:
        return None
    history = (today - min(one.day for one in past)).days
    if history < LEAST_HISTORY:
        return None
    begin = today - timedelta(days=YEAR)
    recent = sum(one.size for one in past if one.day > begin)
    return size * recent / whole * YEAR / min(YEAR, history)


class Forecast(Struct, frozen=True, kw_only=True):
    """How full a limit is: bytes now, the most there may be (0: no limit), bytes more a year (None
    where nobody can say); with `at_least` there may be more than these bytes, so that no time until
    the limit is true."""

    size: int
    limit: int
    growth: float | None
    at_least: bool = False

    @property
    def share(self) -> float:
        """The part of the limit that is used."""
        return self.size / self.limit if self.limit else 0.0

    @property
    def years(self) -> float | None:
        """Years until the limit is reached; None where nothing grows, or nobody can say."""
        if not self.limit or not self.growth or self.at_least:
            return None
        return max(0.0, (self.limit - self.size) / self.growth)

    @property
    def state(self) -> State:
        """`free` has no limit."""
        if not self.limit:
            return "free"
        if self.size > self.limit:
            return "over"
        tight = self.share > FULL or (self.years is not None and self.years < SOON)
        return "tight" if tight else "fine"

    def reached(self, today: date) -> date | None:
        """The day on which the limit is reached; None where there is none, or none so near that
        one could name it."""
        if self.years is None or self.years > FAR:
            return None
        return today + timedelta(days=round(self.years * YEAR))
