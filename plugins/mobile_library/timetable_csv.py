"""The public timetable in the open "Mobile library stops" schema, as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from plugins.formulas import inert
from plugins.mobile_library.stops import COLUMNS, DAYS, Service, Stop

_NUMBERS = ("geox", "geoy")


def timetable_csv(stops: Iterable[Stop]) -> bytes:
    """All rows of the stops; with a BOM, by which spreadsheets know UTF-8."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for stop in stops:
        for service in stop.services:
            cells = row(stop, service)
            writer.writerow({n: c if n in _NUMBERS else inert(c) for n, c in cells.items()})
    return file.getvalue().encode("utf-8-sig")


def row(stop: Stop, service: Service) -> dict[str, str]:
    """One row of the timetable in the schema's words, by its columns."""
    return {
        "organisation": service.organisation,
        "mobile": service.mobile,
        "route": service.route,
        "community": stop.community,
        "stop": stop.name,
        "address": stop.address,
        "postcode": stop.postcode,
        "geox": _decimal(stop.longitude),
        "geoy": _decimal(stop.latitude),
        "day": DAYS[service.weekday],
        "type": service.kind,
        "arrival": service.arrival,
        "departure": service.departure,
        "frequency": service.recurrence.rule,
        "start": service.start.isoformat() if service.start else "",
        "end": service.end.isoformat() if service.end else "",
        "exceptions": ",".join(day.isoformat() for day in service.exceptions),
        "timetable": service.timetable,
    }


def _decimal(degrees: float | None) -> str:
    """The shortest number that is read as the same, without an exponent."""
    return "" if degrees is None else format(Decimal(repr(degrees)), "f")
