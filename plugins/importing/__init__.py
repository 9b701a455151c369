"""`inv import FILE`: a Word file, a saved page of the old portal or a text, made into a post."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from plugins.configuration import read_configuration
from plugins.content.categories import category_of
from plugins.files import read_if_there, write_atomically
from plugins.galleries.arrivals import photos_in
from plugins.importing import telling
from plugins.importing.archive import MAP, as_rows, choices_for, open_archive, parse_map, summary
from plugins.importing.articles import Choices
from plugins.importing.documents import SourceError
from plugins.importing.outcomes import Importer, Outcome
from plugins.photos.arriving import missing_photos
from plugins.problems import as_text
from plugins.progress import watched
from plugins.reasons import reason
from plugins.settings import SiteSettings
from plugins.spreadsheets import as_csv
from plugins.vietnamese import DATE_HINT, nfc, parse_datetime


def import_(
    content: Path,
    source: str,
    *,
    category: str = "",
    date: str = "",
    author: str = "",
    title: str = "",
    slug: str = "",
    photos: str = "",
    table: str = "",
    dry_run: bool = False,
    site: SiteSettings | None = None,
) -> int:
    """Make a post of the file `source`, or of each file of a folder; the exit code.

    `photos` is a folder whose pictures close the post, `table` a file for the report as CSV.
    `site` is given by tests only.
    """
    site = site or read_configuration().site
    try:
        choices = Choices(
            title=title,
            date=_date(date, site),
            author=author,
            category=category_of(category, site.categories) or category,
            slug=slug,
        )
        path = Path(source)
        if not source.strip() or not path.exists():
            raise SourceError(f"không có tệp “{source}”", "gõ: inv import <tệp hoặc thư mục>")
        if not content.is_dir():
            raise SourceError(f"không có thư mục nội dung {content}", "thường là content/")
        importer = Importer(content=content, site=site, dry_run=dry_run)
        if not path.is_dir():
            outcome = importer.attempt(path, choices, _photos(photos))
            return _tell([outcome], importer, path.parent, table, one=True)
        if title or slug or photos:
            message = "--title, --slug, --photos chỉ dùng cho một tệp"
            raise SourceError(message, f"bỏ chúng đi; ghi tiêu đề từng tệp vào {MAP}")
        return _bring_all(importer, path, choices, table)
    except SourceError as error:
        print(f"LỖI: {error.message}\n    Cách sửa: {error.hint}", file=sys.stderr)
    except OSError as error:
        print(f"Không ghi được {error.filename or content}: {reason(error)}.", file=sys.stderr)
        print("Những bài đã nhập vẫn nguyên vẹn. Kiểm tra đĩa, rồi chạy lại lệnh.", file=sys.stderr)
    return 1


def _photos(place: str) -> list[Path]:
    if place and (problem := missing_photos(place)):
        raise SourceError(f"--photos: {problem.path}: {problem.message}", problem.hint)
    return photos_in(Path(place)) if place else []


def _date(text: str, site: SiteSettings) -> datetime | None:
    try:
        return parse_datetime(text, site.zone) if text else None
    except ValueError as error:
        raise SourceError(f"--date: {error}", DATE_HINT) from None


def _bring_all(importer: Importer, folder: Path, general: Choices, table: str) -> int:
    archive = open_archive(folder)
    rows = parse_map(read_if_there(folder / MAP))
    outcomes, site = list[Outcome](), importer.site
    known: set[str] = set()
    for file in watched(archive.files, len(archive.files), "Nhập", "tệp"):
        name = nfc(file.relative_to(folder).as_posix())  # as the table has it
        known |= {name, nfc(file.name)}
        try:
            choices = choices_for(name, general, rows, site.categories, site.zone)
        except SourceError as error:
            outcomes.append(Outcome(file=file, state="failed", errors=(error,)))
        else:
            outcomes.append(importer.attempt(file, choices))
    for name in sorted(set(rows) - known):
        print(f"{folder / MAP}: LƯU Ý: không có tệp “{name}”", file=sys.stderr)
    return _tell(outcomes, importer, folder, table, others=len(archive.others))


def _tell(
    outcomes: list[Outcome], importer: Importer, folder: Path, table: str, *, others: int = 0,
    one: bool = False,
) -> int:  # fmt: skip
    for outcome in outcomes:
        if outcome.state == "failed":
            print("\n".join(map(as_text, telling.problems(outcome))), file=sys.stderr)
        else:
            how = {"dry_run": importer.dry_run, "brief": not one}
            print("\n".join(telling.lines(outcome, importer.content, **how)))
    if table:
        write_atomically(Path(table), as_csv(as_rows(outcomes, folder)))
        print(f"Đã ghi bảng kết quả vào {table}.")
    if not one:
        print(summary(outcomes, others))
        if not importer.dry_run:
            print("Bước tiếp theo: inv check; ảnh chưa có lời thì inv photos <tên thư mục bài>.")
    return int(any(outcome.state == "failed" for outcome in outcomes))
