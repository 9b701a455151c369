"""What `inv check` says of originals: where they were taken, and what posts hide of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PIL import ExifTags, Image

from plugins.configuration import read_configuration
from plugins.content.catalog import load_catalog
from plugins.galleries import privacy
from plugins.galleries.collect import collect
from plugins.galleries.images.burning import WHOLE, burn
from plugins.galleries.index import Index
from plugins.galleries.privacy import exposed
from plugins.lint import check
from plugins.problems import Problem
from tests.galleries.making import encoded, stripes
from tests.support.sites import Site

SITE = read_configuration().site
FOLDER = "tin-tuc/2021/bai"
BOX = "[[0.1, 0.1, 0.4, 0.4]]"


def _place() -> bytes:
    exif = Image.Exif()
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (21.0, 43.0, 12.0)
    return exif.tobytes()


PLACED = encoded(stripes(), "JPEG", exif=_place())
PLAIN = encoded(stripes(), "JPEG", quality=90)


def _found(site: Site) -> list[Problem]:
    catalog = load_catalog(site.content, SITE, datetime(2021, 3, 1, tzinfo=UTC))
    index = Index(site.cache, site.content)
    return exposed(catalog, collect(site.content, catalog, index, SITE)[0])


def _said(site: Site) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in _found(site)]


def test_photos_that_tell_their_place(site: Site) -> None:
    site.post("bai")
    site.write(f"{FOLDER}/a.jpg", PLACED)
    site.write(f"{FOLDER}/b.jpg", PLAIN)
    assert _said(site) == ["None: ảnh gốc còn ghi nơi chụp (GPS): a.jpg"]
    for name in ("c", "d", "e"):
        site.write(f"{FOLDER}/{name}.jpg", PLACED)
    assert _said(site) == [
        "None: 4 ảnh gốc còn ghi nơi chụp (GPS): a.jpg, c.jpg, d.jpg và 1 ảnh nữa"
    ]


def test_boxes_and_hidden_photos_that_can_still_be_seen(site: Site) -> None:
    site.post("bai", photos=f"\n  - {{file: a.jpg, blur: {BOX}}}\n  - {{file: b.jpg, hide: true}}")
    for name in ("a", "b", "c"):
        site.write(f"{FOLDER}/{name}.jpg", PLAIN)
    assert _said(site) == [
        "6: ảnh gốc vẫn thấy rõ phần phải làm mờ: a.jpg",
        "7: ảnh gốc vẫn thấy rõ dù ảnh phải ẩn (hide): b.jpg",
    ]
    burn(site.content / FOLDER / "a.jpg", [(0.1, 0.1, 0.4, 0.4)])
    burn(site.content / FOLDER / "b.jpg", [WHOLE])
    assert _said(site) == []


def test_one_box_of_several_is_enough(site: Site) -> None:
    site.post("bai", photos="\n  - {file: a.jpg, blur: [[0, 0, 0.3, 1], [0.5, 0, 0.3, 1]]}")
    site.write(f"{FOLDER}/a.jpg", PLAIN)
    burn(site.content / FOLDER / "a.jpg", [(0, 0, 0.3, 1)])
    assert len(_said(site)) == 1
    burn(site.content / FOLDER / "a.jpg", [(0.5, 0, 0.3, 1)])
    assert _said(site) == []


def test_a_hidden_photo_with_only_its_boxes_burnt_is_still_open(site: Site) -> None:
    site.post("bai", photos=f"\n  - {{file: a.jpg, hide: true, blur: {BOX}}}")
    site.write(f"{FOLDER}/a.jpg", PLAIN)
    burn(site.content / FOLDER / "a.jpg", [(0.1, 0.1, 0.4, 0.4)])
    assert _said(site) == ["6: ảnh gốc vẫn thấy rõ dù ảnh phải ẩn (hide): a.jpg"]


@pytest.mark.parametrize("fields", [
    {}, {"status": "draft"}, {"status": "withdrawn"}, {"status": "hidden"}, {"date": "2030-01-01"},
    {"expires": "2021-02-01"}, {"sample": "true"}, {"category": "Không có"},
])  # fmt: skip
def test_a_repository_shows_posts_in_every_state(site: Site, fields: dict[str, str]) -> None:
    site.post("bai", **fields)
    site.write(f"{FOLDER}/a.jpg", PLACED)
    (problem,) = _found(site)
    assert problem.level == "warning"


def test_the_cure_and_what_git_keeps(site: Site) -> None:
    for slug in ("bai", "hai"):
        site.post(slug)
        site.write(f"tin-tuc/2021/{slug}/a.jpg", PLACED)
    assert [problem.hint for problem in _found(site)] == [
        f"chạy inv photos --burn bai; {privacy.HISTORY}",
        "chạy inv photos --burn hai",
    ]


def test_broken_and_missing_photos_are_told_elsewhere(site: Site) -> None:
    names = ("cut.jpg", "rong.jpg", "mat.jpg")
    rows = "".join(f"\n  - {{file: {name}, hide: true}}" for name in names)
    site.post("bai", photos=rows)
    site.write(f"{FOLDER}/cut.jpg", PLAIN[: len(PLAIN) // 2])
    site.write(f"{FOLDER}/rong.jpg", b"")
    assert _said(site) == []


def test_only_marked_photos_are_decoded(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.post("bai", photos=f"\n  - {{file: a.jpg, blur: {BOX}}}\n  - {{file: b.jpg, alt: B}}")
    for name in ("a", "b", "c"):
        site.write(f"{FOLDER}/{name}.jpg", PLAIN)
    decoded = []
    real = privacy.still_shown

    def count(path, boxes):  # type: ignore[no-untyped-def]
        decoded.append(path.name)
        return real(path, boxes)

    monkeypatch.setattr(privacy, "still_shown", count)
    _found(site)
    assert decoded == ["a.jpg"]


def test_check_tells_it_and_a_build_does_not(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.post("bai", body="![A](a.jpg)\n")
    site.write(f"{FOLDER}/a.jpg", PLACED)
    assert check(site.content) == 0
    said = capsys.readouterr().out
    assert "index.md: LƯU Ý: ảnh gốc còn ghi nơi chụp (GPS): a.jpg" in said
    assert "Tổng cộng: 0 lỗi, 1 lưu ý." in said
    assert site.build() == 0
    out = capsys.readouterr()
    assert "GPS" not in out.out + out.err
