"""A clock that jumps: what was made at another time counts only while it would come out again."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path

import pytest

from plugins.building import record
from tests.building.test_incremental import STOPS
from tests.support.houses import House

MOMENTS = [
    "2021-03-01T08:00:00+07:00",
    "2021-03-01T07:00:00+07:00",  # an hour back
    "2022-03-01T08:00:00+07:00",  # a year ahead
    "1970-01-01T08:00:00+07:00",  # a machine that lost its clock
    "2021-03-01T12:30:00+07:00",  # half an hour after a post was due
    "2021-02-28T23:59:59+07:00",
    "2021-03-01T08:00:00+07:00",
]


@pytest.mark.parametrize("edited", [True, False])
def test_builds_are_right_wherever_the_clock_jumps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edited: bool
) -> None:
    """The clock that builds ask; with edits also that of files, and of what is known of them."""
    house = House(tmp_path)
    house.site.post("mot")
    house.site.post("hen", date="2021-03-01 12:00")
    house.site.post("het", expires="2021-03-01 07:30")
    house.site.write("trich-dan.yml", "- {text: Một, author: A}\n- {text: Hai, author: B}\n")
    row = "T,Xe 1,Tuyến 1,Xã A,Chợ,Thôn 1,,,Monday,Public,13:00,14:30,FREQ=WEEKLY,2021-01-04,,\n"
    house.site.write("xe-thu-vien/diem-dung.csv", STOPS + row)
    seen = []
    for number, moment in enumerate(MOMENTS):
        when = int(datetime.fromisoformat(moment).timestamp())
        house.now = moment
        if edited:  # to as many bytes, with a stamp of that time
            monkeypatch.setattr(record, "time", _Clock(when))
            file = house.site.post("mot", title=f"Tên {number}")
            os.utime(file, (when, when))
        for _ in range(2):
            assert house.build() == house.build_clean(), moment
        seen.append((house.site.output / "tin-tuc/2021/hen/index.html").exists())
    assert seen == [False, False, True, False, True, False, False]


class _Clock:
    def __init__(self, seconds: int) -> None:
        self._seconds = seconds

    def time_ns(self) -> int:
        return self._seconds * 1_000_000_000

    perf_counter = staticmethod(time.perf_counter)
