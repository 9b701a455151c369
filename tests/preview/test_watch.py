"""What counts as a change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.preview.watch import changed, is_ignored, snapshot


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
