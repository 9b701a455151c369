"""What a release tells of itself, what it takes over, and which releases go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.publishing.manifests import (
    NAME,
    Manifest,
    carried,
    moment,
    name_of,
    parse,
    pruned,
    text_of,
)
from plugins.values import replace

AT = datetime(2021, 3, 1, 1, 0, 0, tzinfo=UTC)
DAY = timedelta(days=1)
D = "560c0748921de4a1a381"


def made(*lasting: str, kept: dict[str, str] | None = None) -> Manifest:
    return Manifest(digest=D, files=3, pages=1, size=9, lasting=lasting, kept=kept or {})


def test_a_name_tells_the_moment_and_the_bytes() -> None:
    assert name_of(AT, D, []) == "20210301T010000Z-560c0748"
    assert moment("20210301T010000Z-560c0748") == AT


@given(st.lists(st.floats(1e9, 1e9 + 3) | st.floats(0, 4e9), max_size=9))
def test_a_later_release_has_a_later_name_whatever_the_clock_does(moments: list[float]) -> None:
    names: list[str] = []
    for at in moments:
        name = name_of(datetime.fromtimestamp(at, UTC), D, names)
        assert NAME.fullmatch(name)
        assert all(name > other for other in names)
        names.append(name)


def test_files_of_earlier_pages_are_kept_for_a_while() -> None:
    script, photo, film = f"static/a.{D}.js", f"anh/{D}-960.avif", f"video/x/{D}.mp4"
    before = made(script, photo, film, f"static/b.{D}.js")
    taken = carried(before, {f"static/b.{D}.js"}, AT)
    assert taken == dict.fromkeys((script, photo, film), "2021-03-01T01:00:00+00:00")

    # A day on photos go, after thirty the rest; those that the release in between had start anew.
    between = made(kept=taken)
    assert carried(between, set(), AT + DAY - timedelta(seconds=1)) == taken
    assert set(carried(between, set(), AT + DAY)) == {script}
    assert set(carried(between, set(), AT + 29 * DAY)) == {script}
    assert carried(between, set(), AT + 30 * DAY) == {}
    again = carried(made(script, kept=taken), set(), AT + 29 * DAY)
    assert again == {script: "2021-03-30T01:00:00+00:00"}


def test_a_clock_that_was_put_back_loses_nothing() -> None:
    before = made(kept={f"anh/{D}-960.avif": "2021-03-05T01:00:00+00:00"})
    assert carried(before, set(), AT) == before.kept


@pytest.mark.parametrize(
    ("names", "current", "keep", "gone"),
    [
        (["1-a", "2-b", "3-c"], "3-c", 2, ["1-a"]),
        (["1-a", "2-b", "3-c"], "3-c", 5, []),
        (["1-a", "2-b", "3-c"], "1-a", 1, ["3-c", "2-b"]),
        (["1-a", "2-b", "3-c"], "1-a", 2, ["2-b"]),
        # The same again is one to go back to, not two.
        (["1-a", "2-b", "3-b", "4-b"], "4-b", 2, ["3-b", "2-b"]),
        (["1-a", "2-b", "3-b"], "1-a", 3, ["2-b"]),
    ],
)
def test_which_releases_go(names: list[str], current: str, keep: int, gone: list[str]) -> None:
    assert pruned(names, current, keep) == gone


def test_a_manifest_is_read_as_it_was_written() -> None:
    one = made(f"anh/{D}-960.avif", kept={f"static/ế.{D}.js": "2021-03-01T01:00:00+00:00"})
    assert parse(text_of(one)) == one
    assert parse(text_of(replace(one, kept={}))) == replace(one, kept={})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"version": 2', '"version": 3'),
        ("inv publish", "others"),
        ('"files": 3', '"files": "x"'),
        ('"size": 9,', ""),
        (f'"anh/{D}', f'"../{D}'),
        (f'"anh/{D}', f'"/{D}'),
        (f'"static/{D}', f'"static/../../{D}'),
        ("+00:00", ""),
        ("2021-03-01T", "hôm qua"),
        ("{", "["),
    ],
)
def test_what_is_no_manifest_is_none(old: str, new: str) -> None:
    text = text_of(made(f"anh/{D}-960.avif", kept={f"static/{D}.js": "2021-03-01T01:00:00+00:00"}))
    assert old in text
    assert parse(text) is not None
    assert parse(text.replace(old, new)) is None
