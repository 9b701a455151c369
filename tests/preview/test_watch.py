"""What counts as a change."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event

import pytest

from plugins.preview import watch as module
from plugins.preview.watch import changed, is_ignored, look_again, snapshot, wakes

FOR_EVER = 3600.0


@pytest.fixture
def content(tmp_path: Path) -> Path:
    post = tmp_path / "nội dung" / "bài"
    post.mkdir(parents=True)
    (post / "index.md").write_text("một", encoding="utf-8")
    return tmp_path / "nội dung"


def test_nothing_differs_when_nothing_happened(content: Path) -> None:
    before = snapshot([content])
    assert len(before) == 1
    assert changed(before, snapshot([content])) == ()


def test_a_written_file(content: Path) -> None:
    before = snapshot([content])
    post = content / "bài" / "index.md"
    post.write_text("một hai", encoding="utf-8")
    assert changed(before, snapshot([content])) == (str(post),)


def test_same_size_other_time(content: Path) -> None:
    before = snapshot([content])
    post = content / "bài" / "index.md"
    os.utime(post, ns=(0, post.stat().st_mtime_ns + 1))
    assert changed(before, snapshot([content])) == (str(post),)


def test_added_moved_and_removed(content: Path) -> None:
    post = content / "bài" / "index.md"
    photo = content / "bài" / "anh.jpg"
    before = snapshot([content])
    photo.write_bytes(b"1")
    with_photo = snapshot([content])
    assert changed(before, with_photo) == (str(photo),)
    moved = post.rename(content / "khác.md")
    assert changed(with_photo, snapshot([content])) == tuple(sorted([str(post), str(moved)]))


def test_a_folder_that_comes_and_goes(tmp_path: Path) -> None:
    missing = tmp_path / "chưa có"
    before = snapshot([missing])
    assert before == {}
    missing.mkdir()
    file = missing / "a.md"
    file.touch()
    assert changed(before, snapshot([missing])) == (str(file),)
    file.unlink()
    missing.rmdir()
    assert snapshot([missing]) == before


def test_a_root_may_be_a_file(tmp_path: Path) -> None:
    settings = tmp_path / "pelicanconf.py"
    settings.write_text("A = 1", encoding="utf-8")
    assert list(snapshot([settings, tmp_path / "không có.py"])) == [str(settings)]


def test_a_link_to_a_parent_does_not_lead_in_circles(content: Path) -> None:
    (content / "bài" / "vòng").symlink_to(content, target_is_directory=True)
    assert len(snapshot([content])) == 2


@pytest.mark.parametrize(
    "name", [".git", ".index.md.swp", "~$bài.docx", "index.md~", "a.tmp", "__pycache__", "4913"]
)
def test_what_programs_leave_lying_about_is_no_change(content: Path, name: str) -> None:
    before = snapshot([content])
    (content / name).touch()
    assert is_ignored(name)
    assert changed(before, snapshot([content])) == ()


@pytest.mark.parametrize("relative", [False, True])
def test_news_come_at_once(content: Path, monkeypatch: pytest.MonkeyPatch, relative: bool) -> None:
    """And not only with the next look; named as in snapshots."""
    if relative:
        monkeypatch.chdir(content.parent)
        content = Path(content.name)
    stop = Event()
    looks = wakes([content, content / "không có"], stop, interval=FOR_EVER)
    with ThreadPoolExecutor() as pool:
        for name in ("index.md", "ảnh.jpg", "index.md"):
            look = pool.submit(next, looks)
            while not look.done():  # the first may be written before anybody watches
                (content / "bài" / name).write_text("mới", encoding="utf-8")
                wait([look], 0.05)
            assert str(content / "bài" / name) in look.result()
        stop.set()
        assert list(looks) == []


def test_a_look_at_what_is_known_needs_no_walk(content: Path) -> None:
    post = content / "bài" / "index.md"
    before = snapshot([content])
    post.write_text("một hai", encoding="utf-8")
    assert look_again(before, [str(post)]) == snapshot([content]) != before


@pytest.mark.parametrize("names", [[], ["index.md", "mới.md"], ["."]])
def test_all_else_needs_one(content: Path, names: list[str]) -> None:
    before = snapshot([content])
    assert look_again(before, [str(content / "bài" / name) for name in names]) is None


def test_a_file_that_is_gone_needs_one(content: Path) -> None:
    post = content / "bài" / "index.md"
    before = snapshot([content])
    post.unlink()
    assert look_again(before, [str(post)]) is None


def test_where_nothing_can_be_watched_there_are_looks(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(module, "watch", full)
    stop = Event()
    looks = wakes([content], stop, interval=0.01)
    assert [next(looks) for _ in range(3)] == [()] * 3
    stop.set()
    assert list(looks) == []


def test_a_folder_that_came_anew_is_watched(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched: list[tuple[str, ...]] = []

    def watch(*folders: str, **_: object) -> Iterator[set[tuple[int, str]]]:
        watched.append(folders)
        while True:
            yield set()

    monkeypatch.setattr(module, "watch", watch)
    looks = wakes([content, content.parent / "theme"], Event(), interval=0.01)
    next(looks)
    (content.parent / "theme").mkdir()
    next(looks)
    next(looks)
    shutil.move(content, content.parent / "cũ")
    content.mkdir()
    next(looks)
    next(looks)
    theme = str(content.parent / "theme")
    assert watched == [(str(content),), (str(content), theme), (str(content), theme)]
