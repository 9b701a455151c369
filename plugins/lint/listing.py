"""`inv list`: what there is, and what becomes of it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from plugins.build import parse_now
from plugins.configuration import read_configuration
from plugins.content.catalog import load_catalog
from plugins.content.readings import NAME, Readings
from plugins.content.scan import missing_folder
from plugins.lint.inventory import (
    FORMATS,
    FilterError,
    as_json,
    as_lines,
    as_table,
    make_rows,
    parse_filters,
    total_line,
)
from plugins.problems import report


def list_content(
    content: Path,
    *,
    state: str = "",
    category: str = "",
    year: str = "",
    author: str = "",
    format: str = "text",
    now: str = "",
) -> int:
    """Print the content files that pass the filters, and sums that add up to the number of files.

    1 when a file shown is in error or there is no such folder, 2 for a filter or format that does
    not exist. The sums of a table for a spreadsheet go to the other stream.
    """
    if format not in FORMATS:
        print(f"Không có --format={format}; chọn một trong: {', '.join(FORMATS)}.", file=sys.stderr)
        return 2
    configuration = read_configuration()
    site = configuration.site
    try:
        filters = parse_filters(state, category, year, author, site.categories)
    except FilterError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        moment = parse_now(now, site) if now else datetime.now(site.zone)
    except ValueError as error:
        print(f"--now: {error}; gõ như 2021-01-11T08:41:24.", file=sys.stderr)
        return 2
    if not content.is_dir():
        print(report([missing_folder()], str(content)), file=sys.stderr)
        return 1
    with Readings(configuration.cache / NAME, content, site) as readings:
        rows = make_rows(load_catalog(content, site, moment, readings=readings))
    shown = [row for row in rows if filters.let(row)]
    if format == "json":
        print(as_json(rows, shown))
    elif format == "csv":
        sys.stdout.flush()
        sys.stdout.buffer.write(as_table(shown))
        sys.stdout.buffer.flush()
        print(total_line(rows, shown), file=sys.stderr)
    else:
        for line in as_lines(shown):
            print(line)
        print(total_line(rows, shown))
    return int(any(row.state == "error" for row in shown))
