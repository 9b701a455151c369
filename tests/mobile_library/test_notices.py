"""Notices of cancelled and moved sessions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from plugins.feeds.entries import notice_entry
from plugins.mobile_library.calendar import changed_sessions
from plugins.mobile_library.notices import KEPT, Notice, make_notices
from plugins.mobile_library.stops import Stop
from plugins.mobile_library.trips import Trip
from tests.feeds.samples import settings
from tests.mobile_library.making import MONDAY, service, stop, trip

TODAY = MONDAY.date()
SCHOOL = stop("truong", name="Trường Thử")
MARKET = stop("cho", service("Sunday", route="", arrival="14:00"), name="Chợ")


def notices(
    *trips: Trip, stops: tuple[Stop, ...] = (SCHOOL, MARKET), today: date = TODAY
) -> tuple[Notice, ...]:
    return make_notices(changed_sessions(stops, trips), today)


@pytest.mark.parametrize(
    ("change", "title", "url", "announced"),
    [
        (
            trip("2021-03-02", "truong", "cancelled"),
            "Xe nghỉ: Trường Thử, thứ Ba 02/03/2021",
            "xe-thu-vien/diem-dung/truong/#buoi-2021-03-02-0800-tuyen-1",
            "2021-02-23",
        ),
        (
            trip("2021-03-07", "cho", "cancelled", announced=date(2021, 2, 1)),
            "Xe nghỉ: Chợ, chủ nhật 07/03/2021",
            "xe-thu-vien/diem-dung/cho/#buoi-2021-03-07-1400",
            "2021-02-01",
        ),
        (
            trip("2021-03-02", "truong", "moved", new_stop="cho", announced=date(2021, 3, 1)),
            "Xe dời buổi: Trường Thử, thứ Ba 02/03/2021",
            "xe-thu-vien/diem-dung/truong/#buoi-2021-03-02-0800-tuyen-1",
            "2021-03-01",
        ),
    ],
)
def test_a_notice(change: Trip, title: str, url: str, announced: str) -> None:
    (notice,) = notices(change, trip("2021-03-09", "truong"))
    assert (notice.title, notice.url) == (title, url)
    assert notice.announced.isoformat() == announced
    assert (notice.instead is not None) == (change.status == "moved")


@pytest.mark.parametrize(
    "change", [{"status": "cancelled"}, {"status": "moved", "new_arrival": "09:00"}], ids=str
)
def test_a_notice_is_told_for_sixty_days(change: dict[str, Any]) -> None:
    one = trip("2021-03-02", "truong", **change)
    last = date(2021, 3, 2) + KEPT
    assert len(notices(one, today=last)) == 1
    assert notices(one, today=last + timedelta(days=1)) == ()
    assert len(notices(one, today=date(2020, 1, 1))) == 1


def test_a_moved_session_is_told_until_its_new_day_is_long_over() -> None:
    one = trip("2021-03-02", "truong", "moved", new_date=date(2021, 4, 6))
    assert len(notices(one, today=date(2021, 4, 6) + KEPT)) == 1
    assert notices(one, today=date(2021, 4, 7) + KEPT) == ()


def test_the_newest_first_and_each_under_its_own_name() -> None:
    both = stop(
        "truong", service(), service(route="Tuyến 2"), service(route="Tuyến 2", arrival="09:00")
    )
    found = notices(
        trip("2021-03-09", "truong", "cancelled", announced=date(2021, 3, 1)),
        trip("2021-03-02", "truong", "cancelled"),
        trip("2021-04-06", "truong", "cancelled", announced=date(2021, 2, 1)),
        stops=(both,),
    )
    days = [notice.announced.isoformat() for notice in found]
    assert days == ["2021-03-01"] * 3 + ["2021-02-23"] * 3 + ["2021-02-01"] * 3
    assert len({notice.url for notice in found}) == 9
    assert [notice.url[-7:] for notice in found[:3]] == ["tuyen-1", "tuyen-2", "tuyen-2"]


def test_an_entry() -> None:
    one = trip("2021-03-02", "truong", "cancelled", note="Đường lở")
    (notice,) = notices(one)
    made = notice_entry(notice, '<a href="/x">', settings(url="https://example.org/a"))
    assert made.url == "https://example.org/a/xe-thu-vien/diem-dung/truong/"
    assert made.id == made.url + "#buoi-2021-03-02-0800-tuyen-1"
    assert (made.title, made.summary) == ("Xe nghỉ: Trường Thử, thứ Ba 02/03/2021", "Đường lở")
    assert made.updated.isoformat() == made.published.isoformat() == "2021-02-23T00:00:00+07:00"
    assert (made.html, made.categories) == ('<a href="https://example.org/x">', ("Tuyến 1",))
