"""Crawlers by name: all that the list knows, no browser of readers, and no hostile name is slow."""

from __future__ import annotations

import random
import re

import pytest
from crawleruseragents import CRAWLER_USER_AGENTS_DATA
from hypothesis import given
from hypothesis import strategies as st

from plugins.visits.machines import NAMELESS, NO_BROWSER, Crawlers, machine
from tests.visits.logs import BROWSERS, CRAWLERS

PATTERNS = [entry["pattern"] for entry in CRAWLER_USER_AGENTS_DATA]
EXAMPLES = [agent for entry in CRAWLER_USER_AGENTS_DATA for agent in entry["instances"]]
LISTED = Crawlers(PATTERNS)
COMPILED = [re.compile(pattern) for pattern in PATTERNS]


def first_by_the_list(agent: str) -> int | None:
    """The number of the first pattern that is in a name."""
    return next((n for n, pattern in enumerate(COMPILED) if pattern.search(agent)), None)


def test_every_example_of_the_list_is_found_under_its_first_pattern() -> None:
    alone = {number: Crawlers([pattern]) for number, pattern in enumerate(PATTERNS)}
    for agent in EXAMPLES:
        number = first_by_the_list(agent)
        assert number is not None
        assert LISTED.name(agent) == alone[number].name(agent) != ""


_PIECES = st.sampled_from([*PATTERNS, *EXAMPLES, *BROWSERS, "Mozilla/5.0 (", " ", ";", "Bot"])


@given(st.lists(_PIECES, max_size=3).map("".join), st.integers(0, 300), st.integers(0, 60))
def test_any_name_is_found_as_the_list_would(agent: str, at: int, length: int) -> None:
    agent = agent[:at] + agent[at + length :]
    assert bool(LISTED.name(agent)) == (first_by_the_list(agent) is not None)


@pytest.mark.parametrize(
    "agent",
    [
        *BROWSERS,
        "Opera/9.80 (Android; Opera Mini/36.2/191.249; U; vi) Presto/2.12.423 Version/12.16",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
        " Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/440.0.0.31.105;FBBV/537584562;FBDV/iPhone13,2]",
        "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)",
    ],
)
def test_readers_are_no_machines(agent: str) -> None:
    assert machine(agent.encode()) == ""


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CRAWLERS[0], "Googlebot"),
        (CRAWLERS[1], "bingbot"),
        (CRAWLERS[2], "coccoc"),
        (CRAWLERS[3], "GPTBot"),
        ("curl/7.88.1", "curl"),
        ("Wget/1.21", "Wget"),
        ("Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)", "ClaudeBot"),
        ("", NAMELESS),
        ("   ", NAMELESS),
        ("Thư viện/1.0", NO_BROWSER),
        ("mozilla/5.0", NO_BROWSER),
        ("\x1b[2J\x00", NO_BROWSER),
    ],
)
def test_machines_by_name(agent: str, name: str) -> None:
    assert machine(agent.encode()) == name


@pytest.mark.parametrize(
    ("pattern", "agent", "found"),
    [
        ("a{3}b", "xaaab", True),
        ("a{3}b", "a{3}b", False),
        ("(?:(one)|two)bot", "twobot", True),
        ("(one|two) (three)?bot", "two bot", True),
        ("lo+kbot?", "loookbo", True),
        (r"x\.y", "x.y", True),
        (r"x\.y", "xzy", False),
        ("one bot|two bot", "the two bot", True),
        (r"\bbot\b", "a bot b", True),
        (r"[\[x]bot", "[bot", True),
        ("x", "yxz", True),
    ],
)
def test_patterns_of_lists_to_come(pattern: str, agent: str, found: bool) -> None:
    assert bool(Crawlers(["never", pattern]).name(agent)) == found


def test_a_log_without_names_cannot_tell() -> None:
    assert machine(None) == ""


def test_bytes_that_are_no_text() -> None:
    assert machine(b"\xff\xfe" * 1000) == NO_BROWSER
    assert machine(b"Mozilla/5.0 \xff") == ""


def test_names_are_words_without_signs_of_patterns() -> None:
    for entry in CRAWLER_USER_AGENTS_DATA:
        for agent in entry["instances"][:1]:
            name = machine(agent.encode())
            assert name.isprintable()
            assert not re.search(r"[\\^$*|\[\]]", name), name


def test_a_name_of_a_megabyte_costs_no_more_than_its_beginning() -> None:
    draw = random.Random(1)
    agent = "Mozilla/5.0 " + "".join(draw.choices("abcdefgh bot", k=1 << 20))
    assert machine(agent.encode() + b"Googlebot/") == ""
