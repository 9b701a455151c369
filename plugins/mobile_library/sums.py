"""What trips came to: sessions, visitors and loans, and what of it nobody counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from plugins.mobile_library.trips import Trip
from plugins.values import Struct

Key = TypeVar("Key", bound=Hashable)


class Sums(Struct, frozen=True, kw_only=True):
    """Sums of some trips. `visitors` and `loans` are None where nobody counted at any session;
    `without_visitors` and `without_loans` are the sessions at which nobody did."""

    sessions: int
    remote_sessions: int
    visitors: int | None
    loans: int | None
    without_visitors: int
    without_loans: int


def served(trips: Iterable[Trip]) -> list[Trip]:
    """The trips that count: those that were made. One that was moved counts where it was made."""
    return [trip for trip in trips if trip.status == "served"]


def sum_up(made: Iterable[Trip]) -> Sums:
    """Sums of trips that were made; of none at all, nought."""
    made = list(made)
    visitors = [trip.visitors for trip in made if trip.visitors is not None]
    loans = [trip.loans for trip in made if trip.loans is not None]
    return Sums(
        sessions=len(made),
        remote_sessions=sum(trip.remote for trip in made),
        visitors=sum(visitors) if visitors or not made else None,
        loans=sum(loans) if loans or not made else None,
        without_visitors=len(made) - len(visitors),
        without_loans=len(made) - len(loans),
    )


def group(trips: Iterable[Trip], key: Callable[[Trip], Key]) -> dict[Key, list[Trip]]:
    """Trips by what `key` tells of each."""
    groups: dict[Key, list[Trip]] = defaultdict(list)
    for trip in trips:
        groups[key(trip)].append(trip)
    return dict(groups)
