"""What templates see of visits: which rows, and from where a page is told more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.settings import SiteSettings, site_settings
from plugins.values import replace
from plugins.visits.counts import Counts
from plugins.visits.shown import (
    LABELS,
    Figures,
    Live,
    live_figures,
    make_visits,
    usable,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AS_OF = datetime(2021, 2, 28, 23, 0, tzinfo=ZONE)
ADDRESSES = {
    "goatcounter": {"visit_address": "https://dem.example"},
    "json": {"visit_address": "https://dem.example/luot.json"},
}
SOURCES = ("snapshot", "log", "goatcounter", "json")


def settings_of(source: str, **more: object) -> SiteSettings:
    given = {"name": "Thư viện", "url": "https://example.org", "categories": ["Tin"]}
    return site_settings(**given, visit_source=source, **(ADDRESSES.get(source, {}) | more))


def counts_of(**figures: object) -> Counts:
    known = {"total": 4, "today": 1, "month": 2, "year": 3, "online": 9}
    return Counts(as_of=AS_OF, **(known | figures))  # type: ignore[arg-type]  # figures as given


def told(figures: Figures) -> str:
    """The rows in one line; “?” for a place that waits."""
    return " ".join(f"{row.name}={'?' if row.count is None else row.count}" for row in figures.rows)


@pytest.mark.parametrize(
    ("source", "figures", "rows"),
    [
        ("snapshot", {}, "today=1 month=2 year=3 total=4"),
        ("snapshot", {"today": 0, "month": None}, "year=3 total=4"),
        ("log", {}, "today=1 month=2 year=3 total=4 online=?"),
        ("log", {"today": 0}, "today=? month=2 year=3 total=4 online=?"),
        ("goatcounter", {}, "today=1 month=2 year=3 total=4"),
        ("goatcounter", {"today": 0, "online": None}, "month=2 year=3 total=4"),
        ("json", {"today": None, "month": None, "year": None}, "total=4 online=?"),
    ],
)
def test_rows_of_a_build(source: str, figures: dict[str, int | None], rows: str) -> None:
    """Who is online is never among them, and nought tells nobody anything."""
    visits = make_visits(counts_of(**figures), settings_of(source))
    assert visits
    assert told(visits.figures) == rows


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("snapshot", ""),
        ("log", "today=? month=? year=? total=? online=?"),
        ("goatcounter", "total=?"),
        ("json", "today=? month=? year=? total=? online=?"),
    ],
)
def test_places_where_nothing_was_counted_yet(source: str, rows: str) -> None:
    visits = make_visits(None, settings_of(source))
    assert visits
    assert (visits.figures.as_of, told(visits.figures)) == (None, rows)


def test_no_counter_no_block() -> None:
    assert make_visits(counts_of(), settings_of("none")) is None


@pytest.mark.parametrize(
    ("source", "sample", "total", "shown"),
    [
        ("none", False, 4, False),
        ("snapshot", True, 4, True),
        ("json", True, 4, True),
        ("log", True, 4, False),
        ("goatcounter", True, 4, False),
        ("log", False, 4, True),
        ("snapshot", False, 0, False),
    ],
)
def test_which_figures_may_be_shown(source: str, sample: bool, total: int, shown: bool) -> None:
    counts = counts_of(sample=sample, total=total)
    assert usable(counts, settings_of(source)) == (counts if shown else None)
    assert usable(None, settings_of(source)) is None


@pytest.mark.parametrize(
    ("source", "more", "live"),
    [
        ("snapshot", {}, None),
        ("log", {}, Live(address="/luot-truy-cap.json", fragment="/luot-truy-cap.html")),
        (
            "log",
            {"url": "https://example.org/tv"},
            Live(address="/tv/luot-truy-cap.json", fragment="/tv/luot-truy-cap.html"),
        ),
        ("json", {}, Live(address="https://dem.example/luot.json")),
        ("json", {"visit_address": "https://example.org/a/b.json"}, Live(address="/a/b.json")),
        (
            "goatcounter",
            {},
            Live(address="https://dem.example/counter/TOTAL.json", before=0),
        ),
        (
            "goatcounter",
            {"visits_from": "2021-03-01", "visits_before": 70},
            Live(address="https://dem.example/counter/TOTAL.json?start=2021-03-01", before=70),
        ),
    ],
)
def test_where_a_page_asks(source: str, more: dict[str, object], live: Live | None) -> None:
    site = settings_of(source, **{k: v for k, v in more.items() if k != "url"})
    visits = make_visits(None, replace(site, url=str(more.get("url", site.url))))
    assert visits
    assert visits.live == live


def test_times_are_the_librarys() -> None:
    counts = replace(counts_of(), as_of=AS_OF.astimezone(UTC))
    visits = make_visits(counts, settings_of("log"))
    assert visits
    assert visits.figures.as_of
    for figures in (visits.figures, live_figures(counts, AS_OF)):
        assert figures.as_of == AS_OF
        assert figures.as_of.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("age", "online"), [(0, "9"), (600, "9"), (601, "?"), (-600, "9"), (-601, "?")]
)
def test_who_is_online_is_true_for_ten_minutes(age: int, online: str) -> None:
    figures = live_figures(counts_of(), AS_OF + timedelta(seconds=age))
    assert told(figures) == f"today=1 month=2 year=3 total=4 online={online}"


@pytest.mark.parametrize("online", [None, 0])
def test_nobody_online_keeps_the_place(online: int | None) -> None:
    assert told(live_figures(counts_of(online=online), AS_OF)).endswith("online=?")


NUMBERS = st.none() | st.integers(0, 10**12)


@given(st.sampled_from(SOURCES), NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.integers(1, 10**12))
def test_no_row_is_nought_or_stands_twice(
    source: str, today: int, month: int, year: int, online: int, total: int
) -> None:
    counts = counts_of(today=today, month=month, year=year, online=online, total=total)
    visits = make_visits(counts, settings_of(source))
    assert visits
    for figures in (visits.figures, live_figures(counts, AS_OF)):
        names = [row.name for row in figures.rows]
        assert names == [name for name in LABELS if name in names]
        assert "total" in names
        assert all(row.count != 0 for row in figures.rows)
