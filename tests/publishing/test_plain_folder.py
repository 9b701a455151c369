"""A plain folder is swapped in whole, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugins.publishing.plain_folder import MARKER, Release, is_release, mend, release
from tests.conftest import ROOT
from tests.support.sites import tree

OLD = {"index.html": b"old", "tin-tuc/index.html": b"old", "anh/a.jpg": b"pixels"}
NEW = {"index.html": b"new", "tin-tuc/2021/index.html": b"new", "anh/a.jpg": b"pixels"}


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def no_link(*_: object) -> None:
    raise OSError(errno.EXDEV, "Invalid cross-device link")


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


def test_links_where_possible_else_copies(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    assert (place / "anh/a.jpg").samefile(site / "anh/a.jpg")

    monkeypatch.setattr(os, "link", no_link)
    release(fill(site, NEW), place)
    assert published(place) == NEW
    assert not (place / "anh/a.jpg").samefile(site / "anh/a.jpg")


def test_half_written_files_stay_behind(tmp_path: Path) -> None:
    release(fill(tmp_path / "site", {**NEW, "index.html.tmp~": b"ne"}), tmp_path / "public")
    assert published(tmp_path / "public") == NEW


@pytest.mark.parametrize("fails", ["copyfile", "rename"])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_failure_leaves_the_old_one(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str, after: int
) -> None:
    """The disk is full, or a rename is refused, at its first, second or third time."""
    site = fill(tmp_path / "site", NEW)
    times = 0
    owner = shutil if fails == "copyfile" else Path
    real = getattr(owner, fails)

    def full(*arguments: object) -> object:
        nonlocal times
        times += 1
        if times == after + 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments)

    monkeypatch.setattr(os, "link", no_link)
    monkeypatch.setattr(owner, fails, full)
    if fails == "rename" and after == 2:  # the new one stands; the old is only in the way
        release(site, place)
        expected = NEW
    else:
        with pytest.raises(OSError, match="No space left"):
            release(site, place)
        expected = OLD
    monkeypatch.undo()
    assert published(place) == expected
    mend(place)
    assert names(place.parent) == ["public"]
    release(site, place)
    assert published(place) == NEW
    assert names(place.parent) == ["public"]


# For each line on standard input, a process that mends and releases, and that dies, as by
# `kill -9`, just before it touches the disk for the nth time. Forking saves most of the time.
KILLED = """
import os, sys
from pathlib import Path
from plugins.publishing.plain_folder import mend, release
TOUCHES = {"open", "os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "os.chmod"}
def watch(event, arguments):
    global left
    if event in TOUCHES:
        left -= 1
        if left < 0:
            os._exit(9)
for line in sys.stdin:
    step, site, place = line.rstrip().split("\\t")
    child = os.fork()
    if not child:
        left = int(step)
        sys.addaudithook(watch)
        mend(Path(place))
        release(Path(site), Path(place))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""

Run = Callable[[int, Path, Path], bool]


@pytest.fixture(scope="module")
def run_killed() -> Iterator[Run]:
    """A run of mending and releasing that is killed at a step; whether it came to its end."""
    with subprocess.Popen(
        [sys.executable, "-c", KILLED],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as runs:

        def run(step: int, site: Path, place: Path) -> bool:
            assert runs.stdin
            assert runs.stdout
            print(step, site, place, sep="\t", file=runs.stdin, flush=True)
            code = runs.stdout.readline().strip()
            assert code in ("0", "9")
            return code == "0"

        yield run


@pytest.mark.parametrize("begin", ["old", "interrupted", "empty", "nothing"])
def test_killed_at_any_moment(tmp_path: Path, run_killed: Run, begin: str) -> None:
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
        finished = run_killed(step, site, place)
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


def test_what_lies_beside_is_whole_or_of_no_worth(tmp_path: Path, run_killed: Run) -> None:
    """Also when someone removes the release after a run was killed."""
    site, first = fill(tmp_path / "built", NEW), fill(tmp_path / "first", OLD)
    for step in range(200):
        place = tmp_path / str(step) / "public"
        place.parent.mkdir()
        release(first, place)
        finished = run_killed(step, site, place)
        shutil.rmtree(place, ignore_errors=True)
        mend(place)
        assert not place.exists() or published(place) == OLD
        if finished:
            break
