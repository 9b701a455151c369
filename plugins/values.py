"""What values are made of: the door to msgspec.

A class of `dataclasses` takes half a millisecond to make, so that those of a whole build took a
tenth of an edit's time; a `Struct` takes a thirtieth of that, and its values are made sooner too.
Write `class Name(Struct, frozen=True, kw_only=True)`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from msgspec import NODEFAULT, Struct, field, json, to_builtins
from msgspec.structs import replace

__all__ = [
    "Struct", "as_json", "asdict", "defaults_of", "field", "is_frozen", "names_of", "replace",
]  # fmt: skip


def asdict(value: Struct) -> dict[str, Any]:
    """A value and all values in it, as JSON has them."""
    found: dict[str, Any] = to_builtins(value, enc_hook=_plain)
    return found


def _plain(value: Any) -> str:
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"{type(value)} has no form in JSON")


def as_json(other: Callable[[Any], Any]) -> Callable[[Any], bytes]:
    """What writes a value and all values in it as JSON; `other` gives the form of a kind that JSON
    lacks. It raises what `other` does, and UnicodeEncodeError for half a surrogate pair."""
    return json.Encoder(enc_hook=other).encode


def names_of(kind: type[Struct]) -> tuple[str, ...]:
    """The names of its fields, in their order."""
    return kind.__struct_fields__


def defaults_of(kind: type[Struct]) -> dict[str, Any]:
    """The default of each field that has one which is no factory."""
    fields, defaults = kind.__struct_fields__, kind.__struct_defaults__
    return {
        name: default
        for name, default in zip(reversed(fields), reversed(defaults), strict=False)
        if default is not NODEFAULT
    }


def is_frozen(kind: type[Any]) -> bool:
    """Whether it is a kind of value that never changes."""
    return issubclass(kind, Struct) and kind.__struct_config__.frozen
