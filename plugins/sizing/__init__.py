"""`inv site-size`: how large site and repository are, and how long the host will take them."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

from plugins.build import parse_now
from plugins.configuration import ROOT, read_configuration
from plugins.problems import Problem, as_github, as_text, has_errors
from plugins.sizing.forecast import Forecast, growth
from plugins.sizing.limits import read_limits
from plugins.sizing.report import HOW, lines, problem, repository_item, site_item, table
from plugins.sizing.repository import measure_repository
from plugins.sizing.site import measure_site

SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable that names the file of a run's summary, as GitHub documents it."""


def site_size(
    output: Path, content: Path, format: str = "text", now: str = "", root: Path = ROOT
) -> int:
    """Print how large the site in `output` and the repository `root` are; the exit code: 1 where
    the site is larger than the host takes, or there is none.

    `format` is `text`, or `github` for annotations; `now` is an ISO 8601 moment that stands for the
    clock. Where GitHub names a file for the run's summary, a table is added to it.
    """
    if format not in ("text", "github"):
        print(f"--format {format}: chỉ có text, github.", file=sys.stderr)
        return 2
    if not (output / "index.html").is_file():
        print(
            f"{output}: không có trang đã dựng ở đây.\n    Cách sửa: chạy inv build trước, hoặc nêu"
            " thư mục bằng --output; của máy chủ riêng là thư mục current trong nơi đăng",
            file=sys.stderr,
        )
        return 1
    limits, site = read_limits(), read_configuration().site
    try:
        today = (parse_now(now, site) if now else datetime.now(site.zone)).date()
    except ValueError as error:
        print(f"--now: {error}; gõ như 2021-01-11T08:41:24.", file=sys.stderr)
        return 2
    found, pages = measure_site(output.resolve())
    more = growth(found.dated, found.size, today)
    forecast = Forecast(size=found.size, limit=limits.site, growth=more)
    items = [site_item(str(output), forecast, found.parts)]
    repository = measure_repository(root, content, pages)
    if repository is not None:
        more = growth(repository.dated, repository.git, today)
        items.append(repository_item(repository, limits.repository, more))
    for item in items:
        print("\n".join(lines(item, today)))
    if repository is None:
        print("Kho mã: không phải kho git, hoặc máy này không có git, nên không đo được.")
    print(HOW)
    problems = [one for item in items if (one := problem(item, today))]
    _tell(problems, format)
    if summary := os.environ.get(SUMMARY):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(table(items, today))
    return int(has_errors(problems))


def _tell(problems: list[Problem], format: str) -> None:
    for one in problems:
        if format == "github":
            print(as_github(one))
        else:
            print(as_text(one), file=sys.stderr)
