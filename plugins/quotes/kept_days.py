"""Which quotation each day shows, kept between builds: to choose for two years takes longer than
all else that an edit does with quotations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from plugins.files import digest
from plugins.kept import keep, read_kept
from plugins.quotes.choice import two_years
from plugins.quotes.quotations import Quote

NAME = "quotes.json"
"""The file in the cache folder; it holds one file of quotations and one year at a time."""


def kept_days(data: bytes, quotes: Sequence[Quote], year: int, cache: Path | None) -> Sequence[int]:
    """The `choice.two_years` of the quotations in the bytes `data`. Without a cache folder nothing
    is known from before."""
    if cache is None:
        return two_years(quotes, year)
    made_of = digest(data, str(year).encode())
    known = json.loads(read_kept(cache / NAME) or b"{}")
    if known.get("made_of") != made_of:
        known = {"made_of": made_of, "days": two_years(quotes, year)}
        keep(cache / NAME, json.dumps(known).encode())
    days: Sequence[int] = known["days"]
    return days
