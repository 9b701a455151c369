"""The counts contract: what is taken, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.visits.counts import FILE, Counts, Recent, counts_json, parse_counts

GOOD: dict[str, Any] = {
    "version": 1,
    "as_of": "2021-01-11T08:41:24+07:00",
    "total": 196072,
    "today": 5,
    "month": 60,
    "year": 700,
    "online": None,
    "paths": {"/tin-tuc/": 3},
}
MOMENT = datetime(2021, 1, 11, 1, 41, 24, tzinfo=UTC)


def parse(**changes: Any) -> tuple[Counts | None, list[str]]:
    values = {key: value for key, value in (GOOD | changes).items() if value != "missing"}
    counts, problems = parse_counts(json.dumps(values).encode(), FILE)
    assert all(problem.path == FILE and problem.hint for problem in problems)
    return counts, [problem.message for problem in problems]


def test_a_good_file() -> None:
    counts, problems = parse(sample=True)
    assert problems == []
    assert counts == Counts(
        as_of=MOMENT,
        total=196072,
        today=5,
        month=60,
        year=700,
        online=None,
        sample=True,
        paths={"/tin-tuc/": 3},
    )
    assert counts.as_of.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    "changes",
    [
        {"online": 0},
        {"paths": "missing"},
        {"paths": {}},
        {"as_of": "2021-01-11T01:41:24Z"},
        {"total": 0},
        {"recent": {"since": "2021-01-01", "paths": {}}},
    ],
    ids=str,
)
def test_right(changes: dict[str, Any]) -> None:
    counts, problems = parse(**changes)
    assert problems == []
    assert counts is not None
    assert counts.as_of == MOMENT


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"version": 2}, "version phải là 1"),
        ({"version": "missing"}, "version phải là 1"),
        ({"total": "missing"}, "thiếu “total”"),
        ({"total": None}, "“total” phải là số nguyên không âm"),
        ({"total": -1}, "“total” phải là số nguyên không âm"),
        ({"total": 1.5}, "“total” phải là số nguyên không âm"),
        ({"total": True}, "“total” phải là số nguyên không âm"),
        ({"today": "5"}, "“today” phải là số nguyên không âm"),
        ({"month": float("nan")}, "“month” phải là số nguyên không âm"),
        ({"year": [1]}, "“year” phải là số nguyên không âm"),
        ({"online": -1}, "“online” phải là số nguyên không âm"),
        ({"sample": 1}, "“sample” phải là true hoặc false"),
        ({"paths": []}, "“paths” phải gồm các địa chỉ và số lượt"),
        ({"paths": {"/": None}}, "“paths” phải gồm các địa chỉ và số lượt"),
        ({"paths": {"/": -1}}, "“paths” phải gồm các địa chỉ và số lượt"),
        ({"as_of": "missing"}, "“as_of” phải là ngày giờ có múi giờ"),
        ({"as_of": "2021-01-11T08:41:24"}, "“as_of” phải là ngày giờ có múi giờ"),
        ({"as_of": "hôm qua"}, "“as_of” phải là ngày giờ có múi giờ"),
        ({"as_of": 5}, "“as_of” phải là ngày giờ có múi giờ"),
        ({"ip": "1.2.3.4"}, "không có khóa “ip”"),
    ],
    ids=str,
)
def test_wrong(changes: dict[str, Any], message: str) -> None:
    assert parse(**changes) == (None, [message])


def test_all_problems_at_once() -> None:
    counts, problems = parse(version=0, total=-1, online="x", paths=1, as_of="", visitors=3)
    assert counts is None
    assert problems == [
        "không có khóa “visitors”",
        "version phải là 1",
        "“total” phải là số nguyên không âm",
        "“online” phải là số nguyên không âm",
        "“paths” phải gồm các địa chỉ và số lượt",
        "“as_of” phải là ngày giờ có múi giờ",
    ]


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"[1]", 1, "tệp phải là một đối tượng JSON"),
        (b"null", 1, "tệp phải là một đối tượng JSON"),
        (b'{"version": 1,\n "total": }', 2, "tệp không phải JSON"),
        (b"\n", 2, "tệp không phải JSON"),
        (b"\xff\xfe\xfd", 1, "tệp không phải JSON"),
        (b"[" * 100_000, 1, "tệp không phải JSON"),
    ],
)
def test_what_is_no_counts_file(data: bytes, line: int, message: str) -> None:
    counts, (problem,) = parse_counts(data, FILE)
    assert (counts, problem.line, problem.message) == (None, line, message)


def test_no_file_is_no_counts() -> None:
    assert parse_counts(b"", FILE) == (None, [])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "sample"]), JSON, max_size=5))
def test_any_values_are_counts_or_explained(changes: dict[str, Any]) -> None:
    counts, problems = parse_counts(json.dumps(GOOD | changes).encode(), FILE)
    assert (counts is None) == bool(problems)
    if counts:
        sums = (counts.total, counts.today, counts.month, counts.year, counts.online)
        assert all(value is None or value >= 0 for value in sums)


@given(st.binary(min_size=1))
def test_any_bytes_are_explained(data: bytes) -> None:
    counts, problems = parse_counts(data, FILE)
    assert counts is None
    assert problems


@pytest.mark.parametrize(
    "recent",
    [
        [],
        "2021-01-01",
        {"since": "2021-01-01"},
        {"since": "1/1/2021", "paths": {}},
        {"since": 1, "paths": {}},
        {"since": "2021-01-01", "paths": {"/a/": -1}},
        {"since": "2021-01-01", "paths": {"a": 1}},
        {"since": "2021-01-01", "paths": {}, "days": 3},
    ],
    ids=str,
)
def test_recent_views_that_are_none(recent: object) -> None:
    counts, problems = parse(recent=recent)
    assert counts is None
    assert problems == ["“recent” phải gồm since (ngày như 2021-02-01) và paths"]


_NUMBERS = st.integers(0, 10**12)
_VIEWS = st.dictionaries(st.text(max_size=9).map("/{}".format), _NUMBERS, max_size=4)


@given(
    st.builds(
        Counts,
        as_of=st.datetimes(timezones=st.just(timezone(timedelta(hours=7)))).map(
            lambda moment: moment.replace(microsecond=0)
        ),
        total=_NUMBERS,
        today=st.none() | _NUMBERS,
        month=st.none() | _NUMBERS,
        year=st.none() | _NUMBERS,
        online=st.none() | _NUMBERS,
        sample=st.booleans(),
        paths=_VIEWS,
        recent=st.none() | st.builds(Recent, since=st.dates(min_value=date(1, 1, 1)), paths=_VIEWS),
    )
)
def test_what_is_written_is_read_again(counts: Counts) -> None:
    assert parse_counts(counts_json(counts), FILE) == (counts, [])
