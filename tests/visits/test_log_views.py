"""Blocks of lines as views, and what several blocks come to."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from plugins.values import names_of
from plugins.visits.log_views import Kind, Rules, Scanned, Scanner, Tally, unpacked, word_key
from tests.visits.logs import CRAWLERS, FORMATS, hit

DAY = date(2021, 1, 11).toordinal()
RULES = Rules(
    zone=ZoneInfo("Asia/Ho_Chi_Minh"),
    pixel=b"/luot-xem.gif",
    now=int(hit("2021-01-11T09:00:00").at),
    first_day=DAY - 5,
    first_open=DAY - 3,
    open_days=frozenset({DAY - 4}),
    closed_days=frozenset({DAY - 2}),
    salts={},
    seed=b"seed",
)
OTHER = hit("2021-01-11T08:00:00", target="/")
VIEW = hit("2021-01-11T08:00:00")


@pytest.mark.parametrize("name", FORMATS)
def test_lines_of_every_kind_with_the_place_of_the_first(name: str) -> None:
    line = FORMATS[name]
    block = b"".join([
        line(OTHER),
        line(VIEW),
        line(hit("2021-01-11T08:00:00", method="HEAD")),
        line(hit("2021-01-05T08:00:00")),
        line(hit("2021-01-06T08:00:00")),
        line(hit("2021-01-07T08:00:00")),  # open, whatever the calendar says
        line(hit("2021-01-08T08:00:00")),
        line(hit("2021-01-09T08:00:00")),  # closed
        line(hit("2021-01-11T09:05:01")),
        b"luot-xem.gif\n",
    ])  # fmt: skip
    found = Scanner(RULES).scan(block)
    assert (found.lines, found.views, found.readable) == (10, 3, True)
    assert {kind: (tally.count, tally.first) for kind, tally in found.tallies.items()} == {
        Kind.OTHER: (1, 0),
        Kind.NO_VIEW: (1, 2),
        Kind.EARLY: (1, 3),
        Kind.LATE: (2, 4),
        Kind.FUTURE: (1, 8),
        Kind.UNREADABLE: (1, 9),
    }
    assert [row[0] for row in unpacked(found.rows)] == [DAY, DAY - 4, DAY - 3]


def test_all_days_are_taken_when_they_are_counted_anew() -> None:
    rules = Rules(**{name: getattr(RULES, name) for name in names_of(Rules)} | {"replay": True})
    lines = [FORMATS["combined"](hit(f"2021-01-{day:02}T08:00:00")) for day in range(4, 12)]
    found = Scanner(rules).scan(b"".join(lines))
    assert (found.views, found.tallies[Kind.EARLY].count) == (6, 2)


def test_machines_and_pages_go_by_words() -> None:
    one = FORMATS["own"](hit("2021-01-11T08:00:00", "/a/", agent=CRAWLERS[0]))
    found = Scanner(RULES).scan(one)
    assert found.words == {word_key("/a/"): "/a/", word_key("Googlebot"): "Googlebot"}
    assert unpacked(found.rows)[0][4:] == (word_key("/a/"), word_key("Googlebot"))


def test_several_blocks() -> None:
    whole = Scanned()
    scanner = Scanner(RULES)
    for block in (
        FORMATS["combined"](VIEW) + FORMATS["combined"](OTHER),
        FORMATS["combined"](OTHER) + b"luot-xem.gif\n",
        b"luot-xem.gif\n",
    ):
        whole.add(scanner.scan(block))
    assert (whole.lines, whole.views, whole.readable) == (5, 1, True)
    assert whole.tallies[Kind.OTHER].count == 2
    assert whole.tallies[Kind.UNREADABLE] == Tally(count=2, first=3)


def test_no_log_at_all() -> None:
    assert not Scanner(RULES).scan(b"a page\nluot-xem.gif\n" * 600).readable
    assert not Scanner(RULES).scan(b"a page\n" * 5000).readable
    assert Scanner(RULES).scan(b"a page\n" * 900 + FORMATS["common"](OTHER)).readable


@pytest.mark.parametrize(
    ("changes", "views"),
    [
        ({}, 1),
        ({"status": 204}, 1),
        ({"status": 304}, 1),
        ({"status": 206}, 0),
        ({"status": 301}, 0),
        ({"status": 404}, 0),
        ({"method": "POST"}, 0),
        ({"method": "HEAD"}, 0),
        ({"purpose": "prefetch"}, 0),
        ({"purpose": "prefetch;prerender"}, 0),
        ({"purpose": "Prerender"}, 0),
        ({"purpose": "prefetch;anonymous-client-ip"}, 0),
    ],
)
def test_what_a_view_is(changes: dict[str, object], views: int) -> None:
    for name in ("own", "json"):
        found = Scanner(RULES).scan(FORMATS[name](hit("2021-01-11T08:00:00", **changes)))
        assert found.views == views
        assert (Kind.NO_VIEW in found.tallies) == (not views)
