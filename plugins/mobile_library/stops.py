"""Stops of the mobile library and when the van calls: reading `diem-dung.csv`.

The columns are those of the open "Mobile library stops" schema.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from urllib.parse import urlsplit

from plugins.addresses import stop_address
from plugins.files import digest
from plugins.mobile_library.recurrence import HINT, Recurrence, parse_recurrence
from plugins.mobile_library.tables import SAMPLE, Row, read_table
from plugins.problems import Problem
from plugins.values import Struct
from plugins.vietnamese import WEEKDAYS, slugify

FILE = "xe-thu-vien/diem-dung.csv"
COLUMNS = (
    "organisation", "mobile", "route", "community", "stop", "address", "postcode", "geox", "geoy",
    "day", "type", "arrival", "departure", "frequency", "start", "end", "exceptions", "timetable",
)  # fmt: skip
"""Columns of the schema, in its order."""

REQUIRED = ("stop", "day", "type", "arrival", "departure")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PRIVATE = "Private"
TYPES = ("Public", PRIVATE, "Dynamic", "Other")


class Service(Struct, frozen=True, kw_only=True):
    """One row of the timetable. Times are `HH:MM`, local; `weekday` counts from Monday, 0.

    Without `start` it has run for ever; `kind` is one of TYPES, `mobile` names the van;
    `exceptions` are in their order, each once.
    """

    organisation: str
    route: str
    mobile: str
    kind: str
    weekday: int
    arrival: str
    departure: str
    recurrence: Recurrence
    start: date | None
    end: date | None
    exceptions: tuple[date, ...]
    timetable: str
    line: int

    @property
    def day(self) -> str:
        """The day's Vietnamese name."""
        return WEEKDAYS[self.weekday]

    @property
    def frequency(self) -> str:
        """How often, in Vietnamese."""
        return self.recurrence.words

    def ended(self, today: date) -> bool:
        """Whether the van will not come here any more by this row."""
        ends = [day for day in (self.end, self.recurrence.until) if day is not None]
        return any(day < today for day in ends)

    def dates(self, after: date, last: date) -> Iterator[date]:
        """Days of service from `after` to `last`, both included, without the exceptions."""
        begin = self.begin(after)
        for day in self.recurrence.dates(begin, after, min(last, self.end or last)):
            if not self.excepted(day):
                yield day

    def excepted(self, day: date) -> bool:
        """Whether it is one of the exceptions, which stand in their order and may be many."""
        at = bisect_left(self.exceptions, day)
        return self.exceptions[at : at + 1] == (day,)

    def runs_on(self, day: date) -> bool:
        """Whether it is a day of service."""
        return any(self.dates(day, day))

    def begin(self, standard: date) -> date:
        """The day from which its rule counts: the first `day` on or after `start`, which is
        `standard` where the row has none."""
        start = self.start or standard
        return start + timedelta(days=(self.weekday - start.weekday()) % 7)


class Stop(Struct, frozen=True, kw_only=True):
    """A public stop with all rows of its timetable; `url` is its site path.

    `longitude` and `latitude` are degrees of WGS 84, None where nobody measured.
    """

    slug: str
    url: str
    name: str
    community: str
    address: str
    postcode: str
    longitude: float | None
    latitude: float | None
    services: tuple[Service, ...]
    sample: bool

    @property
    def place(self) -> str:
        """Address and community in one line."""
        return ", ".join(part for part in (self.address, self.community) if part)

    @property
    def routes(self) -> tuple[str, ...]:
        """The routes that call here."""
        return tuple(dict.fromkeys(service.route for service in self.services if service.route))

    @property
    def timetables(self) -> tuple[str, ...]:
        """Addresses of timetables to read elsewhere."""
        return tuple(dict.fromkeys(s.timetable for s in self.services if s.timetable))


def parse_stops(data: bytes, path: str) -> tuple[tuple[Stop, ...], list[Problem]]:
    """Public stops from the bytes of the CSV file at `path`, and all that is wrong with it.

    Rows of type Private (home visits) are checked, but never come out; problems name their line.
    """
    table = read_table(data, path, COLUMNS, REQUIRED)
    problems = list(table.problems)
    found: dict[tuple[str, str], list[tuple[Row, Service]]] = defaultdict(list)
    for row in table.rows:
        service = _service(row)
        if service is not None and service.kind != PRIVATE:
            key = (row.text("community").casefold(), row.text("stop").casefold())
            found[key].append((row, service))
    communities: dict[str, set[str]] = defaultdict(set)  # of each name, as addresses tell names
    for community, name in found:
        communities[slugify(name) or name].add(community)
    stops = []
    for (community, name), rows in found.items():
        slug = slugify(name)
        if len(communities[slug or name]) > 1:
            slug = slugify(f"{name} {community}")
        # A name in letters that have no Latin form still needs an address.
        slug = slug or f"diem-{digest(name.encode(), community.encode())[:8]}"
        stops.append(_stop(slug, rows))
    for row in table.rows:  # also of rows that came to nothing, and of what _stop asked
        problems += row.problems
    problems += _same_address(stops, path)
    stops.sort(key=lambda stop: (*_week_order(stop.services[0]), stop.name, stop.slug))
    return tuple(stops), problems


