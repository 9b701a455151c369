"""GoatCounter's contract: what is asked, and what answers mean."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.visits.goatcounter import (
    MOST,
    AnswerError,
    Figures,
    counts,
    figures,
    parse_answer,
    question,
    recent_since,
)

HOST = "https://thu-vien.goatcounter.com"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def answer(value: object) -> bytes:
    return json.dumps({"count_unique": value, "count": value}).encode()


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("0", 0),
        ("7", 7),
        ("1\u202f234", 1234),
        ("196\u202f072", 196_072),
        ("1\u202f234\u202f567", 1_234_567),
        ("1\u00a0234", 1234),
        ("1 234", 1234),
        ("1,234", 1234),
        ("1.234.567", 1_234_567),
        ("1'234", 1234),
        ("1’234", 1234),
        ("1234567", 1_234_567),
        (1234, 1234),
        (str(MOST), MOST),
    ],
)
def test_numbers_as_its_owner_writes_them(said: object, number: int) -> None:
    assert parse_answer(200, answer(said)) == number


@pytest.mark.parametrize("data", [b'"0"', b"0", b'{"count": "0"}', answer("0"), b' "0"\n'])
def test_a_path_that_nobody_saw(data: bytes) -> None:
    assert parse_answer(404, data) == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"<!doctype html><title>1</title>",
        b"\xff\xfe0",
        b"[" * 9000,
        answer(""),
        answer(None),
        answer(True),
        answer(1.5),
        answer("-5"),
        answer("+5"),
        answer("1.5"),
        answer("12.34"),
        answer("1.234,567"),
        answer("1..234"),
        answer("1234.567"),
        answer("1e3"),
        answer("1a234"),
        answer("1_234"),
        answer("٣"),
        answer("NaN"),
        answer("0" * 5000),
        answer(str(MOST + 1)),
        answer({"count": "1"}),
        b'{"count": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda data: repr(data[:30]),
)
def test_what_is_no_number(data: bytes) -> None:
    with pytest.raises(AnswerError, match="không phải con số của GoatCounter") as found:
        parse_answer(200, data)
    assert "visit_address" in found.value.hint


@pytest.mark.parametrize(
    ("status", "data", "message", "hint"),
    [
        (403, b"", "không cho xem con số", "Allow adding visitor counts on your website"),
        (404, b"<h1>Not Found</h1>", "không phải con số", "visit_address"),
        (404, answer("5"), "không phải con số", "visit_address"),
        (400, answer("5"), "máy chủ trả lời mã 400", "chạy lại"),
        (429, b"", "máy chủ trả lời mã 429", "chạy lại"),
        (500, answer("5"), "máy chủ trả lời mã 500", "chạy lại"),
    ],
)
def test_no_answer_and_its_cure(status: int, data: bytes, message: str, hint: str) -> None:
    with pytest.raises(AnswerError, match=message) as found:
        parse_answer(status, data)
    assert hint in found.value.hint


@given(st.integers(0, 999), st.binary(max_size=60))
def test_any_answer_is_a_number_or_explained(status: int, data: bytes) -> None:
    try:
        told: object = parse_answer(status, data) >= 0
    except AnswerError as error:
        told = error.message and error.hint
    assert told


@given(st.integers(0, MOST), st.sampled_from(["", " ", "\u202f", "\u2009", ".", ",", "'"]))
def test_any_number_with_any_separator(number: int, separator: str) -> None:
    assert parse_answer(200, answer(f"{number:,}".replace(",", separator))) == number


@pytest.mark.parametrize(
    ("path", "since", "address"),
    [
        ("TOTAL", None, "/counter/TOTAL.json"),
        ("TOTAL", date(2021, 3, 1), "/counter/TOTAL.json?start=2021-03-01"),
        ("/tin-tuc/2021/a/", None, "/counter/tin-tuc/2021/a.json"),
        ("/tin-tuc/2021/a?b#c/", None, "/counter/tin-tuc/2021/a%3Fb%23c.json"),
    ],
)
def test_addresses(path: str, since: date | None, address: str) -> None:
    assert question(HOST, path, since) == HOST + address


def moment(day: str, hour: int, minute: int = 0) -> datetime:
    year, month, number = map(int, day.split("-"))
    return datetime(year, month, number, hour, minute, tzinfo=ZONE)


def starts(found: Figures) -> list[str | None]:
    return [
        asked and asked.partition("?start=")[2]
        for asked in (found.total, found.today, found.month, found.year)
    ]


@pytest.mark.parametrize(
    ("now", "since", "asked"),
    [
        # The day in UTC begins at 7 in the morning; before, `today` could only be 0.
        (moment("2021-03-11", 7), None, ["", "2021-03-11", "2021-03-01", "2021-01-01"]),
        (moment("2021-03-11", 6, 59), None, ["", None, "2021-03-01", "2021-01-01"]),
        (moment("2021-03-01", 0, 7), None, ["", None, None, "2021-01-01"]),
        (moment("2021-01-01", 0, 7), None, ["", None, None, None]),
        (moment("2020-12-31", 23), None, ["", "2020-12-31", "2020-12-01", "2020-01-01"]),
        # Nothing before our own counting.
        (
            moment("2021-03-11", 8),
            date(2021, 3, 5),
            ["2021-03-05", "2021-03-11", "2021-03-05", "2021-03-05"],
        ),
        (moment("2021-03-11", 8), date(2021, 4, 1), ["2021-04-01", None, None, None]),
        # West of UTC, too.
        (
            datetime(2021, 3, 10, 20, tzinfo=ZoneInfo("America/Lima")),
            None,
            ["", "2021-03-10", "2021-03-01", "2021-01-01"],
        ),
    ],
)
def test_days_are_those_of_the_site(
    now: datetime, since: date | None, asked: list[str | None]
) -> None:
    assert starts(figures(HOST, now, since)) == asked


def test_recent_days() -> None:
    now = moment("2021-03-11", 8)
    assert recent_since(now, None) == date(2021, 2, 9)
    assert recent_since(now, date(2021, 3, 1)) == date(2021, 3, 1)
    assert recent_since(now, date(2020, 3, 1)) == date(2021, 2, 9)


@pytest.mark.parametrize(
    ("sums", "rows"),
    [
        ({"total": 50, "today": 1, "month": 2, "year": 3}, (1050, 1, 2, 3)),
        # Cached answers: those of a part may be newer than those of the whole.
        ({"total": 50, "today": 60, "month": 2, "year": 3}, (1060, 60, 60, 60)),
        ({"total": 50, "today": 1, "month": 2, "year": 70}, (1070, 1, 2, 70)),
        ({"total": 50}, (1050, None, None, None)),
        ({"total": 50, "year": 3}, (1050, None, None, 3)),
    ],
)
def test_the_rows(sums: dict[str, int], rows: tuple[int | None, ...]) -> None:
    now = datetime(2021, 3, 11, tzinfo=UTC)
    found = counts(as_of=now, before=1000, sums=sums, paths={"/a/": 4}, recent=None)
    assert (found.total, found.today, found.month, found.year) == rows
    assert (found.as_of, found.online, found.paths) == (now, None, {"/a/": 4})
