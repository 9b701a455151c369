"""Services in the words of schema.org: what its Schedule cannot say is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from plugins.head import HeadEvent
from plugins.mobile_library.schedules import stop_events
from tests.mobile_library.making import service, stop


def event(**values: Any) -> HeadEvent:
    standard: dict[str, Any] = {
        "organizer": "Thư viện tỉnh",
        "repeat": "P1W",
        "arrival": "08:00",
        "departure": "10:30",
        "days": ("Tuesday",),
        "start": date(2021, 1, 5),
    }
    return HeadEvent(**(standard | values))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, {}),
        ({"rule": "FREQ=WEEKLY;INTERVAL=2"}, {"repeat": "P2W"}),
        ({"start": None}, {"start": None}),
        ({"end": date(2021, 6, 1)}, {"end": date(2021, 6, 1)}),
        ({"rule": "FREQ=WEEKLY;COUNT=4", "end": date(2021, 1, 12)}, {"count": 2}),
        (
            {"exceptions": (date(2021, 2, 9), date(2021, 2, 10), date(2021, 2, 16))},
            {"exceptions": (date(2021, 2, 9), date(2021, 2, 16))},
        ),
        ({"rule": "FREQ=WEEKLY;BYDAY=TU,SU"}, {"days": ("Tuesday", "Sunday")}),
        ({"rule": "FREQ=WEEKLY;BYDAY=TU,SU;WKST=SU"}, {"days": ("Tuesday", "Sunday")}),
        ({"rule": "FREQ=DAILY"}, {"repeat": "P1D", "days": ()}),
        (
            {"rule": "FREQ=MONTHLY;BYDAY=2TU"},
            {"repeat": "P1M", "days": ("2TU",), "start": date(2021, 1, 12)},
        ),
        (
            {"rule": "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1,15"},
            {"repeat": "P3M", "days": (), "month_days": (1, 15), "start": date(2021, 1, 15)},
        ),
        # What a rule leaves to its first day.
        ({"rule": "FREQ=MONTHLY"}, {"repeat": "P1M", "days": (), "month_days": (5,)}),
        (
            {"rule": "FREQ=YEARLY"},
            {"repeat": "P1Y", "days": (), "months": (1,), "month_days": (5,)},
        ),
        (
            {"rule": "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1TU"},
            {"repeat": "P1Y", "days": ("1TU",), "months": (3, 9), "start": date(2021, 3, 2)},
        ),
    ],
    ids=str,
)
def test_a_rule_that_can_be_said(row: dict[str, Any], told: dict[str, Any]) -> None:
    assert stop_events(stop("a", service(**row)), ()) == (event(**told),)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
        "FREQ=YEARLY;BYYEARDAY=100",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",  # no day at all
    ],
)
def test_a_rule_that_cannot_be_said_is_left_out(rule: str) -> None:
    found = stop_events(stop("a", service(rule=rule), service("Friday")), ())
    assert [one.days for one in found] == [("Friday",)]
