"""Trips of the van, made or known to come: reading `chuyen-xe.csv`."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import Literal

from plugins.mobile_library.tables import SAMPLE, Row, read_table
from plugins.problems import Problem
from plugins.values import Struct
from plugins.vietnamese import nearest

FILE = "xe-thu-vien/chuyen-xe.csv"
COLUMNS = (
    "date", "route", "stop", "status", "visitors", "loans", "remote", "note",
    "new_date", "new_arrival", "new_stop", "announced",
)  # fmt: skip
REQUIRED = ("date", "stop", "status")
STATUSES = ("served", "cancelled", "moved")
_MEANINGS = ("đã đi", "nghỉ", "dời")

Status = Literal["served", "cancelled", "moved"]


class Trip(Struct, frozen=True, kw_only=True):
    """One row. `stop` and `new_stop` are slugs; counts are None where nobody counted.

    A moved trip has at least one of `new_date`, `new_arrival` (`HH:MM`) and `new_stop`. `announced`
    is the day on which readers were told, None where nobody wrote it.
    """

    date: datetime.date
    route: str
    stop: str
    status: Status
    visitors: int | None
    loans: int | None
    remote: bool
    note: str
    new_date: datetime.date | None
    new_arrival: str | None
    new_stop: str
    announced: datetime.date | None
    sample: bool
    line: int


def parse_trips(
    data: bytes, path: str, stops: Collection[str], today: datetime.date
) -> tuple[tuple[Trip, ...], list[Problem]]:
    """Trips from the bytes of the CSV file at `path`; `stops` are the slugs that exist.

    What is over at a stop that is no longer there only warns: a trip that was made counts all the
    same. What is yet to come there is an error, for nobody would read of it.
    """
    table = read_table(data, path, COLUMNS, REQUIRED)
    problems = list(table.problems)
    trips = []
    changes: dict[tuple[datetime.date, str], list[Trip]] = defaultdict(list)
    for row in table.rows:
        trip = _trip(row, stops, today)
        if trip is not None and trip.status != "served":
            _check_against(changes[trip.date, trip.stop], trip, row)
            changes[trip.date, trip.stop].append(trip)
        problems += row.problems
        if trip is not None:
            trips.append(trip)
    trips.sort(key=lambda trip: (trip.date, trip.line))
    return tuple(trips), problems


def _check_against(earlier: list[Trip], trip: Trip, row: Row) -> None:
    """A session that goes to two places, or is cancelled and moved; twice cancelled is harmless."""
    for other in earlier:
        same_route = not trip.route or not other.route or trip.route == other.route
        if same_route and "moved" in (trip.status, other.status):
            message = f"buổi này đã nghỉ hoặc dời ở dòng {other.line}"
            row.refuse("status", message, "giữ lại một trong hai dòng")
            return


def _trip(row: Row, stops: Collection[str], today: datetime.date) -> Trip | None:
    day = row.day("date")
    status = row.choice("status", STATUSES, _MEANINGS) if row.text("status") else None
    visitors, loans, remote = row.whole("visitors"), row.whole("loans"), row.flag("remote")
    new_date, new_arrival = row.day("new_date"), row.time_of_day("new_arrival")
    stop, new_stop = row.text("stop"), row.text("new_stop")
    for column, slug in (("stop", stop), ("new_stop", new_stop)):
        if slug and slug not in stops:
            close = nearest(slug, stops)
            hint = f"có phải là “{close}”?" if close else "gõ tên điểm dừng không dấu, nối bằng -"
            days = [known for known in (day, new_date) if known]
            over = status == "served" or (days and max(days) < today)
            complain = row.warn if over else row.refuse
            complain(column, f"không có điểm dừng “{slug}”", hint)
    if status == "served" and day is not None and day > today:
        row.refuse("status", "ngày này chưa tới mà ghi là đã phục vụ", "sửa ngày hoặc status")
    moved = bool(new_date or new_arrival or new_stop)
    if status == "moved" and not moved:
        row.refuse("status", "chuyến dời đi mà không nói tới đâu", "điền new_date, new_arrival"
                   " hoặc new_stop")  # fmt: skip
    if status not in (None, "moved") and moved:
        row.warn("new_date", "chỉ chuyến moved mới có các cột new_…", "đổi status, hoặc xóa ô đó")
    if day is None or status is None or not stop:
        return None
    return Trip(
        date=day,
        route=row.text("route"),
        stop=stop,
        status=status,  # type: ignore[arg-type]  # one of STATUSES
        visitors=visitors,
        loans=loans,
        remote=remote or False,
        note=row.text("note"),
        new_date=new_date,
        new_arrival=new_arrival,
        new_stop=new_stop,
        announced=row.day("announced"),
        sample=SAMPLE in row.text("note"),
        line=row.line,
    )
