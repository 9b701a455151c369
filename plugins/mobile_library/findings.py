"""What `inv check` finds in tables that can be read: sessions that will hardly take place.

A build has no need of it and does not pay for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from plugins.mobile_library import stops, trips
from plugins.mobile_library.calendar import HORIZON, Session, coming_sessions
from plugins.mobile_library.clashes import Clash, find_clashes, minutes_to_drive
from plugins.mobile_library.files import MobileLibraryFiles
from plugins.mobile_library.public_holidays import public_holidays
from plugins.mobile_library.stops import Service, Stop
from plugins.mobile_library.trips import Trip
from plugins.problems import Problem
from plugins.values import replace
from plugins.vietnamese import WEEKDAYS, cut_at_word, format_date

AHEAD = "trong 12 tháng tới"
"""HORIZON in words."""
LONGEST_NAME = 60
SHOWN = 12
"""Days that a message lists; a cell may hold ten thousand."""

_CLASH_HINT = (
    "sửa giờ hoặc ngày của một dòng; là hai xe thì ghi tên từng xe vào cột mobile; do dời buổi thì"
    " sửa ở chuyen-xe.csv"
)


def timetable_findings(files: MobileLibraryFiles, now: datetime, holidays: str) -> list[Problem]:
    """Warnings about the year that follows `now`; `holidays` is the code of the setting."""
    sessions = coming_sessions(files.stops, files.trips, now)
    today = now.date()
    found = [_clash_problem(clash) for clash in find_clashes(sessions)]
    found += _without_sessions(files.stops, sessions, today)
    found += _lost_exceptions(files.stops, today)
    try:
        years = range(today.year, (today + HORIZON).year + 1)
        meets = holidays and (files.stops or files.trips)  # else no day can fall on one
        days = public_holidays(holidays, years) if meets else {}
    except LookupError:
        message = f"thiết lập holidays trong pelicanconf.py: không biết ngày lễ của “{holidays}”"
        hint = "ghi mã ISO 3166 của nước hay vùng, như VN hoặc GB-SCT, hoặc để trống"
        found.append(_warning(stops.FILE, None, message, hint))
        days = {}
    found += _on_holidays(sessions, days)
    found += _moved_to_holidays(files.trips, today, days)
    return found


def _warning(path: str, line: int | None, message: str, hint: str) -> Problem:
    return Problem(path=path, line=line, message=message, hint=hint, level="warning")


def _name(stop: Stop) -> str:
    return f"“{cut_at_word(stop.name, LONGEST_NAME)}”"


def _date(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {format_date(day)}"


def _clash_problem(clash: Clash) -> Problem:
    """One for each pair of rows, at the row that stands below the other."""
    one, other = clash.earlier, clash.later
    rows = one.service.line, other.service.line
    hours = [f"{s.arrival}–{s.departure} (dòng {s.service.line})" for s in (one, other)]
    hint = _CLASH_HINT
    if clash.kind == "same place":
        message = f"xe đến {_name(one.stop)} hai lần cùng giờ: {hours[0]} và {hours[1]}"
        hint = "xóa dòng thừa, hoặc sửa giờ, ngày của một dòng"
    elif clash.kind == "two places":
        message = f"xe phải ở hai nơi cùng lúc: {_name(one.stop)} {hours[0]}"
        message += f" và {_name(other.stop)} {hours[1]}"
    else:
        message = f"xe không kịp đi: rời {_name(one.stop)} lúc {one.departure} (dòng {rows[0]})"
        message += f", đến {_name(other.stop)} lúc {other.arrival} (dòng {rows[1]})"
        if clash.distance is not None:
            message += f", mà đường chim bay {clash.distance:.0f} km đã mất"
            message += f" {minutes_to_drive(clash.distance)} phút"
    message += f"; {_date(one.date)}"
    if clash.days > 1:
        message += f" và {clash.days - 1} ngày khác {AHEAD}"
    return _warning(stops.FILE, max(rows), message, hint)


def _without_sessions(
    known: Iterable[Stop], sessions: Iterable[Session], today: date
) -> Iterator[Problem]:
    """Stops at which the van will not call."""
    called = {session.stop.slug for session in sessions if session.takes_place}
    for stop in known:
        if stop.slug in called:
            continue
        message = f"{_name(stop)} không có buổi nào {AHEAD}"
        hint = "kiểm tra các cột day, frequency, start, end và exceptions của điểm này"
        if all(service.ended(today) for service in stop.services):
            message = f"lịch của {_name(stop)} đã hết"
            hint = "xe còn đến thì sửa cột end hoặc thêm dòng mới; không đến nữa thì cứ để yên"
        line = min(service.line for service in stop.services)
        yield _warning(stops.FILE, line, message, hint)


def _lost_exceptions(known: Iterable[Stop], today: date) -> Iterator[Problem]:
    """Exceptions on which the van would not have run anyway: typing errors.

    What is over harms nobody, unless it lies before the timetable began.
    """
    for stop in known:
        for service in stop.services:
            start = service.start or today
            odd = [day for day in service.exceptions if day >= today or day < start]
            if odd:
                whole = replace(service, exceptions=())
                days = set(whole.dates(odd[0], odd[-1]))
                odd = [day for day in odd if day not in days]
            if odd:
                message = f"cột exceptions: lịch vốn không có buổi vào {_list(odd)}"
                hint = f"dòng này chạy {service.day}, {service.frequency}: sửa hoặc xóa các ngày đó"
                yield _warning(stops.FILE, service.line, message, hint)


def _list(days: Sequence[date], names: Mapping[date, str] | None = None) -> str:
    words = [
        _date(day) + (f" ({names[day]})" if names and day in names else "") for day in days[:SHOWN]
    ]
    if len(days) > SHOWN:
        words.append(f"… và {len(days) - SHOWN} ngày khác")
    return ", ".join(words)


def _on_holidays(sessions: Iterable[Session], names: Mapping[date, str]) -> Iterator[Problem]:
    """Rows by which the van would run on public holidays."""
    rows: dict[int, list[Session]] = defaultdict(list)
    for session in sessions:
        if session.takes_place and session.moved_from is None and session.date in names:
            rows[session.service.line].append(session)
    for line, found in rows.items():
        days = [session.date for session in found]
        text = ",".join(day.isoformat() for day in days)
        hint = f"xe nghỉ thì thêm vào {_end_of_cell(found[0].service)}{text}"
        message = f"xe chạy vào ngày lễ ở {_name(found[0].stop)}: {_list(days, names)}"
        yield _warning(stops.FILE, line, message, hint)


def _end_of_cell(service: Service) -> str:
    """Where days are added, and what parts them from those that are there."""
    return "cuối ô exceptions: ," if service.exceptions else "ô exceptions: "


def _moved_to_holidays(
    made: Iterable[Trip], today: date, names: Mapping[date, str]
) -> Iterator[Problem]:
    for trip in made:
        day = trip.new_date
        if trip.status == "moved" and day and day >= today and day in names:
            message = f"cột new_date: buổi dời rơi vào ngày lễ, {_list([day], names)}"
            hint = "chọn ngày khác; xe vẫn chạy thì cứ để yên"
            yield _warning(trips.FILE, trip.line, message, hint)
