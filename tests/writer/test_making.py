"""Which files are made together, and in which order."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from plugins.forks import MOST
from plugins.writer.making import Making, batches, one_of_each


def makings(kinds: list[str]) -> list[Making]:
    """A file of each of these templates; "-" is no page."""
    return [
        Making(name=str(number), make=bytes, template=kind.strip("-"))
        for number, kind in enumerate(kinds)
    ]


def names(found: list[list[Making]]) -> list[str]:
    return [" ".join(making.name for making in batch) for batch in found]


def test_pages_go_by_handfuls_and_other_files_by_their_neighbours() -> None:
    files = makings([*"a" * 10, *"---", *"b" * 3, *"--"])
    assert names(batches(files)) == ["10 11 12", "16 17", "0 1 2 3 4 5 6 7", "8 9", "13 14 15"]


def test_one_of_each_template_comes_before_the_copies() -> None:
    found = one_of_each(makings([*"-ab-aab"]))
    assert sorted(making.name for making in found) == ["1", "2"]


@given(st.lists(st.sampled_from("aab-")))
def test_each_file_is_in_one_batch(kinds: list[str]) -> None:
    files = makings(kinds)
    assert sorted(chain(*batches(files)), key=lambda one: int(one.name)) == files


def test_never_more_batches_than_can_be_shared() -> None:
    assert len(batches(makings(["a"] * 50_000))) <= MOST
    assert len(batches(makings(["a", "-"] * 1_000))) <= MOST
