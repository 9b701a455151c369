"""What the counter knows, as a folder for the editors: a page, and tables for the spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from plugins.content.catalog import load_catalog
from plugins.content.readings import NAME, Readings
from plugins.counting.logs import Outcome, Places
from plugins.counting.run import figures, judged
from plugins.files import read_if_there, write_atomically
from plugins.problems import Problem
from plugins.reasons import reason
from plugins.settings import SiteSettings
from plugins.spreadsheets import as_csv
from plugins.visits.counts import parse_counts
from plugins.visits.report import (
    VisitReport,
    machine_rows,
    month_rows,
    page_rows,
    visit_report,
)
from plugins.visits.state import StateError, is_there, open_state
from plugins.writer.report_pages import report_page

PAGE = "index.html"
MOST_PAGES = 5000
"""Pages in the report, the most viewed."""
MONTHS, PAGES, MACHINES = "theo-thang.csv", "theo-trang.csv", "may.csv"


def write_report(
    folder: Path, places: Places, site: SiteSettings, now: datetime, cache: Path
) -> Outcome:
    """Write the report on all that was counted into a folder, over an earlier one.

    Without a state it is on the figures in the content: their source knows no months. Titles of
    posts come from the content; what is known of it is kept in the folder `cache`.
    """
    outcome = Outcome()
    try:
        report = _report(places, site, now, cache)
    except StateError as error:
        problem = Problem(path=str(places.state), message=error.message, hint=error.hint)
        outcome.problems.append(problem)
        return outcome
    if not (report.months or report.pages):
        hint = "đếm nhật ký bằng inv visits TỆP..., hoặc hỏi nguồn bằng inv visits"
        message = "chưa có số liệu nào để lập báo cáo"
        outcome.problems.append(Problem(path=str(places.state), message=message, hint=hint))
        return outcome
    files = {
        PAGE: report_page("visits_report.html", report, now),
        MONTHS: as_csv(month_rows(report)),
        PAGES: as_csv(page_rows(report)),
        MACHINES: as_csv(machine_rows(report)),
    }
    for name, data in files.items():
        try:
            write_atomically(folder / name, data)
        except OSError as error:
            hint = "đóng bảng tính đang mở tệp đó, kiểm tra quyền ghi và chỗ trống, rồi chạy lại"
            message = f"không ghi được: {reason(error)}"
            outcome.problems.append(Problem(path=str(folder / name), message=message, hint=hint))
            return outcome
    outcome.sentences.append(f"Đã ghi báo cáo: mở {(folder / PAGE).as_posix()} bằng trình duyệt.")
    outcome.sentences.append(f"Bảng tính ở cùng thư mục: {MONTHS}, {PAGES}, {MACHINES}.")
    return outcome


def _report(places: Places, site: SiteSettings, now: datetime, cache: Path) -> VisitReport:
    titles = _titles(places.content, site, now, cache)
    if is_there(places.state):
        with open_state(places.state) as state:
            days = judged(state, now)
            counts = figures(state, days, site, now)
            pages = state.pages(None, None, MOST_PAGES)
            return visit_report(days, pages, counts.recent, titles)
    known, _ = parse_counts(read_if_there(places.counts), str(places.counts))
    if known is None:
        return visit_report({}, {}, None, titles)
    return visit_report({}, known.paths, known.recent, titles, sample=known.sample)


def _titles(content: Path, site: SiteSettings, now: datetime, cache: Path) -> Mapping[str, str]:
    """Titles by address, of all that has one."""
    with Readings(cache / NAME, content, site) as readings:
        catalog = load_catalog(content, site, now, readings=readings)
    sections = {f"/{path}": title for title, path in site.menu}
    titles = {f"/{item.url}": item.title for item in catalog.items.values()}
    return sections | titles | {f"/{film.url}": film.title for film in catalog.films}
