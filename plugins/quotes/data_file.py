"""The file that the banner's script reads: all quotations, and which one each day shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from plugins.files import digest
from plugins.quotes.quotations import Quote
from plugins.quotes.shown import Quotation
from plugins.values import names_of


def data_file(quotes: Sequence[Quote], year: int, days: Sequence[int]) -> tuple[str, bytes]:
    """Its site path and its bytes; both empty where there is nothing to exchange.

    `days` are the `choice.two_years` of these quotations. The file too names the one of each day by
    a number, -1 is none: a script that only looks them up cannot choose otherwise than the build.
    Both years are whole, so that the file is the same until the quotations or the year change.
    """
    fitting = [quote for quote in quotes if quote.fits_banner]
    if len(fitting) < 2:
        return "", b""
    fitting.sort(key=lambda quote: bool(quote.days))  # for any day first, then those of some days
    numbers: dict[Quote | None, int] = {None: -1}
    numbers.update((quote, number) for number, quote in enumerate(fitting))
    value = {
        "first": date(year, 1, 1).isoformat(),
        "days": [numbers[quotes[day] if day >= 0 else None] for day in days],
        "anyDay": sum(not quote.days for quote in fitting),
        "quotes": [_told(Quotation.of(quote)) for quote in fitting],
    }
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return f"static/trich-dan.{digest(data)}.json", data


def _told(quotation: Quotation) -> dict[str, Any]:
    """Without what is empty."""
    names = names_of(Quotation)
    return {name: value for name in names if (value := getattr(quotation, name))}