def _week_order(service: Service) -> tuple[int, str]:
    return service.weekday, service.arrival


def _service(row: Row) -> Service | None:
    """The timetable of one row; None when something needed cannot be read."""
    row.discreet = row.text("type").casefold().startswith(PRIVATE[:4].casefold())  # or misspelt
    day = row.choice("day", DAYS, WEEKDAYS) if row.text("day") else None
    kind = row.choice("type", TYPES) if row.text("type") else None
    arrival, departure = row.time_of_day("arrival"), row.time_of_day("departure")
    if arrival and departure and departure < arrival:
        message = f"xe đi lúc {departure}, trước khi đến lúc {arrival}"
        row.refuse("departure", message, "sửa giờ ở cột arrival hoặc departure")
    start = row.day("start")
    for_ever = "9999" in row.text("end")  # some programs write the last day there is
    end = None if for_ever else row.day("end")
    if start and end and end < start:
        row.refuse("end", "ngày kết thúc đứng trước ngày bắt đầu", "sửa ngày ở cột start hoặc end")
    recurrence = None
    try:
        recurrence = parse_recurrence(row.text("frequency"))
    except ValueError as error:
        row.refuse("frequency", str(error), HINT)
    else:
        counted = recurrence.interval > 1 or recurrence.count or not recurrence.plain
        if counted and not row.text("start"):
            hint = "gõ ngày đầu tiên xe chạy vào cột start"
            row.refuse("start", "nhịp này cần có ngày bắt đầu", hint)
    exceptions = row.days("exceptions")
    timetable = _web_address(row)
    if day is None or kind is None or not arrival or not departure or recurrence is None:
        return None
    service = Service(
        organisation=row.text("organisation"),
        route=row.text("route"),
        mobile=row.text("mobile"),
        kind=kind,
        weekday=DAYS.index(day),
        arrival=arrival,
        departure=departure,
        recurrence=recurrence,
        start=start,
        end=end,
        exceptions=exceptions,
        timetable=timetable,
        line=row.line,
    )
    if start and any(found.weekday() != service.weekday for found in _first_dates(service, start)):
        hint = "sửa cột day, hoặc thêm BYDAY vào frequency"
        row.warn("frequency", f"nhịp này không chỉ rơi vào {service.day}", hint)
    return service


def _first_dates(service: Service, start: date) -> Iterator[date]:
    """Enough days to see on which days of the week a rule falls: a yearly one has two in them."""
    return islice(service.dates(start, start + timedelta(days=2 * 366)), 12)


def _web_address(row: Row) -> str:
    """The timetable's address, when a browser may be sent there."""
    text = row.text("timetable")
    try:
        usable = urlsplit(text).scheme in ("http", "https") and urlsplit(text).netloc
    except ValueError:
        usable = ""
    if text and not usable:
        row.warn("timetable", f"không phải địa chỉ web: “{text}”", "gõ địa chỉ bắt đầu https://")
    return text if usable else ""


def _stop(slug: str, rows: list[tuple[Row, Service]]) -> Stop:
    """A stop from its rows: of each cell, the first row that has it tells."""

    def first(column: str) -> str:
        return next((text for row, _ in rows if (text := row.text(column))), "")

    places = [(row.degrees("geox", 180), row.degrees("geoy", 90)) for row, _ in rows]
    known = [(x, y) for x, y in places if x is not None and y is not None]
    for (row, _), (x, y) in zip(rows, places, strict=True):
        if (x is None) != (y is None) and not row.problems:
            row.warn(
                "geox", "chỉ có một trong hai tọa độ", "điền cả geox (kinh độ) và geoy (vĩ độ)"
            )
    longitude, latitude = known[0] if known else (None, None)
    return Stop(
        slug=slug,
        url=stop_address(slug),
        name=first("stop"),
        community=first("community"),
        address=first("address"),
        postcode=first("postcode"),
        longitude=longitude,
        latitude=latitude,
        services=tuple(sorted((service for _, service in rows), key=_week_order)),
        sample=any(SAMPLE in row.text("organisation") for row, _ in rows),
    )


def _same_address(stops: Iterable[Stop], path: str) -> list[Problem]:
    """Stops whose names differ only in marks or signs."""
    owners: dict[str, Stop] = {}
    problems = []
    for stop in stops:
        first = owners.setdefault(stop.slug, stop)
        if first is not stop:
            line = stop.services[0].line
            message = (
                f"điểm dừng có cùng địa chỉ với “{first.name}” ở dòng {first.services[0].line}"
            )
            hint = "đổi tên một điểm, hoặc ghi xã, phường vào cột community"
            problems.append(Problem(path=path, line=line, message=message, hint=hint))
    return problems
