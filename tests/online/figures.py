"""What tests of figures from other hosts share: settings, figures of before, what was written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from plugins.online.counters import fetch_counts
from plugins.settings import SiteSettings, site_settings
from plugins.visits.counts import FILE, Counts, Recent, counts_json, parse_counts
from tests.online.standing_in import Host
from tests.support.sites import Site

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2021, 3, 11, 8, 30, tzinfo=ZONE)
OLD = Counts(
    as_of=datetime(2021, 3, 10, 8, 30, tzinfo=ZONE),
    total=1000,
    today=3,
    paths={"/tin-tuc/2021/a/": 5, "/tin-tuc/2021/b/": 6, "/tin-tuc/2019/gone/": 9},
    recent=Recent(since=date(2021, 2, 8), paths={"/tin-tuc/2021/a/": 2}),
)


def settings(host: Host, source: str = "goatcounter", path: str = "", **more: Any) -> SiteSettings:
    return site_settings(
        name="Thư viện",
        url="https://example.org",
        categories=["Tin hoạt động"],
        visit_source=source,
        visit_address=host.address + path if source in ("goatcounter", "json") else "",
        **more,
    )


def keep(site: Site, counts: Counts) -> bytes:
    data = counts_json(counts)
    site.write(FILE, data)
    return data


def written(site: Site) -> Counts:
    counts, problems = parse_counts((site.content / FILE).read_bytes(), FILE)
    assert problems == []
    assert counts is not None
    return counts


def fetch(site: Site, settings: SiteSettings, now: datetime = NOW) -> list[float]:
    """Ask, without the pauses; their lengths."""
    pauses: list[float] = []
    assert fetch_counts(site.content, settings, now, pause=pauses.append) == 0
    return pauses
