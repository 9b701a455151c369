"""A mobile library for benchmarks: made-up stops with their timetable, and the trips of a year."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from plugins.mobile_library import results, stops, trips
from plugins.mobile_library.stops import DAYS, parse_stops

RULES = ("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=4", "FREQ=MONTHLY;BYDAY=2")
SAMPLE = "Dữ liệu mẫu"
YEAR = 2021


def write_mobile_library(content: Path, count: int, made: int) -> None:
    """Write `count` stops on 20 routes of 4 vans, and `made` trips: one in 60 is off or moved."""
    _write(content / stops.FILE, stops.COLUMNS, map(_stop, range(count)))
    found, _ = parse_stops((content / stops.FILE).read_bytes(), stops.FILE)
    _write(content / trips.FILE, trips.COLUMNS, _trips(found, made))
    targets = [{"year": str(YEAR), "measure": name, "target": "3000"} for name in results.MEASURES]
    _write(content / results.FILE, results.COLUMNS, targets)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def _stop(number: int) -> dict[str, str]:
    day, hour = DAYS[number % 5], 7 + number // 5 % 4 * 2
    rule = RULES[number % len(RULES)]
    return {
        "organisation": SAMPLE,
        "mobile": f"Xe thư viện {number % 4 + 1}",
        "route": f"Tuyến {number % 20 + 1}",
        "community": f"Xã Mẫu {number % 40 + 1}",
        "stop": f"Nhà văn hóa thôn Ví Dụ {number + 1}",
        "address": f"Sân nhà văn hóa, cạnh đường liên xã {number % 9 + 1}",
        "geox": f"{104.2 + number % 20 * 0.05:.4f}",
        "geoy": f"{21.4 + number // 20 * 0.06:.4f}",
        "day": day,
        "type": "Public",
        "arrival": f"{hour:02}:00",
        "departure": f"{hour + 1:02}:30",
        "frequency": rule + (day[:2].upper() if rule.endswith("2") and "BYDAY" in rule else ""),
        "start": (date(YEAR, 1, 4) + timedelta(days=number % 28)).isoformat(),
        "exceptions": f"{YEAR}-04-30,{YEAR}-09-02",
    }


def _trips(known: Sequence[stops.Stop], count: int) -> list[dict[str, str]]:
    days = [
        (day, stop)
        for stop in known
        for service in stop.services
        for day in service.dates(date(YEAR, 1, 1), date(YEAR, 12, 31))
    ]
    days.sort(key=lambda pair: (pair[0], pair[1].slug))
    if len(days) < count:
        raise ValueError(f"the timetable has only {len(days)} sessions in {YEAR}")
    rows = []
    for number in range(count):
        day, stop = days[number * len(days) // count]
        row = {"date": day.isoformat(), "stop": stop.slug, "status": "served", "note": SAMPLE}
        row |= {"visitors": str(20 + number % 50), "loans": str(30 + number % 90)}
        row["remote"] = "yes" if number % 3 else "no"
        if number % 60 == 0:
            row |= {"status": "cancelled", "visitors": "", "loans": ""}
        elif number % 60 == 30:
            moved = (day + timedelta(days=1)).isoformat()
            row |= {"status": "moved", "visitors": "", "loans": "", "new_date": moved}
        rows.append(row)
    return rows
