"""Ways on from a post: its neighbours in time, and others of its category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

RELATED = 3


def set_ways_on(entries: Sequence[Any]) -> None:
    """Set `newer`, `older` and `related` on posts that come newest first.

    Related posts are the next older ones of the category, so that a new post changes
    only its neighbour and itself; the oldest posts make do with fewer.
    """
    for newer, older in pairwise(entries):
        newer.older, older.newer = older, newer
    by_category: dict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        by_category[entry.category.slug].append(entry)
    for found in by_category.values():
        for index, entry in enumerate(found):
            entry.related = tuple(found[index + 1 : index + 1 + RELATED])
