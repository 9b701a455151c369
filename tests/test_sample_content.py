"""The sample content: its figures agree with the one real post, and all of it says what it is."""

from __future__ import annotations

import csv
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from plugins.addresses import address_of
from plugins.fields import Kind
from plugins.frontmatter import parse_document
from plugins.lint import check
from plugins.quotes.quotations import parse_quotes
from plugins.vietnamese import nfc, slugify
from plugins.visits.counts import parse_counts
from tests.conftest import ROOT

CONTENT = ROOT / "content"
MARK = "Dữ liệu mẫu"
REAL = "tin-tuc/2021/hoi-nghi-tong-ket-cong-tac-thu-vien-nam-2020/index.md"

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COLUMNS = (
    "organisation", "mobile", "route", "community", "stop", "address", "postcode", "geox", "geoy",
    "day", "type", "arrival", "departure", "frequency", "start", "end", "exceptions", "timetable",
)  # fmt: skip

Row = dict[str, str]


def _rows(name: str) -> list[Row]:
    with (CONTENT / "xe-thu-vien" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


STOPS, TRIPS, TARGETS = (_rows(f"{name}.csv") for name in ("diem-dung", "chuyen-xe", "chi-tieu"))
PUBLIC = [row for row in STOPS if row["type"] == "Public"]
SERVED = [row for row in TRIPS if row["status"] == "served"]
SERVED_2020 = [row for row in SERVED if row["date"].startswith("2020-")]


def _dates(stop: Row) -> set[str]:
    """All dates of a row of the timetable up to the end of 2026, without its exceptions."""
    start = date.fromisoformat(stop["start"])
    start += timedelta((DAYS.index(stop["day"]) - start.weekday()) % 7)
    rule = rrulestr(stop["frequency"], dtstart=datetime.combine(start, datetime.min.time()))
    days = itertools.takewhile(lambda day: day.year <= 2026, rule)
    return {day.date().isoformat() for day in days} - set(stop["exceptions"].split(","))


def _timetable() -> dict[str, set[str]]:
    days = defaultdict(set)
    for stop in PUBLIC:
        days[slugify(stop["stop"])] |= _dates(stop)
    return days


TIMETABLE = _timetable()
FIGURES = {
    "public stops": (6, len(TIMETABLE)),
    "rows of private visits": (1, len(STOPS) - len(PUBLIC)),
    "stops with two rows": (1, len(PUBLIC) - len(TIMETABLE)),
    "stops with coordinates": (4, sum(bool(row["geox"] and row["geoy"]) for row in PUBLIC)),
    "sessions in 2020": (175, len(SERVED_2020)),
    "remote ones": (111, sum(row["remote"] == "yes" for row in SERVED_2020)),
    "share of the target": (
        "125 139",
        " ".join(
            f"{done / int(row['target']):.0%}".strip("%")
            for row, done in zip(TARGETS[:2], (175, 111), strict=True)
        ),
    ),
    "dates of 2020 without a record": (
        0,
        sum(day < "2021" for days in TIMETABLE.values() for day in days)
        - sum(row["date"] < "2021" for row in TRIPS),
    ),
    "changes in 2026": (
        {"cancelled": 1, "moved": 1},
        dict(Counter(row["status"] for row in TRIPS if row["date"] > "2026-12")),
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_figures(name: str) -> None:
    expected, found = FIGURES[name]
    assert found == expected


def _off_timetable(row: Row) -> bool:
    return row["date"] not in TIMETABLE[row["stop"]]


def _implausible(row: Row) -> bool:
    visitors, loans = int(row["visitors"]), int(row["loans"])
    return not (20 <= visitors <= 90 and 30 <= loans <= 180)


RULES: dict[str, tuple[list[Row], Callable[[Row], bool]]] = {
    "trips run on dates of the timetable": (TRIPS, _off_timetable),
    "trips are marked": (TRIPS, lambda row: not row["note"].startswith(MARK)),
    "stops are marked": (STOPS, lambda row: MARK not in row["organisation"]),
    "targets are marked": (TARGETS, lambda row: not row["note"].startswith(MARK)),
    "stops have the columns of the schema": (STOPS, lambda row: tuple(row) != COLUMNS),
    "counts are plausible": (SERVED, _implausible),
    "moved trips say where to": (
        [row for row in TRIPS if row["status"] == "moved"],
        lambda row: row["new_stop"] not in TIMETABLE or not row["new_date"] > row["date"],
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_rows(name: str) -> None:
    rows, broken = RULES[name]
    assert rows
    assert [row for row in rows if broken(row)] == []


ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
KINDS: dict[Kind, str] = {
    "post": "tin-tuc/*/*/index.md",
    "page": "trang/*.md",
    "video": "video/*.md",
}
DOCUMENTS = [
    parse_document(path.read_bytes(), path.relative_to(CONTENT).as_posix(), kind, ZONE)
    for kind, pattern in KINDS.items()
    for path in sorted(CONTENT.glob(pattern))
]
POSTS = [document for document in DOCUMENTS if document.kind == "post"]
USED = {
    "categories": (6, len({post.fields["category"] for post in POSTS})),
    "posts": (9, len(POSTS)),
    "pages": (4, sum(document.kind == "page" for document in DOCUMENTS)),
    "videos": (2, sum(document.kind == "video" for document in DOCUMENTS)),
    "not marked": ([REAL], [d.path for d in DOCUMENTS if not d.fields.get("sample")]),
    "pinned": (2, sum(post.fields.get("pinned", False) for post in POSTS)),
    "reports on trips": (2, sum("trip" in post.fields for post in POSTS)),
} | {
    f"posts with {name}": (1, sum(name in post.fields for post in POSTS))
    for name in ("correction", "modified", "expires")
}


@pytest.mark.parametrize("name", USED)
def test_documents(name: str) -> None:
    expected, found = USED[name]
    assert found == expected


def test_posts_report_on_trips_that_were_served() -> None:
    served = {(row["date"], row["stop"]) for row in SERVED}
    trips = [post.fields["trip"] for post in POSTS if "trip" in post.fields]
    assert {(trip.date.isoformat(), trip.stop) for trip in trips} <= served


def test_quotes() -> None:
    quotes, problems = parse_quotes((CONTENT / "trich-dan.yml").read_bytes(), "trich-dan.yml")
    assert not problems
    assert all(quote.sample for quote in quotes)
    authors = Counter(quote.author for quote in quotes)
    assert authors == {"Henry David Thoreau": 1, "Tục ngữ": 6}
    assert sum(bool(quote.days) for quote in quotes) == 1


def test_counts() -> None:
    data = (CONTENT / "luot-truy-cap.json").read_bytes()
    counts, problems = parse_counts(data, "luot-truy-cap.json")
    assert not problems
    assert counts
    assert counts.sample
    paths = json.loads(data)["paths"]
    assert sum(paths.values()) <= counts.total
    addresses = {f"/{address_of(document.path)}" for document in DOCUMENTS}
    assert {path for path in paths if path.count("/") > 2} <= addresses


def test_every_text_is_in_normal_form() -> None:
    texts = [path for path in CONTENT.rglob("*") if path.suffix in {".csv", ".md", ".vtt", ".yml"}]
    for path in texts:
        text = path.read_text(encoding="utf-8")
        assert text == nfc(text), path


def test_files_are_small() -> None:
    posts = [CONTENT / post.path for post in POSTS if post.path != REAL]
    assert sum(p.stat().st_size for post in posts for p in post.parent.glob("*.jpg")) < 2_200_000
    limits = {".mp4": 450_000, ".jpg": 120_000}
    for path in (CONTENT / "video").iterdir():
        assert path.stat().st_size < limits.get(path.suffix, 5_000), path.name


def test_the_content_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(CONTENT, "json") == 0
    found = json.loads(capsys.readouterr().out)
    # Each year has holidays of its own, and the sample timetable has no end.
    assert [one for one in found if "ngày lễ" not in one["message"]] == []
