"""What proof-reading finds in a text, and what it must leave alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.proofreading.confusions import FILE, parse_confusions
from plugins.proofreading.own_words import OwnWords, parse_own_words
from plugins.proofreading.prose import place_of, prose
from plugins.proofreading.reading import is_clean, proofread
from plugins.proofreading.spacing import is_spaced, odd_spaces
from plugins.proofreading.syllables import is_syllable
from plugins.proofreading.tones import mixed
from plugins.proofreading.words import odd_words
from tests.conftest import ROOT

NONE = OwnWords([])


def found(text: str) -> list[tuple[str, str]]:
    return [(one.message, one.hint) for one in proofread(text, NONE)]


NO_SYLLABLE = "“{}” không phải một tiếng (âm tiết) của tiếng Việt"

ODD = {
    "Ngày đươc nghỉ.": (NO_SYLLABLE.format("đươc"), "có phải là “đước” hay “được”?"),
    "các nghành nghề": (NO_SYLLABLE.format("nghành"), "có phải là “ngành”?"),
    "tại cơsở mới": (
        NO_SYLLABLE.format("cơsở"),
        "thiếu dấu cách, “cơ sở”? Hay gõ nhầm một chữ?",
    ),
    "sách của của em": ("gõ hai lần: “của của”", "giữ lại một “của”"),
    "sách của\ncủa em": ("gõ hai lần: “của của”", "giữ lại một “của”"),
    "Các **các** em": ("gõ hai lần: “các các”", "giữ lại một “các”"),
    "tại các cơ cơ sở": ("gõ hai lần: “cơ cơ”", "giữ lại một “cơ”"),
    "ở thư viện thư viện tỉnh": (
        "gõ hai lần: “thư viện thư viện”",
        "giữ lại một “thư viện”",
    ),
    "đợt truyên truyền": (
        "“truyên truyền” hay bị viết nhầm",
        "gõ “tuyên truyền” (ch và tr phát âm gần nhau ở nhiều vùng)",
    ),
    "Đọc giả đến": (
        "“đọc giả” hay bị viết nhầm",
        "gõ “độc giả” (độc (một mình) + giả (người): người đọc; không phải đọc)",
    ),
    "hai  dấu cách": ("hai dấu cách liền nhau", "xóa một dấu cách"),
    "sách , báo": ("dấu cách thừa trước “,”: “sách ,”", "gõ “sách,”"),
    "mở cửa ,mời bạn": ("dấu cách phải ở sau “,”: “cửa ,mời”", "gõ “cửa, mời”"),
    "Kính gửi : Phòng": ("dấu cách thừa trước “:”: “gửi :”", "gõ “gửi:”"),
    "đến **đây** .": ("dấu cách thừa trước “.”: “đây .”", "gõ “đây.”"),
    "( sách cũ)": ("dấu cách thừa sau “(”: “( sách”", "gõ “(sách”"),
    "(sách cũ ) đã": ("dấu cách thừa trước “)”: “cũ )”", "gõ “cũ)”"),
    "sách,báo cũ": ("thiếu dấu cách sau “,”: “sách,báo”", "gõ “sách, báo”"),
    "năm 2020,thư viện": ("thiếu dấu cách sau “,”: “2020,thư”", "gõ “2020, thư”"),
    "đã về.Các em": ("thiếu dấu cách sau “.”: “về.Các”", "gõ “về. Các”"),
    "nghệ thuật…Để rồi": ("thiếu dấu cách sau “…”: “thuật…Để”", "gõ “thuật… Để”"),
    "thư viện(gọi tắt là": ("thiếu dấu cách trước “(”: “viện(gọi tắt”", "gõ “viện (gọi tắt”"),
    "(gọi tắt)và sách": ("thiếu dấu cách sau “)”: “tắt)và”", "gõ “tắt) và”"),
    "sách,, báo": ("hai dấu câu liền nhau “,,”: “sách,,”", "giữ lại một dấu"),
    "văn hoá và hòa bình, tòa nhà": (
        "bài viết dấu theo hai kiểu: 2 chữ như “hòa”, 1 chữ như “hoá”",
        "chọn một kiểu cho cả bài: sửa “hoá”",
    ),
}


@pytest.mark.parametrize("text", ODD)
def test_slips_are_found(text: str) -> None:
    assert found(text) == [ODD[text]]


RIGHT = """
    xanh xanh, từ từ, luôn luôn, đời đời, người người, ngày ngày, đêm đêm, nhà nhà, ai ai, song song
    Người người thi đua, ngành ngành thi đua, ngày ngày thi đua.
    trở thành thành viên, hình thành thành phố, nguy cơ cơ sở, phục vụ vụ mùa, cán bộ bộ phận, vi vi
    hạn chế tồn tại tại đơn vị; hiện tại tại thư viện; phía sau sau khi; chỗ ở ở thành phố
    đầu vào vào máy; nơi để để xe; bên phải phải có; cây sau sau, tuần tới tới
    SAU dấu . đầu tiên; gõ ? và cụm từ, câu lệnh : trong tệp; tệp trang (.html;.htm) đã ghi
    giờ ghi là giờ:phút:giây, hh:mm:ss hay GG:PP:gg, chủ là root:staff
    số bị chia bị chia cho số chia; thuộc tính mode,ownership, CÁC;CÂU;LỆNH
    món xôi nổi tiếng, xôi nổi bật, quan tham ra tòa, câu truyện Kiều
    Hiến pháp pháp luật; của dân dân được; năm 2020, năm 2019; 01 01; số chữ số CHỮ_SỐ; 1.000.000
    hội trường A,B,C; x,y; 2,5 m; 8:30; 8 : 30; 12/01/2021; 1.234,5; TP.HCM; PGS.TS Ngô
    v.v., rồi v.v... Thế à?! Ồ!... Có chứ... (xem hình 2). “Trích,” ông nói. A: b; 10%; và/hoặc
    khả năng xuất hiện, cũng cố gắng, bàn giao động cơ, người đọc giả vờ, thăm quan họ
    bức tranh dành cho
    Đắk Lắk, Krông Nô, Pleiku, Ê Đê, Kon Tum, Hiđro, QĐ-BGDĐT, ÔTÔ, ra-đi-ô, sô-cô-la, ki-lô-mét
    ôtô, bêtông, nitơ, café, Đà Lạt's, 5kg, kg/người, 20cm², COVID-19, iPhone, website
    file(s), f(x)
    hoà bình, văn hoá; quý, quỳ, thuỷ; Thúy Hòa và Thuý Hoà; :smile: ; => ; -> ; a:b ; :) ; C++
    https://thuvien.vn/a,b;c index.md a@b.vn `của của` Nguyễn Trãi qua đời
