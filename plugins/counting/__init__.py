"""`inv visits`: the server's logs become the visit figures."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from plugins.build import parse_now
from plugins.configuration import read_configuration
from plugins.content.scan import missing_folder
from plugins.counting.logs import Outcome, Places, count_logs
from plugins.problems import as_text, has_errors
from plugins.settings import SiteSettings
from plugins.values import replace

STATE = "luot-truy-cap.sqlite"
REPORT = "bao-cao-luot-truy-cap"
"""Where a report goes when nobody says."""
ASKED = ("goatcounter", "json")
"""Sources that are other hosts."""
SETTINGS = "settings"
"""The source that the settings name."""


def visits(
    content: Path,
    logs: Sequence[str] = (),
    *,
    state: str = STATE,
    live: str = "",
    replay: bool = False,
    now: str = "",
    from_: str = SETTINGS,
    report: str = "",
    site: SiteSettings | None = None,
) -> int:
    """Count the visits of logs, write a report, or ask the source for its figures; the exit code:
    1 when something could not be read or written, 2 for options that are wrong.

    `now` is an ISO 8601 moment that stands for the clock; `report` a folder; `site` the settings,
    when they are not those of pelicanconf.py.
    """
    configuration = read_configuration()
    site = site or configuration.site
    source = site.visit_source if from_ == SETTINGS else from_
    if wrong := _wrong(logs, replay=replay, from_=from_):
        return _tell(wrong, 2)
    try:
        moment = parse_now(now, site) if now else datetime.now(site.zone)
    except (ValueError, OverflowError) as error:
        return _tell(f"--now: {error}; gõ như 2021-01-11T08:41:24.", 2)
    if not content.is_dir():
        return _tell(as_text(missing_folder(), str(content)), 1)
    places = Places(content=content, state=Path(state), live=Path(live) if live else None)
    code = 0
    if logs:
        code = _told(count_logs(list(map(Path, logs)), places, site, moment, replay=replay))
    elif not report or from_ != SETTINGS:
        code = _ask(content, replace(site, visit_source=source), moment)
    if report:
        from plugins.counting.reports import write_report  # noqa: PLC0415  # slow: it reads all posts

        written = write_report(Path(report), places, site, moment, configuration.cache)
        code = max(code, _told(written))
    return code


def _told(outcome: Outcome) -> int:
    for problem in outcome.problems:
        print(as_text(problem), file=sys.stderr)
    for words in outcome.sentences:
        print(words)
    return 1 if has_errors(outcome.problems) else 0


def _wrong(logs: Sequence[str], *, replay: bool, from_: str) -> str:
    """What is wrong with the options; empty when nothing is."""
    if from_ not in (*ASKED, SETTINGS):
        return f"--from={from_}: chỉ chọn {', '.join((*ASKED, SETTINGS))}."
    if replay and not logs:
        return "--replay cần tên các tệp nhật ký: inv visits --replay TỆP..."
    if logs and from_ != SETTINGS:
        return f"--from={from_} không đi cùng tệp nhật ký: bỏ một trong hai."
    return ""


def _ask(content: Path, site: SiteSettings, now: datetime) -> int:
    """What there is to do without logs."""
    if site.visit_source in ASKED:
        from plugins.online.counters import fetch_counts  # noqa: PLC0415  # slow: it reads all posts

        return fetch_counts(content, site, now)
    needed = site.visit_source == "log"
    more = ": ghi tên các tệp nhật ký sau lệnh, inv visits TỆP..." if needed else ""
    print(f"Nguồn số lượt truy cập là “{site.visit_source}”: không có gì để làm{more}.")
    return 0


def _tell(words: str, code: int) -> int:
    print(words, file=sys.stderr)
    return code
