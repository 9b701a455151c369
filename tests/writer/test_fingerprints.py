"""Fingerprints: equal for equal values, different for all that a template could tell apart."""

from __future__ import annotations

import subprocess
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from itertools import combinations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from plugins.body import Body
from plugins.markdown_body import convert
from plugins.values import Struct, field, is_frozen, names_of, replace
from plugins.writer.fingerprints import ATOMS, Unchanging, fingerprint
from plugins.writer.site_writer import SiteWriter
from tests.conftest import ROOT
from tests.golden_site import build_golden


class Small(Struct, frozen=True, kw_only=True):
    a: Any
    b: Any = None


class Large(Struct, frozen=True, kw_only=True):
    a: Any
    b: int = 0
    c: int = 0
    d: int = 0


VALUES: list[Any] = [
    None, True, False, 1, 0, 1.0, "", "1", "a", Markup("a"), Markup(""), (), ("a",), (("a",),), {},
    {"a": 1}, {"a": 2}, {"b": 1}, {"a": 1, "b": 2}, {"b": 2, "a": 1},
    date(2021, 1, 11), datetime(2021, 1, 11, tzinfo=UTC),
    datetime(2021, 1, 11, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    datetime(2021, 1, 11, 0, 0, 0, 1, tzinfo=UTC), time(0, 0), time(0, 1), b"b", b"c",
    Small(a=1), Small(a="1"), Small(a=1, b=1), Small(a=Small(a=1)), Small(a=Large(a=1)),
    Large(a=1), Large(a=2), Large(a=Large(a=1)), Small(a=(Large(a=1),) * 2),
    convert("Chữ", path="x.md"), convert("Khác", path="x.md"), convert("![a](a.jpg)", path="x.md"),
    convert("![b](b.jpg)", path="x.md"), convert("![a](a.jpg)\n![a](a.jpg)", path="x.md"),
]  # fmt: skip


def test_different_values_differ() -> None:
    for found in (
        [fingerprint(value) for value in VALUES],
        [fingerprint((value,)) for value in VALUES],
    ):
        assert "" not in found
        same = [
            pair
            for pair in combinations(range(len(VALUES)), 2)
            if len({found[n] for n in pair}) == 1
        ]
        assert [(VALUES[one], VALUES[other]) for one, other in same] == []


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_equal_values_are_equal(number: int) -> None:
    value = VALUES[number]
    again = replace(value) if isinstance(value, Struct) else value
    assert fingerprint((value,)) == fingerprint((again,))
    assert fingerprint(Small(a=value)) == fingerprint(Small(a=again))


def test_the_order_and_number_of_values_count() -> None:
    made = {fingerprint(*values) for values in ((), ("a",), ("a", "b"), ("b", "a"), (("a", "b"),))}
    assert len(made) == 5


@given(st.recursive(st.text() | st.integers(), lambda inner: st.tuples(inner, inner)))
def test_a_change_deep_inside_counts(value: Any) -> None:
    wrapped = Large(a=Small(a=(value,)))
    assert fingerprint(wrapped) == fingerprint(Large(a=Small(a=(value,))))
    assert fingerprint(wrapped) != fingerprint(Large(a=Small(a=(value, value))))


def test_what_no_page_could_show_has_no_fingerprint() -> None:
    assert fingerprint("a", Small(a="\ud800")) == ""


class Text(str):
    """A string that may carry attributes."""


class Changing(Struct):
    a: list[int] = field(default_factory=list)


@pytest.mark.parametrize(
    "value",
    [
        [], set(), frozenset(), object(), Changing(), len, Small(a=({"a": []},)), Large(a=set()),
        Text(), Small(a=Changing()), {"a": (Changing(),)},
    ],
    ids=[
        "list", "set", "frozenset", "object", "struct", "function", "list within", "set within",
        "subclass", "struct within", "struct in dict",
    ],
)  # fmt: skip
def test_what_may_change_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="is not a value"):
        Unchanging().refuse("a", value)


def test_what_never_changes_is_not_refused() -> None:
    Unchanging().refuse(*VALUES, *VALUES)


def test_no_hash_seed_has_a_part_in_it() -> None:
    program = (
        "from plugins.writer.fingerprints import fingerprint;"
        "print(fingerprint({'x': 1, 'y': 2, 'z': ('d', 'e')}))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


def _classes(value: Any, met: dict[type[Any], dict[str, set[type[Any]]]], seen: set[int]) -> None:
    """Each class of records in a value, and the kinds that its fields had."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, tuple):
        inside: Iterator[Any] = iter(value)
    elif isinstance(value, dict):
        inside = iter(value.values())
    elif isinstance(value, Struct):
        kind = type(value)
        fields = {name: getattr(value, name) for name in names_of(kind)}
        for name, one in fields.items():
            met.setdefault(kind, {}).setdefault(name, set()).add(type(one))
        inside = iter(fields.values())
    else:
        return
    for one in inside:
        _classes(one, met, seen)


def _forms(hint: Any, met: set[type[Any]]) -> Iterator[tuple[str, str]]:
    """What JSON makes of each kind that a hint allows, and which kind that is. A field of `Any`
    has the kinds that it was met with."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        for kind in met:
            yield from _forms(kind, set())
    elif origin in (typing.Union, types.UnionType):
        for one in arguments:
            yield from _forms(one, met)
    elif origin is typing.Literal:
        yield from {("text" if isinstance(one, str) else repr(one), "") for one in arguments}
    elif (origin or hint) is tuple:
        for one in arguments:
            if one is not Ellipsis:
                _tell_apart(one, met)
        yield "array", ""
    elif origin is not None and issubclass(origin, Mapping):
        assert arguments[0] is str
        _tell_apart(arguments[1], met)
        yield "object", ""
    elif hint in (Markup, Body):
        yield "marked array", hint.__name__
    elif hint in ATOMS:
        number = hint in (int, float, bool, type(None))
        yield (hint.__name__, "") if number else ("text", hint.__name__)
    else:
        assert is_frozen(hint), f"{hint} is no kind of value"
        yield f"object of {sorted(names_of(hint))}", hint.__name__


def _tell_apart(hint: Any, met: set[type[Any]]) -> None:
    """A value must tell by its JSON of which of the kinds it is."""
    forms = sorted(set(_forms(hint, met)))
    assert len(forms) == len({form for form, _ in forms}), f"{hint} is written alike: {forms}"


def test_fields_that_json_writes_alike_are_of_one_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: dict[type[Any], dict[str, set[type[Any]]]] = {}
    seen: set[int] = set()
    kept: list[Any] = []  # or an id could be another's
    write = SiteWriter._write

    def spy(self: SiteWriter, name: str, basis: tuple[Any, ...], *rest: Any) -> None:
        kept.append(basis)
        _classes((basis, tuple((self._common or {}).values())), met, seen)
        write(self, name, basis, *rest)

    monkeypatch.setattr(SiteWriter, "_write", spy)
    build_golden(tmp_path)
    assert len(met) > 50
    for kind, fields in met.items():
        hints = typing.get_type_hints(kind)
        for name, found in fields.items():
            _tell_apart(hints[name], found)


@pytest.mark.parametrize(
    "hint",
    [str | date, bytes | str, Markup | Body | None, tuple[str | time, ...], dict[str, str | date]],
    ids=str,
)
def test_a_field_of_kinds_that_json_writes_alike_is_found(hint: Any) -> None:
    with pytest.raises(AssertionError, match="written alike"):
        _tell_apart(hint, set())
