"""Lists in pages: numbered from the oldest, so that a new post moves nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.paging import ListPage, paginate

COUNTS = st.integers(0, 200)
SIZES = st.integers(1, 30)


def newest_first(count: int) -> list[int]:
    """Posts as numbers: the oldest is 1."""
    return list(range(count, 0, -1))


@pytest.mark.parametrize(
    ("count", "pages"),
    [
        (0, [(None, [])]),
        (1, [(None, [1])]),
        (3, [(None, [3, 2, 1])]),
        (5, [(None, [5, 4, 3, 2, 1])]),
        (6, [(None, [6, 5, 4]), (1, [3, 2, 1])]),
        (8, [(None, [8, 7, 6, 5, 4]), (1, [3, 2, 1])]),
        (9, [(None, [9, 8, 7]), (2, [6, 5, 4]), (1, [3, 2, 1])]),
    ],
)
def test_pages_of_three(count: int, pages: list[tuple[int | None, list[int]]]) -> None:
    made = paginate(newest_first(count), 3)
    assert [(page.number, list(page.items)) for page in made] == pages


def test_neighbours() -> None:
    made = paginate(newest_first(9), 3)
    assert [(page.newer, page.number, page.older) for page in made] == [
        (None, None, 2),
        (None, 2, 1),
        (2, 1, None),
    ]
    assert paginate([], 3) == [ListPage(number=None, items=(), newer=None, older=None)]


@given(COUNTS, SIZES)
def test_every_item_once_newest_first(count: int, size: int) -> None:
    pages = paginate(newest_first(count), size)
    assert [item for page in pages for item in page.items] == newest_first(count)
    front, *numbered = pages
    assert front.number is None
    assert [page.number for page in numbered] == list(range(len(numbered), 0, -1))
    assert all(len(page.items) == size for page in numbered)
    assert min(count, size) <= len(front.items) < 2 * size


@given(COUNTS, SIZES, st.integers(1, 60))
def test_a_numbered_page_never_changes(count: int, size: int, added: int) -> None:
    before = {page.number: page.items for page in paginate(newest_first(count), size)[1:]}
    after = {page.number: page.items for page in paginate(newest_first(count + added), size)[1:]}
    assert before.items() <= after.items()


@given(COUNTS, SIZES)
def test_a_reader_can_walk_from_the_front_to_the_oldest(count: int, size: int) -> None:
    front, *numbered = paginate(newest_first(count), size)
    pages = {page.number: page for page in numbered}
    walked = [front]
    while walked[-1].older is not None:
        walked.append(pages[walked[-1].older])
    assert walked == [front, *numbered]
    for newer, page in pairwise(numbered):
        assert page.newer == newer.number
    assert all(page.newer is None for page in (front, *numbered[:1]))
