"""The report on a period as a folder for the office: a page, and tables for the spreadsheet."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from plugins.content.catalog import load_catalog
from plugins.content.posts import Post
from plugins.content.readings import NAME, Readings
from plugins.counting.run import judged
from plugins.files import write_atomically
from plugins.galleries.albums import is_photo
from plugins.mobile_library.files import load_files
from plugins.problems import Problem
from plugins.reporting.period import PeriodReport, author_rows, month_rows, period_report
from plugins.settings import SiteSettings
from plugins.spreadsheets import as_csv
from plugins.vietnamese import nfc
from plugins.visits.report import Month, visit_report
from plugins.visits.state import is_there, open_state
from plugins.writer.report_pages import report_page

PAGE, MONTHS, AUTHORS = "index.html", "theo-thang.csv", "theo-phong.csv"

PUBLIC = ("published", "hidden", "expired")
"""States of posts that readers could read; a withdrawn one is taken back."""


def load_period(
    content: Path, state: Path, site: SiteSettings, first: date, last: date, now: datetime,
    cache: Path,
) -> tuple[PeriodReport, list[Problem]]:  # fmt: skip
    """The report on the days from `first` to `last`, and the errors for which some content is not
    in it.

    `state` is the visit counter's; where it is missing nobody knows the visits of a month. What is
    known of the content is kept in the folder `cache`. Raises StateError when the state is broken.
    """
    with Readings(cache / NAME, content, site) as readings:
        catalog = load_catalog(content, site, now, readings=readings)
    files, problems = load_files(content, now.date())
    public = [post for post in catalog.posts if post.state in PUBLIC]
    report = period_report(
        first,
        last,
        [(post, _photos(content, post)) for post in public],
        files.trips,
        _visits(state, first, last, now),
        samples=any(trip.sample and first <= trip.date <= last for trip in files.trips),
    )
    return report, [one for one in (*catalog.problems, *problems) if one.level == "error"]


def _photos(content: Path, post: Post) -> int:
    """Photos of a post that readers see."""
    hidden = {entry.file for entry in post.photos if entry.hide}
    names = (nfc(file.name) for file in (content / post.folder).iterdir())
    return sum(is_photo(name) and name not in hidden for name in names)


def _visits(file: Path, first: date, last: date, now: datetime) -> tuple[Month, ...]:
    if not is_there(file):
        return ()
    with open_state(file) as state:
        days = {day: sums for day, sums in judged(state, now).items() if first <= day <= last}
    return visit_report(days, {}, None, {}).months


def write_period(folder: Path, report: PeriodReport, made: datetime) -> None:
    """Write the page and the tables over earlier ones; `made` has the site's zone.

    Raises OSError.
    """
    files = {
        PAGE: report_page("period_report.html", report, made),
        MONTHS: as_csv(month_rows(report)),
        AUTHORS: as_csv(author_rows(report)),
    }
    for name, data in files.items():
        write_atomically(folder / name, data)
