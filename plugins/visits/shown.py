"""What templates see of visits, by the source in the settings."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from urllib.parse import urlsplit

from plugins.settings import SiteSettings
from plugins.values import Struct
from plugins.visits.counts import Counts
from plugins.visits.sources import LIVE_HTML, LIVE_JSON

LABELS = {
    "today": "Hôm nay",
    "month": "Trong tháng",
    "year": "Trong năm",
    "total": "Tổng số",
    "online": "Đang truy cập",
}
"""Rows of the block from the top down, as `Counts` names them. Who is online stands last: its place
is empty where nobody knows, and at the end that is not seen."""

LIVE_ROWS: dict[str, tuple[str, ...]] = {
    "log": tuple(LABELS),
    "json": tuple(LABELS),
    "goatcounter": ("total",),
}
"""Rows that a page can be told while it is read, by source."""

FRESH = timedelta(minutes=10)
"""How long it is true that so many people are reading."""


class Row(Struct, frozen=True, kw_only=True):
    """A figure; `count` is None where it may still become known, which keeps its place free."""

    name: str
    label: str
    count: int | None


class Figures(Struct, frozen=True, kw_only=True):
    """The rows, and up to when they count; without `as_of` nothing was counted yet."""

    as_of: datetime | None
    rows: tuple[Row, ...]
    sample: bool = False


class PageViews(Struct, frozen=True, kw_only=True):
    """How often a page was read; `sample` tells that the figure is made up."""

    count: int
    sample: bool


class Live(Struct, frozen=True, kw_only=True):
    """Where a script asks for the figures of now. `before` is None when the answer is the contract
    of `luot-truy-cap.json`, else what to add to the one figure of GoatCounter's answer; `fragment`
    is the address of the rows as nginx puts them in, empty where no server does."""

    address: str
    before: int | None = None
    fragment: str = ""


class Visits(Struct, frozen=True, kw_only=True):
    """What the block sees; `live` is None when figures change with a build only."""

    figures: Figures
    live: Live | None


def usable(counts: Counts | None, site: SiteSettings) -> Counts | None:
    """The figures that a page of this site may show: made-up ones only where nothing is counted,
    or the address that is asked says itself that they are."""
    if site.visit_source == "none" or counts is None or not counts.total:
        return None
    return None if counts.sample and site.visit_source in ("log", "goatcounter") else counts


def make_visits(counts: Counts | None, site: SiteSettings) -> Visits | None:
    """The block as a build makes it, None for the source `none`; `counts` as from `usable`. Who is
    online is not in it: a page is read long after it was built."""
    if site.visit_source == "none":
        return None
    places = LIVE_ROWS.get(site.visit_source, ())
    return Visits(figures=_figures(counts, None, places, site.zone), live=_live(site))


def live_figures(counts: Counts, now: datetime) -> Figures:
    """The figures as a server shows them while they are new; times are of the zone of `now`."""
    online = counts.online if abs(now - counts.as_of) <= FRESH else None
    return _figures(counts, online, LIVE_ROWS["log"], now.tzinfo)


def views_of(path: str, counts: Counts | None) -> PageViews | None:
    """The views of a site path; None where nobody counted any."""
    count = counts.paths.get(address(path)) if counts else None
    return PageViews(count=count, sample=counts.sample) if counts and count else None


def address(path: str) -> str:
    """A site path as the key of its views."""
    return f"/{path}"


def _figures(
    counts: Counts | None, online: int | None, places: tuple[str, ...], zone: tzinfo | None
) -> Figures:
    """Rows of what is known and not nought, and of the places for what may become known."""
    if counts is None:
        waiting = tuple(Row(name=name, label=LABELS[name], count=None) for name in places)
        return Figures(as_of=None, rows=waiting)
    rows = []
    for name, label in LABELS.items():
        count = online if name == "online" else getattr(counts, name)
        if count:
            rows.append(Row(name=name, label=label, count=count))
        elif name in places and (count == 0 or name == "online"):
            rows.append(Row(name=name, label=label, count=None))
    return Figures(as_of=counts.as_of.astimezone(zone), rows=tuple(rows), sample=counts.sample)


def _live(site: SiteSettings) -> Live | None:
    match site.visit_source:
        case "log":
            base = site.base_path
            return Live(address=f"{base}/{LIVE_JSON}", fragment=f"{base}/{LIVE_HTML}")
        case "json":
            # On the site's own host as a path: right under any name that the host answers to.
            own = "" if site.visit_origin else urlsplit(site.visit_address).path or "/"
            return Live(address=own or site.visit_address)
        case "goatcounter":
            start = f"?start={site.visits_from}" if site.visits_from else ""
            asked = f"{site.visit_address}/counter/TOTAL.json{start}"
            return Live(address=asked, before=site.visits_before)
    return None
