"""Ways on from a post."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from plugins.lists.ways import SHOWN, set_ways_on, subject_of
from plugins.paging import Neighbour

NOW = datetime(2021, 3, 1, tzinfo=UTC)


def posts(categories: str, series: str = "") -> list[SimpleNamespace]:
    """Posts, newest first, each with the letter of its category and of its series, `-` for none."""
    return [
        SimpleNamespace(
            title=f"Bài {n}",
            url=str(n),
            date=NOW - timedelta(days=n),
            entry=SimpleNamespace(n=n),
            category=SimpleNamespace(slug=slug),
            series=SimpleNamespace(slug=of) if of != "-" else None,
            newer=None,
            older=None,
            related=(),
            series_place=None,
        )
        for n, (slug, of) in enumerate(
            zip(categories, series or "-" * len(categories), strict=True)
        )
    ]


def led(articles: list[SimpleNamespace]) -> list[str]:
    """The neighbours of each: `newer<older`."""
    set_ways_on(articles, [()] * len(articles))
    return [f"{a.newer.url if a.newer else ''}<{a.older.url if a.older else ''}" for a in articles]


def test_neighbours_are_those_of_the_category() -> None:
    articles = posts("xyxyx")
    assert led(articles) == ["<2", "<3", "0<4", "1<", "2<"]
    assert articles[2].older == Neighbour(title="Bài 4", url="4", date=NOW - timedelta(days=4))


def test_who_is_alone_in_a_category_has_those_of_all() -> None:
    assert led(posts("xyxzx")) == ["<2", "0<2", "0<4", "2<4", "2<"]
    assert led(posts("yxx")) == ["<1", "<2", "1<"]
    assert led(posts("xxy")) == ["<1", "0<", "1<"]


def test_none_and_one() -> None:
    assert led([]) == []
    assert led(posts("x")) == ["<"]


def test_related_are_entries() -> None:
    articles = posts("xyz")
    set_ways_on(articles, [(2, 1), (), (0,)])
    assert [[entry.n for entry in a.related] for a in articles] == [[2, 1], [], [0]]


def test_the_place_in_a_series() -> None:
    articles = posts("xyxyx", "ab-aa")
    set_ways_on(articles, [()] * 5)
    newest, alone, none, second, oldest = (a.series_place for a in articles)
    assert (alone, none) == (None, None)
    assert [(p.number, p.total) for p in (oldest, second, newest)] == [(1, 3), (2, 3), (3, 3)]
    assert [(p.number, p.title, p.url, p.here) for p in second.posts] == [
        (1, "Bài 4", "4", False),
        (2, "Bài 3", "3", True),
        (3, "Bài 0", "0", False),
    ]


def test_of_a_long_series_those_around() -> None:
    total = 3 * SHOWN
    articles = posts("x" * total, "s" * total)
    set_ways_on(articles, [()] * total)
    for article in articles:
        place = article.series_place
        numbers = [post.number for post in place.posts]
        assert numbers == list(range(numbers[0], numbers[0] + SHOWN))
        assert [post.number for post in place.posts if post.here] == [place.number]
        assert numbers[0] >= 1
        assert numbers[-1] <= total == place.total
    assert articles[0].series_place.posts[-1].url == "0"
    assert articles[-1].series_place.posts[0].number == 1


def test_what_a_subject_is_made_of() -> None:
    (article,) = posts("x", "s")
    article.summary, article.state = "Tóm tắt", "draft"
    article.tags = (SimpleNamespace(slug="mot"), SimpleNamespace(slug="hai"))
    subject = subject_of(article)
    assert (subject.title, subject.summary, subject.tags) == ("Bài 0", "Tóm tắt", ("mot", "hai"))
    assert (subject.series, subject.open) == ("s", False)
    article.series, article.state = None, "published"
    assert (subject_of(article).series, subject_of(article).open) == ("", True)
