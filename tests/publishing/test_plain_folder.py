"""A plain folder is swapped in whole, whatever happens on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.publishing.plain_folder import MARKER, Release, is_release, mend, release
from tests.support.broken_calls import Killed, full_at, killable, without_links
from tests.support.sites import tree

OLD = {"index.html": b"old", "tin-tuc/index.html": b"old", "anh/a.jpg": b"pixels"}
NEW = {"index.html": b"new", "tin-tuc/2021/index.html": b"new", "anh/a.jpg": b"pixels"}


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def published(place: Path) -> dict[str, bytes]:
    """What a reader can get, without the marker."""
    files = tree(place)
    files.pop(MARKER)
    return files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a release of OLD stands."""
    place = tmp_path / "srv/public"
    place.parent.mkdir()
    release(fill(tmp_path / "site", OLD), place)
    return place


def test_a_first_release(place: Path) -> None:
    assert published(place) == OLD
    assert is_release(place)


def test_the_next_one_replaces_all_of_it(place: Path, tmp_path: Path) -> None:
    place.chmod(0o2750)  # as the administrator set it
    made = release(fill(tmp_path / "site", NEW), place)
    assert made == Release(files=3, size=12)
    assert published(place) == NEW
    assert place.stat().st_mode & 0o7777 == 0o2750
    assert names(place.parent) == ["public"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    release(fill(tmp_path / "site", NEW), tmp_path / "public")
    assert published(tmp_path / "public") == NEW


def test_links_where_possible_else_copies(place: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert (place / "anh/a.jpg").samefile(site / "anh/a.jpg")

    with without_links():
        release(fill(site, NEW), place)
    assert published(place) == NEW
    assert not (place / "anh/a.jpg").samefile(site / "anh/a.jpg")


def test_half_written_files_stay_behind(tmp_path: Path) -> None:
    release(fill(tmp_path / "site", {**NEW, "index.html.tmp~": b"ne"}), tmp_path / "public")
    assert published(tmp_path / "public") == NEW


@pytest.mark.parametrize("fails", ["copyfile", "rename"])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_failure_leaves_the_old_one(place: Path, tmp_path: Path, fails: str, after: int) -> None:
    """The disk is full, or a rename is refused, at its first, second or third time."""
    site = fill(tmp_path / "site", NEW)
    owner = shutil if fails == "copyfile" else Path
    with without_links(), full_at(after, owner, fails):
        if fails == "rename" and after == 2:  # the new one stands; the old is only in the way
            release(site, place)
            expected = NEW
        else:
            with pytest.raises(OSError, match="No space left"):
                release(site, place)
            expected = OLD
    assert published(place) == expected
    mend(place)
    assert names(place.parent) == ["public"]
    release(site, place)
    assert published(place) == NEW
    assert names(place.parent) == ["public"]


def mend_and_release(site: Path, place: Path) -> None:
    mend(place)
    release(site, place)


@pytest.fixture(scope="module")
def killed() -> Iterator[Killed]:
    with killable() as killed:
        yield killed


@pytest.mark.parametrize("begin", ["old", "interrupted", "empty", "nothing"])
def test_killed_at_any_moment(tmp_path: Path, killed: Killed, begin: str) -> None:
    """Never mixed; the next run finds the old release or the new one, and tidies up."""
    site = fill(tmp_path / "built", NEW)
    before = OLD if begin in ("old", "interrupted") else {}
    for step in range(200):
        place = tmp_path / str(step) / "public"
        place.parent.mkdir()
        if before:
            release(fill(tmp_path / "first", OLD), place)
        if begin == "interrupted":  # by a run before, between its two renames
            place.rename(place.with_name(".public.old~"))
            fill(place.with_name(".public.new~"), NEW)
        if begin == "empty":
            place.mkdir()
        finished = killed(step, place.parent, mend_and_release, site, place)
        if place.exists():
            assert tree(place).keys() in ({*NEW, MARKER}, {*before, *([MARKER] if before else [])})
        mend(place)
        if is_release(place):
            assert published(place) in (before, NEW)
        else:
            assert not before
        assert {*names(place.parent)} <= {"public"}
        release(site, place)
        assert published(place) == NEW
        assert names(place.parent) == ["public"]
        if finished:
            break
    assert 10 < step < 199


def test_what_lies_beside_is_whole_or_of_no_worth(tmp_path: Path, killed: Killed) -> None:
    """Also when someone removes the release after a run was killed."""
    site, first = fill(tmp_path / "built", NEW), fill(tmp_path / "first", OLD)
    for step in range(200):
        place = tmp_path / str(step) / "public"
        place.parent.mkdir()
        release(first, place)
        finished = killed(step, place.parent, mend_and_release, site, place)
        shutil.rmtree(place, ignore_errors=True)
        mend(place)
        assert not place.exists() or published(place) == OLD
        if finished:
            break
