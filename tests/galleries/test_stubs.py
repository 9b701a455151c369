"""Entries for photos: added where they belong, every other byte as it was."""

from __future__ import annotations

import unicodedata
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.frontmatter import parse_document
from plugins.galleries.stubs import StubError, add_stubs

PATH = "tin-tuc/2021/bai/index.md"
BLOCK = '  - file: {0}\n    alt: ""\n    caption: ""\n'


def _post(photos: str, after: str = "") -> str:
    return f"---\ntitle: Bài: một\ndate: 2021-01-11\n{photos}{after}---\n\nChữ. photos: []\n---\n"


# The list as it was, and as it becomes when b.jpg is added.
FORMS = {
    "no list": ("", "photos:\n" + BLOCK.format("b.jpg")),
    "an empty one": ("photos:\n", "photos:\n" + BLOCK.format("b.jpg")),
    "an empty one with a comment": (
        "photos:  # chưa có\n  # sẽ có\n",
        "photos:  # chưa có\n" + BLOCK.format("b.jpg") + "  # sẽ có\n",
    ),
    "empty brackets": ("photos: []\n", 'photos: [\n  {file: b.jpg, alt: "", caption: ""}]\n'),
    "block": (
        "photos:\n  - file: a.jpg\n    caption: A\n",
        "photos:\n  - file: a.jpg\n    caption: A\n" + BLOCK.format("b.jpg"),
    ),
    "names only": (
        "photos:\n  - a.jpg\n",
        "photos:\n  - a.jpg\n" + BLOCK.format("b.jpg"),
    ),
    "mappings in braces": (
        "photos:\n    - {file: a.jpg, blur: [[0, 0, 1, 1]]}  # [x]\n",
        "photos:\n    - {file: a.jpg, blur: [[0, 0, 1, 1]]}  # [x]\n"
        '    - {file: b.jpg, alt: "", caption: ""}\n',
    ),
    "not indented": (
        "photos:\n- a.jpg\n",
        'photos:\n- a.jpg\n- file: b.jpg\n  alt: ""\n  caption: ""\n',
    ),
    "dashes that stand alone": (
        "photos:\n  -\n    file: a.jpg\n",
        "photos:\n  -\n    file: a.jpg\n" + BLOCK.format("b.jpg"),
    ),
    "a comment of the last one": (
        "photos:\n  - file: a.jpg\n    # của a\n  # của bài\n\n",
        "photos:\n  - file: a.jpg\n    # của a\n" + BLOCK.format("b.jpg") + "  # của bài\n\n",
    ),
    "words over lines": (
        "photos:\n  - file: a.jpg\n    alt: |\n      Một\n\n      hai\n",
        "photos:\n  - file: a.jpg\n    alt: |\n      Một\n\n      hai\n" + BLOCK.format("b.jpg"),
    ),
    "brackets": (
        "photos: [a.jpg]  # hết\n",
        'photos: [a.jpg,\n  {file: b.jpg, alt: "", caption: ""}]  # hết\n',
    ),
    "brackets over lines": (
        "photos: [\n  a.jpg,\n  {file: c.jpg},\n]\n",
        'photos: [\n  a.jpg,\n  {file: c.jpg},\n  {file: b.jpg, alt: "", caption: ""}\n]\n',
    ),
}


@pytest.mark.parametrize("after", ["", "sample: true\n", "\n# ghi chú\ntags: [a, b]\n"])
@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_the_list_is_kept(name: str, after: str) -> None:
    before, expected = FORMS[name]
    if name == "no list":
        assert add_stubs(_post(after).encode(), PATH, ["b.jpg"]) == _post(after + expected).encode()
    else:
        found = add_stubs(_post(before, after).encode(), PATH, ["b.jpg"])
        assert found.decode() == _post(expected, after)


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("name", FORMS)
def test_line_ends_and_marks_of_order_stay(name: str, mark: str, ending: str) -> None:
    before, expected = FORMS[name]
    data = (mark + _post(before).replace("\n", ending)).encode()
    assert add_stubs(data, PATH, ["b.jpg"]).decode() == (
        mark + _post(expected).replace("\n", ending)
    )


@pytest.mark.parametrize("name", FORMS)
def test_twice_is_once(name: str) -> None:
    once = add_stubs(_post(FORMS[name][0]).encode(), PATH, ["b.jpg", "d.jpg"])
    assert add_stubs(once, PATH, ["b.jpg", "d.jpg"]) is once


