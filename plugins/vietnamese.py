"""Vietnamese text: normal form, slugs, dates, numbers, order. Pure functions."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from plugins.files import digest

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
"""Names of the days, Monday first as in `date.weekday()`."""

SLUG_LENGTH = 120
"""Longest slug; file systems take names of 255 bytes."""

_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook, tilde, acute, dot below: in the order of Vietnamese dictionaries."""
_SIGNS = {0x306: "\x01", 0x302: "\x02", 0x31B: "\x03", 0x335: "\x04"}
"""Breve, circumflex, horn and stroke, in the order of the letters that have them."""

DATE_HINT = "gõ như 11/01/2021 8:41 SA (SA: sáng, CH: chiều), 11/01/2021 hoặc 2021-01-11 08:41"

OLD_TONE_PLACES = {
    unicodedata.normalize("NFC", f"{one}{other}{tone}"): unicodedata.normalize(
        "NFC", f"{one}{tone}{other}"
    )
    for one, other in ("oa", "oe", "uy")
    for tone in _TONES
}
"""Endings of words with the tone on their second letter, and with it where it stood of old: `hoà`,
`hòa`. No other ending has two spellings, nor has one behind `q`, to which the `u` belongs."""

_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:[ T]+{_TIME})?")
_LOCAL = re.compile(
    rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}})"
    rf"(?:\s+{_TIME}(?:\s*(?P<half>SA|CH))?)?",
    re.IGNORECASE,
)


def nfc(text: str) -> str:
    """Text in Unicode normal form C, the only form kept in this project."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Text without marks, lower case, `đ` as `d`: for comparing and for slugs."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slugify(text: str) -> str:
    """The part of an address made from `text`: `Đại hội Đảng` gives `dai-hoi-dang`.

    Only `a-z`, `0-9` and single hyphens come out; empty when nothing of that is in the text. What
    no file system would take as a name is cut, with a digest that tells it apart.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(slug) <= SLUG_LENGTH:
        return slug
    return f"{slug[: SLUG_LENGTH - 9].rstrip('-')}-{digest(slug.encode())[:8]}"


def natural_key(name: str) -> tuple[tuple[int, str], ...]:
    """Sort key that puts `anh2` before `anh10`."""
    parts = re.findall(r"\d+|\D+", nfc(name).casefold())
    return tuple((int(p), "") if p.isdecimal() else (-1, p) for p in parts)


def collation_key(text: str) -> tuple[list[tuple[int, int | str]], list[str]]:
    """Sort key of the Vietnamese alphabet, in which `ă`, `â`, `đ`, `ê`, `ô`, `ơ` and `ư` are
    letters of their own after those without a sign, and tones count last; numbers by value."""
    letters: list[tuple[int, int | str]] = []
    tones = []
    for part in re.findall(r"\d+|\D", nfc(text).casefold()):
        if part.isdecimal():
            letters.append((0, int(part)))
            continue
        whole = unicodedata.normalize("NFD", part.replace("đ", "d\u0335"))
        tones.append("".join(str(_TONES.index(mark)) for mark in whole if mark in _TONES))
        letter = (mark for mark in whole if mark not in _TONES)
        letters.append((1, "".join(letter).translate(_SIGNS)))
    return letters, tones


def wording(text: str) -> str:
    """The words of `text` and nothing else: equal for texts that differ in punctuation, capitals,
    normal form, or in the letter that carries a tone (`hoà`, `hòa`)."""
    words = re.findall(r"[\w\u0300-\u036f]+", unicodedata.normalize("NFD", text.casefold()))
    return nfc(" ".join(re.sub(rf"([{_TONES}])(.*)", r"\2\1", word) for word in words))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when none is like it."""
    by_fold = {fold(name): name for name in known}
    close = difflib.get_close_matches(fold(word), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def one_edit_apart(one: str, other: str) -> bool:
    """Whether two words are equal, or differ in one letter that was added, left out, mistaken for
    another or has changed places with its neighbour."""
    if len(one) > len(other):
        one, other = other, one
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped


def cut_at_word(text: str, length: int) -> str:
    """`text`, or its beginning of at most `length` characters, cut at a word and marked `…`."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    if " " in head:
        head = head[: head.rindex(" ")]
    return head.rstrip(" ,;:.–-") + "…"


def parse_datetime(text: str, zone: tzinfo) -> datetime:
    """A moment as editors write it, in `zone`.

    Raises ValueError with a Vietnamese sentence that says what is wrong with it.
    """
    text = text.strip()
    match = _ISO.fullmatch(text) or _LOCAL.fullmatch(text)
    if not match:
        raise ValueError(f"không hiểu ngày “{text}”")
    found = match.groupdict()
    hour = int(found["hour"] or 0)
    half = (found.get("half") or "").upper()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"giờ {hour} không đi với {half} trong “{text}”")
        hour = hour % 12 + (12 if half == "CH" else 0)
    try:
        return datetime(
            int(found["year"]),
            int(found["month"]),
            int(found["day"]),
            hour,
            int(found["minute"] or 0),
            int(found["second"] or 0),
            tzinfo=zone,
        )
    except ValueError:
        raise ValueError(f"không có ngày giờ “{text}” trên lịch") from None


def weekday_within(weekday: int) -> str:
    """A day of the week, from Monday, 0, as within a sentence: `thứ Ba`, `chủ nhật`."""
    name = WEEKDAYS[weekday]
    return name.lower() if name == WEEKDAYS[6] else name[0].lower() + name[1:]


def format_date(moment: date) -> str:
    """`11/01/2021`."""
    return f"{moment.day:02}/{moment.month:02}/{moment.year:04}"


def format_datetime(moment: datetime) -> str:
    """`11/01/2021 8:41:24 SA`, as the old portal showed it."""
    hour = moment.hour % 12 or 12
    half = "SA" if moment.hour < 12 else "CH"
    return f"{format_date(moment)} {hour}:{moment.minute:02}:{moment.second:02} {half}"


def format_number(number: int) -> str:
    """`196.072`: groups of three with a full stop."""
    return f"{number:,}".replace(",", ".")


def format_size(size: float) -> str:
    """`1.234,5 MB`: bytes in megabytes, of 1,000,000 bytes as hosts count them."""
    whole, _, part = f"{size / 1e6:,.1f}".partition(".")
    return f"{whole.replace(',', '.')},{part} MB"
