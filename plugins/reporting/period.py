"""What a library did in some months, by month and by department: for its yearly report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from plugins.content.posts import Post
from plugins.mobile_library.sums import Sums, group, served, sum_up
from plugins.mobile_library.trips import Trip
from plugins.values import Struct
from plugins.vietnamese import collation_key, format_date, format_number, parse_datetime
from plugins.visits.report import Month as Visits

MONTH_COLUMNS = (
    "Năm",
    "Tháng",
    "Bài",
    "Ảnh",
    "Buổi xe thư viện",
    "Trong đó vùng sâu, vùng xa",
    "Lượt bạn đọc của xe",
    "Lượt mượn của xe",
    "Lượt truy cập",
    "Lượt xem trang",
)
AUTHOR_COLUMNS = ("Năm", "Tháng", "Phòng", "Bài", "Ảnh")
"""Columns of the two tables, for people and their spreadsheets."""

NO_AUTHOR = "Không ghi phòng"
"""Where a post names no department."""


class MonthLine(Struct, frozen=True, kw_only=True):
    """One month: posts and their photos, what the van did, visits; None where nobody knows."""

    year: int
    month: int
    posts: int
    photos: int
    trips: Sums
    visits: int | None
    views: int | None


class AuthorLine(Struct, frozen=True, kw_only=True):
    """What a department published in a month, or in all of them together: then `month` is 0."""

    year: int
    month: int
    author: str
    posts: int
    photos: int


class PeriodReport(Struct, frozen=True, kw_only=True):
    """All of it, from the first day to the last one, both included. `months` are all months of the
    period, `authors` the lines of those with posts, `sums` those of each department in all.

    `total` has the numbers of the whole period; year and month of it say nothing. `samples` tells
    that some of it is made up.
    """

    first: date
    last: date
    months: tuple[MonthLine, ...]
    total: MonthLine
    authors: tuple[AuthorLine, ...]
    sums: tuple[AuthorLine, ...]
    samples: bool


def parse_period(first: str, last: str, now: datetime) -> tuple[date, date]:
    """The first and the last day as editors type them: without `last` it is that of `now`, without
    `first` the year begins in which the period ends.

    Raises ValueError with a Vietnamese sentence.
    """
    try:
        end = parse_datetime(last, now.tzinfo or UTC).date() if last else now.date()
        begin = end.replace(month=1, day=1)
        if first:
            begin = parse_datetime(first, now.tzinfo or UTC).date()
    except ValueError as error:
        words = f"{str(error)[:1].upper()}{str(error)[1:]}"
        raise ValueError(f"{words}: gõ như 31/12/2020 hoặc 2020-12-31.") from None
    if begin > end:
        days = f"{format_date(begin)}, ngày cuối là {format_date(end)}"
        raise ValueError(f"Ngày đầu là {days}: gõ ngày đầu sau --from, ngày cuối sau --to.")
    return begin, end


def period_report(
    first: date,
    last: date,
    posts: Iterable[tuple[Post, int]],
    trips: Iterable[Trip],
    visits: Sequence[Visits],
    *,
    samples: bool = False,
) -> PeriodReport:
    """The report on the days from `first` to `last`.

    `posts` come with their numbers of photos; of posts and trips those of other days are left out.
    `visits` are the months of the period of which somebody knows the visits; `samples` tells that
    visits or trips are made up.
    """
    shown = [(post, photos) for post, photos in posts if first <= post.date.date() <= last]
    made = [trip for trip in served(trips) if first <= trip.date <= last]
    known = {(month.year, month.month): month for month in visits}
    numbers: Counter[tuple[int, int, str]] = Counter()
    pictures: Counter[tuple[int, int, str]] = Counter()
    for post, photos in shown:
        key = post.date.year, post.date.month, post.author or NO_AUTHOR
        numbers[key] += 1
        pictures[key] += photos
    by_month = group(made, lambda trip: (trip.date.year, trip.date.month))
    months = []
    for year, month in _months(first, last):
        of_month = [key for key in numbers if key[:2] == (year, month)]
        found = known.get((year, month))
        months.append(
            MonthLine(
                year=year,
                month=month,
                posts=sum(numbers[key] for key in of_month),
                photos=sum(pictures[key] for key in of_month),
                trips=sum_up(by_month.get((year, month), ())),
                visits=found.visits if found else None,
                views=found.views if found else None,
            )
        )
    total = MonthLine(
        year=0,
        month=0,
        posts=len(shown),
        photos=sum(photos for _, photos in shown),
        trips=sum_up(made),
        visits=sum(month.visits for month in visits) if visits else None,
        views=sum(month.views for month in visits) if visits else None,
    )
    return PeriodReport(
        first=first,
        last=last,
        months=tuple(months),
        total=total,
        authors=_author_lines(numbers, pictures),
        sums=_author_lines(_in_all(numbers), _in_all(pictures)),
        samples=samples or any(post.sample for post, _ in shown),
    )


def _months(first: date, last: date) -> Iterable[tuple[int, int]]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield number // 12, number % 12 + 1


def _in_all(numbers: Mapping[tuple[int, int, str], int]) -> Counter[tuple[int, int, str]]:
    found: Counter[tuple[int, int, str]] = Counter()
    for (_, _, author), number in numbers.items():
        found[0, 0, author] += number
    return found


def _author_lines(
    numbers: Mapping[tuple[int, int, str], int], pictures: Mapping[tuple[int, int, str], int]
) -> tuple[AuthorLine, ...]:
    def place(key: tuple[int, int, str]) -> tuple[object, ...]:
        return (*key[:2], key[2] == NO_AUTHOR, collation_key(key[2]))

    return tuple(
        AuthorLine(year=year, month=month, author=author, posts=n, photos=pictures[key])
        for key, n in sorted(numbers.items(), key=lambda one: place(one[0]))
        for year, month, author in [key]
    )


def summary(report: PeriodReport) -> str:
    """What the whole period came to, in a sentence: `12 bài với 96 ảnh, 175 buổi xe thư viện.`"""
    total = report.total
    parts = [
        f"{format_number(total.posts)} bài với {format_number(total.photos)} ảnh",
        f"{format_number(total.trips.sessions)} buổi xe thư viện",
    ]
    if total.visits is not None:
        parts.append(f"{format_number(total.visits)} lượt truy cập")
    return f"Từ {format_date(report.first)} đến {format_date(report.last)}: {', '.join(parts)}."


def month_rows(report: PeriodReport) -> list[tuple[str, ...]]:
    """The table by month, its head first; what nobody knows is empty."""
    rows: list[tuple[str, ...]] = [MONTH_COLUMNS]
    for line in report.months:
        numbers = (
            line.posts,
            line.photos,
            line.trips.sessions,
            line.trips.remote_sessions,
            line.trips.visitors,
            line.trips.loans,
            line.visits,
            line.views,
        )
        cells = ("" if number is None else str(number) for number in numbers)
        rows.append((str(line.year), str(line.month), *cells))
    return rows


def author_rows(report: PeriodReport) -> list[tuple[str, ...]]:
    """The table by month and department, its head first."""
    return [
        AUTHOR_COLUMNS,
        *(
            (str(line.year), str(line.month), line.author, str(line.posts), str(line.photos))
            for line in report.authors
        ),
    ]
