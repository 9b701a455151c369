"""What is read most: published posts, by the views of recent days where these are known."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.values import Struct
from plugins.visits.counts import Counts, Recent
from plugins.visits.most_read import most_read
from tests.visits.test_shown import counts_of


class Entry(Struct, frozen=True):
    """As much of a post as the list needs."""

    url: str
    state: str = "published"


def read_most(counts: Counts | None, entries: list[Entry]) -> tuple[date | None, str] | None:
    found = most_read(entries, counts)  # type: ignore[arg-type]  # as much of entries as it reads
    return found and (found.since, " ".join(entry.url for entry in found.entries))


ENTRIES = [Entry(url) for url in "abcdefg"]
SINCE = date(2021, 2, 1)


@pytest.mark.parametrize(
    ("paths", "recent", "expected"),
    [
        ({}, None, None),
        ({"/": 9, "/z": 9}, None, None),
        ({"/a": 0}, None, None),
        ({"/a": 1, "/c": 3, "/b": 3, "/": 9}, None, (None, "b c a")),
        ({f"/{url}": 1 for url in "gfedcba"}, None, (None, "a b c d e")),
        ({"/a": 9}, {"/b": 1}, (SINCE, "b")),
        ({"/a": 9}, {}, (None, "a")),
        ({"/a": 9}, {"/": 5, "/b": 0}, (None, "a")),
        ({}, {"/b": 1}, (SINCE, "b")),
    ],
)
def test_what_is_read_most(
    paths: dict[str, int], recent: dict[str, int] | None, expected: object
) -> None:
    days = Recent(since=SINCE, paths=recent) if recent is not None else None
    assert read_most(counts_of(paths=paths, recent=days), ENTRIES) == expected


def test_only_published_posts_are_read_most() -> None:
    entries = [Entry("a", "draft"), Entry("b", "scheduled"), Entry("c")]
    counts = counts_of(paths={f"/{url}": 5 for url in "abc"})
    assert read_most(counts, entries) == (None, "c")
    assert read_most(None, entries) is None
