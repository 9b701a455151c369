"""Debian's AWStats on a log: what another program makes of the same visitors."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from plugins.values import Struct
from tests.support.debian import find_program

_CONFIGURATION = """\
LogFile="{log}"
LogType=W
LogFormat=1
SiteDomain="example.org"
HostAliases="localhost 127.0.0.1"
DNSLookup=0
DirData="{folder}"
AllowFullYearView=3
SkipHosts=""
LevelForRobotsDetection=2
NotPageList="css js gif jpg jpeg png ico svg avif webp woff woff2 json xml ics csv vtt"
"""


class PageViews(Struct, frozen=True, kw_only=True):
    """Pages (neither pictures nor scripts) that were shown to people; to robots and other
    programs, or answered with an error."""

    people: int
    others: int


def page_views(log: Path, folder: Path) -> PageViews:
    """Page views in a log in the combined format, whose lines must be in the order of time.

    What AWStats writes goes into the empty `folder`. Raises ProgramMissingError.
    """
    program = find_program("awstats.pl", "awstats", at="/usr/lib/cgi-bin/awstats.pl")
    folder.mkdir(exist_ok=True)
    configuration = folder / "awstats.test.conf"
    configuration.write_text(_CONFIGURATION.format(log=log, folder=folder), encoding="utf-8")
    done = subprocess.run(
        [program, "-config=test", f"-configdir={folder}", "-update"],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Found" in done.stdout, done.stdout
    months = [path.read_text("utf-8", "replace") for path in folder.glob("awstats*.test.txt")]
    hours = [hour.split() for month in months for hour in _hours(month)]
    return PageViews(people=sum(int(h[1]) for h in hours), others=sum(int(h[4]) for h in hours))


def _hours(month: str) -> list[str]:
    """The lines “hour pages hits bytes other-pages other-hits other-bytes” of a month's file."""
    found = re.search(r"^BEGIN_TIME \d+\n(.*?)^END_TIME", month, re.MULTILINE | re.DOTALL)
    assert found
    return found[1].splitlines()
