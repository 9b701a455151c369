"""Public holidays: the one door to the `holidays` package.

It does not know the days off that a government grants or swaps from year to year.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def public_holidays(code: str, years: Iterable[int]) -> dict[date, str]:
    """Holidays of a country or a part of it (ISO 3166: `VN`, `GB-SCT`) with their names.

    The names are Vietnamese where the package has them. Raises LookupError when it does not know
    the code.
    """
    from holidays import country_holidays  # noqa: PLC0415 (slow, and only a check needs it)

    country, _, part = code.partition("-")
    try:
        found = country_holidays(country, part or None, years=years, language="vi")
    except NotImplementedError:
        raise LookupError(code) from None
    return dict(found.items())
