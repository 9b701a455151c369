"""Files of the output that are still to be made, and which of them go together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from plugins.forks import MOST
from plugins.values import Struct

AT_ONCE = 16
"""Files that need not wait until it is known how many there are."""
MANY = 100
"""Files from which on a copy of the process saves more time than its start takes."""
_HANDFUL = 8
"""Pages that are made one after the other by the same process."""


class Making(Struct, frozen=True, kw_only=True):
    """A file to make. `made_of` is the fingerprint of what it is made of, "" when nobody will ask;
    `template` is the name of a page's template, "" for other files."""

    name: str
    make: Callable[[], bytes]
    made_of: str = ""
    template: str = ""


Batch = Sequence[Making]


def one_of_each(makings: Batch) -> Batch:
    """The first page of each template: what is read and compiled for it is there for all others."""
    pages = {making.template: making for making in reversed(makings) if making.template}
    return list(pages.values())


def batches(makings: Batch) -> list[Batch]:
    """The files by batches for one process each, those first that nobody should have to wait for at
    the end: files that are no pages and follow each other are made of the same things."""
    size = max(_HANDFUL, -(-len(makings) // (MOST // 2)))
    return sorted(_batches(makings, size), key=lambda batch: bool(batch[0].template))


def _batches(makings: Batch, size: int) -> Iterator[Batch]:
    for of_pages, group in groupby(makings, key=lambda making: bool(making.template)):
        run = list(group)
        step = size if of_pages else len(run)
        yield from (run[at : at + step] for at in range(0, len(run), step))
