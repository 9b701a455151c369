"""The timetable by week, by route and by commune."""

from __future__ import annotations

from datetime import date

from plugins.mobile_library.calendar import Session
from plugins.mobile_library.groups import by_community, by_route, by_week, calls_at
from tests.mobile_library.making import MONDAY, service, stop

A = stop("a")


def session(day: date) -> Session:
    return Session(
        date=day, arrival="08:00", departure="10:30", stop=A, service=A.services[0]
    )  # fmt: skip


def test_weeks_begin_on_monday_and_empty_ones_are_left_out() -> None:
    days = [date(2020, 12, 31), date(2021, 1, 3), date(2021, 1, 3), date(2021, 1, 4),
            date(2021, 1, 31)]  # fmt: skip
    weeks = by_week(map(session, days))
    assert [(week.first, week.last) for week in weeks] == [
        (date(2020, 12, 28), date(2021, 1, 3)),
        (date(2021, 1, 4), date(2021, 1, 10)),
        (date(2021, 1, 25), date(2021, 1, 31)),
    ]
    assert [[(day.date, len(day.sessions)) for day in week.days] for week in weeks] == [
        [(days[0], 1), (days[1], 2)], [(days[3], 1)], [(days[4], 1)],
    ]  # fmt: skip
    assert by_week([]) == ()


def test_routes_in_their_order_and_calls_in_that_of_the_week_without_what_has_ended() -> None:
    today = MONDAY.date()
    routes = by_route(
        [
            stop("b", service("Friday", route="Tuyến 10"), service("Monday", arrival="09:00")),
            stop("a", service("Monday", arrival="09:00"), service("Monday", arrival="07:00")),
            stop("c", service("Monday", end=date(2021, 2, 28)), service("Monday", end=today)),
            stop("d", service("Sunday", route=""), service("Monday", route="Tuyến 2")),
            stop("e", service("Sunday", route="Hết", end=date(2021, 2, 28))),
        ],
        today,
    )
    assert [
        (route.name, [(c.service.day, c.service.arrival, c.stop.slug) for c in route.calls])
        for route in routes
    ] == [
        (
            "Tuyến 1",
            [
                ("Thứ Hai", "07:00", "a"),
                ("Thứ Hai", "08:00", "c"),
                ("Thứ Hai", "09:00", "a"),
                ("Thứ Hai", "09:00", "b"),
            ],
        ),
        ("Tuyến 2", [("Thứ Hai", "08:00", "d")]),
        ("Tuyến 10", [("Thứ Sáu", "08:00", "b")]),
        ("", [("Chủ Nhật", "08:00", "d")]),
    ]


def test_a_call_tells_when_it_begins_while_that_is_still_to_come() -> None:
    today = MONDAY.date()
    starts = [date(2021, 2, 28), today, date(2021, 3, 2), None]
    calls = calls_at(stop("a", *(service(start=start) for start in starts)), today)
    assert [call.begins for call in calls] == [None, None, date(2021, 3, 2), None]


def test_communities_and_their_stops_in_the_order_of_the_alphabet() -> None:
    communities = by_community(
        [
            stop("a", name="Trường", community="Xã Đèo"),
            stop("b", name="Chợ", community="Xã Đèo"),
            stop("c", community=""),
            stop("d", community="Xã Yên"),
            stop("e", community="Xã Dốc"),
        ]
    )
    assert [(one.name, [stop.slug for stop in one.stops]) for one in communities] == [
        ("Xã Dốc", ["e"]), ("Xã Đèo", ["b", "a"]), ("Xã Yên", ["d"]), ("", ["c"]),
    ]  # fmt: skip
