"""Sizes and names of renditions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.galleries.pictures import Renditions, Source, make_picture, published_files
from plugins.galleries.renditions import Size, file_name, middle, plan_sizes

WIDTHS = (480, 960, 1600)


@pytest.mark.parametrize(
    ("original", "sizes"),
    [
        ((4000, 3000), [(480, 360), (960, 720), (1600, 1200)]),
        ((3000, 4000), [(480, 640), (960, 1280), (1600, 2133)]),
        ((1600, 1200), [(480, 360), (960, 720), (1600, 1200)]),
        ((1200, 900), [(480, 360), (960, 720), (1200, 900)]),
        ((1000, 750), [(480, 360), (960, 720)]),
        ((480, 100), [(480, 100)]),
        ((300, 200), [(300, 200)]),
        ((1, 1), [(1, 1)]),
        ((8000, 3), [(480, 1), (960, 1), (1600, 1)]),
    ],
)
def test_plan_sizes(original: tuple[int, int], sizes: list[tuple[int, int]]) -> None:
    made = plan_sizes(Size(width=original[0], height=original[1]), WIDTHS)
    assert [(size.width, size.height) for size in made] == sizes


@given(
    st.integers(1, 12000),
    st.integers(1, 12000),
    st.lists(st.integers(16, 8192), min_size=1, max_size=5, unique=True).map(sorted),
)
def test_sizes_are_never_larger_than_the_original(
    width: int, height: int, widths: list[int]
) -> None:
    sizes = plan_sizes(Size(width=width, height=height), widths)
    made = [size.width for size in sizes]
    assert made == sorted(set(made))
    assert made[0] >= 1
    assert made[-1] <= width
    assert set(made) <= {*widths, width}
    assert all(1 <= size.height <= height for size in sizes)
    assert all(abs(size.height - height * size.width / width) <= 1 for size in sizes)


@pytest.mark.parametrize(("count", "place"), [(1, 0), (2, 1), (3, 1), (4, 2)])
def test_middle(count: int, place: int) -> None:
    sizes = [Size(width=n, height=1) for n in range(1, count + 1)]
    assert middle(sizes) == sizes[place]


def test_file_name() -> None:
    assert file_name("abc", Size(width=480, height=1), "webp") == "abc-480.webp"
    assert file_name("abc", Size(width=480, height=1), "jpeg") == "abc-480.jpg"


def test_a_picture_for_a_template() -> None:
    original = Size(width=2000, height=1000)
    renditions = Renditions(
        digest="abc",
        original=original,
        sizes=plan_sizes(original, (400, 800)),
        formats=("webp", "jpeg"),
        tone="#8a97a3",
    )
    picture = make_picture(
        renditions,
        alt="Hội trường",
        caption="",
        number=2,
        total=3,
        anchor="anh-2",
        base_path="/thu-vien",
    )
    jpeg = "/thu-vien/anh/abc-400.jpg 400w, /thu-vien/anh/abc-800.jpg 800w"
    webp = "/thu-vien/anh/abc-400.webp 400w, /thu-vien/anh/abc-800.webp 800w"
    assert (picture.width, picture.height) == (2000, 1000)
    assert picture.srcset == jpeg
    assert picture.sources == (Source(type="image/webp", srcset=webp),)
    assert (picture.src, picture.src_width, picture.src_height) == ("anh/abc-800.jpg", 800, 400)
    assert (picture.href, picture.href_width, picture.href_height) == ("anh/abc-800.jpg", 800, 400)
    assert (picture.alt, picture.number, picture.total, picture.anchor) == (
        "Hội trường",
        2,
        3,
        "anh-2",
    )
    assert sorted(published_files(renditions)) == [
        "abc-400.jpg",
        "abc-400.webp",
        "abc-800.jpg",
        "abc-800.webp",
    ]
