"""The index's spelling: what is one word to readers is one there, and nothing is lost."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.search.spelling import END, GLUE, keyword, spell
from plugins.vietnamese import fold

SPELT = {
    "Hội nghị": "Hộiꞏ nghịꞏ",
    "đồng chí, Đảng": "ḏồngꞏ chíꞏ, Ḏảngꞏ",
    "hoà hòa HOÀ Hoà": "hòaꞏꞏ hòaꞏ HÒAꞏꞏ Hòaꞏꞏ",
    "khoẻ khỏe thuỷ thủy": "khỏeꞏꞏ khỏeꞏ thủyꞏꞏ thủyꞏ",
    "hoàn quý QUỲ ngoài": "hoànꞏ quýꞏ QUỲꞏ ngoàiꞏ",
    "kĩ kỹ kì QUI mi": "kỹꞏꞏꞏ kỹꞏ kỳꞏꞏꞏ QUYꞏꞏꞏ myꞏꞏꞏ",
    "thi nghỉ vì đi": "thiꞏ nghỉꞏ vìꞏ ḏiꞏ",
    "329/QĐ-TTg,": "329ꞏ `/QḎꞏ `-TTgꞏ,",
    "2.400 bản – hết": "2ꞏ `.400ꞏ bảnꞏ – hếtꞏ",
    "a_b": "aꞏ `_bꞏ",
    " hai\n dòng\t ": "haiꞏ dòngꞏ",
    "": "",
    "`ꞏḏ`": "'dꞏ'",
    "İ ı ſ K kİ": "İꞏ ıꞏ ſꞏ Kꞏ kİꞏ",
}


@pytest.mark.parametrize("text", SPELT)
def test_spelling(text: str) -> None:
    assert spell(text) == unicodedata.normalize("NFC", SPELT[text])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_both_forms_of_unicode_are_one(form: str) -> None:
    text = "Thuỷ thủ hoà nhập, đồng chí"
    assert spell(unicodedata.normalize(form, text)) == spell(text)


_LETTERS = st.text(
    st.sampled_from("oaeuyiqkhOAUYQIđĐ\u0300\u0309 ./-–`ꞏḏ1") | st.characters(), max_size=40
)


@given(_LETTERS)
@example("kİ")
@example("Hoà\u0300")
def test_every_word_ends_and_stands_alone(text: str) -> None:
    """So that places count alike here, in Pagefind and in the page's script."""
    for chunk in spell(text).split(" "):
        words = re.findall(r"[^\W_]+", chunk)
        assert len(words) <= 1
        assert all(re.fullmatch(f"[^{END}]+{END}{{1,3}}", word) for word in words)
        assert chunk.rfind(GLUE) <= 0


@given(_LETTERS)
def test_no_letter_is_lost(text: str) -> None:
    """But for marks that moved, and an `i` that became a `y`."""

    def bare(text: str) -> str:
        text = re.sub(rf" {GLUE}|[{END}{GLUE}'\s]", "", text)
        return fold(text.replace("ḏ", "d").replace("Ḏ", "D")).replace("y", "i")

    assert bare(spell(text)) == bare(unicodedata.normalize("NFC", text))


def test_no_text_has_a_keyword() -> None:
    word = keyword("chuyen-muc", "tin-hoat-dong")
    assert word not in spell(f"{word} chuyenmuctinhoatdong").split()
