"""One run over logs: what it adds to the state, what it closes, what it found."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from plugins.problems import Problem
from plugins.settings import SiteSettings
from plugins.values import Struct, field
from plugins.visits.counts import Counts, Recent, counts_json, parse_counts
from plugins.visits.log_counting import Part, is_text, scan_logs
from plugins.visits.log_lines import FORMATS
from plugins.visits.log_views import Kind, Rules, pixel_path, unpacked
from plugins.visits.readers import Salts
from plugins.visits.state import State
from plugins.visits.sums import (
    MOST_PATHS,
    ONLINE,
    RECENT_DAYS,
    DaySums,
    counts_of,
)

BASE = "base"
"""The fact that holds figures of a time whose state is lost, as JSON."""
LAST = "last"
"""The fact that holds the moment of the last run, in ISO 8601."""


class Found(Struct, kw_only=True):
    """What a run found in its logs."""

    logs: int = 0
    """Of which at least a part could be read."""
    lines: int = 0
    people: int = 0
    """New views, by the names of browsers; what they did is not judged yet."""
    machines: int = 0
    repeated: int = 0
    tallies: dict[Kind, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    places: dict[Kind, tuple[str, int]] = field(default_factory=dict)
    """Log and line of the first of each kind."""
    unfinished: int = 0
    """Last lines without an end."""
    days: set[int] = field(default_factory=set)
    """Days of which there were views."""


def base_of(state: State) -> Counts | None:
    """Figures of a time whose state is lost."""
    counts, _ = parse_counts(state.fact(BASE).encode(), BASE)
    return counts


def set_base(state: State, counts: Counts) -> None:
    """Go on from these figures."""
    bare = Counts(
        as_of=counts.as_of,
        total=counts.total,
        today=counts.today,
        month=counts.month,
        year=counts.year,
    )
    state.set_fact(BASE, counts_json(bare).decode())
    state.set_base_pages(counts.paths)


def add_logs(
    state: State, logs: Sequence[Path], site: SiteSettings, now: datetime, *, replay: bool
) -> Found:
    """Add the views of logs to the state. With `replay` each day that they have views of is
    counted anew."""
    salts = state.salts()
    base = base_of(state)
    starts = [date.fromisoformat(site.visits_from)] if site.visits_from else []
    starts += [base.as_of.astimezone(site.zone).date()] if base else []
    rules = Rules(
        zone=site.zone,
        pixel=pixel_path(site.base_path),
        now=int(now.timestamp()),
        first_day=max((day.toordinal() for day in starts), default=0),
        first_open=_first_open(site, now),
        open_days=frozenset(day for day, salt in salts.items() if salt is not None),
        closed_days=frozenset(day for day, salt in salts.items() if salt is None),
        salts={} if replay else {day: salt for day, salt in salts.items() if salt is not None},
        seed=secrets.token_bytes(32),
        replay=replay,
    )
    begun = frozenset() if replay else rules.open_days
    made = Salts(rules.salts, rules.seed)
    before = state.rows()
    found = Found()
    views = 0
    reading = _Reading(found, logs)
    for part in scan_logs(logs, rules, site.workers):
        reading.take(part)
        if part.scanned is None:
            continue
        rows = unpacked(part.scanned.rows)
        for day in {row[0] for row in rows} - found.days:
            found.days.add(day)
            if day not in begun:
                gone = state.open_day(day, made.salt(day))
                before = before[0] - gone[0], before[1] - gone[1]
        state.add(rows, part.scanned.words)
        views += part.scanned.views
    state.merge()
    reading.end()
    after = state.rows()
    found.people, found.machines = after[0] - before[0], after[1] - before[1]
    found.repeated = views - found.people - found.machines
    return found


def _first_open(site: SiteSettings, now: datetime) -> int:
    return (now.date() - timedelta(days=site.visit_days_open)).toordinal()


class _Reading:
    """Follows the parts of logs, and says what is wrong with each log when it is over."""

    def __init__(self, found: Found, logs: Sequence[Path]) -> None:
        self._found = found
        self._logs = logs
        self._number = -1
        self._lines = 0
        self._readable = False
        self._rest = b""
        self._failed = False

    @property
    def _log(self) -> str:
        return str(self._logs[self._number])

    def take(self, part: Part) -> None:
        found = self._found
        if part.number != self._number:
            self.end()
            self._number, self._lines, self._readable = part.number, 0, False
            self._rest, self._failed = b"", False
        if scanned := part.scanned:
            for kind, tally in scanned.tallies.items():
                found.tallies[kind] = found.tallies.get(kind, 0) + tally.count
                found.places.setdefault(kind, (self._log, self._lines + tally.first + 1))
            self._lines += scanned.lines
            found.lines += scanned.lines
            self._readable |= scanned.readable
        self._rest = part.rest or self._rest
        if part.error:
            self._failed = True
            found.problems.append(
                Problem(path=self._log, message=part.error.message, hint=part.error.hint)
            )

    def end(self) -> None:
        found = self._found
        if self._number < 0:
            return
        found.logs += bool(self._lines) or not self._failed
        if self._failed:
            return
        found.unfinished += bool(self._rest)
        garbage = self._rest and not self._lines and not is_text(self._rest)
        if garbage or (self._lines and not self._readable):
            found.problems.append(
                Problem(
                    path=self._log,
                    message="không dòng nào là dòng nhật ký đọc được",
                    hint=f"đưa đúng tệp nhật ký của máy chủ web; đọc được {FORMATS}",
                )
            )


def judged(state: State, now: datetime) -> dict[date, DaySums]:
    """The sums of all days."""
    base = base_of(state)
    after = int(base.as_of.timestamp()) if base else -1
    online = int(now.timestamp()) - ONLINE
    sums = state.closed_days()
    for day, salt in state.salts().items():
        if salt is not None:
            sums[date.fromordinal(day)] = state.judge(day, after, online)
    return sums


def settle(state: State, site: SiteSettings, now: datetime) -> dict[date, DaySums]:
    """The sums of all days; those that are over for long enough are closed."""
    sums = judged(state, now)
    over = [
        day
        for day, salt in state.salts().items()
        if salt is not None and day < _first_open(site, now)
    ]
    for day in over:
        state.close_day(day, sums[date.fromordinal(day)])
    if over:
        state.forget_words()
    return sums


def figures(
    state: State, sums: Mapping[date, DaySums], site: SiteSettings, now: datetime
) -> Counts:
    """The counts of a state that was settled."""
    today = now.date()
    if site.visits_from:  # set, or moved, after days had been counted that visits_before has too
        start = date.fromisoformat(site.visits_from)
        sums = {day: found for day, found in sums.items() if day >= start}
    since = max(today - timedelta(days=RECENT_DAYS - 1), min(sums, default=today))
    recent = state.pages(since, today, MOST_PATHS)
    return counts_of(
        sums,
        now=now,
        before=site.visits_before,
        base=base_of(state),
        paths=state.pages(None, None, MOST_PATHS),
        recent=Recent(since=since, paths=recent) if recent else None,
    )
