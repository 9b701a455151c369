"""Related posts: who shares rare tags and words with whom."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.lists import kept_related as keeping
from plugins.lists.kept_related import NAME, kept_related
from plugins.lists.related import RELATED, Subject, find_related


def about(
    title: str, summary: str = "", tags: str = "", series: str = "", state: str = "open"
) -> Subject:
    return Subject(
        title=title, summary=summary, tags=tuple(tags.split()), series=series, open=state == "open"
    )


FILLING = [about(f"Tin riêng{n} lẻ{n}") for n in range(30)]
"""Posts that share nothing with anybody, so that what two share is rare."""

FAIR = "Hội sách Mù Cang Chải"


@pytest.mark.parametrize(
    ("post", "others", "expected"),
    [
        # A tag that two posts have says more than one that many have.
        (
            about("A", tags="hiem thuong"),
            [*(about(f"B{n}", tags="thuong") for n in range(5)), about("C", tags="hiem")],
            "C B0 B1",
        ),
        (about("A", tags="x y"), [about("B", tags="x"), about("C", tags="x y")], "C B"),
        # Words of headlines, whatever their capitals; those that everybody has say nothing.
        (
            about(FAIR),
            [about("Ngày hội ở Mù Cang Chải"), about("Hội nghị")],
            "Ngày hội ở Mù Cang Chải",
        ),
        (about("LUẬT THƯ VIỆN"), [about("Đọc Luật Thư viện"), about("Phim")], "Đọc Luật Thư viện"),
        (about("Hội sách của năm"), [about("Kế hoạch của năm"), about("Bài 5 và 6")], ""),
        (about("Số 12 năm 2020"), [about("Số 12 năm 2020")], ""),
        # A text that names what another is about.
        (
            about("Tuần lễ Tô Hoài"),
            [about("Dế Mèn", "Sách của nhà văn Tô Hoài, in lại."), about("Phim", "Không gì cả.")],
            "Dế Mèn",
        ),
        (about("A", "Cùng một câu mở đầu"), [about("B", "Cùng một câu mở đầu")], ""),
        # Of equals, the nearer in time.
        (about("A", tags="x"), [about(f"B{n}", tags="x") for n in range(4)], "B0 B1 B2"),
        # Posts of its series stand on its page anyway.
        (
            about("A", tags="x", series="s"),
            [
                about("B", tags="x", series="s"),
                about("C", tags="x", series="t"),
                about("D", tags="x"),
            ],
            "C D",
        ),
        # Nobody is led to what is not published.
        (about("A", tags="x"), [about("B", tags="x", state="draft"), about("C", tags="x")], "C"),
        (about("A", tags="x", state="draft"), [about("B", tags="x")], "B"),
    ],
)
def test_who_is_related(post: Subject, others: list[Subject], expected: str) -> None:
    posts = [post, *others, *FILLING]
    found = [posts[place].title for place in find_related(posts)[0]]
    wanted = {other.title for other in others}
    assert wanted.issuperset(found)
    assert " ".join(found) == expected


def test_on_a_small_site_a_tag_is_enough_and_the_library_is_no_subject() -> None:
    posts = [about(f"Thư viện {letter}", tags="thu-vien") for letter in "abcd"]
    posts += [about("Thư viện e", tags="x"), about("Thư viện f", tags="x")]
    posts += [about("Thư viện g"), about("Thư viện h")]
    found = find_related(posts)
    assert found[0] == (1, 2, 3)
    assert found[4:] == [(5,), (4,), (), ()]


def test_of_a_tag_that_many_have_the_nearest_count() -> None:
    posts = [about(f"Tin {n}", tags="x") for n in range(200)] + [*FILLING] * 10
    found = find_related(posts)
    assert found[100] == (99, 101, 98)
    assert found[0] == (1, 2, 3)
    assert found[199] == (198, 197, 196)


def test_none_and_one() -> None:
    assert find_related([]) == []
    assert find_related([about("A", "B C", "x")]) == [()]


SUBJECTS = st.lists(
    st.builds(
        Subject,
        title=st.sampled_from(["Hội báo xuân", "Luật Thư viện", "Xe về bản", "hội báo", ""]),
        summary=st.sampled_from(["", "Xe thư viện về bản.", "Hội báo xuân mở cửa"]),
        tags=st.lists(st.sampled_from(["a", "b", "c"]), max_size=3).map(tuple),
        series=st.sampled_from(["", "s"]),
        open=st.booleans(),
    ),
    max_size=40,
)


@given(SUBJECTS)
def test_whatever_the_posts(posts: list[Subject]) -> None:
    found = find_related(posts)
    assert len(found) == len(posts)
    for place, related in enumerate(found):
        assert place not in related
        assert len({*related}) == len(related) <= RELATED
        assert all(posts[other].open for other in related)
        if posts[place].series:
            assert all(posts[other].series != posts[place].series for other in related)
    assert find_related(posts) == found


def test_what_is_kept_spares_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    posts = [about("A", tags="x"), about("B", tags="x"), *FILLING]
    found = find_related(posts)
    assert kept_related(posts, tmp_path) == found
    asked: list[int] = []
    monkeypatch.setattr(keeping, "find_related", lambda posts: asked.append(len(posts)) or found)
    assert kept_related(posts, tmp_path) == found
    assert asked == []
    kept_related([about("C", tags="x"), *posts[1:]], tmp_path)  # another subject
    kept_related(posts, None)  # nothing is taken from earlier builds
    assert len(asked) == 2
    (tmp_path / NAME).write_bytes(b"broken")
    kept_related(posts, tmp_path)
    assert len(asked) == 3


def test_a_tag_that_most_posts_have_says_nothing() -> None:
    posts = [about(f"Riêng{n} lẻ{n}", tags="chung") for n in range(5)] + [about("Phim hay")]
    assert find_related(posts) == [()] * 6
