"""Rows of home visits: they never come out, and problems tell no place."""

from __future__ import annotations

import pytest

from tests.mobile_library.making import ROW, read_stops, stop_table
from tests.mobile_library.test_stops import STOP

HOME = {
    "type": "Private",
    "stop": "Nhà bà Hoa",
    "community": "Xã Kín",
    "address": "Ngõ 7",
    "route": "Tuyến nhà",
    "timetable": "https://example.org/ba-hoa",
    "organisation": "Dữ liệu mẫu",
}


@pytest.mark.parametrize("name", ["Private", "private", "PRIVATE", " Private ", "\u00a0Private"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_home_visits_never_come_out(name: str, delimiter: str) -> None:
    home = HOME | {"type": name}
    text = stop_table({}, home, home | {"day": "Monday"}, delimiter=delimiter)
    assert read_stops(text) == ((STOP,), [])


def test_a_home_visit_does_not_change_the_stop_of_its_name() -> None:
    same = HOME | {"stop": ROW["stop"], "community": ROW["community"]}
    assert read_stops(stop_table({}, same)) == ((STOP,), [])
    other = HOME | {"stop": ROW["stop"]}
    assert read_stops(stop_table({}, other)) == ((STOP,), [])
    twin = HOME | {"stop": "Trường Tiểu Học,"}  # of the same slug
    assert read_stops(stop_table({}, twin)) == ((STOP,), [])


def test_problems_of_home_visits_tell_no_place() -> None:
    row = HOME | {"day": "?", "arrival": "x", "geox": "bậy", "frequency": "y", "departure": "z"}
    stops, problems = read_stops(stop_table(row))
    assert stops == ()
    assert [line for line, _ in problems] == [2, 2, 2, 2]
    secrets = [HOME["stop"], HOME["community"], HOME["address"], "bậy"]
    assert not any(secret in message for _, message in problems for secret in secrets)
