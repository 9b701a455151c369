"""TCVN3: which text is in it, and what it says."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.importing.tcvn3 import TABLE, convert, is_old_font, looks_old
from plugins.proofreading.syllables import is_syllable

LETTERS = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâđêôơư"


def test_every_letter_is_there_once() -> None:
    assert sorted(set(TABLE.values())) == sorted({*LETTERS, *"ĂÂĐÊÔƠƯ"})
    assert len(TABLE) == len(set(TABLE.values())) == 74
    assert all(unicodedata.is_normalized("NFC", letter) for letter in TABLE.values())


@given(st.text(st.sampled_from(LETTERS + "bcdghklmnpqrstvx ")))
def test_what_was_written_in_old_letters_comes_back(text: str) -> None:
    back = {new: old for old, new in TABLE.items()}
    old = "".join(back.get(letter, letter) for letter in text)
    converted = convert(f"c«ng viÖc {old}", ".VnTime")
    assert converted.text == f"công việc {text}"
    assert converted.doubtful == ()


@pytest.mark.parametrize(
    ("text", "font", "new", "doubtful"),
    [
        ("Th­ viÖn", ".VnTime", "Thư viện", ()),
        ("céng hßa x· héi", ".VnTimeH", "CỘNG HÒA XÃ HỘI", ()),
        ("thu", ".VnArialH", "THU", ()),
        ("thư viện", ".VnTime", "thư viện", ()),
        ("Yên Bái", ".VnTime", "Yên Bái", ("Bái",)),
        ("Yªn B¸i", ".VnTime", "Yên Bái", ()),
        ("(n¨m ÿ).", ".VnTime", "(năm ÿ).", ("ÿ",)),
        ("Th­ viÖn", ".VnTifani HeavyH", "THƯ VIỆN", ()),
    ],
)
def test_conversion(text: str, font: str, new: str, doubtful: tuple[str, ...]) -> None:
    converted = convert(text, font)
    assert (converted.text, converted.doubtful) == (new, doubtful)


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("Th­ viÖn tØnh Yªn B¸i tæ chøc Héi nghÞ", True),
        ("Thư viện tỉnh Yên Bái tổ chức Hội nghị", False),
        ("Le café français était très bon à Paris", False),
        ("Über die Größe der Bäume", False),
        ("plain text without any marks", False),
        ("c«ng viÖc", False),  # too little to tell
    ],
)
def test_old_text_is_known_by_its_letters(text: str, old: bool) -> None:
    assert looks_old(text) is old


@pytest.mark.parametrize(
    ("font", "old"),
    [(".VnTime", True), ("'.VnArial', serif", True), ("VnTimes", False), ("Times", False)],
)
def test_old_fonts_are_known_by_their_names(font: str, old: bool) -> None:
    assert is_old_font(font) is old


@pytest.mark.parametrize("word", ["nghiêng", "Thư", "viện", "quyển", "giữ", "ƯỚC", "khuya", "y"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["viÖn", "café", "straße", "bồn3", "xyz", ""])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
