"""Calendars and open data of built sites: where they lie, and when they change."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events

from plugins.addresses import CALENDAR, STOPS_GEOJSON, TIMETABLE_CSV, stop_calendar
from plugins.mobile_library import icalendar_files, stops, trips
from plugins.mobile_library.calendar import changed_sessions
from plugins.mobile_library.data_files import data_files as made
from tests.feeds.reading import ENDINGS, plainly
from tests.feeds.samples import settings
from tests.mobile_library.making import stop, stop_table, trip, trip_table
from tests.support.sites import NOW, Site, tree

SCHOOL = stop_calendar("truong-tieu-hoc")
MARKET = stop_calendar("cho-phien")
FILES = (CALENDAR, SCHOOL, MARKET, STOPS_GEOJSON, TIMETABLE_CSV)
CHANGES = (
    {"date": "2021-03-02", "stop": "truong-tieu-hoc", "status": "cancelled", "note": "Lở & <lũ>"},
    {"date": "2021-03-04", "stop": "cho-phien", "status": "moved", "new_date": "2021-03-05",
     "new_arrival": "08:15", "new_stop": "truong-tieu-hoc", "announced": "2021-02-28"},
)  # fmt: skip


def fill(site: Site, *changes: dict[str, str]) -> None:
    market = {"stop": "Chợ phiên", "day": "Thursday", "geox": "", "geoy": ""}
    site.write(stops.FILE, stop_table({"frequency": ""}, {**market, "frequency": ""}))
    site.write(trips.FILE, trip_table(*(changes or CHANGES)))


def data_files(site: Site) -> dict[str, bytes]:
    """All files of the section that are no pages."""
    section = site.output / "xe-thu-vien"
    return {n: d for n, d in tree(section).items() if not n.endswith(".html")}


def test_files_lie_where_the_contract_says(site: Site) -> None:
    fill(site)
    assert site.build() == 0
    assert {f"xe-thu-vien/{name}" for name in data_files(site)} == set(FILES)
    calendar = icalendar.Calendar.from_ical((site.output / SCHOOL).read_bytes())
    found = recurring_ical_events.of(calendar).between(date(2021, 3, 1), date(2021, 3, 10))
    assert sorted((str(e.start)[:16], e.get("STATUS", "")) for e in found) == [
        ("2021-03-02 08:00", "CANCELLED"),
        ("2021-03-05 08:15", ""),
        ("2021-03-09 08:00", ""),
    ]


def test_a_site_without_stops_has_files_all_the_same(site: Site) -> None:
    assert site.build() == 0
    assert set(data_files(site)) == {"lich.ics", "lich.csv", "diem-dung.geojson"}


def test_unchanged_tables_give_unchanged_files(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a year, and from nothing; and a warm build makes none of them."""
    fill(site)
    assert site.build() == 0
    before = data_files(site)
    assert site.build(now="2022-03-01T08:00:00+07:00") == 0
    assert data_files(site) == before
    assert site.build(publish=True) == 0
    assert data_files(site) == before
    assert site.build() == 0
    site.post("bai")

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(icalendar_files.Calendars, "__init__", refuse)
    assert site.build() == 0
    assert data_files(site) == before


def test_a_change_touches_the_calendars_of_its_stops_only(site: Site) -> None:
    fill(site, CHANGES[1])
    assert site.build() == 0
    before = data_files(site)
    fill(site)
    assert site.build() == 0
    after = data_files(site)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"lich.ics", "diem-dung/truong-tieu-hoc/lich.ics"}


@pytest.mark.parametrize(
    ("changes", "touched"),
    [
        ([trip("2021-03-02", "a", "cancelled")], {"a"}),
        ([trip("2021-03-02", "a", "moved", new_arrival="09:00")], {"a"}),
        ([trip("2021-03-02", "a", "moved", new_stop="b")], {"a", "b"}),
        ([trip("2021-03-02", "a")], set()),
    ],
    ids=str,
)
def test_a_calendar_is_made_anew_for_changes_at_its_stop(
    changes: list[trips.Trip], touched: set[str]
) -> None:
    three = (stop("a"), stop("b"), stop("c"))

    def bases(changes: list[trips.Trip]) -> dict[str, object]:
        files = made(three, tuple(changed_sessions(three, changes)), settings())
        return {file.address: file.basis for file in files}

    before, after = bases([]), bases(changes)
    found = {name for name in before if before[name] != after[name]}
    expected = {stop_calendar(slug) for slug in touched}
    assert found == (expected | {CALENDAR} if touched else set())


def test_changes_are_told_in_feeds(site: Site) -> None:
    fill(site)
    assert site.build() == 0
    for ending in ENDINGS:
        path = site.output / f"feeds/xe-thu-vien.{ending}"
        moved, cancelled = plainly(path.read_bytes(), ending)
        assert (moved.title, cancelled.title) == (
            "Xe dời buổi: Chợ phiên, thứ Năm 04/03/2021",
            "Xe nghỉ: Trường tiểu học, thứ Ba 02/03/2021",
        )
        assert cancelled.link == "https://example.org/xe-thu-vien/diem-dung/truong-tieu-hoc/"
        assert "Lở &amp; &lt;lũ&gt;" in cancelled.html
        assert "08:15–10:45, Thứ Sáu 05/03/2021" in moved.html
        assert f'href="{cancelled.link}"' in moved.html
    late = datetime.fromisoformat(NOW) + timedelta(days=62)
    assert site.build(now=late.isoformat()) == 0
    (moved,) = plainly((site.output / "feeds/xe-thu-vien.json").read_bytes(), "json")
    assert moved.title.startswith("Xe dời buổi")
