"""Releases stand side by side, and one is shown, whatever happens on the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from plugins.publishing import plain_folder
from plugins.publishing.plain_folder import MARKER
from plugins.publishing.releases import (
    FaultyError,
    begin,
    is_place,
    manifest,
    mend,
    roll_back,
    standing,
)
from tests.publishing import built
from tests.publishing.built import BEGIN, assets, publish
from tests.support.broken_calls import Killed, full_at, killable, without_links
from tests.support.sites import tree

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows gives links to administrators")

LATER = BEGIN + timedelta(hours=1)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "srv"


def shown(place: Path) -> dict[str, bytes]:
    """What a reader can get, without the manifest and packed copies."""
    return {
        name: data
        for name, data in tree((place / "current").resolve()).items()
        if not name.endswith((".gz", ".br", MARKER))
    }


def names(place: Path) -> list[str]:
    return sorted(path.name for path in (place / "releases").iterdir() if path.name != MARKER)


def test_a_release_is_the_site_with_packed_copies(place: Path) -> None:
    name = publish(place, 1)
    assert is_place(place)
    assert (place / "current").readlink() == Path("releases") / name
    assert shown(place) == built.built(1)
    assert {n for n in tree((place / "current").resolve()) if n.endswith(".gz")} == {
        "index.html.gz",
        "tin-tuc/index.html.gz",
        f"{next(iter(assets(1)))}.gz",
    }
    assert {path.name for path in place.iterdir()} == {"current", "releases"}


def test_pages_of_before_find_their_files_for_a_while(place: Path) -> None:
    publish(place, 1)
    publish(place, 2)
    assert shown(place) == {**built.built(2), **assets(1)}
    publish(place, 3)
    assert shown(place) == {**built.built(3), **assets(1), **assets(2)}
    _, photo, _ = assets(1)
    publish(place, 4, at=BEGIN + timedelta(days=2))
    assert photo not in shown(place)
    assert {*assets(1)} - {photo} <= shown(place).keys()
    publish(place, 5, at=BEGIN + timedelta(days=40))
    assert shown(place) == {**built.built(5), **assets(4)}


def test_nothing_is_kept_on_demand(place: Path) -> None:
    publish(place, 1)
    name = publish(place, 2, forget=True, keep=1)
    assert shown(place) == built.built(2)
    assert names(place) == [name]


def test_what_did_not_change_is_the_same_file(place: Path) -> None:
    publish(place, 1)
    first = (place / "current").resolve()
    publish(place, 2)  # built anew: no file is the one of before
    second = (place / "current").resolve()
    assert (first / "anh/same.jpg").samefile(second / "anh/same.jpg")
    assert (first / "robots.txt").samefile(second / "robots.txt")
    assert not (first / "index.html").samefile(second / "index.html")


def test_copies_where_no_links_can_be(place: Path) -> None:
    with without_links():
        publish(place, 1)
        publish(place, 2)
    assert shown(place) == {**built.built(2), **assets(1)}


def test_the_last_ones_are_kept(place: Path) -> None:
    made = [publish(place, number, keep=3) for number in range(1, 6)]
    assert names(place) == made[-3:]


def test_the_same_again_takes_no_place(place: Path) -> None:
    first = publish(place, 1, keep=2)
    publish(place, 2, keep=2)
    third = publish(place, 2, keep=2)
    assert names(place) == [first, third]


def test_back_and_forth(place: Path) -> None:
    first, second, third = (publish(place, number) for number in (1, 2, 3))
    assert roll_back(place, "", LATER) == second
    # Who holds a page of the third release finds what it names.
    assert shown(place) == {**built.built(2), **assets(1), **assets(3)}
    assert roll_back(place, "", LATER) == first
    assert shown(place) == {**built.built(1), **assets(2), **assets(3)}
    assert roll_back(place, third[:16], LATER) == third
    assert shown(place) == {**built.built(3), **assets(1), **assets(2)}
    assert names(place) == [first, second, third]
    # What was taken over is taken on.
    roll_back(place, first, LATER)
    publish(place, 4)
    assert shown(place) == {**built.built(4), **assets(1), **assets(2), **assets(3)}


def test_what_cannot_be_gone_back_to(place: Path) -> None:
    first = publish(place, 1)
    with pytest.raises(FaultyError, match="không còn bản nào cũ hơn"):
        roll_back(place, "", LATER)
    second = publish(place, 2)
    for to, said in (
        ("1999", "không có bản nào bắt đầu bằng “1999”"),
        ("2021", "có nhiều bản bắt đầu bằng “2021”"),
        (second, "chính là bản đang đăng"),
    ):
        with pytest.raises(FaultyError, match=said):
            roll_back(place, to, LATER)
    (place / "releases" / first / MARKER).write_text("{", encoding="utf-8")
    with pytest.raises(FaultyError, match="không còn nguyên vẹn"):
        roll_back(place, first, LATER)
    assert standing(place).current == second


def test_a_release_that_lost_its_manifest_is_published_over(place: Path) -> None:
    publish(place, 1)
    (place / "current" / MARKER).unlink()
    publish(place, 2)
    assert shown(place) == built.built(2)


@pytest.mark.parametrize("call", ["mkdir", "rename", "replace", "symlink_to", "copyfile"])
def test_a_failure_leaves_what_was_shown(place: Path, call: str) -> None:
    """At each of the times that something is asked of the disk."""
    publish(place, 1)
    owner = shutil if call == "copyfile" else Path
    failed = 0
    for step in range(40):
        before = shown(place)
        with ExitStack() as broken:
            if call == "copyfile":
                broken.enter_context(without_links())
            counted = broken.enter_context(full_at(step, owner, call, but=place.with_name("built")))
            try:
                publish(place, step + 2)
            except OSError:
                failed += 1
                assert shown(place) == before
                assert manifest(place, standing(place).current)
            else:
                assert shown(place).items() >= built.built(step + 2).items()
        if counted.times <= step:
            break
    assert failed
    mend(place)
    assert not [name for name in names(place) if name.startswith(".")]


def third(place: Path) -> None:
    publish(place, 3, keep=2)


def back(place: Path) -> None:
    mend(place)
    roll_back(place, "", BEGIN)


@pytest.fixture(scope="module")
def killed() -> Iterator[Killed]:
    with killable() as killed:
        yield killed


@pytest.mark.parametrize(
    ("what", "may_show"), [("publish", (2, 3)), ("roll back", (2, 1)), ("begin", (0, 3))]
)
def test_killed_at_any_moment(
    tmp_path: Path, killed: Killed, what: str, may_show: tuple[int, int]
) -> None:
    """One whole release is shown, the old or the new one; the next run tidies up."""
    for step in range(400):
        place = tmp_path / str(step) / "srv"
        if what == "begin":
            place.parent.mkdir()
        else:
            publish(place, 1)
            publish(place, 2)
        finished = killed(step, place, *((back, place) if what == "roll back" else (third, place)))
        if (place / "current").exists():
            now = shown(place)
            assert any(number and now.items() >= built.built(number).items() for number in may_show)
            assert manifest(place, standing(place).current)
        else:
            assert what == "begin"
        for name in standing(place).names:
            assert manifest(place, name), name
        publish(place, 4)
        assert shown(place).items() >= built.built(4).items()
        assert not [name for name in names(place) if name.startswith(".")]
        assert {path.name for path in place.iterdir()} == {"current", "releases"}
        if finished:
            break
    assert 10 < step < 399


def test_a_place_is_begun_once(place: Path) -> None:
    begin(place)
    marker = place / "releases" / MARKER
    before = marker.stat().st_mtime_ns
    begin(place)
    assert marker.stat().st_mtime_ns == before
    assert not plain_folder.is_release(place)