REFUSED = {
    "one name": ("photos: a.jpg\n", ":4"),
    "nothing, said": ("photos: ~\n", ":4"),
    "a comment before the end": ("photos: [\n  a.jpg  # a\n  ]\n", ":4"),
    "a bracket in a comment after the end": ("photos: [a.jpg]  # [a]\n", ":4"),
    "a list below its name": ("photos:\n  [a.jpg]  # ]\n", ":4"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_forms_that_cannot_grow_are_named_with_the_cure(name: str) -> None:
    before, line = REFUSED[name]
    with pytest.raises(StubError) as error:
        add_stubs(_post(before).encode(), PATH, ["b.jpg"])
    (problem,) = error.value.problems
    assert f":{problem.line}" == line
    assert "không thêm được ảnh vào photos:" in problem.message
    assert "- file: " in problem.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Chữ.\n", "tệp không có phần đầu"),
        ("---\ntitle: Bài\n", "không có dòng --- kết thúc"),
        ("---\ntags: [\n---\n", "dòng này viết chưa đúng, máy không hiểu"),
        ("---\nphotos: [{fiel: a.jpg}]\n---\n", "ghi khóa lạ “fiel”"),
        ("---\ntitle: a\n---\n\x00", "ký tự điều khiển"),
    ],
)
def test_posts_that_are_wrong_are_left_alone(text: str, message: str) -> None:
    with pytest.raises(StubError) as error:
        add_stubs(text.encode(), PATH, ["b.jpg"])
    assert any(message in problem.message for problem in error.value.problems)


def test_problems_elsewhere_are_no_hindrance() -> None:
    text = "---\ntitle: Bài\ndate: 32/13/2021\ntitel: x\n---\n"
    assert b"- file: b.jpg" in add_stubs(text.encode(), PATH, ["b.jpg"])


def test_a_front_matter_in_braces_is_left_alone() -> None:
    with pytest.raises(StubError):
        add_stubs(b"---\n{title: a, date: 2021-01-01}\n---\n", PATH, ["b.jpg"])


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("anh-01.jpg", "anh-01.jpg"),
        ("Ảnh số 1 (đẹp).JPG", "Ảnh số 1 (đẹp).JPG"),
        ("a: b.jpg", '"a: b.jpg"'),
        ("a #1.jpg", '"a #1.jpg"'),
        ("- a.jpg", '"- a.jpg"'),
        ("[a].jpg", '"[a].jpg"'),
        ("{a}.jpg", '"{a}.jpg"'),
        ("a, b.jpg", '"a, b.jpg"'),
        ("'a'.jpg", "\"'a'.jpg\""),
        ('"a".jpg', '"\\"a\\".jpg"'),
        ("&a.jpg", '"&a.jpg"'),
        ("*a.jpg", '"*a.jpg"'),
        ("!a.jpg", '"!a.jpg"'),
        ("%a.jpg", '"%a.jpg"'),
        ("@a.jpg", '"@a.jpg"'),
        ("📚.jpg", '"📚.jpg"'),
    ],
)
@pytest.mark.parametrize("form", ["", "photos: []\n"])
def test_names_are_quoted_where_yaml_needs_it(form: str, name: str, written: str) -> None:
    found = add_stubs(_post(form).encode(), PATH, [name]).decode()
    assert f"file: {written}" in found


@pytest.mark.parametrize("name", ["a  b.jpg", " a.jpg", "a\\b.jpg", "a\nb.jpg", "a\udc80.jpg"])
def test_names_that_front_matter_cannot_hold(name: str) -> None:
    with pytest.raises(StubError) as error:
        add_stubs(_post("").encode(), PATH, ["b.jpg", name])
    (problem,) = error.value.problems
    assert "đổi tên tệp" in problem.hint


NAMES = st.lists(
    st.text("ab1 .-_:#'\"[]{},&*!|>%@`?ảđ📚", min_size=1, max_size=8)
    .map(lambda text: unicodedata.normalize("NFC", text).strip() + "x.jpg")
    .filter(lambda text: "  " not in text),
    unique=True,
    max_size=4,
)


@given(st.sampled_from(sorted(FORMS)), NAMES, st.sampled_from(["", "sample: true\n"]))
def test_what_comes_out_is_read_as_it_went_in(name: str, files: list[str], after: str) -> None:
    data = _post(FORMS[name][0], after).encode()
    found = add_stubs(data, PATH, files)
    before, now = (parse_document(text, PATH, "post", UTC) for text in (data, found))
    assert now.problems == before.problems == parse_document(data, PATH, "post", UTC).problems
    known = before.fields.get("photos", ())
    assert now.fields.get("photos", ())[: len(known)] == known
    added = now.fields.get("photos", ())[len(known) :]
    assert [(one.file, one.alt, one.caption, one.hide) for one in added] == [
        (file, "", "", False) for file in files
    ]
    # Taking the new bytes out again gives the old ones.
    length = len(found) - len(data)
    assert any(found[:n] + found[n + length :] == data for n in range(len(data)))
