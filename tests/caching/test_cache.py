"""`inv cache`: renditions that no post needs any more are found, told and removed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from PIL import Image

from plugins import caching
from plugins.caching.leftovers import idle_sites
from plugins.configuration import Configuration, read_configuration
from plugins.files import TEMPORARY
from plugins.publishing import publish
from plugins.publishing.jobs import PUBLISH
from plugins.videos.films import FILMS
from plugins.videos.stills import STILLS
from tests.conftest import ROOT
from tests.support.sites import NOW, Site
from tests.videos.making import video_text


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
    capsys.readouterr()

    assert caching.cache(album.content) == 0
    out = capsys.readouterr().out
    assert "4 tệp không còn bài nào dùng" in out  # two AVIF, a JPEG, and their record
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


def _age(path: Path, seconds: float) -> None:
    moment = time.time() - seconds
    os.utime(path, (moment, moment))


def test_what_killed_processes_left_goes_and_what_is_being_written_stays(
    album: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    places = ["photos/x-480.avif", "search/a.index", "publish/0a/tin-tuc/index.html", "visits/b"]
    for place in places:
        for pid, seconds in ((1, 3700), (2, 60)):
            path = album.cache / f"{place}.{pid}{TEMPORARY}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"x" * 25_000)
            _age(path, seconds)
    capsys.readouterr()
    assert caching.cache(album.content) == 0
    out = capsys.readouterr().out
    assert "\n4 tệp ghi dở từ hơn 60 phút trước (0,1 MB).\n" in out
    assert "inv cache --prune" in out
    assert caching.cache(album.content, prune=True) == 0
    assert "\nĐã xóa 4 tệp ghi dở từ hơn 60 phút trước (0,1 MB).\n" in capsys.readouterr().out
    left = sorted(p.relative_to(album.cache).as_posix() for p in album.cache.rglob(f"*{TEMPORARY}"))
    assert left == sorted(f"{place}.2{TEMPORARY}" for place in places)


def test_sites_that_nobody_publishes_any_more_go(
    album: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With their packed copies. What is published yet keeps its copies, however old they are."""
    for place in ("cũ", "mới"):
        assert publish(album.content, str(tmp_path / place), now=NOW, cache=album.cache) == 0
    kept = album.cache / PUBLISH
    old, new = sorted({p.name[:20] for p in kept.iterdir() if p.is_dir()})
    for name in (old, f"{old}.packed", f"{new}.packed"):
        _age(kept / name, 91 * 86_400)
    _age(kept / new, 89 * 86_400)
    capsys.readouterr()
    assert caching.cache(album.content) == 0
    out = capsys.readouterr().out
    assert f"\n{kept}/: " in out
    assert "\n2 thư mục của nơi đăng đã 90 ngày không đăng lại (" in out
    assert caching.cache(album.content, prune=True) == 0
    assert {p.name for p in kept.iterdir()} == {new, f"{new}.packed", "last-place"}
    assert "Đã xóa 2 thư mục của nơi đăng đã 90 ngày" in capsys.readouterr().out
    for place in ("cũ", "mới"):  # and it can be published again
        assert publish(album.content, str(tmp_path / place), now=NOW, cache=album.cache) == 0


def test_a_publishing_makes_its_folder_young(album: Site, tmp_path: Path) -> None:
    assert publish(album.content, str(tmp_path / "nơi"), now=NOW, cache=album.cache) == 0
    (site,) = (p for p in (album.cache / PUBLISH).iterdir() if p.is_dir() and len(p.name) == 20)
    _age(site, 91 * 86_400)
    tomorrow = NOW.replace("03-01", "03-02")
    assert publish(album.content, str(tmp_path / "nơi"), now=tomorrow, cache=album.cache) == 0
    assert idle_sites(album.cache / PUBLISH, time.time()) == []


def test_films_and_stills_that_no_video_shows_go(
    album: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    film = (ROOT / "content/video/mot-chuyen-xe-thu-vien.mp4").read_bytes()
    for name, data in (("con", film), ("go", film + bytes(8))):
        album.write(f"video/{name}.md", video_text(source=f"{{file: {name}.mp4}}"))
        album.write(f"video/{name}.mp4", data)
    assert album.build() == 0
    folders = [album.cache / FILMS, album.cache / STILLS]
    assert [len(list(folder.glob("*[!n]"))) for folder in folders] == [2, 2]
    for name in ("go.md", "go.mp4"):
        (album.content / "video" / name).unlink()
    capsys.readouterr()
    assert caching.cache(album.content, prune=True) == 0
    out = capsys.readouterr().out
    for folder in folders:
        assert f"\n{folder}/: 1 tệp đang dùng (" in out
        assert len(list(folder.glob("*[!n]"))) == 1
    assert album.build() == 0
    assert "0 ảnh xử lý mới" in capsys.readouterr().out
