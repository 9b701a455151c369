"""Tables, stops and trips for the tests of the mobile library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from plugins.mobile_library import stops, trips
from plugins.mobile_library.recurrence import parse_recurrence
from plugins.mobile_library.stops import DAYS, Service, Stop, parse_stops
from plugins.mobile_library.trips import Trip
from plugins.problems import Problem

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2021, 3, 1, 8, tzinfo=ZONE)
"""The moment at which tests look at the calendar, the same as tests.support.sites.NOW."""

ROW = {
    "organisation": "Thư viện tỉnh",
    "mobile": "Xe 1",
    "route": "Tuyến 1",
    "community": "Xã Cường Thịnh",
    "stop": "Trường tiểu học",
    "address": "Thôn 1",
    "geox": "104.87",
    "geoy": "21.7",
    "day": "Tuesday",
    "type": "Public",
    "arrival": "08:00",
    "departure": "10:30",
    "frequency": "FREQ=WEEKLY;INTERVAL=2",
    "start": "2021-01-05",
}
"""A right row of diem-dung.csv."""


def table(columns: Sequence[str], rows: Sequence[Mapping[str, str]], delimiter: str = ",") -> str:
    """A CSV file with every cell in quotation marks but the header's."""

    def line(cells: Sequence[str]) -> str:
        return delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells)

    body = [line([row.get(name, "") for name in columns]) for row in rows]
    return "\n".join([delimiter.join(columns), *body, ""])


def stop_table(*rows: Mapping[str, str], delimiter: str = ",") -> str:
    """diem-dung.csv; each row is ROW with these changes."""
    return table(stops.COLUMNS, [ROW | dict(row) for row in rows], delimiter)


def trip_table(*rows: Mapping[str, str]) -> str:
    """chuyen-xe.csv."""
    return table(trips.COLUMNS, rows)


def told(problems: Sequence[Problem], file: str) -> list[tuple[int | None, str]]:
    """Line and message of each problem; a warning's message with `?` before it."""
    assert all(problem.path == file and problem.hint for problem in problems)
    marks = {"error": "", "warning": "? "}
    return [(problem.line, marks[problem.level] + problem.message) for problem in problems]


def read_stops(text: str) -> tuple[tuple[Stop, ...], list[tuple[int | None, str]]]:
    """Stops of a table and what is wrong with it."""
    found, problems = parse_stops(text.encode(), stops.FILE)
    return found, told(problems, stops.FILE)


def service(day: str = "Tuesday", rule: str = "", **values: Any) -> Service:
    """A service on a day of the week, each week from 08:00 to 10:30 unless told otherwise."""
    standard: dict[str, Any] = {
        "organisation": "Thư viện tỉnh",
        "route": "Tuyến 1",
        "mobile": "Xe 1",
        "kind": "Public",
        "weekday": DAYS.index(day),
        "arrival": "08:00",
        "departure": "10:30",
        "recurrence": parse_recurrence(rule),
        "start": date(2021, 1, 5),
        "end": None,
        "exceptions": (),
        "timetable": "",
        "line": 2,
    }
    return Service(**(standard | values))


def stop(slug: str, *services: Service, **values: Any) -> Stop:
    """A stop, with one weekly service unless told otherwise."""
    standard: dict[str, Any] = {
        "slug": slug,
        "url": f"xe-thu-vien/diem-dung/{slug}/",
        "name": slug.replace("-", " ").title(),
        "community": "",
        "address": "",
        "postcode": "",
        "longitude": None,
        "latitude": None,
        "services": services or (service(),),
        "sample": False,
    }
    return Stop(**(standard | values))


def trip(day: str, at: str = "a", status: str = "served", **values: Any) -> Trip:
    """A trip, made unless told otherwise; `day` is ISO 8601."""
    standard: dict[str, Any] = {
        "date": date.fromisoformat(day),
        "route": "",
        "stop": at,
        "status": status,
        "visitors": None,
        "loans": None,
        "remote": False,
        "note": "",
        "new_date": None,
        "new_arrival": None,
        "new_stop": "",
        "announced": None,
        "sample": False,
        "line": 2,
    }
    return Trip(**(standard | values))
