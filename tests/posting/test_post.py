"""`inv post`: from a title and a folder of photos to a draft that passes the check."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from plugins.content.categories import category_of
from plugins.lint import check
from plugins.posting import post
from plugins.posting.editor import open_in_editor
from tests.conftest import ROOT
from tests.galleries.making import encoded, scene
from tests.support.sites import Site, tree

CATEGORIES = ("Tin hoạt động", "Hội nghị - Sự kiện", "Giới thiệu sách", "Giới thiệu thư viện")
PLACE = "tin-tuc/2021/ngay-hoi-doc-sach"


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    folder = tmp_path / "Ảnh điện thoại"
    folder.mkdir()
    (folder / "b.jpg").write_bytes(encoded(scene(401, 300), "JPEG"))
    (folder / "a.jpg").write_bytes(encoded(scene(400, 301), "JPEG"))
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("Tin hoạt động", "Tin hoạt động"),
        ("tin hoat dong", "Tin hoạt động"),
        ("2", "Hội nghị - Sự kiện"),
        (" 1 ", "Tin hoạt động"),
        ("hội nghị", "Hội nghị - Sự kiện"),
        ("Hội nghị – sự kiện", "Hội nghị - Sự kiện"),
        ("gioi thieu", None),  # two
        ("giới thiệu s", "Giới thiệu sách"),
        ("0", None),
        ("5", None),
        ("", None),
        ("…", None),
        ("Tin khác", None),
        ("ti", None),
        ("tin", "Tin hoạt động"),
    ],
)
def test_categories(words: str, category: str | None) -> None:
    assert category_of(words, CATEGORIES) == category


def test_a_draft_with_photos(site: Site, phone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = post(
        site.content,
        "  Ngày hội:  đọc sách ",
        category="hoi nghi",
        author="Phòng Hành chính - Tổng hợp",
        date="21/04/2021 8:30 SA",
        photos=str(phone),
    )
    assert code == 0
    place = site.content / PLACE
    assert (place / "index.md").read_text(encoding="utf-8") == (
        "---\n"
        "title: Ngày hội: đọc sách\n"
        "status: draft\n"
        "date: 2021-04-21 08:30:00\n"
        "category: Hội nghị - Sự kiện\n"
        "author: Phòng Hành chính - Tổng hợp\n"
        "photos:\n"
        "  - file: anh-01.jpg\n"
        '    alt: ""\n'
        '    caption: ""\n'
        "  - file: anh-02.jpg\n"
        '    alt: ""\n'
        '    caption: ""\n'
        "---\n"
        "\n"
        "Viết nội dung bài vào đây. Đoạn đầu tiên cũng là phần tóm tắt ở trang chủ.\n"
    )
    assert names(place) == ["anh-01.jpg", "anh-02.jpg", "index.md"]
    assert capsys.readouterr().out.splitlines() == [
        f"Đã tạo bài nháp: {place.as_posix()}/index.md",
        "Đã đưa vào 2 ảnh:",
        "    anh-01.jpg ← a.jpg",
        "    anh-02.jpg ← b.jpg",
        "Nên xem lại (có thể bỏ bớt):",
        "    anh-02.jpg: gần giống anh-01.jpg",
        "Bước tiếp theo: viết bài, gõ chữ vào alt của từng ảnh, xóa dòng status: draft khi xong,"
        " rồi chạy inv check.",
    ]
    assert check(site.content) == 0
    assert site.build() == 0
    assert not (site.output / PLACE).exists(), "a draft is not published"


def test_today(site: Site) -> None:
    """Without --date it is now, in the library's zone."""
    assert post(site.content, "Ngày hội đọc sách", category="1") == 0
    (made,) = site.content.glob("tin-tuc/*/ngay-hoi-doc-sach/index.md")
    (line,) = (one for one in made.read_text("utf-8").splitlines() if one.startswith("date: "))
    now = datetime.now().astimezone()
    told = datetime.fromisoformat(f"{line[6:]}+07:00")
    assert abs((now - told).total_seconds()) < 300
    assert made.parents[1].name == str(told.year)


