"""Runs of the counter on logs in a folder of their own, and what they come to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from plugins.counting.logs import Outcome, Places, count_logs
from plugins.counting.run import judged
from plugins.problems import as_text
from plugins.settings import SiteSettings, site_settings
from plugins.values import Struct, field, replace
from plugins.visits.state import open_state
from plugins.visits.sums import DaySums

SITE = site_settings(
    name="Thư viện", url="https://example.org", categories=["Thông báo"], visit_source="log"
)
NOW = "2021-01-11T23:59:59"


def moment(text: str) -> datetime:
    """A time in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=SITE.zone)


class Counter(Struct, frozen=True, kw_only=True):
    """A content folder, a state and logs."""

    root: Path
    site: SiteSettings = field(default=SITE)

    def __post_init__(self) -> None:
        self.places.content.mkdir(parents=True, exist_ok=True)

    @property
    def places(self) -> Places:
        """Where it writes."""
        return Places(
            content=self.root / "content", state=self.root / "so.sqlite", live=self.root / "live"
        )

    def having(self, **changes: Any) -> Counter:
        """The same with other settings."""
        return replace(self, site=replace(self.site, **changes))

    def log(self, lines: bytes | Iterable[bytes], name: str = "log") -> Path:
        """Write a log."""
        path = self.root / name
        path.write_bytes(lines if isinstance(lines, bytes) else b"".join(lines))
        return path

    def run(self, *logs: Path, now: str = NOW, replay: bool = False) -> Outcome:
        """Count logs."""
        return count_logs(logs, self.places, self.site, moment(now), replay=replay)

    def count(self, *logs: Path, now: str = NOW, replay: bool = False) -> Outcome:
        """Count logs about which there is nothing to tell."""
        outcome = self.run(*logs, now=now, replay=replay)
        assert told(outcome) == []
        return outcome

    @property
    def baked(self) -> dict[str, Any]:
        """The figures of pages."""
        values: dict[str, Any] = json.loads(self.places.counts.read_bytes())
        return values

    @property
    def live(self) -> dict[str, Any]:
        """The figures that the server shows."""
        assert self.places.live
        values: dict[str, Any] = json.loads((self.places.live / "luot-truy-cap.json").read_bytes())
        return values

    def days(self, now: str = NOW) -> dict[date, DaySums]:
        """The sums of each day."""
        with open_state(self.places.state) as state:
            return judged(state, moment(now))

    @property
    def open_days(self) -> set[str]:
        """Days that are not closed."""
        with open_state(self.places.state) as state:
            found = state.salts().items()
        return {str(date.fromordinal(day)) for day, salt in found if salt is not None}

    def sums(self, now: str = NOW) -> tuple[object, ...]:
        """All that runs in another order must come to as well."""
        live = {key: value for key, value in self.live.items() if key != "as_of"}
        baked = {key: value for key, value in self.baked.items() if key != "as_of"}
        return self.days(now), baked, live


def told(outcome: Outcome) -> list[str]:
    """What was wrong, without the cures."""
    return [as_text(problem).splitlines()[0] for problem in outcome.problems]
