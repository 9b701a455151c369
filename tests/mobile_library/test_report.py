"""The sentences and the table of the annual report."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.mobile_library.figures import year_figures
from plugins.mobile_library.report import COLUMNS, gaps, readers_sentence, sentence, table_rows
from plugins.mobile_library.results import MEASURES, TargetTable, measure_results
from plugins.mobile_library.sums import Sums, sum_up
from tests.mobile_library.making import trip

SUMS = Sums(
    sessions=175,
    remote_sessions=111,
    visitors=7912,
    loans=12345,
    without_visitors=0,
    without_loans=0,
)
NOTHING = sum_up([])


@pytest.mark.parametrize(
    ("sums", "targets", "expected"),
    [
        (SUMS, (140, 80), "175 buổi = 125% kế hoạch (vùng sâu, vùng xa 111 buổi = 139%)"),
        (SUMS, (140, None), "175 buổi = 125% kế hoạch (vùng sâu, vùng xa 111 buổi)"),
        (SUMS, (None, 80), "175 buổi (vùng sâu, vùng xa 111 buổi = 139% kế hoạch)"),
        (SUMS, (None, None), "175 buổi (vùng sâu, vùng xa 111 buổi)"),
        (SUMS, (0, 0), "175 buổi (vùng sâu, vùng xa 111 buổi)"),
        (SUMS, (1, 1), "175 buổi = 17.500% kế hoạch (vùng sâu, vùng xa 111 buổi = 11.100%)"),
        (NOTHING, (10, None), "0 buổi = 0% kế hoạch"),
        (NOTHING, (10, 5), "0 buổi = 0% kế hoạch (vùng sâu, vùng xa 0 buổi = 0%)"),
        (NOTHING, (None, None), "0 buổi"),
    ],
)
def test_the_sentence(sums: Sums, targets: tuple[int | None, int | None], expected: str) -> None:
    names = tuple(MEASURES)[:2]
    given = {(2020, n): t for n, t in zip(names, targets, strict=True) if t is not None}
    assert sentence(measure_results(2020, sums, given)) == expected


@pytest.mark.parametrize(
    ("visits", "targets", "expected"),
    [
        ({}, {}, ""),
        ({}, {"visitors": 100}, ""),  # nobody counted: that is not 0%
        ({"visitors": 50}, {"visitors": 100}, "50 lượt bạn đọc = 50% kế hoạch"),
        ({"loans": 1200}, {}, "1.200 lượt mượn"),
        (
            {"visitors": 5, "loans": 3},
            {"visitors": 2, "loans": 8},
            "5 lượt bạn đọc = 250% kế hoạch, 3 lượt mượn = 38% kế hoạch",
        ),
    ],
    ids=str,
)
def test_the_sentence_of_readers(
    visits: dict[str, int], targets: dict[str, int], expected: str
) -> None:
    given = {(2020, measure): target for measure, target in targets.items()}
    sums = sum_up([trip("2020-01-01", **visits)])
    assert readers_sentence(measure_results(2020, sums, given)) == expected


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        ([{"visitors": 1, "loans": 1}], ""),
        ([{"visitors": 1}], "Chưa tính hết: 1 buổi không ghi số lượt mượn."),
        (
            [{}, {"loans": 0}],
            "Chưa tính hết: 2 buổi không ghi số lượt bạn đọc, 1 buổi không ghi số lượt mượn.",
        ),
    ],
    ids=str,
)
def test_what_the_sums_lack(visits: list[dict[str, int]], expected: str) -> None:
    trips = [trip("2020-01-01", **visit) for visit in visits]
    none = TargetTable(targets={}, sample=frozenset())
    found = year_figures(2020, trips, none, date(2021, 1, 1))
    assert found
    assert gaps(found) == expected


def test_the_table() -> None:
    sums = sum_up([trip("2020-01-01", visitors=1200), trip("2020-01-02", remote=True)])
    assert table_rows(2020, [(1, "Tuyến 1", sums), (2, "Tuyến 1", NOTHING)]) == [
        COLUMNS,
        ("2020", "1", "Tuyến 1", "2", "1", "1200", "", "1", "2"),
        ("2020", "2", "Tuyến 1", "0", "0", "0", "0", "0", "0"),
    ]
    assert len(COLUMNS) == 9
