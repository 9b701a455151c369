"""The day of a build, as a site tells it to whoever asks how old it is.

Of the day, not of the moment: builds of one day give the same bytes, and only one small file
changes with it, not every page.
"""

from __future__ import annotations

import re
from datetime import date

from plugins.vietnamese import nfc

FILE = "robots.txt"
"""Where it stands, in a comment: a file that every host serves as it is."""

_LINE = re.compile(r"^# Bản dựng ngày (\d{4}-\d\d-\d\d)$", re.MULTILINE | re.ASCII)


def tell_day(day: date) -> str:
    """The line of the file, with its end."""
    return f"# Bản dựng ngày {day.isoformat()}\n"


def read_day(data: bytes) -> date | None:
    """The day that a file tells; None when it tells none."""
    found = _LINE.search(nfc(data.decode("utf-8", errors="replace").replace("\r\n", "\n")))
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
