"""The locator map: stops lie to each other as they do on the ground."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.mobile_library.locator import NAMED, TALLEST, WIDTH, Locator, make_locator
from plugins.mobile_library.stops import Stop
from tests.mobile_library.making import stop


def at(longitude: float, latitude: float, slug: str = "a", **values: str) -> Stop:
    return stop(slug, longitude=longitude, latitude=latitude, **values)


def located(*stops: Stop) -> Locator:
    made = make_locator(stops)
    assert made
    return made


def test_no_map_without_coordinates() -> None:
    assert make_locator([]) is None
    assert make_locator([stop("a"), stop("b", longitude=104.0)]) is None


def test_north_is_up_and_east_is_right() -> None:
    made = located(at(104.8, 21.7, "a"), at(104.9, 21.7, "b"), at(104.8, 21.8, "c"))
    a, b, c = made.dots
    assert (b.x > a.x, b.y) == (True, a.y)
    assert (c.y < a.y, c.x) == (True, a.x)


def test_distances_are_true_to_the_scale() -> None:
    made = located(at(104.0, 21.0, "a"), at(104.0, 21.5, "b"), at(104.5, 21.25, "c"))
    a, b, c = made.dots
    assert made.scale == "10 km"
    unit = made.scale_length / 10
    # 0.5 degrees of latitude are 55.6 km, of longitude at 21.25 degrees 51.8 km.
    assert (a.y - b.y) / unit == pytest.approx(55.6, rel=0.01)
    assert (c.x - a.x) / unit == pytest.approx(51.8, rel=0.01)


def test_about_the_antimeridian_places_lie_side_by_side() -> None:
    fiji = located(at(179.9, -16.5, "a"), at(-179.9, -16.5, "b"), at(178.9, -16.6, "c"))
    a, b, c = fiji.dots
    assert c.x < a.x < b.x
    assert fiji.scale == "20 km"


@pytest.mark.parametrize(
    ("span", "scale"),
    [(0.0, "0,2 km"), (0.02, "0,5 km"), (0.1, "2 km"), (1.0, "20 km"), (20.0, "500 km")],
)
def test_the_scale_is_a_round_number(span: float, scale: str) -> None:
    assert located(at(100.0, 0.0, "a"), at(100.0 + span, 0.0, "b")).scale == scale


def test_stops_one_above_the_other_have_a_scale_too() -> None:
    assert located(at(0.0, 0.0, "a"), at(0.0, 14.0, "b")).scale == "200 km"


def test_this_stop_comes_first_and_is_marked() -> None:
    a, b = at(104.8, 21.7, "a"), at(104.9, 21.7, "b")
    made = make_locator([a, b], b)
    assert made
    assert [(d.here, d.label and d.label.text) for d in made.dots] == [(True, "B"), (False, "A")]


def test_names_meet_no_dot_and_no_other_name() -> None:
    close = [
        at(104.8 + n % 4 / 50, 21.7 + n // 4 / 50, f"s{n:02}", name="Tên dài") for n in range(16)
    ]
    made = located(*close)
    named = [dot for dot in made.dots if dot.label]
    assert 4 <= len(named) < 16
    boxes = []
    for dot in named:
        assert dot.label
        width = 6.2 * len(dot.label.text)
        left = dot.label.x - {"start": 0, "end": width, "middle": width / 2}[dot.label.anchor]
        boxes.append((left, dot.label.y - 10, left + width, dot.label.y + 3))
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= made.width
        for dot in made.dots:
            assert not (left < dot.x < right and top < dot.y < bottom)
        for other in boxes[:number]:
            apart = other[2] <= left or right <= other[0] or other[3] <= top or bottom <= other[1]
            assert apart


def test_a_name_that_would_lie_on_another_goes_elsewhere() -> None:
    long = "Nhà văn hóa của một thôn có tên khá dài"
    places = at(104.0, 21.5, "a", name=long), at(105.0, 21.5, "b", name=long)
    made = located(*places, at(104.5, 21.0, "c"))
    assert [dot.label and dot.label.anchor for dot in made.dots] == ["start", None, "start"]


def test_of_too_many_stops_only_the_dots_are_drawn() -> None:
    many = [at(104.0 + n / 10, 21.0 + n * n % 7, f"s{n:03}") for n in range(NAMED + 1)]
    assert not any(dot.label for dot in located(*many).dots)
    assert any(dot.label for dot in located(*many[1:]).dots)


@given(
    st.lists(
        st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=8, unique=True
    )
)
def test_every_place_on_earth_is_on_the_map(places: list[tuple[float, float]]) -> None:
    made = located(*(at(x, y, f"s{n}") for n, (x, y) in enumerate(places)))
    assert made.width == WIDTH
    assert 0 < made.height <= TALLEST + 1
    assert len(made.dots) == len(places)
    for dot in made.dots:
        assert 0 <= dot.x <= made.width
        assert 0 <= dot.y <= made.height
    assert math.isfinite(made.scale_length)
    assert 0 < made.scale_length < made.width
