"""Albums: which photos a post shows, in which order, with which words."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.body import Image, Slot
from plugins.fields import PhotoEntry
from plugins.galleries.albums import (
    Original,
    Words,
    arrange,
    closing_order,
    is_photo,
    is_text,
    reference_problems,
)

PATH = "tin-tuc/2021/bai/index.md"


def photo(file: str, minute: int | None = None) -> Original:
    taken = None if minute is None else datetime(2021, 1, 8, 9, minute)  # noqa: DTZ001 (EXIF has no zone)
    return Original(file=file, taken=taken)


def entry(
    file: str, line: int = 9, *, alt: str = "", caption: str = "", hide: bool = False
) -> PhotoEntry:
    return PhotoEntry(file=file, line=line, alt=alt, caption=caption, hide=hide)


def slot(*files: str, alt: str = "", caption: str = "", line: int = 20) -> Slot:
    images = tuple(Image(file=file, alt=alt, caption=caption, line=line) for file in files)
    return Slot(kind="figure" if len(files) == 1 else "gallery", images=images)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("a.jpg", True),
        ("A.JPG", True),
        ("a.jpeg", True),
        ("a.PNG", True),
        ("a.webp", True),
        ("a.avif", True),
        ("a.heic", True),
        ("index.md", False),
        ("a.GIF", True),
        ("a.HEIF", True),
        ("ảnh đầu.JPG", True),
        ("a.tif", False),
        ("a.svg", False),
        ("a.jpg.txt", False),
        ("jpg", False),
    ],
)
def test_is_photo(name: str, is_one: bool) -> None:
    assert is_photo(name) is is_one


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("index.md", True), ("A.MD", True), ("a.markdown", True), ("a.docx", False), ("md", False)],
)
def test_is_text(name: str, is_one: bool) -> None:
    assert is_text(name) is is_one


@pytest.mark.parametrize(
    ("originals", "entries", "used", "order"),
    [
        ([photo("anh10.jpg"), photo("anh2.jpg"), photo("anh1.jpg")], [], [], "anh1 anh2 anh10"),
        ([photo("a.jpg", 30), photo("b.jpg", 10), photo("c.jpg", 20)], [], [], "b c a"),
        ([photo("b.jpg"), photo("a.jpg"), photo("z.jpg", 5)], [], [], "z a b"),
        ([photo("b2.jpg", 5), photo("b10.jpg", 5)], [], [], "b2 b10"),
        (
            [photo("a.jpg", 1), photo("b.jpg"), photo("c.jpg")],
            [entry("c.jpg"), entry("b.jpg")],
            [],
            "c b a",
        ),
        ([photo("a.jpg"), photo("b.jpg")], [entry("a.jpg", hide=True)], [], "b"),
        (
            [photo("a.jpg"), photo("b.jpg"), photo("c.jpg")],
            [entry("c.jpg")],
            ["c.jpg", "a.jpg"],
            "b",
        ),
        ([photo("a.jpg")], [entry("x.jpg")], [], "a"),
        ([], [entry("x.jpg")], [], ""),
    ],
    ids=[
        "natural order",
        "time taken",
        "those with a time first",
        "same time",
        "as listed",
        "hidden",
        "used in the body",
        "listed but missing",
        "no photos",
    ],
)
def test_closing_order(
    originals: list[Original], entries: list[PhotoEntry], used: list[str], order: str
) -> None:
    found = closing_order(originals, entries, used)
    assert found == closing_order(originals[::-1], entries, used)
    assert " ".join(file.removesuffix(".jpg") for file in found) == order


FILES = [f"{letter}{number}.jpg" for letter in "ab" for number in (1, 2, 10)]
SOME = st.lists(st.sampled_from(FILES), unique=True)


@given(
    st.dictionaries(st.sampled_from(FILES), st.none() | st.integers(0, 3)),
    st.lists(st.tuples(st.sampled_from(FILES), st.booleans()), unique_by=lambda row: row[0]),
    SOME,
)
def test_every_photo_is_shown_used_or_hidden(
    there: dict[str, int | None], listed: list[tuple[str, bool]], used: list[str]
) -> None:
    entries = [entry(file, hide=hide) for file, hide in listed]
    order = closing_order([photo(*item) for item in there.items()], entries, used)
    hidden = {file for file, hide in listed if hide}
    assert sorted(order) == sorted(there.keys() - hidden - set(used))
    shown_listed = [file for file, _ in listed if file in order]
    assert order[: len(shown_listed)] == shown_listed


def test_words() -> None:
    entries = [
        entry("a.jpg", alt="Chữ của a", caption="Lời của a"),
        entry("b.jpg", caption="Lời của b"),
        entry("d.jpg", alt="Chữ của d"),
    ]
    slots = [
        slot("a.jpg", alt="Trong bài", caption="Chú thích"),
        slot("a.jpg", "b.jpg"),
        slot("c.jpg"),
        slot("c.jpg", caption="Chú thích c"),
    ]
    originals = [photo(f"{letter}.jpg") for letter in "abcdef"]
    album = arrange("Hội nghị", slots, entries, originals, "")
    assert album.slots == (
        (Words(file="a.jpg", alt="Trong bài", caption="Chú thích"),),
        (
            Words(file="a.jpg", alt="Chữ của a", caption="Lời của a"),
            Words(file="b.jpg", alt="Lời của b", caption="Lời của b"),
        ),
        (Words(file="c.jpg", alt="Ảnh 4/5: Hội nghị", caption=""),),
        (Words(file="c.jpg", alt="Chú thích c", caption="Chú thích c"),),
    )
    assert album.closing == (
        Words(file="d.jpg", alt="Chữ của d", caption=""),
        Words(file="e.jpg", alt="Ảnh 2/3: Hội nghị", caption=""),
        Words(file="f.jpg", alt="Ảnh 3/3: Hội nghị", caption=""),
    )


@pytest.mark.parametrize(
    ("slots", "entries", "cover", "expected"),
    [
        ([], [], "b.jpg", "b.jpg"),
        ([slot("c.jpg")], [], "", "c.jpg"),
        ([], [], "", "a.jpg"),
        ([], [entry("b.jpg")], "", "b.jpg"),
        ([], [entry("a.jpg", hide=True)], "", "b.jpg"),
    ],
    ids=[
        "written",
        "first in the body",
        "first of the gallery",
        "first listed",
        "first not hidden",
    ],
)
def test_cover(slots: list[Slot], entries: list[PhotoEntry], cover: str, expected: str) -> None:
    originals = [photo("a.jpg"), photo("b.jpg"), photo("c.jpg")]
    assert arrange("t", slots, entries, originals, cover).cover == expected


def test_a_post_without_photos() -> None:
    album = arrange("t", [], [], [], "")
    assert (album.slots, album.closing, album.cover) == ((), (), "")


def problems(
    files: list[str],
    slots: list[Slot],
    entries: list[PhotoEntry],
    cover: tuple[str, int | None] = ("", None),
) -> list[tuple[int | None, str, str]]:
    found = reference_problems(PATH, files, slots, entries, cover)
    assert all(problem.path == PATH and problem.level == "error" for problem in found)
    return sorted((problem.line or 0, problem.message, problem.hint) for problem in found)


def test_all_wrong_references_with_their_lines() -> None:
    assert problems(
        ["anh-01.jpg", "anh-02.jpg", "an.jpg"],
        [
            slot("anh01.jpg", line=21),
            slot("an.jpg", "Anh-02.jpg", line=23),
            slot("an.jpg", line=30),
        ],
        [entry("xyz.png", 8), entry("an.jpg", 10, hide=True), entry("anh-01.jpg", 12)],
        ("0.webp", 5),
    ) == [
        (5, "không có ảnh “0.webp”", "chép ảnh đó vào cạnh index.md, hoặc sửa tên"),
        (8, "không có ảnh “xyz.png”", "chép ảnh đó vào cạnh index.md, hoặc sửa tên"),
        (21, "không có ảnh “anh01.jpg”", "có phải là “anh-01.jpg”?"),
        (23, "không có ảnh “Anh-02.jpg”", "có phải là “anh-02.jpg”?"),
        (
            23,
            "ảnh “an.jpg” được đánh dấu hide nhưng bài vẫn dùng",
            "bỏ hide: true, hoặc bỏ ảnh khỏi bài",
        ),
        (
            30,
            "ảnh “an.jpg” được đánh dấu hide nhưng bài vẫn dùng",
            "bỏ hide: true, hoặc bỏ ảnh khỏi bài",
        ),
    ]


def test_a_hidden_cover() -> None:
    found = problems(["a.jpg"], [], [entry("a.jpg", hide=True)], ("a.jpg", 5))
    assert [line for line, *_ in found] == [5]


@pytest.mark.parametrize("file", ["", "x/a.jpg", "..\\a.jpg", "https://a.vn/a.jpg"])
def test_what_the_body_already_refused_is_not_told_twice(file: str) -> None:
    assert problems([], [slot(file)], []) == []


def test_right_references() -> None:
    assert (
        problems(["a.jpg", "b.jpg"], [slot("a.jpg")], [entry("b.jpg", hide=True)], ("a.jpg", 5))
        == []
    )
