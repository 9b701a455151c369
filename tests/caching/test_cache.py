"""`inv cache`: renditions that no post needs any more are found, told and removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from plugins import caching
from plugins.configuration import Configuration, read_configuration
from plugins.files import TEMPORARY
from tests.support.sites import Site


@pytest.fixture
def album(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with photos in a post, in a draft and for a video, built with drafts."""
    configuration = Configuration(site=read_configuration().site, cache=site.cache)
    monkeypatch.setattr(caching, "read_configuration", lambda: configuration)
    site.post("bai", title="Bài")
    site.post("nhap", title="Nháp", status="draft")
    site.write(
        "video/phim.md", "---\ntitle: Phim\ndate: 2021-01-11\nsource: {youtube: dQw4w9WgXcQ}\n"
        "poster: bia.png\n---\n"
    )  # fmt: skip
    for place, colour in (
        ("tin-tuc/2021/bai/a.png", "red"),
        ("tin-tuc/2021/bai/b.png", "blue"),
        ("tin-tuc/2021/bai/c.png", "green"),
        ("tin-tuc/2021/nhap/d.png", "white"),
        ("video/bia.png", "black"),
    ):
        Image.new("RGB", (640, 480), colour).save(site.content / place)
    assert site.build(drafts=True) == 0
    return site


def _files(site: Site) -> set[str]:
    return {path.name for path in (site.cache / "photos").iterdir()}


def test_everything_is_needed(album: Site, capsys: pytest.CaptureFixture[str]) -> None:
    before = _files(album)
    capsys.readouterr()
    assert caching.cache(album.content, prune=True) == 0
    assert _files(album) == before
    out = capsys.readouterr().out
    assert f": {len(before - {'index.json'})} tệp ảnh đang dùng (" in out
    assert "Đã xóa 0 tệp không còn bài nào dùng (0,0 MB)." in out


def test_what_nothing_needs_goes(album: Site, capsys: pytest.CaptureFixture[str]) -> None:
    before = _files(album)
    (album.content / "tin-tuc/2021/bai/c.png").unlink()
    (album.cache / "photos" / f"x-480.avif{TEMPORARY}").write_bytes(b"half")
    capsys.readouterr()

    assert caching.cache(album.content) == 0
    out = capsys.readouterr().out
    assert "5 tệp không còn bài nào dùng" in out  # two AVIF, a JPEG, their record, and the half one
    assert "inv cache --prune" in out
    assert before <= _files(album)

    assert caching.cache(album.content, prune=True) == 0
    gone = before - _files(album)
    assert len(gone) == 4
    assert len({name.partition("-")[0].partition(".")[0] for name in gone}) == 1
    assert "c.png" not in (album.cache / "photos/index.json").read_text(encoding="utf-8")

    assert album.build(drafts=True) == 0
    assert "0 ảnh xử lý mới" in capsys.readouterr().out


def test_nothing_goes_while_content_has_errors(
    album: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _files(album)
    album.write("tin-tuc/2021/bai/index.md", "---\ntitle: Bài\n---\n")
    assert caching.cache(album.content, prune=True) == 1
    assert "chạy inv check" in capsys.readouterr().err
    assert _files(album) == before


def test_without_content_or_cache(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert caching.cache(tmp_path / "không có") == 1
    assert "không có" in capsys.readouterr().err
