"""Fingerprints of what a page is made of: two that a template could tell apart have different ones.

A page is made of atoms, dates, tuples, dicts and frozen records, each of the type that its class
names: JSON tells these apart, and msgspec writes it in a third of the time that Python would take.
`tests/writer` holds every class that a build meets against that.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from markupsafe import Markup

from plugins.body import Body
from plugins.files import digest
from plugins.values import as_json, is_frozen, names_of

ATOMS = frozenset({str, int, float, bool, bytes, type(None), Markup, date, datetime, time})


def fingerprint(*values: Any) -> str:
    """The fingerprint of values in this order; empty where there can be none, for a text that no
    page could show.

    Raises TypeError for a kind that JSON does not know; `Unchanging` refuses the rest.
    """
    try:
        return digest(_json(values))
    except UnicodeEncodeError:
        return ""


def _other(value: Any) -> tuple[str, str]:
    if type(value) is Markup:
        return "Markup", str(value)
    if isinstance(value, Body):  # its HTML need not be fetched for this
        return "Body", value.digest
    raise _refused(value)


_json = as_json(_other)


class Unchanging:
    """Values that were looked through in one build, in which none changes any more."""

    def __init__(self) -> None:
        self._known: dict[int, Any] = {}
        """By id, with the value: or the id could be another's."""

    def refuse(self, *values: Any) -> None:
        """Raise TypeError for a value that is not known here never to change: what nobody can hold
        against the last build must not get as far as a template."""
        for value in values:
            kind = type(value)
            if kind in ATOMS or id(value) in self._known or isinstance(value, Body):
                continue
            if kind is tuple:
                self.refuse(*value)
            elif kind is dict:
                self.refuse(*value.keys(), *value.values())
            elif is_frozen(kind):
                self.refuse(*(getattr(value, name) for name in names_of(kind)))
                self._known[id(value)] = value
            else:
                raise _refused(value)


def _refused(value: Any) -> TypeError:
    return TypeError(f"{type(value).__qualname__} is not a value: no template may get it")
