"""How large a repository is, held against real clones."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from plugins.sizing.dated_pages import DatedPage
from plugins.sizing.repository import measure_repository

PAGES = [
    DatedPage(folder="tin-tuc/2020/a", day=date(2020, 1, 1), pictures=()),
    DatedPage(folder="video/phim", day=date(2020, 2, 2), pictures=()),
]


def git(*words: str) -> None:
    command = [str(shutil.which("git")), "-c", "user.name=a", "-c", "user.email=a@a.example"]
    subprocess.run([*command, *words], check=True, capture_output=True)


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository whose first commit held a photo that is gone."""
    place = tmp_path / "kho"
    git("init", "--quiet", str(place))
    for name, size in (
        ("content/tin-tuc/2020/a/anh.jpg", 1000),
        ("content/tin-tuc/2020/a/index.md", 20),
        ("content/video/phim.md", 3),
        ("content/video/phim.mp4", 400),
        ("content/video/phim.vi.vtt", 5),
        ("content/trich-dan.yml", 7),
        ("gone.jpg", 50_000),
    ):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(os.urandom(size))
    git("-C", str(place), "add", ".")
    git("-C", str(place), "commit", "--quiet", "--message=a")
    git("-C", str(place), "rm", "--quiet", "gone.jpg")
    git("-C", str(place), "commit", "--quiet", "--message=b")
    return place


def test_a_whole_clone_knows_all(origin: Path) -> None:
    (origin / "output").mkdir()
    (origin / "output/built.html").write_bytes(b"x" * 9999)  # nothing of the repository's
    found = measure_repository(origin, origin / "content", PAGES)
    assert found is not None
    assert found.whole
    assert found.checked_out == 1435
    assert found.git > 51_000
    assert [one.size for one in found.dated] == [1020, 408]
    assert found.parts == {"content/tin-tuc/2020/": 1020, "content/video/": 408, "content/": 7}


@pytest.mark.parametrize("how", ["--depth=1", "--filter=blob:none", "--shared"])
def test_a_clone_that_lacks_something_says_so(origin: Path, tmp_path: Path, how: str) -> None:
    git("-C", str(origin), "config", "uploadpack.allowFilter", "true")
    source = str(origin) if how == "--shared" else origin.as_uri()
    git("clone", "--quiet", how, source, str(tmp_path / "bản sao"))
    found = measure_repository(tmp_path / "bản sao", tmp_path / "bản sao/content", PAGES)
    assert found is not None
    assert (found.whole, found.checked_out) == (False, 1435)


def test_of_a_second_working_tree_the_one_history_counts(origin: Path, tmp_path: Path) -> None:
    git("-C", str(origin), "worktree", "add", "--quiet", str(tmp_path / "khác"))
    found = measure_repository(tmp_path / "khác", tmp_path / "khác/content", PAGES)
    assert found is not None
    assert (found.whole, found.git > 51_000) == (True, True)


def test_a_folder_that_is_no_repository(
    origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content").mkdir()
    assert measure_repository(tmp_path, tmp_path / "content", PAGES) is None
    monkeypatch.setenv("PATH", str(tmp_path))  # a machine without git
    assert measure_repository(origin, origin / "content", PAGES) is None
