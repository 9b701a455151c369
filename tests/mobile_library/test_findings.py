"""What a check finds beyond what a build complains about."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from pelicanconf import SITE
from plugins.lint import find_problems
from plugins.mobile_library import findings, stops, trips
from plugins.mobile_library.files import MobileLibraryFiles
from plugins.mobile_library.findings import timetable_findings
from plugins.mobile_library.public_holidays import public_holidays
from plugins.mobile_library.results import TargetTable
from plugins.mobile_library.stops import Stop
from plugins.mobile_library.trips import Trip
from plugins.problems import Problem
from tests.mobile_library.making import MONDAY, service, stop, stop_table, told, trip, trip_table
from tests.support.sites import NOW, Site

JUNE = "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU"
"""A rule that meets no holiday of Vietnam: 2021-06-01."""
FIRST = service(rule=JUNE)


def find(*known: Stop, made: tuple[Trip, ...] = (), holidays: str = "VN") -> list[Problem]:
    targets = TargetTable(targets={}, sample=frozenset())
    files = MobileLibraryFiles(stops=known, trips=made, targets=targets)
    found = timetable_findings(files, MONDAY, holidays)
    assert all(problem.level == "warning" for problem in found)
    return found


def messages(found: list[Problem], file: str = stops.FILE) -> list[tuple[int | None, str]]:
    return [(line, message.removeprefix("? ")) for line, message in told(found, file)]


def test_a_timetable_that_can_be_kept() -> None:
    assert find(stop("a", FIRST)) == []
    assert find() == []


HERE = {"longitude": 104.9, "latitude": 21.7}
FAR = {"longitude": 104.9, "latitude": 22.0}


@pytest.mark.parametrize(
    ("values", "place", "message"),
    [
        (
            {"arrival": "10:00", "departure": "11:00"},
            FAR,
            "xe phải ở hai nơi cùng lúc: “A” 08:00–10:30 (dòng 2) và “B” 10:00–11:00 (dòng 3);"
            " Thứ Ba 01/06/2021",
        ),
        (
            {"arrival": "10:45", "departure": "11:00"},
            FAR,
            "xe không kịp đi: rời “A” lúc 10:30 (dòng 2), đến “B” lúc 10:45 (dòng 3), mà đường chim"
            " bay 33 km đã mất 40 phút; Thứ Ba 01/06/2021",
        ),
        (
            {"arrival": "10:30", "departure": "11:00"},
            {},
            "xe không kịp đi: rời “A” lúc 10:30 (dòng 2), đến “B” lúc 10:30 (dòng 3);"
            " Thứ Ba 01/06/2021",
        ),
    ],
    ids=["two places", "no time", "no time at all"],
)
def test_a_clash_in_words(values: dict[str, str], place: dict[str, float], message: str) -> None:
    b = stop("b", service(rule=JUNE, line=3, **values), **place)
    assert messages(find(stop("a", FIRST, **HERE), b)) == [(3, message)]


def test_a_row_that_stands_twice_and_the_days_of_a_clash() -> None:
    tuesdays = {"end": date(2021, 3, 16), "arrival": "09:00"}
    twice = stop("a", service(line=5, **tuesdays), service(line=3, **tuesdays))
    (problem,) = find(twice, holidays="")
    assert (problem.line, problem.message) == (
        5,
        "xe đến “A” hai lần cùng giờ: 09:00–10:30 (dòng 5) và 09:00–10:30 (dòng 3);"
        " Thứ Ba 02/03/2021 và 2 ngày khác trong 12 tháng tới",
    )
    assert problem.hint.startswith("xóa dòng thừa")


@pytest.mark.parametrize(
    ("known", "made", "message"),
    [
        (service(end=date(2021, 2, 28)), (), "lịch của “A” đã hết"),
        (service(rule="FREQ=WEEKLY;UNTIL=20210228"), (), "lịch của “A” đã hết"),
        (service(start=date(2022, 3, 9)), (), "“A” không có buổi nào trong 12 tháng tới"),
        (service(start=date(2022, 3, 1), end=date(2022, 3, 1)), (), None),
        (
            service(start=date(2021, 1, 5), rule="FREQ=WEEKLY;COUNT=3"),
            (),
            "“A” không có buổi nào trong 12 tháng tới",
        ),
        (
            service(end=date(2021, 3, 2)),
            (trip("2021-03-02", status="cancelled"),),
            "“A” không có buổi nào trong 12 tháng tới",
        ),
        (
            service(rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
            (),
            "“A” không có buổi nào trong 12 tháng tới",
        ),
    ],
    ids=str,
)
def test_a_stop_without_a_session_to_come(
    known: stops.Service, made: tuple[Trip, ...], message: str | None
) -> None:
    assert messages(find(stop("a", known), made=made, holidays="")) == (
        [(2, message)] if message else []
    )


def test_a_stop_of_which_one_row_goes_on_is_not_over() -> None:
    later = service(start=date(2022, 6, 7), line=3)
    found = find(stop("a", service(end=date(2021, 2, 28)), later), holidays="")
    assert messages(found) == [(2, "“A” không có buổi nào trong 12 tháng tới")]


def test_a_stop_that_only_moved_sessions_reach_has_one_to_come() -> None:
    ended = stop("b", service(end=date(2021, 2, 28), line=3))
    here = trip("2021-06-01", "a", status="moved", new_stop="b")
    assert messages(find(stop("a", FIRST), ended, made=(here,)))[0] == (
        2, "“A” không có buổi nào trong 12 tháng tới"
    )  # fmt: skip
    assert len(find(stop("a", FIRST), ended, made=(here,))) == 1


@pytest.mark.parametrize(
    ("days", "odd"),
    [
        (["2021-03-02", "2022-03-08"], ""),
        (["2021-02-24"], ""),  # over
        (["2021-03-03"], "Thứ Tư 03/03/2021"),
        (["2021-03-02", "2021-03-10", "2021-03-04"], "Thứ Năm 04/03/2021, Thứ Tư 10/03/2021"),
        (["2012-03-06"], "Thứ Ba 06/03/2012"),  # before the start
        (["2999-12-31"], "Thứ Ba 31/12/2999"),  # after the end
    ],
    ids=str,
)
def test_an_exception_that_meets_no_session(days: list[str], odd: str) -> None:
    exceptions = tuple(sorted(map(date.fromisoformat, days)))
    row = service(exceptions=exceptions, start=date(2021, 1, 5), end=date(2022, 12, 31))
    found = find(stop("a", row), holidays="")
    message = f"cột exceptions: lịch vốn không có buổi vào {odd}"
    assert messages(found) == ([(2, message)] if odd else [])
    if odd:
        assert found[0].hint == "dòng này chạy Thứ Ba, hằng tuần: sửa hoặc xóa các ngày đó"


def test_ten_thousand_exceptions_are_told_in_a_short_sentence() -> None:
    days = tuple(date(2021, 3, 1) + timedelta(days=n) for n in range(10_000))
    found = find(stop("a", service(exceptions=days)), holidays="")
    assert [len(problem.message) < 500 for problem in found] == [True, True]
    assert messages(found)[0][1] == "“A” không có buổi nào trong 12 tháng tới"
    assert messages(found)[1][1].endswith(f"… và {10_000 - 10_000 // 7 - 1 - 12} ngày khác")


def test_sessions_on_holidays_with_the_text_to_paste() -> None:
    weekly = service("Thursday", exceptions=(date(2021, 3, 4),), line=7)
    (problem,) = find(stop("a", weekly))
    assert (problem.line, problem.message) == (
        7,
        "xe chạy vào ngày lễ ở “A”: Thứ Năm 02/09/2021 (Quốc khánh),"
        " Thứ Năm 03/02/2022 (Mùng ba Tết Nguyên Đán)",
    )
    assert problem.hint == "xe nghỉ thì thêm vào cuối ô exceptions: ,2021-09-02,2022-02-03"


def test_the_pasted_text_silences_the_finding(site: Site) -> None:
    def hints(exceptions: str) -> list[str]:
        row = {"day": "Friday", "frequency": "", "exceptions": exceptions}
        site.write(stops.FILE, stop_table(row))
        now = datetime.fromisoformat(NOW)
        _, problems = find_problems(site.content, SITE, now, site.cache)
        return [problem.hint.partition(": ")[2] for problem in problems]

    (first,) = hints("")
    assert first == "2021-04-30,2021-09-03,2022-02-04"
    assert hints(first) == []
    (more,) = hints("2021-03-05")
    assert hints(f"2021-03-05{more}") == []


def test_a_session_that_is_off_is_on_no_holiday() -> None:
    weekly = service("Thursday", end=date(2021, 12, 31))
    off = trip("2021-09-02", status="cancelled")
    away = trip("2021-09-02", status="moved", new_date=date(2021, 9, 6))
    for change in (off, away):
        assert find(stop("a", weekly), made=(change,)) == []


def test_a_session_moved_to_a_holiday() -> None:
    move = trip("2021-06-01", status="moved", new_date=date(2021, 9, 2), line=9)
    assert messages(find(stop("a", FIRST), made=(move,)), trips.FILE) == [
        (9, "cột new_date: buổi dời rơi vào ngày lễ, Thứ Năm 02/09/2021 (Quốc khánh)")
    ]
    over = trip("2021-01-05", status="moved", new_date=date(2021, 1, 1), line=9)
    assert find(stop("a", FIRST), made=(over,)) == []


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("VN", date(2021, 2, 12), "Tết Nguyên Đán"),
        ("VN", date(2021, 2, 10), "29 Tết"),
        ("VN", date(2021, 4, 21), "Ngày Giỗ Tổ Hùng Vương"),
        ("GB-SCT", date(2021, 11, 30), "Saint Andrew's Day"),
        ("GB", date(2021, 11, 30), None),
    ],
)
def test_public_holidays(code: str, day: date, name: str | None) -> None:
    assert public_holidays(code, [2021]).get(day) == name


@pytest.mark.parametrize("code", ["XX", "GB-XXX", "ZZ-1"])
def test_a_country_that_nobody_knows_is_told_and_the_rest_is_found(code: str) -> None:
    with pytest.raises(LookupError):
        public_holidays(code, [2021])
    assert messages(find(stop("a", service(end=date(2021, 2, 28))), holidays=code)) == [
        (2, "lịch của “A” đã hết"),
        (None, f"thiết lập holidays trong pelicanconf.py: không biết ngày lễ của “{code}”"),
    ]


THURSDAY = {"day": "Thursday", "frequency": "", "end": "2021-12-31"}


def test_without_a_timetable_nobody_asks_for_holidays(monkeypatch: pytest.MonkeyPatch) -> None:
    """To load what knows them takes a check longer than to read fifty posts."""
    monkeypatch.setattr(findings, "public_holidays", None)
    assert find(holidays="VN") == []
    with pytest.raises(TypeError):
        find(stop("a", service()), holidays="VN")


def test_a_check_finds_them_all_at_once(site: Site) -> None:
    site.write(
        stops.FILE,
        stop_table(
            THURSDAY | {"exceptions": "2021-03-05"},
            THURSDAY | {"stop": "Chợ", "geox": "", "geoy": ""},
            {"stop": "Bản", "end": "2021-02-28"},
        ),
    )
    site.write(
        trips.FILE,
        trip_table({"date": "2021-03-05", "stop": "truong-tieu-hoc", "status": "cancelled"}),
    )
    now = datetime.fromisoformat(NOW)
    _, problems = find_problems(site.content, SITE, now, site.cache)
    assert [(p.path, p.line, p.message) for p in sorted(problems, key=lambda p: p.sort_key)] == [
        (trips.FILE, 2, "buổi này đã nghỉ theo cột exceptions, dòng 2 của diem-dung.csv"),
        (stops.FILE, 2, "cột exceptions: lịch vốn không có buổi vào Thứ Sáu 05/03/2021"),
        (stops.FILE, 2, "xe chạy vào ngày lễ ở “Trường tiểu học”: Thứ Năm 02/09/2021 (Quốc khánh)"),
        (stops.FILE, 3, "xe chạy vào ngày lễ ở “Chợ”: Thứ Năm 02/09/2021 (Quốc khánh)"),
        (
            stops.FILE,
            3,
            "xe phải ở hai nơi cùng lúc: “Chợ” 08:00–10:30 (dòng 3)"
            " và “Trường tiểu học” 08:00–10:30 (dòng 2);"
            " Thứ Năm 04/03/2021 và 43 ngày khác trong 12 tháng tới",
        ),
        (stops.FILE, 4, "lịch của “Bản” đã hết"),
    ]
    assert site.build() == 0  # and a build does not look


def test_where_a_row_cannot_be_read_nothing_is_guessed(site: Site) -> None:
    site.write(stops.FILE, stop_table({"end": "2021-02-28"}, {"stop": "Chợ", "arrival": "8h"}))
    _, problems = find_problems(site.content, SITE, datetime.fromisoformat(NOW), site.cache)
    assert [problem.message for problem in problems] == ["cột arrival: không hiểu giờ “8h”"]
