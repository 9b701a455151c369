"""Days of the year that belong to a quotation."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.quotes.windows import Window, parse_windows
from plugins.yaml_nodes import Node


@pytest.mark.parametrize(
    ("first", "last", "day", "inside"),
    [
        ((4, 21), (4, 21), (2021, 4, 21), True),
        ((4, 21), (4, 21), (2021, 4, 20), False),
        ((9, 1), (9, 7), (2021, 9, 1), True),
        ((9, 1), (9, 7), (2021, 9, 7), True),
        ((9, 1), (9, 7), (2021, 9, 8), False),
        ((12, 20), (1, 5), (2021, 12, 31), True),
        ((12, 20), (1, 5), (2021, 1, 5), True),
        ((12, 20), (1, 5), (2021, 1, 6), False),
        ((2, 29), (2, 29), (2020, 2, 29), True),
        ((2, 28), (3, 1), (2020, 2, 29), True),
    ],
)
def test_windows(
    first: tuple[int, int], last: tuple[int, int], day: tuple[int, int, int], inside: bool
) -> None:
    assert (date(*day) in Window(first=first, last=last)) is inside


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("01/9-07/9", 0),
        ("20/12-05/01", 0),
        ("1/9-29/2", 0),
        ("01/9-02/3", 0),
        ("01/9-03/3", 184),
        ("02/1-01/1", 366),
    ],
)
def test_ends_the_wrong_way_are_doubted_when_they_span_more_than_half_a_year(
    text: str, days: int
) -> None:
    found, problems = parse_windows(Node(line=1, value=text), "a")
    assert len(found) == 1
    words = [f"“{text}” vắt qua năm mới, dài {days} ngày"] if days else []
    assert [problem.message for problem in problems] == words
