"""Timetables of other countries: whatever keeps to the open schema builds as it is.

The rows are made up. What is odd about them is what is odd about published ones.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from pelicanconf import SITE
from plugins.lint import find_problems
from plugins.mobile_library import stops
from plugins.mobile_library.stops import parse_stops
from plugins.values import replace
from tests.mobile_library.making import read_stops
from tests.support.houses import House

TIMETABLE = Path(__file__).with_name("foreign.csv").read_text(encoding="utf-8")

HEADER = TIMETABLE.split("\n", 1)[0]

SLUGS = {
    "st-example-s", "st-examples", "village-hall-over-sample", "village-hall-nether-sample",
    "village-school", "church-chapel-plygrp-the-cross", "sgwar-y-pentref", "o-example-s-bar",
    "library-car-park", "anywhere-on-request", "depot-lunch",
}  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A library in Great Britain: another zone, with summer time, and other holidays."""
    made = House(tmp_path)
    made.settings("timezone='Europe/London', holidays='GB-WLS', notice=''")
    return made


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_published_timetable_builds_as_it_is(
    house: House, mark: str, line_end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (mark + TIMETABLE).replace("\n", line_end)
    house.site.write(stops.FILE, text)
    written = house.build()
    assert capsys.readouterr().err == ""
    stops_of = (name.split("/") for name in written if name.startswith("xe-thu-vien/diem-dung/"))
    assert {parts[2] for parts in stops_of} == SLUGS
    assert not any(b"Rose Cottage" in data for data in written.values())
    bar = house.site.page("xe-thu-vien/diem-dung/o-example-s-bar/")
    assert ">O&#39;Example&#39;s Bar</h1>" in bar


def test_its_check_finds_no_fault_but_holidays(house: House) -> None:
    house.site.write(stops.FILE, TIMETABLE)
    site = replace(SITE, timezone="Europe/London", holidays="GB-WLS")
    now = datetime(2021, 3, 1, 8, tzinfo=site.zone)
    _, problems = find_problems(house.site.content, site, now, house.site.cache)
    days = "Thứ Hai 05/04/2021 (Easter Monday), Thứ Hai 30/08/2021 (Late Summer Bank Holiday),"
    days += " Thứ Hai 03/01/2022 (New Year's Day (observed))"
    boxing_day = "Thứ Ba 28/12/2021 (Boxing Day (observed))"
    assert {(p.level, p.line, p.message) for p in problems} == {
        ("warning", 11, f"xe chạy vào ngày lễ ở “Library Car Park”: {boxing_day}"),
        ("warning", 12, f"xe chạy vào ngày lễ ở “Anywhere on request”: {days}"),
        ("warning", 13, f"xe chạy vào ngày lễ ở “Depot (lunch)”: {days}"),
    }


def test_days_pass_through_summer_time() -> None:
    found, problems = read_stops(TIMETABLE)
    assert problems == []
    by_slug = {stop.slug: stop for stop in found}

    def days(slug: str, row: int = 0) -> list[str]:
        dates = by_slug[slug].services[row].dates(date(2021, 3, 1), date(2021, 4, 30))
        return [day.strftime("%d/%m") for day in dates]

    assert days("village-school") == ["16/03", "13/04"]
    assert days("sgwar-y-pentref") == ["04/03", "18/03", "01/04", "15/04", "29/04"]
    assert days("sgwar-y-pentref", 1) == [
        "05/03", "12/03", "19/03", "26/03", "09/04", "16/04", "23/04", "30/04"
    ]  # fmt: skip
    assert days("o-example-s-bar") == ["11/03", "08/04"]
    assert days("library-car-park") == ["09/03", "23/03", "13/04", "27/04"]


def test_one_name_spelt_in_two_ways_in_two_communities_is_two_addresses() -> None:
    rows = "\n".join(
        f"Made-up,M,R,{community},{name},,,,,Monday,Public,09:00,10:00,,,,,"
        for community, name in [("Over", "St. Andrews"), ("Nether", "St Andrews")]
    )
    found, problems = parse_stops(f"{HEADER}\n{rows}\n".encode(), stops.FILE)
    assert problems == []
    assert {stop.slug for stop in found} == {"st-andrews-over", "st-andrews-nether"}
