"""Open data: what is read back is what was written."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.mobile_library.geojson import stops_geojson
from plugins.mobile_library.stops import COLUMNS, DAYS, FILE, Stop, parse_stops
from plugins.mobile_library.timetable_csv import timetable_csv
from plugins.values import replace
from tests.feeds.samples import HOSTILE, settings
from tests.mobile_library.making import read_stops, service, stop, stop_table

SITE = settings()
PRIVATE = {"type": "Private", "stop": "Nhà riêng", "address": "Ngõ Kín", "community": "Xã Giấu"}


def without_lines(stops: tuple[Stop, ...]) -> list[Stop]:
    """Stops wherever in a table their rows are."""
    return [
        replace(one, services=tuple(replace(row, line=0) for row in one.services)) for one in stops
    ]


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def features(data: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(data)["features"]
    return found


def test_the_timetable_as_a_file() -> None:
    first = service(
        rule="FREQ=WEEKLY;INTERVAL=2;UNTIL=20211231",
        end=date(2021, 12, 1),
        exceptions=(date(2021, 2, 2), date(2021, 2, 16)),
    )
    school = stop("a", first, name="Trường, 1", longitude=-0.5, latitude=1e-07, postcode="33000")
    data = timetable_csv([school, stop("b", service("Friday", start=None))])
    assert data.startswith(b"\xef\xbb\xbforganisation,mobile,")
    assert data.count(b"\r\n") == data.count(b"\n") == 3
    one, two = rows(data)
    assert tuple(one) == COLUMNS
    assert list(one.values()) == [
        "Thư viện tỉnh", "Xe 1", "Tuyến 1", "", "Trường, 1", "", "33000", "-0.5", "0.0000001",
        "Tuesday", "Public", "08:00", "10:30", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20211231",
        "2021-01-05", "2021-12-01", "2021-02-02,2021-02-16", "",
    ]  # fmt: skip
    assert (two["geox"], two["start"], two["frequency"]) == ("", "", "FREQ=WEEKLY")


@pytest.mark.parametrize("sign", "=+-@")
def test_no_cell_of_text_is_run(sign: str) -> None:
    text = f"{sign}HYPERLINK(1)"
    told = dict.fromkeys(("organisation", "mobile", "route", "community", "address", "stop"), text)
    stops, problems = read_stops(stop_table(told, PRIVATE))
    assert {words.split(":")[0] for _, words in problems} == {f"? cột {name}" for name in told}
    assert stops[0].name == text
    (written,) = rows(timetable_csv(stops))
    assert {written[name] for name in told} == {f"'{text}"}


def test_stops_as_geojson() -> None:
    measured = stop("a", longitude=104.87, latitude=21.7, name="Chợ", community="Xã", address="Ấp")
    south = stop("b", longitude=-70.5, latitude=-33.25)
    data = json.loads(stops_geojson([measured, south, stop("c")], SITE))
    assert list(data) == ["type", "bbox", "features"]
    assert (data["type"], data["bbox"]) == ("FeatureCollection", [-70.5, -33.25, 104.87, 21.7])
    assert data["features"][0] == {
        "type": "Feature",
        "id": "a",
        "geometry": {"type": "Point", "coordinates": [104.87, 21.7]},
        "properties": {
            "name": "Chợ",
            "community": "Xã",
            "address": "Ấp",
            "url": "https://example.org/xe-thu-vien/diem-dung/a/",
            "services": [
                {
                    "organisation": "Thư viện tỉnh",
                    "mobile": "Xe 1",
                    "route": "Tuyến 1",
                    "day": "Tuesday",
                    "type": "Public",
                    "arrival": "08:00",
                    "departure": "10:30",
                    "frequency": "FREQ=WEEKLY",
                    "start": "2021-01-05",
                }
            ],
        },
    }
    assert [one["geometry"] for one in data["features"]][2] is None
    assert json.loads(stops_geojson([stop("c")], SITE)).keys() == {"type", "features"}
    assert json.loads(stops_geojson([], SITE))["features"] == []


WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=10
) | st.sampled_from([*HOSTILE.values(), "=1+1", "-x", "'=x", "a,b", '"', "'", "x;y"])
DATES = st.dates(date(2018, 1, 1), date(2023, 1, 1))
ROWS = st.fixed_dictionaries(
    {
        "stop": WORDS,
        "community": st.sampled_from(["", "Xã A", "xã a", "@B"]) | WORDS,
        "day": st.sampled_from(DAYS),
        "type": st.sampled_from(["Public", "Private", "Dynamic", "Other"]),
        "geox": st.just("") | st.decimals(-180, 180, places=9).map("{:f}".format),
        "geoy": st.just("") | st.decimals(-90, 90, places=20).map("{:f}".format),
        "frequency": st.sampled_from(
            ["", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=+2WE", "FREQ=DAILY;COUNT=9"]
        ),
        "start": DATES.map(date.isoformat),
        "end": st.sampled_from(["", "9999-12-31", "2024-01-01"]),
        "exceptions": st.lists(DATES.map(date.isoformat), max_size=3).map(",".join),
        "timetable": st.sampled_from(["", "https://example.org/a?b=1,2"]),
    },
    optional={"address": WORDS, "postcode": WORDS, "organisation": WORDS, "route": WORDS},
)


@given(st.lists(ROWS, max_size=5))
def test_data_files_tell_the_stops_that_were_read(table: list[dict[str, str]]) -> None:
    stops, _ = parse_stops(stop_table(*table).encode(), FILE)
    written = timetable_csv(stops)
    again, problems = parse_stops(written, FILE)
    assert without_lines(again) == without_lines(stops)
    assert not [problem for problem in problems if "cột geo" in problem.message]
    assert timetable_csv(again) == written
    found = features(stops_geojson(stops, SITE))
    assert [one["id"] for one in found] == [one.slug for one in stops]
    for feature, one in zip(found, stops, strict=True):
        known = one.longitude is not None
        place = {"type": "Point", "coordinates": [one.longitude, one.latitude]} if known else None
        told = feature["properties"]
        assert feature["geometry"] == place
        assert (told["name"], told.get("community", "")) == (one.name, one.community)
        assert [(row["day"], row["arrival"]) for row in told["services"]] == [
            (DAYS[row.weekday], row.arrival) for row in one.services
        ]
        assert all(row["type"] != "Private" for row in told["services"])
