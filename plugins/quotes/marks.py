"""Quotation marks: those of a text's language around it, and the other kind within it."""

from __future__ import annotations

from plugins.values import Struct

_CLOSED_BY = {
    "“": "”",
    "‘": "’",
    "„": "“”",
    "‚": "‘’",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    '"': '"',
}
_DOUBLE = ("“", "”", "‘", "’")
_LOW = ("„", "“", "‚", "‘")
_ANGLED = ("«", "»", "“", "”")
_CORNERS = ("「", "」", "『", "』")
# By language, as CLDR has them; a narrow space belongs to the French ones.
_MARKS = {
    "vi": _DOUBLE,
    "cs": _LOW,
    "de": _LOW,
    "es": _ANGLED,
    "fr": ("«\u202f", "\u202f»", "“", "”"),
    "it": _ANGLED,
    "ja": _CORNERS,
    "pl": ("„", "”", "«", "»"),
    "ru": ("«", "»", "„", "“"),
    "uk": ("«", "»", "„", "“"),
    "zh-hant": _CORNERS,
    "zh-hk": _CORNERS,
    "zh-tw": _CORNERS,
}


class Quoted(Struct, frozen=True, kw_only=True):
    """A text and the marks to set around it."""

    open: str
    text: str
    close: str


def quoted(text: str, lang: str = "") -> Quoted:
    """`text` in the marks of its language, Vietnamese unless told otherwise.

    Marks that stand around the whole text already are not set twice; those within it become
    those of the level that they are on.
    """
    marks = _marks(lang)
    text = _bare(text)
    pairs = _pairs(text)
    put: dict[int, str] = {}
    gone: set[int] = set()
    for first, last in pairs:
        level = sum(other[0] < first and last < other[1] for other in pairs)
        put[first], put[last] = marks[2:] if level % 2 == 0 else marks[:2]
        gone.update(range(first + 1, _skip_spaces(text, first + 1, 1)))
        gone.update(range(last - 1, _skip_spaces(text, last - 1, -1), -1))
    parts = (put.get(place, one) for place, one in enumerate(text) if place not in gone)
    return Quoted(open=marks[0], text="".join(parts), close=marks[1])


def _marks(lang: str) -> tuple[str, str, str, str]:
    known = lang.lower()
    return _MARKS.get(known) or _MARKS.get(known.partition("-")[0]) or _DOUBLE


def _bare(text: str) -> str:
    """The text without marks around all of it; a full stop that was left outside goes in."""
    stop = "." if text.endswith(".") else ""
    whole = text.removesuffix(stop)
    if (0, len(whole) - 1) not in _pairs(whole):
        return text
    within = whole[1:-1].strip()
    if not within:
        return text
    return _bare(within if within[-1] in ".!?…" else within + stop)


def _pairs(text: str) -> list[tuple[int, int]]:
    """Places of marks that belong together; one that stands alone is left as it is."""
    pairs = []
    waiting: list[int] = []
    for place, one in enumerate(text):
        if one == "’" and _is_within_word(text, place):
            continue  # an apostrophe
        for depth in reversed(range(len(waiting))):
            if one in _CLOSED_BY[text[waiting[depth]]]:
                pairs.append((waiting[depth], place))
                del waiting[depth:]
                break
        else:
            if one in _CLOSED_BY:
                waiting.append(place)
    return pairs


def _skip_spaces(text: str, place: int, step: int) -> int:
    while 0 <= place < len(text) and text[place].isspace():
        place += step
    return place


def _is_within_word(text: str, place: int) -> bool:
    return text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()
