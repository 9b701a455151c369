"""Ways on from a post."""

from __future__ import annotations

from types import SimpleNamespace

from plugins.lists.ways import RELATED, set_ways_on


def posts(categories: str) -> list[SimpleNamespace]:
    """Posts, newest first, each with the letter of its category."""
    return [
        SimpleNamespace(
            n=n,
            entry=SimpleNamespace(n=n),
            category=SimpleNamespace(slug=slug),
            newer=None,
            older=None,
            related=(),
        )
        for n, slug in enumerate(categories)
    ]


def related(entries: list[SimpleNamespace]) -> list[list[int]]:
    return [[other.n for other in entry.related] for entry in entries]


def test_neighbours_in_time() -> None:
    a, b, c = entries = posts("xyx")
    set_ways_on(entries)
    assert (a.newer, a.older) == (None, b.entry)
    assert (b.newer, b.older) == (a.entry, c.entry)
    assert (c.newer, c.older) == (b.entry, None)


def test_related_are_the_next_older_of_the_category() -> None:
    entries = posts("xyxxyxx")
    set_ways_on(entries)
    assert RELATED == 3
    assert related(entries) == [[2, 3, 5], [4], [3, 5, 6], [5, 6], [], [6], []]


def test_a_new_post_changes_only_its_neighbour() -> None:
    before, after = posts("yxxyxx"), posts("xyxxyxx")
    set_ways_on(before)
    set_ways_on(after)
    assert [[n - 1 for n in row] for row in related(after)[1:]] == related(before)
    assert after[1].newer is after[0].entry
    assert [entry.newer.n - 1 for entry in after[2:]] == [entry.newer.n for entry in before[1:]]


def test_one_post_and_none() -> None:
    set_ways_on([])
    (alone,) = entries = posts("x")
    set_ways_on(entries)
    assert (alone.newer, alone.older, alone.related) == (None, None, ())
