"""Ways on from a post: its neighbours in time, its series, and others that are about the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from plugins.lists.related import Subject
from plugins.paging import Neighbour
from plugins.values import Struct

SHOWN = 12
"""Most posts of its series that a post names; of a longer one those around it."""


class SeriesPost(Struct, frozen=True, kw_only=True):
    """A post of a series: its `number`, from the oldest on, and whether it is the post `here`."""

    number: int
    title: str
    url: str
    here: bool


class SeriesPlace(Struct, frozen=True, kw_only=True):
    """Where a post stands in its series, and which posts stand around it, the oldest first."""

    number: int
    total: int
    posts: tuple[SeriesPost, ...]


def subject_of(article: Any) -> Subject:
    """What related posts are found by."""
    return Subject(
        title=article.title,
        summary=article.summary,
        tags=tuple(tag.slug for tag in article.tags),
        series=article.series.slug if article.series else "",
        open=article.state == "published",
    )


def set_ways_on(articles: Sequence[Any], related: Iterable[Sequence[int]]) -> None:
    """Set `newer`, `older`, `series_place` and `related` on articles that come newest first.

    `related` are places in `articles`, for each of them. Neighbours are those of the category;
    a post that is alone there has those of all posts, so that it leads somewhere.
    """
    by_category: dict[str, list[Any]] = defaultdict(list)
    by_series: dict[str, list[Any]] = defaultdict(list)
    for article, places in zip(articles, related, strict=True):
        article.related = tuple(articles[place].entry for place in places)
        by_category[article.category.slug].append(article)
        if article.series:
            by_series[article.series.slug].append(article)
    for found in by_category.values():
        _set_neighbours(found)
    alone = {id(found[0]) for found in by_category.values() if len(found) == 1}
    for newer, older in pairwise(articles):
        if id(newer) in alone:
            newer.older = _neighbour(older)
        if id(older) in alone:
            older.newer = _neighbour(newer)
    for found in by_series.values():
        _set_places(found[::-1])


def _set_neighbours(articles: Sequence[Any]) -> None:
    for newer, older in pairwise(articles):
        newer.older, older.newer = _neighbour(older), _neighbour(newer)


def _neighbour(article: Any) -> Neighbour:
    return Neighbour(title=article.title, url=article.url, date=article.date)


def _set_places(articles: Sequence[Any]) -> None:
    """Of one series, the oldest first; a post alone is no series yet."""
    total = len(articles)
    for number, article in enumerate(articles if total > 1 else (), 1):
        first = max(0, min(number - SHOWN // 2, total - SHOWN))
        article.series_place = SeriesPlace(
            number=number,
            total=total,
            posts=tuple(
                SeriesPost(number=at, title=other.title, url=other.url, here=other is article)
                for at, other in enumerate(articles[first : first + SHOWN], first + 1)
            ),
        )
