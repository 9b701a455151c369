"""Fingerprints of values: two that a template could tell apart have different ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from plugins.body import Body
from plugins.files import digest
from plugins.values import is_frozen, names_of

_ATOMS = {str, int, float, bool, bytes, type(None), Markup}
_WORTH = 3
"""A record with as many fields is named by its fingerprint, computed once."""

Fields = tuple[str, Callable[[Any], tuple[Any, ...]], bool]


class Fingerprints:
    """Fingerprints in one build, in which no value changes any more, nor will in the next.

    `before` are those of the last build of this process.
    """

    def __init__(self, before: Fingerprints | None = None) -> None:
        self._fields: dict[type[Any], Fields] = {}
        # By id, with the value: or the id could be another's.
        self._before: dict[int, tuple[Any, str]] = before._known if before else {}
        self._known: dict[int, tuple[Any, str]] = {}

    def of(self, *values: Any) -> str:
        """The fingerprint of values in this order.

        Raises TypeError for one that is not known here never to change: what nobody can hold
        against the last build must not get as far as a template.
        """
        return digest(repr(list(map(self._opened, values))).encode())

    def _opened(self, value: Any) -> Any:
        """A value in which only atoms and tuples are left."""
        kind = type(value)
        if kind in _ATOMS:
            return value
        if kind in _PARTS:
            return (kind.__name__, *_PARTS[kind](self, value))
        if isinstance(value, Body):  # its HTML need not be fetched for this
            return ("Body", value.digest)
        name, fields, _ = self._fields_of(kind)
        return (name, *self._each(fields(value)))

    def _named(self, value: Any) -> Any:
        """The same; a large record is its fingerprint, for it may be met again."""
        kind = type(value)
        if kind in _PARTS or isinstance(value, Body) or not self._fields_of(kind)[2]:
            return self._opened(value)
        known = self._known.get(id(value))
        if known is None:
            known = self._before.get(id(value)) or (value, self.of(value))
            self._known[id(value)] = known
        return known[1]

    def _each(self, values: Iterable[Any]) -> list[Any]:
        # Most are atoms, and a call for each would cost more than all the rest.
        return [one if type(one) in _ATOMS else self._named(one) for one in values]

    def _sorted(self, values: frozenset[Any]) -> list[str]:
        """In an order that no hash seed decides."""
        return sorted(map(repr, self._each(values)))

    def _pairs(self, values: dict[Any, Any]) -> list[Any]:
        return self._each(values.items())

    def _moment(self, value: date | time) -> tuple[str]:
        return (value.isoformat(),)

    def _fields_of(self, kind: type[Any]) -> Fields:
        if kind not in self._fields:
            if not is_frozen(kind):
                raise TypeError(f"{kind.__qualname__} is not a value: no template may get it")
            names = list(names_of(kind))
            get = attrgetter(*names) if len(names) > 1 else _only(names)
            self._fields[kind] = f"{kind.__module__}.{kind.__qualname__}", get, len(names) >= _WORTH
        return self._fields[kind]


def _only(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda record: tuple(getattr(record, name) for name in names)


_PARTS: dict[type[Any], Callable[[Fingerprints, Any], Iterable[Any]]] = {
    tuple: Fingerprints._each,
    frozenset: Fingerprints._sorted,
    dict: Fingerprints._pairs,
    datetime: Fingerprints._moment,
    date: Fingerprints._moment,
    time: Fingerprints._moment,
}
