"""`inv inbox`: what editors sent through the forge's web page becomes posts."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from plugins.configuration import read_configuration
from plugins.content.scan import missing_folder
from plugins.files import write_atomically
from plugins.importing import telling
from plugins.importing.articles import Choices
from plugins.importing.outcomes import Importer, Outcome
from plugins.inbox import pull_request
from plugins.inbox.parcels import FOLDER, Parcel, open_parcels, place_of
from plugins.inbox.pull_request import Arrived
from plugins.inbox.remarks import left_photos, remarks
from plugins.lint import find_problems
from plugins.problems import Problem, as_github, as_text, has_errors, report
from plugins.reasons import reason
from plugins.settings import SiteSettings
from plugins.values import replace


def inbox(
    content: Path,
    name: str = "",
    *,
    branches: bool = False,
    format: str = "text",
    folder: str = "",
    site: SiteSettings | None = None,
) -> int:
    """Make a post of each folder of the mailbox, or of the one called `name`, and take the folder
    away; the exit code, 1 when one could not become a post (it stays), 2 for wrong options.

    `branches` only lists a branch for each folder, and the folder. `format` is `text` or `github`.
    `folder` is where the words of a pull request go: `title.txt`, `body.md` and, where there are
    remarks at lines, `review.json`. `site` is given by tests only.
    """
    configuration = read_configuration()
    site = site or configuration.site
    if format not in ("text", "github"):
        print(f"Không có --format={format}; chọn text hoặc github.", file=sys.stderr)
        return 2
    if not content.is_dir():
        print(report([missing_folder()], str(content)), file=sys.stderr)
        return 1
    parcels, problems = open_parcels(content, name)
    if branches:
        print("".join(f"{parcel.branch}\t{parcel.name}\n" for parcel in parcels), end="")
    elif parcels:
        now = datetime.now(site.zone).replace(microsecond=0)
        try:
            arrived, found = _bring(content, parcels, site, now)
        except OSError as error:
            place = error.filename or content
            print(f"Không ghi được {place}: {reason(error)}.", file=sys.stderr)
            print("Thư mục chưa thành bài vẫn còn trong hộp thư. Kiểm tra đĩa, rồi chạy lại lệnh.")
            return 1
        posts = {one.post.rpartition("/")[0] for one in arrived}
        whole = find_problems(content, site, now, configuration.cache)[1]
        problems += [*found, *(one for one in whole if one.path.rpartition("/")[0] in posts)]
        if folder:
            _write(Path(folder), arrived, problems, content.as_posix())
    elif not problems:
        print(f"Hộp thư {content.as_posix()}/{FOLDER}/ trống: không có gì để nhập.")
    for problem in sorted(problems, key=lambda one: one.sort_key):
        tell = as_github if format == "github" else as_text
        print(tell(problem, content.as_posix()), file=sys.stderr)
    return int(has_errors(problems))


def _bring(
    content: Path, parcels: Sequence[Parcel], site: SiteSettings, now: datetime
) -> tuple[list[Arrived], list[Problem]]:
    importer = Importer(content=content, site=site, renames=True)
    arrived: list[Arrived] = []
    problems: list[Problem] = []
    for parcel in parcels:
        outcome = importer.attempt(parcel.document, _choices(parcel, site, now), parcel.photos)
        if outcome.state == "failed":
            place = place_of(parcel.document)
            problems += [replace(one, path=place) for one in telling.problems(outcome)]
            continue
        arrived.append(_arrived(parcel, outcome))
        print("\n".join(telling.lines(outcome, content)))
        problems += remarks(outcome)
        if outcome.state == "there" and parcel.photos:
            problems.append(left_photos(parcel, outcome.post))
        else:
            shutil.rmtree(parcel.folder)
    return arrived, problems


def _choices(parcel: Parcel, site: SiteSettings, now: datetime) -> Choices:
    """What is found nowhere in the document is guessed, and told."""
    guess = Choices(title=parcel.name, date=now, category=site.categories[0])
    return Choices(guess=guess)


def _arrived(parcel: Parcel, outcome: Outcome) -> Arrived:
    return Arrived(
        parcel=parcel.name,
        title=outcome.title or parcel.name,
        post=outcome.post,
        photos=outcome.pictures,
        draft=outcome.state == "draft",
    )


def _write(
    folder: Path, arrived: Sequence[Arrived], problems: Sequence[Problem], root: str
) -> None:
    files = {
        "title.txt": pull_request.title(arrived),
        "body.md": pull_request.body(arrived, problems, root),
        "review.json": pull_request.review(arrived, problems, root),
    }
    for name, text in files.items():
        if text:
            write_atomically(folder / name, text.encode())
