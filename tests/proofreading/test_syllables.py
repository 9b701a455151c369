"""Syllables: which letters and tones go together, and what a slip was meant to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.proofreading.syllables import corrections, is_syllable
from plugins.proofreading.word_lists import word_list

RIGHT = word_list(
    """
    anh ảnh ấy ăn áo ốc ở ước yên yêu ý ỷ uống uyên oan oách uể uỷ ủy thuở huơ khuya khuỷu
    khuỵu quá quả quốc quyết quý quỳ quẩn quậy quanh quýt quần quên quăng quở gì gìn già giá
    giếng giết giữ giêng giúp ghế ghi nghe nghĩ nghiêng nghỉ ngành ngủ ngoằn ngoèo kỹ kĩ kẻ
    kêu cũng của cuộc hoà hòa khoẻ khỏe tuỳ tùy thuý thúy hoàn toàn khoảng loạn xoáy ngoái
    ngoẹo toé tóe xoong moóc đường được người nước trường mướp rượu bướu cưới gửi gởi mười
    cừu hươu tưởng cửa mùa nghĩa mía nghiệp tuyên truyền nguyệt xuất khuất luật tuần khuấy
    thuế huệ huếch nguếch đấy đẫy tây lửng thực tấp tắp nóng tích lịch lạch bập bịch cặp
    cẳng vẳng xếch chênh khểnh quỷnh huých suýt tuýp
    """
)
WRONG = {
    "nghành": ("ngành",),
    "ngỉ": ("nghỉ",),
    "gế": ("ghế",),
    "kông": ("công",),
    "cẻ": ("kẻ",),
    "nguời": ("người",),
    "trưòng": ("trường",),
    "đươc": ("đước", "được"),
    "viêc": ("viếc", "việc"),
    "môt": ("mốt", "một"),
    "hòan": ("hoàn",),
    "tòan": ("toàn",),
    "khỏang": ("khoảng",),
    "qúy": ("quý",),
    "qủa": ("quả",),
    "gìa": ("già",),
    "cuả": ("của",),
    "muà": ("mùa",),
    "nghiã": ("nghĩa",),
    "iêu": ("yêu",),
    "khyến": ("khiến",),
    "ngườì": ("người",),
    "phổí": ("phổi", "phối"),
    "đuoc": ("đước", "được", "đuốc", "đuộc"),
}


@pytest.mark.parametrize("word", sorted(RIGHT))
def test_right_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert corrections(word) == ()


@pytest.mark.parametrize("word", WRONG)
def test_slips(word: str) -> None:
    assert not is_syllable(word)
    assert corrections(word) == WRONG[word]


@pytest.mark.parametrize("word", ["", "strê", "thưviện", "ôtô", "façade", "wifi", "zalô", "hiđro"])
def test_words_of_which_nobody_can_tell(word: str) -> None:
    assert not is_syllable(word)
    assert corrections(word) == ()


@given(st.text("abceghiknoprtuyđăâêôơưáàảãạếờữựọíý", max_size=7))
def test_what_is_proposed_is_a_syllable(word: str) -> None:
    for right in corrections(word):
        assert is_syllable(right), right
