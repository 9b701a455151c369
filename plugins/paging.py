"""Lists in pages that stay put: numbered from the oldest, so that a new post moves nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Generic, TypeVar

from plugins.values import Struct

Item = TypeVar("Item")


class ListPage(Struct, Generic[Item], frozen=True, kw_only=True):
    """One page of a list: items newest first; `number` is None for the front page."""

    number: int | None
    items: tuple[Item, ...]
    newer: int | None
    older: int | None


class Neighbour(Struct, frozen=True, kw_only=True):
    """A link to a neighbouring list page; list pages have no `date`, as posts and films have."""

    title: str
    url: str
    date: datetime | None = None


def paginate(items: Sequence[Item], size: int) -> list[ListPage[Item]]:
    """Pages of `items`, which come newest first; the front page is the first of the result.

    Page 1 holds the `size` oldest items, page 2 the next, and so on: a full page never changes
    again. The front page shows what is not on a numbered page, at least `size` items when there
    are so many, and less than twice as many. `newer` and `older` are numbers of pages; a
    numbered page whose `newer` is None is followed by the front page.
    """
    full = max(0, len(items) // size - 1)
    front = ListPage(
        number=None,
        items=tuple(items[: len(items) - full * size]),
        newer=None,
        older=full or None,
    )
    pages = [front]
    for number in range(full, 0, -1):
        end = len(items) - (number - 1) * size
        pages.append(
            ListPage(
                number=number,
                items=tuple(items[end - size : end]),
                newer=number + 1 if number < full else None,
                older=number - 1 if number > 1 else None,
            )
        )
    return pages
