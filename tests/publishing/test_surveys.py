"""What lies in a built site, and why it must not be published."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.publishing.surveys import LASTING, NEEDED, faults, survey
from tests.publishing.built import assets, built, write

D = "560c0748921de4a1a381"


@pytest.mark.parametrize(
    ("name", "lasts"),
    [
        (f"static/app.{D}.js", True),
        (f"static/app.{D}.js.gz", True),
        (f"static/app.{D}.js.br", True),
        (f"anh/{D}-960.avif", True),
        (f"anh/{D}-1200-share.jpg", True),
        (f"video/phim/{D}.mp4", True),
        ("pagefind/fragment/vi_b349a6b.pf_fragment", True),
        ("pagefind/index/vi_f933f73.pf_index", True),
        ("pagefind/pagefind.vi_eea9bba8e1.pf_meta", True),
        ("pagefind/pagefind-entry.json", False),
        ("pagefind/wasm.unknown.pagefind", False),
        ("index.html", False),
        ("index.html.gz", False),
        (f"tin-tuc/2021/{D}/index.html", False),
        (f"anh/{D[:-1]}-960.avif", False),
        ("sw.js", False),
    ],
)
def test_names_that_tell_the_bytes(name: str, lasts: bool) -> None:
    assert bool(LASTING.search(name)) is lasts


def test_a_good_site(tmp_path: Path) -> None:
    found = survey(write(tmp_path / "site", 1), (".js",))
    files = built(1)
    assert found.files == tuple(sorted(files))
    assert found.size == sum(map(len, files.values()))
    assert found.pages == 3
    _, *other = assets(1)
    assert found.digests.keys() == files.keys() - set(other)
    assert faults(found, 6) == []


def test_the_digest_is_that_of_all_files(tmp_path: Path) -> None:
    first = survey(write(tmp_path / "a", 1)).digest
    assert survey(write(tmp_path / "b", 1)).digest == first
    (tmp_path / "b/robots.txt").write_bytes(b"+")
    assert survey(tmp_path / "b").digest != first
    (tmp_path / "b/robots.txt").write_bytes(b"-")
    (tmp_path / "b/index.html.tmp~").write_bytes(b"half")
    assert survey(tmp_path / "b").digest == first
    (tmp_path / f"b/anh/{D}-1.jpg").touch()
    assert survey(tmp_path / "b").digest != first


def test_all_that_is_wrong_is_said(tmp_path: Path) -> None:
    site = write(tmp_path / "site", 1)
    for name in ("404.html", "feeds/tin-tuc.atom.xml", next(iter(assets(1)))):
        (site / name).unlink()
    (site / "trang.html").write_text(
        f'<img srcset="/thu-vien/anh/{D}-480.avif 480w, /thu-vien/anh/{D}-960.avif 960w"'
        f" src='/anh/{D}-960.jpg?x'>"
        # None of these is a file that the page fetches from its own host.
        f'<a href="https://a.example/anh/{D}-1.jpg">x</a><a href="//a.example/anh/{D}-2.jpg">y</a>'
        f'<a href="/{D}/">z</a> https://a.example/b/{D}.png',
        encoding="utf-8",
    )
    script = next(iter(assets(1)))
    assert faults(survey(site), 7) == [
        "thiếu 404.html",
        "thiếu feeds/tin-tuc.atom.xml",
        f"index.html cần /{script}, tệp đó không có",
        f"tin-tuc/index.html cần /{script}, tệp đó không có",
        f"trang.html cần /thu-vien/anh/{D}-480.avif, tệp đó không có",
        f"trang.html cần /thu-vien/anh/{D}-960.avif, tệp đó không có",
        f"trang.html cần /anh/{D}-960.jpg, tệp đó không có",
        "chỉ có 3 trang, bản đang đăng có 7. Cách sửa: xem content/ có thiếu gì không; nếu đúng là"
        " bỏ bớt, chạy lại với --force",
    ]


def test_no_more_than_ten_files_are_named(tmp_path: Path) -> None:
    site = write(tmp_path / "site", 1)
    text = "".join(f'<img src="/anh/{D}-{width}.jpg">' for width in range(25))
    (site / "trang.html").write_text(text, encoding="utf-8")
    said = faults(survey(site), 0)
    assert len(said) == 11
    assert said[-1] == "và 15 tệp nữa mà các trang cần"


def test_half_as_many_pages_are_let_through(tmp_path: Path) -> None:
    found = survey(write(tmp_path / "site", 1))
    assert faults(found, 6) == []
    assert len(faults(found, 7)) == 1
    assert faults(found, 7, force=True) == []


def test_an_empty_site_lacks_all(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert faults(survey(tmp_path / "site"), 0, force=True) == [f"thiếu {name}" for name in NEEDED]
