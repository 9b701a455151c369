"""What is in each feed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from plugins.addresses import MOBILE_LIBRARY, VIDEOS
from plugins.feed_links import Followed, followed_lists
from plugins.feeds.entries import Entry
from plugins.mobile_library.notices import Notice
from plugins.settings import SiteSettings
from plugins.values import Struct
from plugins.videos.pages import Video

NEWEST = 20
"""Entries of a feed; notices are all told, for each is of use to somebody."""

Article = Any  # of Pelican's, or anything with a state, category, date and correction


class Channel(Struct, frozen=True, kw_only=True):
    """A feed before it has a format: the list it follows, and the newest entries of it."""

    followed: Followed
    entries: tuple[Entry, ...]


def choose(
    articles: Sequence[Article],
    films: Sequence[Video],
    notices: Sequence[Notice],
    site: SiteSettings,
) -> Iterator[tuple[Followed, tuple[Article | Video | Notice, ...]]]:
    """All feeds and what is in each, from articles and notices with the newest first, and films in
    any order.

    Only what is published is told to others, also where a preview lists more.
    """
    published = [article for article in articles if article.state == "published"]
    by_category: dict[str, list[Article]] = defaultdict(list)
    for article in published:
        by_category[article.category.name].append(article)
    newest_films = sorted(films, key=lambda film: film.date, reverse=True)[:NEWEST]
    for followed in followed_lists(site):
        if followed.page == VIDEOS:
            yield followed, tuple(newest_films)
        elif followed.page == MOBILE_LIBRARY:
            yield followed, tuple(notices)
        else:
            told = by_category[followed.category] if followed.category else published
            yield followed, _newest(told)


def _newest(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Those that say something new: a correction is news, however old the post is."""

    def told(article: Article) -> datetime:
        moment: datetime = article.date
        return max(moment, article.correction.date) if article.correction else moment

    if not any(article.correction for article in articles):
        return tuple(islice(articles, NEWEST))
    return tuple(sorted(articles, key=told, reverse=True)[:NEWEST])
