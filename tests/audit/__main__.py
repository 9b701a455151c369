"""`python -m tests.audit`: what `make audit` and `inv audit` run.

Without arguments the content of this repository is built as it would be published, and beside it
the browser tests' site with one of everything; both are looked at. The report goes to
.cache/audit/report.md, what it comes to is printed. Exit codes: 0 is well, 1 something must be
mended, 2 a part could not run here (0 with --allow-missing), 3 no site.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from plugins.building import build
from plugins.values import Struct
from tests.audit.accessibility import check_accessibility
from tests.audit.budgets import check_budgets
from tests.audit.calendars import check_calendars
from tests.audit.crawling import copy_site
from tests.audit.feeds import check_feeds
from tests.audit.findings import MissingError, Outcome, Run
from tests.audit.installing import FOLDER
from tests.audit.lighthouse import check_lighthouse
from tests.audit.links import check_links
from tests.audit.report import as_markdown, exit_code, in_short
from tests.audit.second_opinion import follow_links
from tests.audit.serving import serving
from tests.audit.sites import BuiltSite, read_site
from tests.audit.structured_data import check_structured_data
from tests.audit.validity import check_validity
from tests.browser.chromium import ChromiumMissingError, find_chromium, launch_arguments
from tests.browser.sample_site import fill
from tests.conftest import ROOT
from tests.support.sites import NOW, Site

REPORT = FOLDER / "report.md"
PARTS = ("links", "html", "budgets", "feeds", "calendars", "json-ld", "axe", "lighthouse")

_JUDGED = ("home", "post", "mobile library", "videos", "search")
"""The kinds of page that Lighthouse looks at: of posts, the one with the most photos."""


class Served(Struct, frozen=True, kw_only=True):
    """A site and where a browser finds it; `whole` when Lighthouse looks at it, too."""

    site: BuiltSite
    origin: str
    whole: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Run an audit."""
    options = _options(arguments)
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    if unknown := {*options.only} - {*PARTS}:
        print(f"Không có phần {', '.join(sorted(unknown))}. Các phần: {', '.join(PARTS)}.")
        return 3
    parts = options.only or PARTS
    runs: list[Run] = []
    with ExitStack() as stack:
        try:
            served = _sites(options, stack)
        except (MissingError, FileNotFoundError) as error:
            print(f"Không có trang để soát: {error}")
            return 3
        for one in served:
            for part in parts:
                if part != "lighthouse" or one.whole:
                    runs += _run(part, one, options.pages)
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(as_markdown(runs), encoding="utf-8")
    print(in_short(runs))
    print(f"Báo cáo: {REPORT.relative_to(ROOT)}")
    return exit_code(runs, allow_missing=options.allow_missing)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.audit", description=__doc__)
    parser.add_argument("--output", help="a built site, instead of building")
    parser.add_argument("--url", help="a site that is served somewhere: it is copied first")
    parser.add_argument("--only", default=(), type=lambda text: tuple(text.split(",")))
    parser.add_argument("--pages", type=int, default=2, help="pages of each kind for axe; 0: all")
    parser.add_argument("--allow-missing", action="store_true")
    return parser.parse_args(arguments)


def _sites(options: argparse.Namespace, stack: ExitStack) -> list[Served]:
    if options.url:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        copy_site(options.url, folder)
        site = read_site(folder, "url")
        return [Served(site=site, origin=options.url.rstrip("/"), whole=True)]
    if options.output:
        site = read_site(Path(options.output), "output")
        origin = stack.enter_context(serving(site.folder, site.base))
        return [Served(site=site, origin=origin, whole=True)]
    found = []
    for name, make in (("content", _own), ("sample", _sample)):
        folder = make()
        site = read_site(folder, name)
        origin = stack.enter_context(serving(folder, site.base))
        found.append(Served(site=site, origin=origin, whole=name == "content"))
    return found


def _own() -> Path:
    """What this repository would publish."""
    output = FOLDER / "site"
    if build(ROOT / "content", output, publish=True):
        raise MissingError("nội dung chưa dựng được, xem lỗi ở trên")
    return output


def _sample() -> Path:
    """One of everything."""
    site = Site(root=FOLDER / "sample", cache=FOLDER / "sample/cache")
    site.content.mkdir(parents=True, exist_ok=True)
    fill(site)
    if site.build(now=NOW):
        raise MissingError("trang thử chưa dựng được, xem lỗi ở trên")
    return site.output


def _run(part: str, one: Served, pages: int) -> list[Run]:
    """A part, and for links a second opinion."""
    site, origin = one.site, one.origin
    checks: dict[str, list[tuple[str, Callable[[], Outcome]]]] = {
        "links": [
            ("links", lambda: check_links(site)),
            ("links (crawled)", lambda: follow_links(origin)),
        ],
        "html": [("html", lambda: check_validity(site))],
        "budgets": [("budgets", lambda: check_budgets(site))],
        "feeds": [("feeds", lambda: check_feeds(site))],
        "calendars": [("calendars", lambda: check_calendars(site))],
        "json-ld": [("json-ld", lambda: check_structured_data(site))],
        "axe": [("axe", lambda: _axe(site, origin, pages))],
        "lighthouse": [("lighthouse", lambda: check_lighthouse(_judged(site, origin)))],
    }
    runs = []
    for name, check in checks[part]:
        print(f"… {name}: {site.name}", file=sys.stderr, flush=True)
        started = time.monotonic()
        try:
            outcome = check()
        except (MissingError, ChromiumMissingError) as error:
            outcome = Outcome(missing=str(error))
        seconds = time.monotonic() - started
        runs.append(Run(part=name, site=site.name, outcome=outcome, seconds=seconds))
    return runs


def _axe(site: BuiltSite, origin: str, pages: int) -> Outcome:
    program = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=launch_arguments())
        try:
            return check_accessibility(site, origin, browser, pages)
        finally:
            browser.close()


def _judged(site: BuiltSite, origin: str) -> list[tuple[str, str]]:
    found = []
    for kind in _JUDGED:
        pages = [page for page in site.pages if page.kind and page.kind.name == kind]
        if pages:
            page = max(pages, key=lambda page: page.html.count("data-photo"))
            found.append((page.address or "/", f"{origin}/{page.address}"))
    return found


if __name__ == "__main__":
    sys.exit(main())
