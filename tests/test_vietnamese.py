"""Slugs, dates, numbers and order of Vietnamese text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese import (
    SLUG_LENGTH,
    WEEKDAYS,
    collation_key,
    cut_at_word,
    fold,
    format_date,
    format_datetime,
    format_number,
    format_size,
    natural_key,
    nearest,
    nfc,
    one_edit_apart,
    parse_datetime,
    slugify,
    wording,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đại hội Đảng", "dai-hoi-dang"),
        ("Hội nghị - Sự kiện", "hoi-nghi-su-kien"),
        ("Thư viện tỉnh Yên Bái: 110 năm!", "thu-vien-tinh-yen-bai-110-nam"),
        (unicodedata.normalize("NFD", "Quyết định ĐẦY ĐỦ"), "quyet-dinh-day-du"),
        ("ăâđêôơưĂÂĐÊÔƠƯ", "aadeoouaadeoou"),
        ("  --a__b--  ", "a-b"),
        ("../../etc", "etc"),
        ("日本", ""),
        ("…", ""),
        ("", ""),
    ],
)
def test_slugify(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_slugs_are_safe_in_addresses(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert slugify(slug) == slug
    assert slugify(unicodedata.normalize("NFD", text)) == slugify(nfc(text))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Học, học nữa!", "“HỌC  học nữa”", True),
        ("Hoà bình", unicodedata.normalize("NFD", "hòa bình."), True),
        ("thuý", "thúy", True),
        ("má", "mà", False),
        ("mơ", "mo", False),
        ("a b", "ab", False),
        ("读书", "读书。", True),
    ],
)
def test_wording(one: str, other: str, same: bool) -> None:
    assert (wording(one) == wording(other)) is same


@given(st.text())
def test_wording_of_any_text(text: str) -> None:
    made = wording(text)
    assert made == nfc(made)
    assert wording(unicodedata.normalize("NFD", text)) == made


def test_names_in_the_order_of_the_vietnamese_alphabet() -> None:
    order = [
        "An", "Àn", "Ản", "Ãn", "Án", "Ạn", "An2", "An10", "Anh", "Ánh", "Ăn", "Ân", "Ấn", "Dốc",
        "Duy", "Đa", "Đèo", "Om", "Ôm", "Ơn", "Ung", "Ưng",
    ]  # fmt: skip
    assert sorted(order, key=collation_key) == order
    assert collation_key(unicodedata.normalize("NFD", "Đèo Ấn")) == collation_key("đèo ấn")


def test_fold_keeps_spaces_and_signs() -> None:
    assert fold("Đường  Điện Biên, số 1") == "duong  dien bien, so 1"


@pytest.mark.parametrize(
    ("names", "ordered"),
    [
        (["anh10.jpg", "anh2.jpg", "anh1.jpg"], ["anh1.jpg", "anh2.jpg", "anh10.jpg"]),
        (["Anh3", "anh2", "ANH1"], ["ANH1", "anh2", "Anh3"]),
        (["b", "a10b2", "a10b10", "a9"], ["a9", "a10b2", "a10b10", "b"]),
        (["a", "1", "a1"], ["a", "a1", "1"]),
        (["ảnh 02", "ảnh 010", "ảnh 1"], ["ảnh 1", "ảnh 02", "ảnh 010"]),
    ],
)
def test_natural_order(names: list[str], ordered: list[str]) -> None:
    assert sorted(names, key=natural_key) == ordered


@given(st.lists(st.text(max_size=12) | st.text("a1²é-", max_size=4), max_size=6))
def test_any_names_can_be_ordered(names: list[str]) -> None:
    # Numbers and words side by side must not be compared with each other.
    ordered = sorted(names, key=natural_key)
    assert sorted(ordered, key=natural_key) == ordered
    assert sorted(ordered) == sorted(names)


@pytest.mark.parametrize(
    ("word", "close"),
    [
        ("titel", "title"),
        ("Tóm_tắt", None),
        ("Autor", "author"),
        ("TITLE", "title"),
        ("", None),
    ],
)
def test_nearest(word: str, close: str | None) -> None:
    assert nearest(word, ["title", "author", "summary"]) == close


def test_nearest_knows_words_without_their_marks() -> None:
    assert nearest("tin hoat dong", ["Thông báo", "Tin hoạt động"]) == "Tin hoạt động"


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("một hai ba", 10, "một hai ba"),
        ("một hai ba", 9, "một hai…"),
        ("một hai, ba", 10, "một hai…"),
        ("mộthaiba", 5, "mộth…"),
        ("một hai", 4, "một…"),
        ("", 5, ""),
    ],
)
def test_cut_at_word(text: str, length: int, cut: str) -> None:
    assert cut_at_word(text, length) == cut


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_a_cut_text_is_never_longer(text: str, length: int) -> None:
    cut = cut_at_word(text, length)
    assert len(cut) <= length
    assert text.startswith(cut.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-01-11 08:41:24", (2021, 1, 11, 8, 41, 24)),
        ("2021-01-11 08:41", (2021, 1, 11, 8, 41)),
        ("2021-01-11T08:41:24", (2021, 1, 11, 8, 41, 24)),
        ("2021-01-11", (2021, 1, 11)),
        ("2021-1-9", (2021, 1, 9)),
        ("11/01/2021 8:41:24 SA", (2021, 1, 11, 8, 41, 24)),
        ("11/01/2021 8:41:24 CH", (2021, 1, 11, 20, 41, 24)),
        ("11/01/2021 8:41 ch", (2021, 1, 11, 20, 41)),
        ("11/01/2021 8:41SA", (2021, 1, 11, 8, 41)),
        ("11/01/2021 12:00:00 SA", (2021, 1, 11, 0, 0)),
        ("11/01/2021 12:30:00 CH", (2021, 1, 11, 12, 30)),
        ("11/01/2021 11:59:59 CH", (2021, 1, 11, 23, 59, 59)),
        ("11/01/2021 20:41", (2021, 1, 11, 20, 41)),
        ("1/2/2021", (2021, 2, 1)),
        ("29/02/2020", (2020, 2, 29)),
        ("  2021-01-11  ", (2021, 1, 11)),
    ],
)
def test_parse_datetime(text: str, moment: tuple[int, ...]) -> None:
    parsed = parse_datetime(text, ZONE)
    assert parsed == datetime(*moment, tzinfo=ZONE)
    assert parsed.tzinfo is ZONE


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("32/13/2021", "không có ngày giờ “32/13/2021” trên lịch"),
        ("29/02/2021", "không có ngày giờ “29/02/2021” trên lịch"),
        ("2021-13-01", "không có ngày giờ “2021-13-01” trên lịch"),
        ("0000-01-01", "không có ngày giờ “0000-01-01” trên lịch"),
        ("2021-01-11 24:00", "không có ngày giờ “2021-01-11 24:00” trên lịch"),
        ("11/01/2021 8:60 SA", "không có ngày giờ “11/01/2021 8:60 SA” trên lịch"),
        ("11/01/2021 13:00 SA", "giờ 13 không đi với SA trong “11/01/2021 13:00 SA”"),
        ("11/01/2021 0:30 CH", "giờ 0 không đi với CH trong “11/01/2021 0:30 CH”"),
        ("2021-01-11 8:41 SA", "không hiểu ngày “2021-01-11 8:41 SA”"),
        ("11/01/21", "không hiểu ngày “11/01/21”"),
        ("11-01-2021", "không hiểu ngày “11-01-2021”"),
        ("hôm qua", "không hiểu ngày “hôm qua”"),
        ("", "không hiểu ngày “”"),
    ],
)
def test_a_wrong_date_says_why(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_datetime(text, ZONE)


@given(st.datetimes().map(lambda moment: moment.replace(microsecond=0, tzinfo=ZONE)))
def test_what_is_shown_can_be_typed(moment: datetime) -> None:
    assert parse_datetime(format_datetime(moment), ZONE) == moment
    assert parse_datetime(moment.replace(tzinfo=None).isoformat(" "), ZONE) == moment
    assert parse_datetime(format_date(moment), ZONE).date() == moment.date()


@given(st.text())
def test_any_text_is_a_date_or_an_error(text: str) -> None:
    try:
        moment = parse_datetime(text, ZONE)
    except ValueError:
        return
    assert moment.tzinfo is ZONE


@pytest.mark.parametrize(
    ("hour", "shown"),
    [
        (0, "11/01/2021 12:05:09 SA"),
        (8, "11/01/2021 8:05:09 SA"),
        (12, "11/01/2021 12:05:09 CH"),
        (23, "11/01/2021 11:05:09 CH"),
    ],
)
def test_format_datetime(hour: int, shown: str) -> None:
    assert format_datetime(datetime(2021, 1, 11, hour, 5, 9, tzinfo=ZONE)) == shown


def test_names_of_the_days() -> None:
    # 11/01/2021 was a Monday.
    assert [WEEKDAYS[date(2021, 1, day).weekday()] for day in range(11, 18)] == [
        "Thứ Hai",
        "Thứ Ba",
        "Thứ Tư",
        "Thứ Năm",
        "Thứ Sáu",
        "Thứ Bảy",
        "Chủ Nhật",
    ]


def test_format_date() -> None:
    assert format_date(date(987, 2, 3)) == "03/02/0987"


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (999, "999"), (3595, "3.595"), (196072, "196.072"), (35000000, "35.000.000")],
)
def test_format_number(number: int, shown: str) -> None:
    assert format_number(number) == shown


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0,0 MB"), (49_999, "0,0 MB"), (7_350_001, "7,4 MB"), (1_234_500_000, "1.234,5 MB")],
)
def test_format_size(size: int, shown: str) -> None:
    assert format_size(size) == shown


def test_a_long_name_gives_a_slug_that_can_be_a_file() -> None:
    one, other = slugify("ừ " * 4000 + "a"), slugify("ừ " * 4000 + "b")
    assert len(one) <= SLUG_LENGTH
    assert one != other
    assert slugify(one) == one
    assert slugify("a" * SLUG_LENGTH) == "a" * SLUG_LENGTH


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("tag", "tags", True),
        ("atags", "tags", True),
        ("tgas", "tags", True),
        ("tabs", "tags", True),
        ("tags", "tags", True),
        ("", "a", True),
        ("tg", "tags", False),
        ("tsga", "tags", False),
        ("sagt", "tags", False),
        ("", "ab", False),
    ],
)
def test_one_edit(one: str, other: str, near: bool) -> None:
    assert one_edit_apart(one, other) is one_edit_apart(other, one) is near
