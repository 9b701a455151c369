"""Ways on from a post: its neighbours in time, and others of its category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

RELATED = 3


def set_ways_on(articles: Sequence[Any]) -> None:
    """Set `newer`, `older` and `related`, as entries, on articles that come newest first.

    Related posts are the next older ones of the category, so that a new post changes
    only its neighbour and itself; the oldest posts make do with fewer.
    """
    for newer, older in pairwise(articles):
        newer.older, older.newer = older.entry, newer.entry
    by_category: dict[str, list[Any]] = defaultdict(list)
    for article in articles:
        by_category[article.category.slug].append(article)
    for found in by_category.values():
        for index, article in enumerate(found):
            others = found[index + 1 : index + 1 + RELATED]
            article.related = tuple(other.entry for other in others)
