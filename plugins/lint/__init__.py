"""Checks content without building."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from plugins.build import PHOTOS
from plugins.configuration import read_configuration
from plugins.content.catalog import Catalog, load_catalog
from plugins.content.readings import NAME, Readings
from plugins.files import read_if_there
from plugins.galleries.collect import collect
from plugins.galleries.index import Index
from plugins.galleries.privacy import exposed
from plugins.lint import fixing
from plugins.lint.formats import FORMATS, told, told_repair
from plugins.lint.large_files import large_files
from plugins.mobile_library.files import load_files, report_problems, stop_link_problems
from plugins.mobile_library.findings import timetable_findings
from plugins.problems import Problem, has_errors
from plugins.proofreading.files import proofread_files
from plugins.quotes import quotations
from plugins.settings import SiteSettings
from plugins.videos.films import FILMS
from plugins.videos.media import find_media
from plugins.videos.stills import STILLS, with_stills
from plugins.visits import counts
from plugins.visits.findings import unexplained


def find_problems(
    content: Path, site: SiteSettings, now: datetime, cache: Path
) -> tuple[Catalog, list[Problem]]:
    """All that a build of `content` would complain about, except photos that end too soon.

    And what only a public repository would make public: originals that show what posts hide. And
    what the van of the mobile library can hardly keep to.
    What is found out of files is kept in the folder `cache`.
    """
    catalog = _catalog(content, site, now, cache)
    problems = list(catalog.problems)
    if content.is_dir():
        index = Index(cache / PHOTOS, content)
        folders, found = collect(content, catalog, index, site)
        index.save()
        problems += [*found, *exposed(catalog, folders), *large_files(content, catalog.files)]
        documents = [document for document, _ in catalog.documents]
        problems += proofread_files(content, catalog.files, documents, cache)
        for file, parse in (
            (quotations.FILE, quotations.parse_quotes),
            *(((counts.FILE, counts.parse_counts),) if site.visit_source != "none" else ()),
        ):
            problems += parse(read_if_there(content / file), file)[1]
        problems += unexplained(site, catalog.pages)
        timetable, found = load_files(content, now.date())
        problems += [*found, *report_problems(catalog.posts, timetable)]
        problems += stop_link_problems(catalog.documents, timetable)
        if not has_errors(found):  # a row that cannot be read would seem to be missing
            problems += timetable_findings(timetable, now, site.holidays)
        media, found = find_media(content, catalog.films)
        films = Index(cache / FILMS, content)
        problems += [*found, *with_stills(media, catalog.films, cache / STILLS, films)[1]]
        films.save()
    return catalog, problems


def _catalog(content: Path, site: SiteSettings, now: datetime, cache: Path) -> Catalog:
    with Readings(cache / NAME, content, site) as readings:
        return load_catalog(content, site, now, readings=readings)


def check(content: Path, format: str = "text", *, fix: bool = False) -> int:
    """Print every problem of `content`; 1 when one of them is an error, 2 for another format.

    `format` is one of FORMATS: for people, for marks in a pull or merge request, for programs.
    `fix` mends before what is certain, and tells of it: on standard error when a program reads
    the rest.
    """
    if format not in FORMATS:
        print(f"Không có --format={format}; chọn một trong: {', '.join(FORMATS)}.", file=sys.stderr)
        return 2
    configuration = read_configuration()
    site = configuration.site
    now = datetime.now(site.zone)
    unwritten: list[Problem] = []
    if fix:
        repairs, unwritten = fixing.fix(content, site.zone)
        for path, repair in repairs:
            line = told_repair(path, repair, format, str(content))
            print(line, file=sys.stderr if format in ("json", "gitlab") else sys.stdout)
    problems = find_problems(content, site, now, configuration.cache)[1] + unwritten
    if lines := told(problems, format, str(content)):
        print(lines)
    return int(has_errors(problems))
