"""What `inv visits` tells the person at the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from plugins.counting.run import Found
from plugins.problems import Problem
from plugins.vietnamese import format_date, format_datetime, format_number
from plugins.visits.counts import Counts
from plugins.visits.log_views import Kind
from plugins.visits.sums import DaySums

_ODD = {
    Kind.UNREADABLE: ("dòng nhắc tới ảnh đếm nhưng không đọc được, bỏ qua", ""),
    Kind.LATE: (
        "lượt xem của ngày đã khóa sổ, không cộng thêm",
        "nếu ngày ấy còn thiếu, đếm lại từ trọn nhật ký của ngày: inv visits --replay TỆP...",
    ),
    Kind.FUTURE: (
        "lượt xem ghi giờ chưa tới, chưa cộng",
        "chỉnh đồng hồ máy chủ; chạy lại khi tới giờ ấy thì các dòng này được cộng",
    ),
}
"""Lines that somebody may want to look at, each with what to do."""
_MOST_NAMES = 5


def summary(found: Found) -> str:
    """What was in the logs: the numbers add up to that of the lines."""
    number = format_number
    lines = [f"Đã đọc {number(found.lines)} dòng trong {number(found.logs)} tệp:"]
    new = found.people + found.machines
    apart = f" (người {number(found.people)}, máy {number(found.machines)})" if new else ""
    lines.append(f"  {number(new)} lượt xem mới{apart}")
    for count, words in (
        (found.repeated, "lượt xem đã đếm từ trước hoặc lặp lại"),
        (found.tallies.get(Kind.NO_VIEW, 0), "lần tải ảnh đếm không phải lượt xem"),
        (found.tallies.get(Kind.EARLY, 0), "lượt xem trước khi bắt đầu đếm, đã có trong số cũ"),
        *((found.tallies.get(kind, 0), words) for kind, (words, _) in _ODD.items()),
        (found.tallies.get(Kind.OTHER, 0), "dòng khác"),
    ):
        if count:
            lines.append(f"  {number(count)} {words}")
    if found.unfinished:
        lines.append(
            f"Thêm {number(found.unfinished)} dòng cuối tệp chưa ghi xong, để lần sau đếm."
        )
    return "\n".join(lines)


def oddities(found: Found) -> list[Problem]:
    """Where the first line of each odd kind is."""
    problems = []
    for kind, (words, hint) in _ODD.items():
        if count := found.tallies.get(kind, 0):
            path, line = found.places[kind]
            message = f"{format_number(count)} {words}; đây là dòng đầu tiên"
            problems.append(
                Problem(path=path, line=line, message=message, hint=hint, level="warning")
            )
    return problems


def figures_sentence(counts: Counts, sums: Mapping[date, DaySums], today: date) -> str:
    """The figures, and machines of today apart."""
    rows = (
        ("hôm nay", counts.today),
        ("trong tháng", counts.month),
        ("trong năm", counts.year),
        ("đang truy cập", counts.online),
    )
    parts = [f"{name} {format_number(value)}" for name, value in rows if value is not None]
    whole = f"Tổng số {format_number(counts.total)}; {', '.join(parts)}"
    lines = [f"Lượt truy cập tính đến {format_datetime(counts.as_of)}: {whole}."]
    machines = Counter(sums[today].machines if today in sums else {})
    if machines:
        ordered = sorted(machines.items(), key=lambda item: (-item[1], item[0]))
        names = [f"{name} {format_number(hits)}" for name, hits in ordered[:_MOST_NAMES]]
        names += ["…"] if len(ordered) > _MOST_NAMES else []
        hits = format_number(machines.total())
        lines.append(f"Máy hôm nay, không tính: {hits} lượt ({', '.join(names)}).")
    return "\n".join(lines)


def fallen(
    before: Mapping[date, DaySums], after: Mapping[date, DaySums], days: Iterable[int]
) -> list[str]:
    """Days that were counted anew and have fewer visits now."""
    told = []
    for day in sorted(map(date.fromordinal, days)):
        old, new = before.get(day, DaySums()).visits, after.get(day, DaySums()).visits
        if new < old:
            told.append(
                f"ngày {format_date(day)} giảm từ {format_number(old)} xuống {format_number(new)}"
                " lượt truy cập: nhật ký đưa vào có thể thiếu"
            )
    return told