""".strip().split("\n")


@pytest.mark.parametrize("line", RIGHT)
def test_what_is_right_is_left_alone(line: str) -> None:
    assert found(line.strip()) == []


def test_one_terrible_text() -> None:
    text = "# Tổng kết , khen\n\nCác **nghành** đã bổ xung  sách,báo.\n\n> của của em.Hết giờ\n"
    places = [(*place_of(text, one.place), one.message) for one in proofread(text, NONE)]
    assert places == [
        (0, 11, "dấu cách thừa trước “,”: “kết ,”"),
        (2, 6, NO_SYLLABLE.format("nghành")),
        (2, 18, "“bổ xung” hay bị viết nhầm"),
        (2, 25, "hai dấu cách liền nhau"),
        (2, 31, "thiếu dấu cách sau “,”: “sách,báo”"),
        (4, 6, "gõ hai lần: “của của”"),
        (4, 12, "thiếu dấu cách sau “.”: “em.Hết”"),
    ]


def test_own_words_are_passed_by() -> None:
    own = parse_own_words("﻿# tên riêng\n\n truyên  truyền # tên vở kịch\nnghành\nA ,B\n".encode())
    assert own.words == ("A ,B", "nghành", "truyên truyền")
    assert proofread("Nghành, nghành và vở Truyên truyền; A ,B.", own) == []
    assert len(proofread("nghànhh, bổ xung; truyên truyền đươc", own)) == 2


@pytest.mark.parametrize("data", [b"", b"# a\n", b"\xff\xfe", b"\n\n"])
def test_no_own_words(data: bytes) -> None:
    own = parse_own_words(data)
    assert [one.words for one in proofread("các các", own)] == ["các các"]


def test_the_list_of_confusions() -> None:
    """Each has a right form, a reason, and is found where it stands."""
    listed = parse_confusions(FILE.read_text(encoding="utf-8"))
    assert len(listed) > 300
    assert len({one.wrong for one in listed}) == len(listed)
    wrong = {one.wrong for one in listed}
    for one in listed:
        assert one.reason, one.wrong
        assert one.right not in wrong, one.wrong
        assert all(map(is_syllable, one.right.split())), one.right
        assert not re.search(r"\s\s|[A-Z,.]", f"{one.wrong} {one.right}")
        messages = [finding.words for finding in proofread(f"Việc {one.wrong} này", NONE)]
        assert one.wrong in messages or not all(map(is_syllable, one.wrong.split())), one.wrong
        harmless = [f"Việc {one.wrong} {word}" for word in one.before]
        harmless += [f"{word} {one.wrong} này" for word in one.after]
        for text in harmless:
            assert one.wrong not in {finding.words for finding in proofread(text, NONE)}, text


def test_at_most_one_false_alarm_in_a_thousand_words() -> None:
    """All Vietnamese text of this repository was proof-read by people: what is found is false."""
    files = [*ROOT.glob("*.md"), *ROOT.glob("content/**/*.md"), *ROOT.glob("tests/site/**/*.md")]
    files += [file for file in ROOT.glob("docs/*.md") if file.name != "loi-thuong-gap.md"]
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    words = sum(len(text.split()) for text in texts.values())
    alarms = [
        f"{file.relative_to(ROOT)}:{place_of(text, one.place)[0] + 1}: {one.message}"
        for file, text in texts.items()
        for one in proofread(text, NONE)
    ]
    assert words > 20_000
    assert len(alarms) <= words / 1000, "\n".join(alarms)


@given(st.text('aĂ1_,;:.!?…(“”)*"[]\n\t z', max_size=12))
def test_what_is_screened_out_has_nothing(text: str) -> None:
    """The looks that come first, and cost little, never pass by what a rule would find."""
    if is_spaced(text):
        assert list(odd_spaces(prose(text))) == []


@given(st.lists(st.sampled_from(["hoà", "hòa", "quý", "thuỷ", "thùy", "đươc", "và", "ở"])))
def test_words_that_were_passed_by_have_nothing(words: list[str]) -> None:
    text = " ".join(words)
    if is_clean(text):
        assert mixed(words) is None
        assert list(odd_words(text)) == []


@pytest.mark.parametrize(
    "text", ["a " * 20_000, "các " * 3000, ", " * 5000, "(" * 5000, "*_`" * 3000]
)
def test_much_of_it_is_bearable(text: str) -> None:
    proofread(text, NONE)
