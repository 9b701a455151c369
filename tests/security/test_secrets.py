"""What lies about in folders and is nobody's business never comes into the output, nor does what a
link leads to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plugins.assets.bundle import load_assets
from tests.conftest import ROOT
from tests.support.sites import Site, tree

SECRET = b"khoa-bi-mat-0123456789"

NAMES = (
    ".env",
    ".env.local",
    ".git/config",
    ".DS_Store",
    "._anh-1.jpg",
    ".anh-1.jpg.swp",
    ".~lock.bai.docx#",
    "~$bai.docx",
    "Thumbs.db",
    "desktop.ini",
    "anh-1.jpg~",
    "anh-1.jpg.bak",
    "anh-1.jpg.orig",
    "index.md~",
    "#index.md#",
    "index.html.old",
    "id_rsa",
    "server.key",
    "server.pem",
    "credentials.json.bak",
    "luot-truy-cap.sqlite",
    "danh-sach-ban-doc.xlsx",
    "backup.sql",
    "backup.zip",
)
"""Leavings of editors, systems and people."""

FOLDERS = ("", "tin-tuc/", "tin-tuc/2021/bai/", "tin-tuc/2021/bai/anh-goc/", "trang/", "video/")
FOLDERS += ("xe-thu-vien/",)


def strew(folder: Path) -> None:
    for name in NAMES:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(SECRET + name.encode())


def test_nothing_that_lies_about_is_published(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.post("bai", title="Bài")
    shutil.copy(ROOT / "tests/support/data/small.jpg", site.content / "tin-tuc/2021/bai/anh-1.jpg")
    assert site.build(publish=True, output=site.root / "clean") == 0
    for folder in FOLDERS:
        strew(site.content / folder)
    assert site.build(publish=True) == 0
    found, clean = tree(site.output), tree(site.root / "clean")
    assert [name for name, data in found.items() if SECRET in data] == []
    assert found.keys() == clean.keys()


def test_nothing_that_lies_about_in_the_theme(tmp_path: Path) -> None:
    static = tmp_path / "static"
    shutil.copytree(ROOT / "theme/static", static)
    for folder in ("", "js", "fonts", "css"):
        strew(static / folder)
    elsewhere = tmp_path / "khoa.json"
    elsewhere.write_bytes(SECRET)
    (static / "khoa.json").symlink_to(elsewhere)
    assert load_assets(static).contents == load_assets(ROOT / "theme/static").contents


@pytest.mark.parametrize("name", ["anh-1.jpg", "index.md", "bi-mat.jpg"])
def test_a_link_out_of_the_content_is_an_error(site: Site, name: str) -> None:
    elsewhere = site.root / "elsewhere"
    shutil.copy(ROOT / "tests/support/data/small.jpg", elsewhere)
    site.post("bai", title="Bài")
    link = site.content / "tin-tuc/2021/bai" / name
    link.unlink(missing_ok=True)
    link.symlink_to(elsewhere)
    assert site.build() == 1
    assert not site.output.exists()


OUT = ["../../../../elsewhere.jpg", "/etc/passwd", "..%2f..%2f..%2felsewhere.jpg", "a/../../x.jpg"]
OUT += ["..\\..\\elsewhere.jpg", "file:///etc/passwd", "C:\\elsewhere.jpg", "%2e%2e/elsewhere.jpg"]


@pytest.mark.parametrize("path", OUT)
def test_no_path_leaves_the_folder_of_the_post(site: Site, path: str) -> None:
    """In whatever field files are named, and in the text."""
    for up in ("", "tin-tuc", "tin-tuc/2021"):
        (site.content / up).mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests/support/data/small.jpg", site.content / up / "elsewhere.jpg")
    shutil.copy(ROOT / "tests/support/data/small.jpg", site.root / "elsewhere.jpg")
    for fields in (
        {"cover": f"'{path}'"},
        {"photos": f"\n  - {{file: '{path}', alt: a}}"},
        {"body": f"![a](<{path}>)\n"},
    ):
        site.post("bai", title="Bài", **fields)
        assert site.build() == 1, fields
    assert not site.output.exists()
    site.post("bai", title="Bài")
    for line in (f"poster: '{path}'", f"captions: [{{lang: vi, file: '{path}'}}]"):
        head = "title: Phim\ndate: 2021-01-05\nsource: {youtube: abcdefghijk}"
        site.write("video/phim.md", f"---\n{head}\n{line}\n---\n")
        assert site.build() == 1, line
    head = f"title: Phim\ndate: 2021-01-05\nsource: {{file: '{path}'}}"
    site.write("video/phim.md", f"---\n{head}\n---\n")
    assert site.build() == 1
    assert not site.output.exists()
