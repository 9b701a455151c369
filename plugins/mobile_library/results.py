"""What a year's trips came to, and how that stands to its targets: reading `chi-tieu.csv`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plugins.mobile_library.sums import Sums, group, served, sum_up
from plugins.mobile_library.tables import SAMPLE, YEARS, read_table
from plugins.mobile_library.trips import Trip
from plugins.problems import Problem
from plugins.values import Struct

FILE = "xe-thu-vien/chi-tieu.csv"
COLUMNS = ("year", "measure", "target", "note")
REQUIRED = ("year", "measure", "target")
MEASURES = {
    "sessions": "Buổi phục vụ",
    "remote_sessions": "– trong đó vùng sâu, vùng xa",
    "visitors": "Lượt bạn đọc",
    "loans": "Lượt mượn",
}
"""What is counted, with the words of the library's reports."""

Targets = Mapping[tuple[int, str], int]


class Result(Struct, frozen=True, kw_only=True):
    """One measure of one year; `target` and `percent` are None when none was set.

    `known` is false where nobody counted: then `done` is 0, and means nothing.
    """

    label: str
    done: int
    target: int | None
    known: bool = True

    @property
    def percent(self) -> int | None:
        """Whole percent of the target, halves up, as the library's reports round."""
        if not self.target or not self.known:
            return None
        return (self.done * 200 + self.target) // (2 * self.target)

    @property
    def told(self) -> bool:
        """Whether there is anything to say: somebody counted, or somebody asked for it."""
        return self.known or bool(self.target)


class YearResults(Struct, frozen=True, kw_only=True):
    """The measures of one year that somebody counted."""

    year: int
    results: tuple[Result, ...]
    sample: bool


class TargetTable(Struct, frozen=True, kw_only=True):
    """Targets by year and measure; `sample` are the years with made-up ones."""

    targets: Targets
    sample: frozenset[int]


def parse_targets(data: bytes, path: str) -> tuple[TargetTable, list[Problem]]:
    """Targets from the bytes of the CSV file at `path`."""
    table = read_table(data, path, COLUMNS, REQUIRED)
    problems = list(table.problems)
    targets: dict[tuple[int, str], int] = {}
    sample = set()
    for row in table.rows:
        year, target = row.whole("year"), row.whole("target")
        measure = row.choice("measure", tuple(MEASURES)) if row.text("measure") else None
        if year is not None and year not in YEARS:
            row.refuse("year", f"không phải năm: “{row.text('year')}”", "gõ bốn chữ số, ví dụ 2021")
        if year is not None and measure and (year, measure) in targets:
            row.refuse("measure", f"chỉ tiêu này của năm {year} đã có ở trên", "giữ lại một dòng")
        problems += row.problems
        if year is not None and measure and target is not None:
            targets[year, measure] = target
            if SAMPLE in row.text("note"):
                sample.add(year)
    return TargetTable(targets=targets, sample=frozenset(sample)), problems


def year_results(trips: Iterable[Trip], table: TargetTable) -> tuple[YearResults, ...]:
    """Results of each year in which trips were made, the latest first."""
    by_year = group(served(trips), lambda trip: trip.date.year)
    return tuple(
        YearResults(
            year=year,
            results=tuple(
                result
                for result in measure_results(year, sum_up(by_year[year]), table.targets)
                if result.told
            ),
            sample=is_sample(year, by_year[year], table),
        )
        for year in sorted(by_year, reverse=True)
    )


def is_sample(year: int, made: Iterable[Trip], table: TargetTable) -> bool:
    """Whether some of a year's figures were made up."""
    return year in table.sample or any(trip.sample for trip in made)


def measure_results(year: int, sums: Sums | None, targets: Targets) -> tuple[Result, ...]:
    """All four measures of a year, in their order; `sums` are None when no trip is known."""
    found = []
    for measure, label in MEASURES.items():
        done: int | None = getattr(sums, measure) if sums else None
        found.append(
            Result(
                label=label,
                done=done or 0,
                target=targets.get((year, measure)),
                known=done is not None,
            )
        )
    return tuple(found)
