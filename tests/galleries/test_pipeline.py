"""Photos of whole sites: what is published, what is made again, what is reported."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFile

from plugins.building import build
from plugins.caching.leftovers import HALF_WRITTEN, half_written
from plugins.files import TEMPORARY
from plugins.galleries import index, workshop
from plugins.galleries.cache import Cache
from plugins.galleries.images import making
from plugins.galleries.index import NAME as INDEX
from plugins.galleries.orders import NAME as ORDERS
from tests.conftest import ROOT
from tests.galleries.making import encoded, scene
from tests.support.sites import NOW, Site, tree

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


class Work:
    """What a build does with photos: originals read, pictures decoded and encoded."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.decoded: list[str] = []
        self.encoded: list[str] = []

    @property
    def counts(self) -> tuple[int, int, int]:
        return len(self.read), len(self.decoded), len(self.encoded)

    def clear(self) -> None:
        for what in (self.read, self.decoded, self.encoded):
            what.clear()


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """All of it in this process, and counted."""
    work = Work()
    digest, load, save = index._sha256, ImageFile.ImageFile.load, Image.Image.save

    def read(path: Path) -> str:
        work.read.append(path.name)
        return digest(path)

    def decode(picture: ImageFile.ImageFile) -> Any:
        if picture.tile:
            work.decoded.append(str(picture.filename))
        return load(picture)

    def encode(picture: Image.Image, *args: Any, **options: Any) -> None:
        work.encoded.append(str(args[1:]))
        save(picture, *args, **options)

    def make_all(jobs: Any, workers: int) -> Any:
        for job in jobs:
            yield job, workshop._attempt(job)

    monkeypatch.setattr(index, "_sha256", read)
    monkeypatch.setattr(ImageFile.ImageFile, "load", decode)
    monkeypatch.setattr(Image.Image, "save", encode)
    monkeypatch.setattr("plugins.galleries.jobs.make_all", make_all)
    return work  # type: ignore[return-value]


def settle(site: Site) -> None:
    """As if the index had been written some time after the originals."""
    later = time.time() + 10
    os.utime(site.cache / "photos" / INDEX, (later, later))


def test_nothing_is_done_twice(album: Site, work: Work, capsys: pytest.CaptureFixture[str]) -> None:
    assert album.build() == 0
    assert "5 ảnh xử lý mới" in capsys.readouterr().out  # the card of the post is one
    cards = 2  # and that of pages without a photo
    assert (len(work.read), len(work.encoded)) == (4, 4 * 3 + cards)
    before = tree(album.output)
    settle(album)
    for change in ("nothing", "no output", "touched", "cloned"):
        work.clear()
        if change == "no output":
            shutil.rmtree(album.output)
        for path in (album.content / "tin-tuc/2021/bai").glob("*.png"):
            if change == "touched":
                path.touch()
            elif change == "cloned":
                data = path.read_bytes()
                path.unlink()
                path.write_bytes(data)
        assert album.build() == 0
        assert "0 ảnh xử lý mới" in capsys.readouterr().out
        reads = 4 if change in ("touched", "cloned") else 0
        assert work.counts == (reads, 0, 0), change
        settle(album)
        assert tree(album.output) == before


def test_a_cache_that_was_carried_elsewhere_is_right(album: Site, work: Work) -> None:
    """As a workflow restores it: another folder, other times."""
    assert album.build() == 0
    other = Site(root=album.root / "other", cache=album.root / "other/.cache")
    shutil.copytree(album.content, other.content)
    shutil.copytree(album.cache, other.cache)
    settle(other)
    work.clear()
    assert other.build() == 0
    assert work.counts == (4, 0, 0)
    assert tree(other.output) == tree(album.output)


def test_only_the_photo_that_changed_is_made(album: Site, work: Work) -> None:
    assert album.build() == 0
    settle(album)
    before = _renditions(album)
    _photo(album.content / "tin-tuc/2021/bai/xanh.png", "navy")
    work.clear()
    assert album.build() == 0
    assert work.read == ["xanh.png"]
    assert len(work.encoded) == 3
    assert len(_renditions(album) - before) == len(before - _renditions(album)) == 3


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:10])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _garbage(path: Path) -> None:
    path.write_bytes(b"\0\xff{[" * 9)