def test_a_broken_photo_stops_only_itself(
    site: Site, phone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (phone / "hong.jpg").write_bytes(b"khong phai anh")
    code = post(
        site.content, "Ngày hội đọc sách", category="1", date="2021-04-21", photos=str(phone)
    )
    assert code == 1
    assert "hong.jpg: LỖI: tệp này là chữ, không phải ảnh" in capsys.readouterr().err
    assert len(names(site.content / PLACE)) == 3


@pytest.mark.parametrize(
    ("title", "options", "code", "words"),
    [
        ("", {}, 2, 'Gõ tên bài, ví dụ: inv post "Ngày hội đọc sách".'),
        ("…!", {}, 2, "Gõ tên bài"),
        ("--help", {}, 2, "Tên bài không bắt đầu bằng dấu -; xem các tùy chọn: inv --help post"),
        ("Bài", {"date": "32/13/2021"}, 2, "--date: không có ngày giờ “32/13/2021” trên lịch"),
        ("Bài", {"category": "Tin khác"}, 2, "Không có chuyên mục “Tin khác”."),
        ("Bài", {"category": ""}, 2, "Thêm --category và số hoặc tên của một chuyên mục:\n    1. "),
        ("Bài", {"photos": "/không/có"}, 1, "/không/có: LỖI: không đọc được"),
        ("Bài", {"photos": "."}, 1, "không có tệp ảnh nào ở đây"),
        ("Bài\x07", {}, 1, "Không ghi được vào phần đầu của bài"),
        ("Bài cũ", {"date": "2021-01-11"}, 1, "Đã có "),
    ],
    ids=str,
)
def test_refused(
    site: Site,
    capsys: pytest.CaptureFixture[str],
    title: str,
    options: dict[str, str],
    code: int,
    words: str,
) -> None:
    site.post("bai-cu")
    before = tree(site.content)
    assert post(site.content, title, **{"category": "1", **options}) == code
    assert words in capsys.readouterr().err
    assert tree(site.content) == before
    assert not [path for path in site.content.rglob("*") if path.name.startswith(".")]


def test_no_content_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert post(tmp_path / "content", "Bài", category="1") == 1
    assert "không có thư mục nội dung" in capsys.readouterr().err


def test_a_full_disk_leaves_nothing(
    site: Site, phone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert post(site.content, "Bài", category="1", photos=str(phone)) == 1
    assert "đĩa đã đầy" in capsys.readouterr().err
    assert not [path for path in site.content.rglob("*") if path.is_file()]


def test_what_a_killed_run_left_is_in_nobodys_way(site: Site) -> None:
    left = site.content / "tin-tuc/2021/.bai.tmp~"
    left.mkdir(parents=True)
    (left / "anh-01.jpg").write_bytes(b"x")
    assert check(site.content) == 0
    assert post(site.content, "Bài", category="1", date="2021-04-21") == 0
    assert names(site.content / "tin-tuc/2021") == ["bai"]
    assert names(site.content / "tin-tuc/2021/bai") == ["index.md"]


def test_the_editor_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    program = tmp_path / "my editor"
    program.write_text(f'#!/bin/sh\necho "$@" > "{seen}"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{program}' --wait")
    assert open_in_editor(tmp_path / "bài.md")
    assert seen.read_text(encoding="utf-8") == f"--wait {tmp_path}/bài.md\n"
    monkeypatch.setenv("VISUAL", "/không/có")
    assert not open_in_editor(tmp_path / "bài.md")


def test_somebody_at_the_terminal_is_asked(tmp_path: Path) -> None:
    """Through a pseudo-terminal: a wrong answer is asked again, then the editor opens."""
    content = tmp_path / "content"
    content.mkdir()
    opened = tmp_path / "opened"
    leader, follower = os.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "invoke", "post", "Bài mới", f"--content={content}"],
        cwd=ROOT,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "VISUAL": f"cp {{}} {opened}".replace("{} ", "-t ")},
    )
    os.close(follower)
    opened.mkdir()
    os.write(leader, "khác\nthông báo\nPhòng Bạn đọc\n".encode())
    told = b""
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:  # the terminal's other end is closed
            break
        if not part:
            break
        told += part
    os.close(leader)
    assert run.wait() == 0, told.decode()
    text = (opened / "index.md").read_text(encoding="utf-8")
    assert "category: Thông báo\nauthor: Phòng Bạn đọc\n" in text
    assert told.decode().count("Chuyên mục (số hoặc tên): ") == 2
