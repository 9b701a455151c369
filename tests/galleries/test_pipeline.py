"""Photos of whole sites: what is published, what is made again, what is reported."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import ROOT
from tests.support.sites import Site

PHOTO = ROOT / "tests/support/data/small.jpg"


def _photo(path: Path, colour: str) -> None:
    Image.new("RGB", (640, 480), colour).save(path)


@pytest.fixture
def album(site: Site) -> Site:
    """A post with one photo in the body and three beside it."""
    site.post("bai", title="Bài", body="![Đỏ](do.png)\n\nChữ.\n")
    folder = site.content / "tin-tuc/2021/bai"
    for name, colour in (("do", "red"), ("xanh", "blue"), ("vang", "yellow"), ("luc", "green")):
        _photo(folder / f"{name}.png", colour)
    return site


def _renditions(site: Site) -> set[str]:
    return {path.name for path in (site.output / "anh").iterdir()}


def test_nothing_is_made_twice(album: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert album.build() == 0
    assert "4 ảnh xử lý mới" in capsys.readouterr().out
    before = _renditions(album)
    shutil.rmtree(album.output)
    for path in (album.content / "tin-tuc/2021/bai").iterdir():
        path.touch()  # as after a fresh clone
    assert album.build() == 0
    assert "0 ảnh xử lý mới" in capsys.readouterr().out
    assert _renditions(album) == before


def test_a_damaged_cache_is_mended(album: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert album.build() == 0
    photos = album.cache / "photos"
    cut = sorted(photos.glob("*.webp"))[0]
    whole = cut.read_bytes()
    cut.write_bytes(whole[:10])
    next(p for p in photos.glob("*.json") if p.stem not in cut.name).write_text("{", "utf-8")
    capsys.readouterr()
    assert album.build() == 0
    assert "2 ảnh xử lý mới" in capsys.readouterr().out
    assert cut.read_bytes() == whole


def test_the_same_photo_in_two_posts_is_made_once(
    album: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    album.post("hai", title="Hai")
    shutil.copy(album.content / "tin-tuc/2021/bai/do.png", album.content / "tin-tuc/2021/hai/a.png")
    assert album.build() == 0
    assert "4 ảnh xử lý mới" in capsys.readouterr().out


def test_hidden_photos_leave_no_trace(album: Site) -> None:
    assert album.build() == 0
    all_of_them = _renditions(album)
    hidden = "\n  - {file: xanh.png, hide: true}"
    album.post("bai", title="Bài", body="![Đỏ](do.png)\n", photos=hidden)
    assert album.build() == 0
    gone = all_of_them - _renditions(album)
    assert len({name.split("-")[0] for name in gone}) == 1
    assert "xanh" not in album.page("tin-tuc/2021/bai/")


def test_originals_and_their_names_are_never_published(album: Site) -> None:
    assert album.build() == 0
    names = {path.name for path in album.output.rglob("*") if path.is_file()}
    assert not names & {"do.png", "xanh.png", "vang.png", "luc.png", "index.md"}


def test_every_broken_photo_is_named_and_the_others_are_checked(
    album: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = PHOTO.read_bytes()
    album.write("tin-tuc/2021/bai/cut-1.jpg", whole[:-2000])
    album.write("tin-tuc/2021/bai/cut-2.jpg", whole[:3000])
    album.write("tin-tuc/2021/bai/rong.jpg", b"")
    assert album.build() == 1
    report = capsys.readouterr().err
    for name in ("cut-1.jpg", "cut-2.jpg", "rong.jpg"):
        assert f"tin-tuc/2021/bai/{name}: LỖI: " in report
    assert "Tổng cộng: 3 lỗi" in report
    assert not album.output.exists()


def test_a_draft_with_a_broken_photo_stops_nothing(
    album: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    album.post("nhap", title="Nháp", status="draft")
    album.write("tin-tuc/2021/nhap/anh.jpg", b"")
    assert album.build() == 0
    assert "nhap/anh.jpg: LƯU Ý: " in capsys.readouterr().err


def test_names_in_decomposed_unicode_are_found(site: Site) -> None:
    composed = "ảnh đầu.png"
    decomposed = unicodedata.normalize("NFD", composed)
    site.post("bai", title="Bài", body=f"![Ảnh]({composed.replace(' ', '%20')})\n")
    _photo(site.content / "tin-tuc/2021/bai" / decomposed, "red")
    assert site.build() == 0
    assert 'alt="Ảnh"' in site.page("tin-tuc/2021/bai/")


def test_nothing_in_a_withdrawn_post_stays(album: Site) -> None:
    album.post("bai", title="Bài", body="![Đỏ](do.png)\n\nBí mật.\n", status="withdrawn")
    assert album.build() == 0
    assert not (album.output / "anh").exists()
    assert "Bí mật" not in album.page("tin-tuc/2021/bai/")
    assert "tin-tuc/2021/bai/" not in album.page("")
