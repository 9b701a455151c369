"""What a built site's bytes came with."""

from __future__ import annotations

from datetime import date

import pytest
from PIL import Image

from plugins.sizing.dated_pages import dated_pages
from plugins.sizing.folders import by_folder
from plugins.sizing.site import measure_site
from tests.support.sites import Site, tree


def test_folders_hold_what_is_below_them() -> None:
    assert by_folder({"a/b/c": 1, "a/d": 10, "e": 100}) == {"": 111, "a": 11, "a/b": 1}
    assert by_folder({}) == {}


@pytest.mark.parametrize("base", ["/", "/thu-vien/"])
@pytest.mark.parametrize(
    ("address", "changed", "day"),
    [
        ("tin-tuc/2020/a/", "2020-05-06", date(2020, 5, 6)),
        ("tin-tuc/2020/a/", "2021-02-03", date(2020, 12, 31)),  # corrected later
        ("video/phim/", "2021-02-03", date(2021, 2, 3)),
        ("video/%C4%91%C6%B0%E1%BB%9Dng-2020/", "2021-02-03", date(2021, 2, 3)),
    ],
)
def test_the_day_of_a_page(base: str, address: str, changed: str, day: date) -> None:
    (page,) = dated_pages(
        f"<url><loc>https://a.example{base}</loc></url>\n<url><loc>https://a.example{base}{address}"
        f"</loc><lastmod>{changed}T08:00:00+07:00</lastmod></url>\n"
    )
    assert page.day == day
    assert page.folder in {"tin-tuc/2020/a", "video/phim", "video/đường-2020"}


def test_photos_count_to_the_oldest_post_that_shows_them(site: Site) -> None:
    photo = Image.effect_noise((700, 500), 90)
    for slug, day in (("moi", "2021-02-01"), ("cu", "2020-01-05")):
        site.post(slug, int(day[:4]), date=day, title=slug)
        photo.save(site.content / f"tin-tuc/{day[:4]}/{slug}/a.png")
    assert site.build(publish=True) == 0
    measured, pages = measure_site(site.output)

    sizes = {name: len(data) for name, data in tree(site.output).items()}
    assert measured.size == sum(sizes.values())
    assert [page.folder for page in pages] == ["tin-tuc/2020/cu", "tin-tuc/2021/moi"]
    (picture,) = pages[0].pictures
    renditions = sum(s for name, s in sizes.items() if name.startswith(f"anh/{picture}"))
    old, new = measured.dated
    assert renditions > 10_000
    assert old.size == renditions + sizes["tin-tuc/2020/cu/index.html"]
    assert new.size == sizes["tin-tuc/2021/moi/index.html"]
    assert measured.parts["tin-tuc/ năm 2020, cả ảnh"] == old.size
    # All parts are the whole, but for the files right at the top.
    top = sum(size for name, size in sizes.items() if "/" not in name)
    assert sum(measured.parts.values()) == measured.size - top


def test_a_site_without_a_sitemap_has_a_size_only(site: Site) -> None:
    site.output.mkdir()
    (site.output / "index.html").write_bytes(b"12345")
    measured, pages = measure_site(site.output)
    assert (measured.size, measured.dated, pages) == (5, (), [])
