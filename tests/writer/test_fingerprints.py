"""Fingerprints: equal for equal values, different for all that a template could tell apart."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from plugins.body import convert
from plugins.values import Struct, field, replace
from plugins.writer.fingerprints import Fingerprints
from tests.conftest import ROOT


class Small(Struct, frozen=True, kw_only=True):
    a: Any
    b: Any = None


class Other(Struct, frozen=True, kw_only=True):
    a: Any
    b: Any = None


class Large(Struct, frozen=True, kw_only=True):
    a: Any
    b: int = 0
    c: int = 0
    d: int = 0
    e: int = 0
    f: int = 0
    g: int = 0
    h: int = 0


def of(*values: Any) -> str:
    return Fingerprints().of(*values)


VALUES: list[Any] = [
    None, True, False, 1, 0, 1.0, "", "1", "a", b"a", Markup("a"), (), ("a",), (("a",),), {},
    {"a": 1}, {"a": 2}, {"b": 1}, frozenset(), frozenset({"a"}), frozenset({"a", "b"}),
    date(2021, 1, 11), datetime(2021, 1, 11, tzinfo=UTC),
    datetime(2021, 1, 11, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), time(0, 0), "2021-01-11",
    Small(a=1), Small(a="1"), Small(a=1, b=1), Other(a=1), Small(a=Small(a=1)), Small(a=Other(a=1)),
    Large(a=1), Large(a=2), Large(a=Large(a=1)), Small(a=Large(a=1)), Small(a=(Large(a=1),) * 2),
    convert("Chữ", path="x.md"), convert("Khác", path="x.md"), convert("![a](a.jpg)", path="x.md"),
    convert("![b](b.jpg)", path="x.md"), convert("![a](a.jpg)\n![a](a.jpg)", path="x.md"),
]  # fmt: skip


def test_different_values_differ() -> None:
    for found in ([of(value) for value in VALUES], [of((value,)) for value in VALUES]):
        same = [
            pair
            for pair in combinations(range(len(VALUES)), 2)
            if len({found[n] for n in pair}) == 1
        ]
        assert [(VALUES[one], VALUES[other]) for one, other in same] == []


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_equal_values_are_equal_wherever_they_were_met_before(number: int) -> None:
    value = VALUES[number]
    known = Fingerprints()
    again = replace(value) if isinstance(value, Struct) else value
    before = known.of((value,)), known.of(Small(a=value)), known.of(value)
    assert before == (known.of((again,)), known.of(Small(a=again)), known.of(again))
    assert before == (of((value,)), of(Small(a=value)), of(value))


def test_the_order_and_number_of_values_count() -> None:
    assert len({of(), of("a"), of("a", "b"), of("b", "a"), of(("a", "b")), of("ab")}) == 6


@given(st.recursive(st.text() | st.integers(), lambda inner: st.tuples(inner, inner)))
def test_a_change_deep_inside_counts(value: Any) -> None:
    wrapped = Large(a=Small(a=(value,)))
    assert of(wrapped) == of(Large(a=Small(a=(value,))))
    assert of(wrapped) != of(Large(a=Small(a=(value, value))))


class Text(str):
    """A string that may carry attributes."""


class Changing(Struct):
    a: list[int] = field(default_factory=list)


@pytest.mark.parametrize(
    "value",
    [[], set(), object(), Changing(), len, Small(a=({"a": []},)), Large(a=set()), Text()],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_may_change_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="is not a value"):
        of(value)


def test_no_hash_seed_has_a_part_in_it() -> None:
    program = (
        "from plugins.writer.fingerprints import Fingerprints as F;"
        "print(F().of(frozenset({'a', 'b', 'c', ('d', 'e')}), {'x': frozenset({'y', 'z'})}))"
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