@pytest.mark.parametrize(
    ("what", "damage", "encodes"),
    [
        ("*-480.avif", _cut, 1),
        ("*-480.avif", _empty, 1),
        ("*-480.avif", Path.unlink, 1),
        ("*.jpg", _cut, 1),
        ("*-share.jpg", Path.unlink, 1),
        ("*.json", _garbage, 0),
        ("*.json", _cut, 0),
        ("*.json", _empty, 0),
        ("*.json", Path.unlink, 0),
    ],
    ids=lambda one: getattr(one, "__name__", str(one)),
)
def test_a_damaged_cache_is_mended(
    album: Site,
    work: Work,
    what: str,
    damage: Any,
    encodes: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert album.build() == 0
    photos = album.cache / "photos"
    before = tree(photos), tree(album.output)
    damage(next(p for p in sorted(photos.glob(what)) if p.name not in (INDEX, ORDERS)))
    shutil.rmtree(album.output)
    work.clear()
    capsys.readouterr()
    assert album.build() == 0
    assert "1 ảnh xử lý mới" in capsys.readouterr().out
    assert (len(work.decoded), len(work.encoded)) == (1, encodes)
    mended = tree(photos), tree(album.output)
    assert mended[1] == before[1]
    assert {n: d for n, d in mended[0].items() if n != INDEX} == {
        n: d for n, d in before[0].items() if n != INDEX
    }


def test_what_a_stopped_build_left_is_used(album: Site, work: Work) -> None:
    """Files without a record are right as far as they are there: they were put there whole."""
    assert album.build() == 0
    photos = album.cache / "photos"
    whole = tree(photos)
    for path in photos.glob("*.json"):
        path.unlink()
    half = next(photos.glob("*-480.avif"))
    left = half.rename(half.with_name(f"{half.name}.4711{TEMPORARY}"))
    work.clear()
    assert album.build() == 0
    assert len(work.encoded) == 1
    # It could be another build's that is at it: `inv cache --prune` removes it.
    assert tree(photos).keys() - whole.keys() == {left.name}
    assert half_written(album.cache, left.stat().st_mtime + HALF_WRITTEN - 1) == []
    assert half_written(album.cache, left.stat().st_mtime + HALF_WRITTEN + 1) == [left]


def test_a_record_that_names_other_places_is_harmless(album: Site) -> None:
    assert album.build() == 0
    record = next(p for p in (album.cache / "photos").glob("*.json") if p.name != INDEX)
    value = json.loads(record.read_bytes())
    for number, files in enumerate(([["khong-co.jpg", 1]], [["a"]], 7, [[1, 2]], [None])):
        album.post("khac", title=f"Khác {number}")  # or the last build holds, and does nothing
        record.write_text(json.dumps(value | {"files": files}), encoding="utf-8")
        assert Cache(folder=album.cache / "photos").find(record.stem) is None
        assert album.build() == 0
        assert json.loads(record.read_bytes()) == value


def test_settings_decide_about_the_bytes_so_they_are_in_the_names() -> None:
    plain = making.recipe((), (("avif", 51),), ())
    assert plain == making.recipe((), (("avif", 51),), ())
    assert plain != making.recipe((), (("avif", 52),), ())
    assert plain != making.recipe((), (("avif", 51),), ((0.0, 0.0, 0.5, 0.5),))


def test_the_same_photo_in_two_posts_is_made_once(
    album: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    album.post("hai", title="Hai")
    shutil.copy(album.content / "tin-tuc/2021/bai/do.png", album.content / "tin-tuc/2021/hai/a.png")
    assert album.build() == 0
    assert "6 ảnh xử lý mới" in capsys.readouterr().out  # each post has a card of its own


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
    assert (album.cache / "photos").is_dir(), "the others were made"
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
    assert len(_renditions(album)) == 1  # the card of pages without a photo
    assert "Bí mật" not in album.page("tin-tuc/2021/bai/")
    assert "tin-tuc/2021/bai/" not in album.page("")


def test_a_lazy_build_makes_no_photo(
    album: Site, work: Work, capsys: pytest.CaptureFixture[str]
) -> None:
    album.write("video/phim.jpg", encoded(scene(), "JPEG"))
    words = "title: Phim\ndate: 2021-01-05\nposter: phim.jpg\nsource: {youtube: abcdefghijk}"
    album.write("video/phim.md", f"---\n{words}\n---\nLời.\n")
    work.clear()
    assert build(album.content, album.output, now=NOW, cache=album.cache, lazy_photos=True) == 0
    assert "0 ảnh xử lý mới" in capsys.readouterr().out
    assert len(work.encoded) == len(_renditions(album)) == 1  # the card of pages without a photo
    addresses = ("", "tin-tuc/2021/bai/", "video/")
    lazy = [_named(album.page(address)) for address in addresses]
    assert all(lazy)
    assert album.build() == 0
    assert [_named(album.page(address)) for address in addresses] == lazy
    assert set().union(*lazy) <= _renditions(album)


def test_a_lazy_build_uses_what_was_made(album: Site) -> None:
    assert album.build() == 0
    before = tree(album.output)
    assert build(album.content, album.output, now=NOW, cache=album.cache, lazy_photos=True) == 0
    assert tree(album.output) == before


def _named(page: str) -> set[str]:
    """Renditions that a page names."""
    return set(re.findall(r"/anh/([\w.-]+)", page))
