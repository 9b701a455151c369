"""`inv trips`, `inv report`: figures for the annual report."""

from __future__ import annotations

import re
import sys
from datetime import date, datetime
from pathlib import Path

from plugins.configuration import read_configuration
from plugins.content.scan import missing_folder
from plugins.files import write_atomically
from plugins.mobile_library.figures import (
    YearFigures,
    by_month_and_route,
    year_figures,
    years_with_trips,
)
from plugins.mobile_library.files import MobileLibraryFiles, load_files
from plugins.mobile_library.report import gaps, readers_sentence, sentence, table_rows
from plugins.problems import has_errors, report
from plugins.reporting.period import parse_period, summary
from plugins.reporting.words import no_trips, unwritten
from plugins.spreadsheets import as_csv
from plugins.visits.state import StateError


def trips(content: Path, year: str = "", csv: str = "") -> int:
    """Print what the van's trips of a year came to, the last one with trips when `year` is empty;
    the exit code, 1 when the tables have errors or no such trips, 2 when `year` is no year.

    `csv` names a file for the figures by month and route.
    """
    if year and not re.fullmatch(r"[0-9]{4}", year):
        print(f"Không hiểu --year={year}: gõ bốn chữ số, ví dụ --year=2020.", file=sys.stderr)
        return 2
    if not content.is_dir():
        return _refuse(report([missing_folder()], str(content)))
    today = datetime.now(read_configuration().site.zone).date()
    files, problems = load_files(content, today)
    if has_errors(problems):
        return _refuse(report(problems, str(content)))
    known = years_with_trips(files.trips)
    wanted = int(year) if year else max(known, default=0)
    figures = year_figures(wanted, files.trips, files.targets, today)
    if figures is None:
        return _refuse(no_trips(year, known, content))
    _print(figures)
    return _write(Path(csv), files, wanted, today) if csv else 0


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


def _print(figures: YearFigures) -> None:
    """Sentences to copy; what is to be known about them goes to the other stream."""
    for words in (sentence(figures.results), readers_sentence(figures.results)):
        if words:
            print(words)
    if words := gaps(figures):
        print(words, file=sys.stderr)
    if figures.sample:
        print(f"Năm {figures.year} có dữ liệu mẫu: đừng đưa vào báo cáo.", file=sys.stderr)


def _write(path: Path, files: MobileLibraryFiles, year: int, today: date) -> int:
    rows = table_rows(year, by_month_and_route(year, files.trips, today))
    try:
        write_atomically(path, as_csv(rows))
    except OSError as error:
        return _refuse(unwritten(path, error))
    print(f"Đã ghi {path}: {len(rows) - 1} dòng theo tháng và tuyến.", file=sys.stderr)
    return 0


def period(content: Path, first: str, last: str, folder: Path, state: Path) -> int:
    """Write the report on a period, whose days are as editors type them, into a folder; the exit
    code, 1 when something cannot be read or written, 2 when there is no such period.

    Without `last` it ends today, without `first` it begins with the year in which it ends.
    """
    known = read_configuration()
    site = known.site
    now = datetime.now(site.zone)
    try:
        begin, end = parse_period(first, last, now)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if not content.is_dir():
        return _refuse(report([missing_folder()], str(content)))
    from plugins.reporting.period_files import load_period, write_period  # noqa: PLC0415  # slow

    try:
        found, problems = load_period(content, state, site, begin, end, now, known.cache)
        write_period(folder, found, now)
    except StateError as error:
        return _refuse(f"{state}: {error.message}.\n    Cách sửa: {error.hint}")
    except OSError as error:
        return _refuse(unwritten(folder, error))
    print(summary(found))
    print(f"Mở {(folder / 'index.html').as_posix()} bằng trình duyệt; bảng tính ở cùng thư mục.")
    if not problems:
        return 0
    return _refuse(f"{report(problems, str(content))}\nNhững tệp có lỗi không nằm trong báo cáo.")
