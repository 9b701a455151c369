"""What is read most: for the home page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from plugins.content.entries import Entry
from plugins.values import Struct
from plugins.visits.counts import Counts
from plugins.visits.shown import address

SHOWN = 5


class MostRead(Struct, frozen=True, kw_only=True):
    """Posts that were read most, the first most of all; `since` a day, or ever (None); `sample`
    tells that the figures are made up."""

    since: date | None
    entries: tuple[Entry, ...]
    sample: bool


def most_read(posts: Iterable[Entry], counts: Counts | None) -> MostRead | None:
    """The published posts of `posts` with most views in recent days, or ever where nobody knows
    of those; of as many views, the one that comes first. None when no views are known."""
    if counts is None:
        return None
    published = [entry for entry in posts if entry.state == "published"]
    recent = [(counts.recent.since, counts.recent.paths)] if counts.recent else []
    for since, views in (*recent, (None, counts.paths)):
        read = [entry for entry in published if views.get(address(entry.url))]
        if read:
            read.sort(key=lambda entry: -views[address(entry.url)])
            entries = tuple(read[:SHOWN])
            return MostRead(since=since, entries=entries, sample=counts.sample)
    return None
