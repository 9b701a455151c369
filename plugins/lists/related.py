"""Which posts are about the same thing: they share tags and words that few others have."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from itertools import chain, islice, pairwise
from typing import TypeVar

from plugins.values import Struct

RELATED = 3
"""Most posts that one leads to."""

_NEAR = 16
"""Of posts that share a word or tag, the nearest in time are looked at: so many in all."""
_COMMON = 40
"""A word of more posts tells nothing, however many posts there are."""
_GIST = 160
"""Characters of a summary; what a post is about comes first."""
_ENOUGH = 3
"""A tag is enough, or a word that is rare in titles; one that many titles have is not."""
_OF_A_TAG = 4
_OF_A_TITLE = 2

# Syllables that say nothing of what a text is about.
_EMPTY_SYLLABLES = (
    "a ai anh bà bài bằng bên bị bởi các cách cái cần chỉ cho chị chiều chưa có còn cũng của cùng"
    " đã đang đầu để đến do đó được gần giữa gồm hai hay hoặc khi không là lại lần làm lên lúc"
    " mà mới mỗi một năm này nay ngày nhân nhất như nhưng những nơi nữa ở ông phải qua quý ra rất"
    " rồi sáng sau sẽ số tại tháng theo thì thứ tổ tới trên trong từ và vào vẫn về vì việc với"
    " vừa xã xuống"
)
_EMPTY = frozenset(_EMPTY_SYLLABLES.split())
_SYLLABLES = re.compile(r"\w+")
_Pair = tuple[str, str]
Feature = TypeVar("Feature", bound=Hashable)


class Subject(Struct, frozen=True, kw_only=True):
    """What a post tells of its subject. `tags` and `series` are slugs; posts that are not `open`
    are led on from, but nobody is led to them."""

    title: str
    summary: str
    tags: tuple[str, ...]
    series: str
    open: bool = True


def find_related(posts: Sequence[Subject]) -> list[tuple[int, ...]]:
    """For each of `posts`, which come newest first, the places of those that are most about the
    same, at most `RELATED`; of equals the nearer in time.

    Two neighbouring syllables are a word, as most words of Vietnamese are. The rarer a word or tag
    is, the more it counts; one that a good part of all posts has does not count. Posts of the same
    series are left out: a post names them anyway. The work grows with the number of posts.
    """
    titles = [_words(post.title) for post in posts]
    common = min(max(2, len(posts) // 6), _COMMON)
    seen = Counter(chain.from_iterable(titles))
    known = {word for word, count in seen.items() if count <= common}
    titles = [title & known for title in titles]
    mentions = [
        known.intersection(_pairs(post.summary[:_GIST])) - title
        for post, title in zip(posts, titles, strict=True)
    ]
    # Each post's neighbours in each feature, as often as the feature counts.
    votes: list[list[list[int]]] = [[] for _ in posts]
    mentioned = _places(mentions)
    for word, places in _places(titles).items():
        others = mentioned.get(word, [])
        count = len(places) + len(others)
        if 1 < count <= common:
            rarity = _rarity(count)
            _vote(votes, places, _OF_A_TITLE * rarity)
            if others:
                _vote_across(votes, places, others, rarity)
    for places in _places([frozenset(post.tags) for post in posts]).values():
        if 1 < len(places) <= max(2, len(posts) // 2):
            _vote(votes, places, _OF_A_TAG * _rarity(len(places)))
    return [_best(place, given, posts) for place, given in enumerate(votes)]


def _pairs(text: str) -> Iterable[_Pair]:
    syllables = _SYLLABLES.findall(text.casefold())
    return pairwise(syllables)


def _words(text: str) -> set[_Pair]:
    return {
        (one, other)
        for one, other in _pairs(text)
        if one not in _EMPTY and other not in _EMPTY and not other.isdecimal()
    }


def _places(features: Iterable[Set[Feature]]) -> Mapping[Feature, list[int]]:
    """Where each feature is, in rising order."""
    places: defaultdict[Feature, list[int]] = defaultdict(list)
    for place, of_post in enumerate(features):
        for feature in of_post:
            places[feature].append(place)
    return places


def _rarity(count: int) -> int:
    return 3 if count <= 2 else 2 if count <= 6 else 1


def _vote(votes: list[list[list[int]]], places: list[int], weight: int) -> None:
    if len(places) <= _NEAR:
        all_of_them = places * weight
        for place in places:
            votes[place].append(all_of_them)
        return
    for at, place in enumerate(places):
        votes[place].append(places[max(0, at - _NEAR // 2) : at + _NEAR // 2 + 1] * weight)


def _vote_across(
    votes: list[list[list[int]]], named: list[int], mentioned: list[int], weight: int
) -> None:
    """Posts that have a word in their titles, and those that mention it."""
    for places, others in ((named, mentioned), (mentioned, named)):
        for place in places:
            at = bisect(others, place)
            votes[place].append(others[max(0, at - _NEAR // 2) : at + _NEAR // 2] * weight)


def _best(place: int, votes: Iterable[Iterable[int]], posts: Sequence[Subject]) -> tuple[int, ...]:
    series = posts[place].series
    ranked = sorted(
        (-score, abs(other - place), other)
        for other, score in Counter(chain.from_iterable(votes)).items()
        if score >= _ENOUGH and other != place
    )
    fit = (
        other
        for _, _, other in ranked
        if posts[other].open and not (series and posts[other].series == series)
    )
    return tuple(islice(fit, RELATED))
