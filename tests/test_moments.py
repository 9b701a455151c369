"""Dates and times as programs exchange them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from plugins.moments import rfc3339, whole_minutes

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2021, 1, 11, 8, 41, 24, 500, tzinfo=HANOI), "2021-01-11T08:41:24+07:00"),
        (datetime(2021, 1, 11, tzinfo=UTC), "2021-01-11T00:00:00+00:00"),
        (datetime(1906, 5, 1, 8, 0, tzinfo=HANOI), "1906-05-01T08:00:00+07:06"),
        (datetime(1, 1, 1, tzinfo=HANOI), "0001-01-01T00:00:00+07:06"),
        (
            datetime(1900, 1, 1, tzinfo=timezone(-timedelta(hours=1, seconds=30))),
            "1900-01-01T00:00:00-01:01",
        ),
        (datetime(2021, 1, 11, 8, 41, 24), "2021-01-11T08:41:24"),  # noqa: DTZ001
    ],
)
def test_rfc3339(moment: datetime, written: str) -> None:
    assert rfc3339(moment) == written


def test_a_moment_of_today_is_not_touched() -> None:
    moment = datetime(2021, 1, 11, 8, 41, 24, tzinfo=HANOI)
    assert whole_minutes(moment) is moment
