"""Which renditions a photo has, what they are called, and how templates see them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.galleries.pictures import Picture, Renditions, Source, make_picture
from plugins.galleries.renditions import (
    NEAR,
    SHARE,
    TALLEST,
    Kind,
    Rendition,
    Size,
    Use,
    can_be_shared,
    file_name,
    middle,
    plan,
    plan_sizes,
)

WIDTHS = (480, 960, 1600)


@pytest.mark.parametrize(
    ("original", "sizes"),
    [
        ((4000, 3000), [(480, 360), (960, 720), (1600, 1200)]),
        ((3000, 4000), [(480, 640), (960, 1280), (1600, 2133)]),
        ((1600, 1200), [(480, 360), (960, 720), (1600, 1200)]),
        ((1200, 900), [(480, 360), (960, 720), (1200, 900)]),
        ((1000, 750), [(480, 360), (960, 720)]),
        ((1103, 750), [(480, 326), (960, 653)]),
        ((1104, 750), [(480, 326), (960, 652), (1104, 750)]),
        ((480, 100), [(480, 100)]),
        ((300, 200), [(300, 200)]),
        ((1, 1), [(1, 1)]),
        ((8000, 2000), [(480, 120), (960, 240), (1600, 400), (3200, 800)]),
        ((4800, 1600), [(480, 160), (960, 320), (1600, 533), (3200, 1067)]),
        ((2000, 500), [(480, 120), (960, 240), (1600, 400), (2000, 500)]),
        ((8000, 3), [(480, 1), (960, 1), (1600, 1), (3200, 1)]),
        ((1000, 8000), [(480, 3840), (600, 4800)]),
        ((100, 90_000), [(5, 4500)]),
        ((1, 100_000), [(1, 100_000)]),
    ],
    ids=str,
)
def test_plan_sizes(original: tuple[int, int], sizes: list[tuple[int, int]]) -> None:
    made = plan_sizes(Size(width=original[0], height=original[1]), WIDTHS)
    assert [(size.width, size.height) for size in made] == sizes


SIZES = st.builds(Size, width=st.integers(1, 20_000), height=st.integers(1, 20_000))
LISTS = st.lists(st.integers(16, 8192), min_size=1, max_size=5, unique=True).map(sorted)
FORMATS = st.sampled_from([("avif", "jpeg"), ("webp", "jpeg"), ("avif", "webp", "jpeg"), ("jpeg",)])


@given(SIZES, LISTS, FORMATS, st.sampled_from(Use), st.booleans())
def test_nothing_is_enlarged_and_nothing_is_made_twice(
    original: Size, widths: list[int], formats: tuple[str, ...], use: Use, moving: bool
) -> None:
    made = plan(original, widths, formats, use, moving=moving)
    if use is Use.SHARE:
        assert [(one.kind, one.format, one.size) for one in made] == [(Kind.SHARE, "jpeg", SHARE)]
        return
    for one in made:
        assert 1 <= one.size.width <= original.width
        assert 1 <= one.size.height <= original.height
    names = [file_name("d", one) for one in made]
    assert len(set(names)) == len(names)
    scaled = [one for one in made if one.kind is Kind.SCALED]
    for format_ in formats:
        there = [one.size.width for one in scaled if one.format == format_]
        assert there == sorted(set(there))
        assert len(there) == 1 or format_ != "jpeg" or len(formats) == 1
    assert not any(one.kind is Kind.SHARE for one in made)
    assert sum(one.kind is Kind.MOVING for one in made) == moving
    assert all(one.format == "webp" for one in made if one.kind is Kind.MOVING)


@given(SIZES, LISTS)
def test_sizes_have_the_shape_of_the_original_and_are_worth_their_weight(
    original: Size, widths: list[int]
) -> None:
    sizes = plan_sizes(original, widths)
    for size in sizes:
        assert abs(size.height - original.height * size.width / original.width) <= 1
        assert size.height <= TALLEST * widths[-1] + original.height / original.width
    # The original's own width only where it is worth it; those that were asked for in any case.
    own = [size.width for size in sizes if size.width not in (*widths, 2 * widths[-1])]
    assert len(own) <= 1
    for smaller, larger in pairwise(sizes):
        assert larger.width not in own or larger.width >= smaller.width * NEAR


@pytest.mark.parametrize(
    ("size", "can"),
    [((4000, 3000), True), ((600, 315), True), ((599, 900), False), ((900, 314), False)],
)
def test_what_is_large_enough_to_be_shared(size: tuple[int, int], can: bool) -> None:
    assert can_be_shared(Size(width=size[0], height=size[1])) is can


LARGE = Size(width=4000, height=3000)
NAMES: dict[str, tuple[dict[str, Any], str]] = {
    "in a post": (
        {"use": Use.POST},
        "d-480.avif d-960.avif d-1600.avif d-960.jpg",
    ),
    "shared": ({"use": Use.SHARE, "moving": True}, "d-1200-share.jpg"),
    "on a card": ({"use": Use.CARD}, "d-480.avif d-960.avif d-960.jpg"),
    "moving": (
        {"use": Use.POST, "moving": True},
        "d-480.avif d-960.avif d-1600.avif d-960.jpg d-960-moving.webp",
    ),
    "three formats": (
        {"use": Use.POST, "formats": ("avif", "webp", "jpeg")},
        "d-480.avif d-960.avif d-1600.avif d-480.webp d-960.webp d-1600.webp d-960.jpg",
    ),
    "only JPEG": (
        {"use": Use.POST, "formats": ("jpeg",)},
        "d-480.jpg d-960.jpg d-1600.jpg",
    ),
    "only JPEG, on a card": ({"use": Use.CARD, "formats": ("jpeg",)}, "d-480.jpg d-960.jpg"),
    "a small one": (
        {"use": Use.POST, "original": Size(width=300, height=200)},
        "d-300.avif d-300.jpg",
    ),
}


@pytest.mark.parametrize("case", NAMES)
def test_plan(case: str) -> None:
    how, names = NAMES[case]
    wanted: dict[str, Any] = {"original": LARGE, "widths": WIDTHS, "formats": ("avif", "jpeg")}
    assert " ".join(file_name("d", one) for one in plan(**wanted | how)) == names


@pytest.mark.parametrize(("count", "place"), [(1, 0), (2, 1), (3, 1), (4, 2)])
def test_middle(count: int, place: int) -> None:
    sizes = [Size(width=n, height=1) for n in range(1, count + 1)]
    assert middle(sizes) == sizes[place]


def picture(original: Size = LARGE, **how: Any) -> Picture:
    """What a template gets of a photo with these renditions."""
    wanted: dict[str, Any] = {"widths": (400, 800, 1200), "formats": ("avif", "jpeg")}
    wanted |= {"use": Use.POST} | how
    renditions = Renditions(
        digest="abc", original=original, all=plan(original, **wanted), tone="#8a97a3"
    )
    return make_picture(
        renditions,
        alt="Hội trường",
        caption="Lời",
        number=2,
        total=3,
        anchor="anh-2",
        base_path="/thu-vien",
    )


def test_a_picture_for_a_template() -> None:
    assert picture() == Picture(
        width=4000,
        height=3000,
        tone="#8a97a3",
        alt="Hội trường",
        caption="Lời",
        src="anh/abc-800.jpg",
        src_width=800,
        src_height=600,
        srcset="",
        card_srcset="",
        sources=(
            Source(
                type="image/avif",
                srcset="/thu-vien/anh/abc-400.avif 400w, /thu-vien/anh/abc-800.avif 800w,"
                " /thu-vien/anh/abc-1200.avif 1200w",
                card_srcset="/thu-vien/anh/abc-400.avif 400w, /thu-vien/anh/abc-800.avif 800w",
            ),
        ),
        href="anh/abc-1200.avif",
        href_type="image/avif",
        moving=False,
        number=2,
        total=3,
        anchor="anh-2",
    )


def test_a_picture_of_jpegs_alone() -> None:
    made = picture(formats=("jpeg",))
    pairs = [f"/thu-vien/anh/abc-{width}.jpg {width}w" for width in (400, 800, 1200)]
    assert (made.srcset, made.card_srcset) == (", ".join(pairs), ", ".join(pairs[:2]))
    assert (made.src, made.href, made.href_type) == (
        "anh/abc-800.jpg", "anh/abc-1200.jpg", "image/jpeg",
    )  # fmt: skip
    assert made.sources == ()


def test_a_moving_picture_leads_to_its_film() -> None:
    made = picture(moving=True)
    assert (made.moving, made.href, made.href_type) == (
        True, "anh/abc-800-moving.webp", "image/webp",
    )  # fmt: skip
    assert [source.type for source in made.sources] == ["image/avif"]
    assert "moving" not in made.sources[0].srcset


def test_programs_get_the_jpeg() -> None:
    image = picture().head_image
    assert (image.url, image.width, image.height) == ("anh/abc-800.jpg", 800, 600)
    assert (image.alt, image.caption) == ("Hội trường", "Lời")


@given(SIZES, LISTS, FORMATS, st.sampled_from([Use.POST, Use.CARD]), st.booleans())
def test_every_address_in_a_picture_is_a_file_that_is_made(
    original: Size, widths: list[int], formats: tuple[str, ...], use: Use, moving: bool
) -> None:
    how: dict[str, Any] = {"widths": widths, "formats": formats, "use": use, "moving": moving}
    made = picture(original, **how)
    files = {f"anh/{file_name('abc', one)}": one.size for one in plan(original, **how)}
    named = [made.src, made.href, made.head_image.url]
    for srcset in (made.srcset, made.card_srcset, *(s.srcset for s in made.sources),
                   *(s.card_srcset for s in made.sources)):  # fmt: skip
        for pair in srcset.split(", ") if srcset else ():
            address, width = pair.split()
            address = address.removeprefix("/thu-vien/")
            assert width == f"{files[address].width}w"
            named.append(address)
    assert set(named) <= files.keys()
    assert (made.src_width, made.src_height) == (
        files[made.src].width,
        files[made.src].height,
    )
    assert all(source.card_srcset for source in made.sources)
    assert set(named) == files.keys(), "made, but in no page"


def test_names_tell_kinds_apart() -> None:
    size = Size(width=960, height=720)
    names = {file_name("d", Rendition(size=size, format="jpeg", kind=kind)) for kind in Kind}
    assert names == {"d-960.jpg", "d-960-share.jpg", "d-960-moving.jpg"}
