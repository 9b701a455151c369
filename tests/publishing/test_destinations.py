"""Where a release may go: everything else is refused in one sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.publishing.destinations import RefusedError, destination
from plugins.publishing.plain_folder import release


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """`home/project/content`, `srv/old` (a release), `srv/mail` (not one) and odd ones."""
    for folder in ("home/project/content", "home/project/theme", "srv/mail", "srv/empty", "site"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "srv/mail/inbox").touch()
    (tmp_path / "srv/file").touch()
    (tmp_path / "srv/half").mkdir()
    (tmp_path / "srv/half/.release.json").write_text("{", encoding="utf-8")
    (tmp_path / "srv/other").mkdir()
    (tmp_path / "srv/other/.release.json").write_text('{"made_by": "others"}', encoding="utf-8")
    (tmp_path / "site/index.html").touch()
    release(tmp_path / "site", tmp_path / "srv/old")
    (tmp_path / "srv/link").symlink_to(tmp_path / "srv/old")
    (tmp_path / "srv/link-to-none").symlink_to("later")
    (tmp_path / "srv/link-to-project").symlink_to(tmp_path / "home/project")
    (tmp_path / "srv/circle").symlink_to("circle")
    return tmp_path


def choose(machine: Path, to: str) -> Path:
    project = machine / "home/project"
    return destination(
        to, project=project, home=machine / "home", sources=[project / "content", project / "theme"]
    )


@pytest.mark.parametrize(
    ("to", "place"),
    [
        ("srv/new", "srv/new"),
        ("srv/empty", "srv/empty"),
        ("srv/empty/", "srv/empty"),
        ("srv/old", "srv/old"),
        ("srv/link", "srv/old"),
        ("srv/link-to-none", "srv/later"),
        ("srv/mail/../new", "srv/new"),
        ("home/public", "home/public"),
        ("home/project/public", "home/project/public"),
        ("home/project/content-cu", "home/project/content-cu"),
    ],
)
def test_accepted(machine: Path, to: str, place: str) -> None:
    assert choose(machine, f"{machine}/{to}") == machine / place


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("srv/file", "đây là một tệp, không phải thư mục"),
        ("srv/file/x", "không có thư mục cha"),
        ("srv/none/new", "không có thư mục cha"),
        ("srv/mail", "thư mục không trống và không do inv publish tạo ra"),
        ("srv/half", "thư mục không trống và không do inv publish tạo ra"),
        ("srv/other", "thư mục không trống và không do inv publish tạo ra"),
        ("home/project", "đây là thư mục của dự án"),
        ("srv/link-to-project", "đây là thư mục của dự án"),
        ("home/project/content", "không đăng vào bên trong content/"),
        ("home/project/content/x", "không đăng vào bên trong content/"),
        ("srv/link-to-project/theme/x", "không đăng vào bên trong theme/"),
        ("home", "thư mục này chứa cả dự án"),
        (".", "thư mục này chứa cả dự án"),
        ("srv/circle", "đường dẫn này không đi tới đâu"),
        ("srv/\0", "đường dẫn này không đi tới đâu"),
    ],
)
def test_refused(machine: Path, to: str, said: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        choose(machine, f"{machine}/{to}")
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("", "Chưa biết đăng vào đâu"),
        (" ", "Chưa biết đăng vào đâu"),
        ("/", "đây là gốc của ổ đĩa"),
        ("//", "đây là gốc của ổ đĩa"),
        ("/proc", "đây là điểm gắn ổ đĩa"),
    ],
)
def test_refused_anywhere(machine: Path, to: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        choose(machine, to)


def test_home_is_refused_wherever_the_project_is(tmp_path: Path) -> None:
    for name in ("project/content", "users/lan"):
        (tmp_path / name).mkdir(parents=True)
    for to in ("users/lan", "users"):
        with pytest.raises(RefusedError, match="thư mục nhà"):
            destination(
                str(tmp_path / to),
                project=tmp_path / "project",
                home=tmp_path / "users/lan",
                sources=[],
            )


def test_content_that_lies_elsewhere_is_not_replaced_either(tmp_path: Path) -> None:
    (tmp_path / "data/content").mkdir(parents=True)
    with pytest.raises(RefusedError, match="thư mục này chứa content/"):
        destination(
            str(tmp_path / "data"),
            project=tmp_path / "project",
            home=tmp_path / "home",
            sources=[tmp_path / "data/content"],
        )


def test_a_parent_that_cannot_be_written(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(RefusedError, match="không có quyền ghi vào thư mục cha"):
        choose(machine, f"{machine}/srv/new")
