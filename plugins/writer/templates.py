"""How templates are read, and the filters they may use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from jinja2 import StrictUndefined

from plugins.settings import SiteSettings
from plugins.vietnamese import format_date, format_datetime, format_number

ENVIRONMENT: dict[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,  # a name that is not there is an error, not an empty place
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": [],
}


def filters(site: SiteSettings) -> dict[str, Callable[..., str]]:
    """The closed set of filters."""

    def link(address: str) -> str:
        """The root-relative address of a site path; addresses of other sites stay."""
        return address if "://" in address else f"{site.base_path}/{address}"

    def date_and_time(moment: datetime) -> str:
        """As the old portal showed it; a date written without a time stays without."""
        midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
        return format_date(moment) if midnight else format_datetime(moment)

    def isodate(moment: datetime) -> str:
        """For <time datetime>."""
        return moment.isoformat(timespec="seconds")

    return {
        "link": link,
        "date": format_date,
        "datetime": date_and_time,
        "isodate": isodate,
        "number": format_number,
    }
