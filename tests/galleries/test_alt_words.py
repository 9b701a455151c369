"""Photos that nobody described: told once a post, and for the same photos as the pages show."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from plugins.body import Image, Slot
from plugins.configuration import read_configuration
from plugins.content.catalog import load_catalog
from plugins.fields import PhotoEntry
from plugins.galleries.albums import Original, Wordless, arrange, name_some, wordless
from plugins.galleries.collect import collect
from plugins.galleries.index import Index
from plugins.problems import Problem
from plugins.values import replace
from tests.support.sites import Site

NOW = datetime(2021, 3, 1, tzinfo=UTC)
FILES = ("a.png", "b.png", "c.png", "d.png")
SETTINGS = read_configuration().site


def _photos(site: Site, *files: str, slug: str = "bai") -> None:
    for file in files:
        path = site.content / "tin-tuc/2021" / slug / file
        path.parent.mkdir(parents=True, exist_ok=True)
        Pillow.new("RGB", (8, 8), (200, 0, ord(file[0]))).save(path)  # no two are the same


def _found(site: Site, *, strict: bool = False) -> list[Problem]:
    settings = replace(SETTINGS, alt_required=strict)
    catalog = load_catalog(site.content, settings, NOW)
    return collect(site.content, catalog, Index(site.cache, site.content), settings)[1]


def _lines(problems: list[Problem]) -> list[str]:
    return [f"{problem.line} {problem.level} {problem.message}" for problem in problems]


# Front matter of `photos:`, the body, and which photos of a, b, c, d have no words, with the line.
CASES = {
    "nothing said": ("", "", "1 warning 4 ảnh {}: a.png, b.png, c.png và 1 ảnh nữa"),
    "an entry each": (
        "\n  - {file: a.png, alt: A}\n  - {file: b.png, caption: B}\n  - {file: c.png, hide: true}"
        "\n  - {file: d.png, alt: D, caption: D}",
        "",
        None,
    ),
    "listed only": (
        "\n  - {file: a.png, alt: A}\n  - b.png\n  - {file: c.png, alt: ''}\n  - d.png",
        "![D](d.png)",
        "7 warning 2 ảnh {}: b.png, c.png",
    ),
    "one not listed": (
        "\n  - {file: a.png, alt: A}\n  - {file: b.png, alt: B}\n  - {file: c.png, alt: C}",
        "",
        "5 warning 1 ảnh {}: d.png",
    ),
    "words in the body": (
        "\n  - {file: a.png, alt: A}\n  - {file: b.png, alt: B}",
        '![C](c.png)\n\n![](d.png "D")',
        None,
    ),
    "none in the body": (
        "\n  - {file: a.png, alt: A}\n  - {file: b.png, alt: B}",
        "![C](c.png)\n\n![](d.png) ![](b.png)",
        "12 warning 1 ảnh {}: d.png",
    ),
    "two places, words at one": (
        "\n  - {file: a.png, alt: A}\n  - {file: b.png, alt: B}",
        "![C](c.png)\n\n![](c.png)\n\n![D](d.png)",
        "12 warning 1 ảnh {}: c.png",
    ),
    "hidden all": (
        "".join(f"\n  - {{file: {file}, hide: true}}" for file in FILES),
        "",
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_problem_a_post_names_what_has_no_words(site: Site, name: str) -> None:
    photos, body, expected = CASES[name]
    site.post("bai", **({"photos": photos} if photos else {}), body=body)
    _photos(site, *FILES)
    what = "chưa có mô tả (alt) hay chú thích"
    assert _lines(_found(site)) == ([expected.format(what)] if expected else [])
    assert _lines(_found(site, strict=True)) == (
        [expected.format(what).replace("warning", "error")] if expected else []
    )


def test_the_cure_names_the_command(site: Site) -> None:
    site.post("ngay-hoi")
    _photos(site, "a.png", slug="ngay-hoi")
    (problem,) = _found(site)
    assert problem.path == "tin-tuc/2021/ngay-hoi/index.md"
    assert problem.hint == "chạy inv photos ngay-hoi rồi điền alt cho từng ảnh"


def test_the_cure_of_listed_photos_needs_no_command(site: Site) -> None:
    site.post("bai", photos="[{file: a.png, alt: ''}, b.png]")
    _photos(site, "a.png", "b.png")
    (problem,) = _found(site)
    assert problem.hint == "gõ mô tả vào alt của từng ảnh đó, ở phần photos"
    _photos(site, "c.png")
    (problem,) = _found(site)
    assert problem.hint == "chạy inv photos bai rồi điền alt cho từng ảnh"


@pytest.mark.parametrize(
    ("fields", "levels"),
    [
        ({}, ["error"]),
        ({"status": "hidden"}, ["error"]),
        ({"date": "2022-01-01"}, ["error"]),
        ({"sample": "true"}, ["error"]),
        ({"status": "draft"}, ["warning"]),
        ({"status": "withdrawn"}, []),
        ({"expires": "2021-02-01"}, []),
    ],
    ids=["published", "hidden", "scheduled", "sample", "draft", "withdrawn", "expired"],
)
def test_states(site: Site, fields: dict[str, str], levels: list[str]) -> None:
    site.post("bai", **fields)
    _photos(site, "a.png")
    assert [problem.level for problem in _found(site, strict=True)] == levels


def test_posts_without_photos_need_no_words(site: Site) -> None:
    site.post("bai")
    assert _found(site, strict=True) == []


@pytest.mark.parametrize("text", ["không có phần đầu\n", "---\ntags: [\n---\n"])
def test_a_post_that_cannot_be_read_is_not_asked_for_words(site: Site, text: str) -> None:
    site.write("tin-tuc/2021/bai/index.md", text)
    _photos(site, "a.png")
    assert _found(site) == []


def test_entries_that_are_wrong_are_told_first(site: Site) -> None:
    site.post("bai", photos="\n  - {file: a.png, atl: A}")
    _photos(site, "a.png")
    assert _found(site) == []


def test_a_build_tells_it_and_makes_up_words(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.post("bai", body="![](a.png)\n")
    _photos(site, "a.png")
    assert site.build() == 0
    assert "bai/index.md:7: LƯU Ý: 1 ảnh chưa có mô tả" in capsys.readouterr().err
    assert 'alt="Ảnh 1/1: Một bài"' in site.page("tin-tuc/2021/bai/")


WORDS = st.sampled_from(["", "chữ"])
IMAGES = st.builds(
    Image, file=st.sampled_from(FILES), alt=WORDS, caption=WORDS, line=st.integers(10, 20)
)
SLOTS = st.lists(
    st.builds(Slot, kind=st.just("gallery"), images=st.lists(IMAGES, max_size=3).map(tuple)),
    max_size=3,
)
ENTRIES = st.lists(
    st.builds(
        PhotoEntry,
        file=st.sampled_from(FILES),
        line=st.integers(2, 9),
        alt=WORDS,
        caption=WORDS,
    ),
    unique_by=lambda entry: entry.file,
)


@given(SLOTS, ENTRIES)
def test_just_those_photos_are_told_that_get_made_up_words(
    slots: list[Slot], entries: list[PhotoEntry]
) -> None:
    originals = [Original(file=file, taken=None) for file in FILES]
    album = arrange("Bài", slots, entries, originals, "")
    shown = [words for group in (*album.slots, album.closing) for words in group]
    made_up = {words.file for words in shown if re.fullmatch(r"Ảnh \d+/\d+: Bài", words.alt)}
    told = wordless(slots, entries, originals)
    assert {one.file for one in told} == made_up
    assert len(told) == len(made_up)
    listed = {entry.file: entry.line for entry in entries}
    assert all(one.listed is (one.file in listed) for one in told)
    assert all(one.line == listed[one.file] for one in told if one.listed)


def test_photos_that_are_not_there_are_told_elsewhere() -> None:
    slot = Slot(kind="figure", images=(Image(file="x.png", alt="", caption="", line=9),))
    assert wordless([slot], [PhotoEntry(file="y.png", line=3)], []) == []


def test_a_hidden_photo_in_the_body_is_told_elsewhere() -> None:
    slot = Slot(kind="figure", images=(Image(file="x.png", alt="", caption="", line=9),))
    entries = [PhotoEntry(file="x.png", line=3, hide=True)]
    assert wordless([slot], entries, [Original(file="x.png", taken=None)]) == []


def test_the_body_comes_first_then_the_closing_gallery() -> None:
    slot = Slot(kind="figure", images=(Image(file="c.png", alt="", caption="", line=9),))
    originals = [Original(file=file, taken=None) for file in ("c.png", "b10.png", "b2.png")]
    assert wordless([slot], [PhotoEntry(file="b10.png", line=3)], originals) == [
        Wordless(file="c.png", line=9, listed=False),
        Wordless(file="b10.png", line=3, listed=True),
        Wordless(file="b2.png", line=None, listed=False),
    ]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (["a"], "a"),
        (["a", "b", "c"], "a, b, c"),
        (["a", "b", "c", "d", "e"], "a, b, c và 2 ảnh nữa"),
    ],
)
def test_a_few_names_are_enough(files: list[str], said: str) -> None:
    assert name_some(files) == said


def test_the_folder_is_not_changed(site: Site) -> None:
    path: Path = site.post("bai")
    before = path.read_bytes()
    _photos(site, "a.png")
    _found(site)
    assert path.read_bytes() == before
