"""Charts: round numbers on the axis, and columns as high as what they show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.charts import (
    BASE,
    LEFT,
    STEPS,
    TOP,
    WORDS,
    Bar,
    ColumnChart,
    column_chart,
)
from plugins.charts import axis as axis_to


@pytest.mark.parametrize(
    ("highest", "values"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (17, [0, 5, 10, 15, 20]),
        (20, [0, 5, 10, 15, 20]),
        (21, [0, 10, 20, 30]),
        (175, [0, 50, 100, 150, 200]),
        (1020, [0, 500, 1000, 1500]),
    ],
)
def test_axis(highest: int, values: list[int]) -> None:
    assert list(axis_to(highest)) == values


@given(st.integers(0, 10**12))
def test_an_axis_is_round_and_no_higher_than_needed(highest: int) -> None:
    values = axis_to(highest)
    assert values[0] == 0
    assert values[-2] < max(highest, 1) <= values[-1]
    assert len(values) <= STEPS + 1
    assert str(values.step).rstrip("0") in {"1", "2", "5"}


def chart(*bars: Bar) -> ColumnChart:
    return column_chart("ten", "Tên", "Lời.", bars)


def test_a_chart() -> None:
    found = chart(
        Bar(label="1", done=10, part=4, target=5),
        Bar(label="2", done=0),
        Bar(label="3", done=None),
        Bar(label="4", done=3, part=3),
    )
    assert (found.split, found.marked) == (True, True)
    assert [(tick.label, tick.y) for tick in found.ticks] == [
        ("0", BASE), ("5", 50.0), ("10", TOP),
    ]  # fmt: skip
    first, nought, unknown, whole = found.columns
    assert [(p.kind, p.y, p.height) for p in first.parts] == [
        ("light", 12.0, 45.6),
        ("dark", 57.6, 30.4),
    ]
    assert (first.value, first.top, first.target) == ("10", TOP, 50.0)
    assert (nought.value, nought.top, nought.parts, nought.target) == ("0", BASE, (), None)
    assert (unknown.value, unknown.parts) == ("", ())
    assert [part.kind for part in whole.parts] == ["dark"]


@pytest.mark.parametrize(
    ("target", "over"), [(100, 0), (104, 4), (119, 19), (122, 0), (99, 0), (None, 0)]
)
def test_a_value_stands_above_the_mark_that_would_strike_it(target: int | None, over: int) -> None:
    (column, _) = chart(Bar(label="1", done=100, target=target), Bar(label="2", done=200)).columns
    assert column.top == BASE - (100 + over) * (BASE - TOP) / 200


@pytest.mark.parametrize(("number", "width"), [(1, 12.32), (5, 12.32), (12, 5.13)])
def test_few_columns_are_no_wider_than_five(number: int, width: float) -> None:
    found = chart(*[Bar(label="x", done=1)] * number)
    assert {column.width for column in found.columns} == {width}


def test_without_parts_all_is_dark_and_a_target_of_nought_is_no_mark() -> None:
    found = chart(Bar(label="2020", done=1200, target=0), Bar(label="2021", done=3))
    assert (found.split, found.marked) == (False, False)
    assert [[part.kind for part in column.parts] for column in found.columns] == [["dark"]] * 2
    assert found.columns[0].value == "1.200"


@given(
    st.lists(
        st.builds(
            lambda done, share, target: Bar(
                label="x", done=done, part=done * share // 100, target=target
            ),
            done=st.integers(0, 10**6),
            share=st.integers(0, 100),
            target=st.none() | st.integers(0, 10**6),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_nothing_leaves_the_drawing_or_touches_its_neighbour(bars: list[Bar]) -> None:
    found = chart(*bars)
    right = LEFT
    most = axis_to(max(max(bar.done or 0, bar.target or 0) for bar in bars))[-1]
    for bar, column in zip(bars, found.columns, strict=True):
        assert right <= column.left < column.x < column.middle
        assert column.middle < column.x + column.width < column.right
        right = column.right
        for part in column.parts:
            assert part.y >= TOP
            assert part.height > 0
        heights = sum(part.height for part in column.parts)
        assert heights == pytest.approx((BASE - TOP) * (bar.done or 0) / most, abs=0.02)
        assert TOP <= column.top <= BASE
        if column.target is not None:  # the mark does not strike the value through
            assert not 0 < column.top - column.target < WORDS
    assert right <= 100
