"""What is composed is read back as it was meant, whatever the words are."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.composing import ComposeError, compose
from plugins.fields import PhotoEntry
from plugins.frontmatter import parse_document
from plugins.vietnamese import nfc

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MOMENT = datetime(2021, 1, 11, 8, 41, 24, tzinfo=ZONE)


def test_a_whole_post() -> None:
    fields = {
        "category": "Hội nghị - Sự kiện",
        "title": "Hội nghị: tổng kết #1",
        "date": MOMENT,
        "author": "Phòng Hành chính - Tổng hợp",
        "tags": ("năm 2020", "tổng kết: sơ bộ"),
        "summary": "",
        "status": "draft",
        "sample": False,
        "redirect_from": ("/tin.aspx?id=3",),
        "photos": (PhotoEntry(file="anh-01.jpg", line=0, caption='Một "câu"'),),
        "gallery_title": "Một số hình ảnh tại Hội nghị",
    }
    text = compose("post", fields, "\nThân bài.\n\n", ZONE).decode()
    assert text == (
        "---\n"
        "title: Hội nghị: tổng kết #1\n"
        "status: draft\n"
        "date: 2021-01-11 08:41:24\n"
        "category: Hội nghị - Sự kiện\n"
        "author: Phòng Hành chính - Tổng hợp\n"
        'tags: [năm 2020, "tổng kết: sơ bộ"]\n'
        "photos:\n"
        '  - {file: anh-01.jpg, caption: "Một \\"câu\\""}\n'
        "gallery_title: Một số hình ảnh tại Hội nghị\n"
        'redirect_from: ["/tin.aspx?id=3"]\n'
        "---\n"
        "\n"
        "Thân bài.\n"
    )


_WORDS = (
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"]), min_size=1
    )
    .map(lambda text: nfc(" ".join(text.split())))
    .filter(bool)
)
_PHOTOS = st.lists(
    st.builds(
        PhotoEntry,
        file=st.from_regex(r"[a-z0-9]{1,5}\.jpg", fullmatch=True),
        line=st.just(0),
        alt=st.just("") | _WORDS,
        caption=st.just("") | _WORDS,
        hide=st.booleans(),
        blur=st.lists(st.tuples(*[st.sampled_from([0.25, 0.5, 1.0])] * 4), max_size=2).map(tuple),
    ),
    unique_by=lambda entry: entry.file,
    max_size=3,
).map(tuple)


@given(
    st.fixed_dictionaries(
        {"title": _WORDS, "category": _WORDS, "date": st.just(MOMENT)},
        optional={
            "author": _WORDS,
            "summary": _WORDS,
            "gallery_title": _WORDS,
            "series": _WORDS,
            "tags": st.lists(_WORDS, unique=True, min_size=1).map(tuple),
            "redirect_from": st.lists(_WORDS, unique=True, min_size=1).map(tuple),
            "photos": _PHOTOS,
            "pinned": st.booleans(),
            "status": st.sampled_from(["draft", "hidden"]),
        },
    )
)
def test_any_words_are_read_back(fields: dict[str, Any]) -> None:
    read = parse_document(compose("post", fields, "Thân bài.", ZONE), "bai.md", "post", ZONE)
    assert read.problems == ()
    assert read.body == "\nThân bài.\n"
    assert {k: v for k, v in read.fields.items() if k != "photos"} == {
        k: v for k, v in fields.items() if k != "photos" and v not in (False, ())
    }
    for got, meant in zip(read.fields.get("photos", ()), fields.get("photos", ()), strict=True):
        assert (got.file, got.alt, got.caption) == (meant.file, meant.alt, meant.caption)
        assert (got.hide, got.blur) == (meant.hide, meant.blur)


def test_decomposed_letters_become_whole_ones() -> None:
    decomposed = unicodedata.normalize("NFD", "Hội nghị")
    fields = {"title": decomposed, "category": "Tin", "date": MOMENT}
    assert "title: Hội nghị\n" in compose("post", fields, decomposed, ZONE).decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "hai\ndòng"},
        {"title": "hai  dấu cách"},
        {"status": "xong"},
        {"photos": (PhotoEntry(file="../a.jpg", line=0),)},
    ],
    ids=str,
)
def test_what_no_front_matter_can_hold_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ComposeError):
        compose("post", {"title": "T", "category": "C", "date": MOMENT} | fields, "", ZONE)
