"""Draws the picture that stands for a link where somebody shares it: a photo with the headline.

The face is the theme's own, in WOFF2, which FreeType reads as Pillow's wheels are built.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from plugins.galleries.images.opening import PhotoError
from plugins.galleries.renditions import SHARE, CardStyle

LIGHTEST = 120_000
"""Bytes that a card may have: programs that show many leave out heavier ones."""

_MARGIN = 64
_SIZES = ((68, 2), (60, 3), (52, 4))
"""Sizes of a headline in pixels, each with the lines that it may take."""
_LEADING = 1.34
"""Of lines: marks that stand on each other (Ễ, Ậ) must not meet the line above."""
_LONGEST = 600
"""Characters of a text that are looked at: more fit on no card."""
_NAME_SIZE = 30
_ELLIPSIS = "…"
Measure = Callable[[str], float]
"""The width of a text in pixels."""

_DARK, _WHITE, _SOFT = (20, 15, 12), (255, 255, 255), (233, 226, 216)
# As css/tokens.css has them on light paper.
_PAPER, _INK, _INK_SOFT = "#fcfaf5", "#1d1916", "#544a42"


def covered(photo: Image.Image, headline: str, style: CardStyle) -> Image.Image:
    """The photo, of the size of a card, under its headline. Raises PhotoError when the face cannot
    be read."""
    card = photo.copy()
    lines, size = fitting(headline, style.face, SHARE.width - 2 * _MARGIN)
    step = round(size * _LEADING)
    foot = SHARE.height - _MARGIN
    first = foot - round(2.2 * _NAME_SIZE) - step * (len(lines) - 1)  # the first base line
    top = first - round(size * 1.15)
    card.paste(_DARK, (0, 0), _shade(top))
    draw = ImageDraw.Draw(card)
    draw.rectangle((_MARGIN, top - 22, _MARGIN + 96, top - 15), fill=style.accent[1])
    _write(draw, lines, (_MARGIN, first), step, _face(style.face, size), _WHITE)
    draw.text((_MARGIN, foot), style.name, _SOFT, _face(style.face, _NAME_SIZE), anchor="ls")
    return card


def plain(style: CardStyle) -> Image.Image:
    """The card of pages without a photo: the library's name on paper. Raises PhotoError too."""
    card = Image.new("RGB", (SHARE.width, SHARE.height), _PAPER)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, SHARE.width, 18), fill=style.accent[0])
    lines, size = fitting(style.name, style.face, SHARE.width - 4 * _MARGIN, ((96, 2), (76, 3)))
    step = round(size * _LEADING)
    first = (SHARE.height - step * (len(lines) - 1)) // 2 + round(size * 0.35)
    top = first - round(size * 1.25)
    draw.rectangle((2 * _MARGIN, top, 2 * _MARGIN + 120, top + 9), fill=style.accent[0])
    _write(draw, lines, (2 * _MARGIN, first), step, _face(style.face, size), _INK)
    if style.parent:
        below, small = fitting(style.parent, style.face, SHARE.width - 4 * _MARGIN, ((34, 2),))
        place = (2 * _MARGIN, first + step * (len(lines) - 1) + 84)
        _write(draw, below, place, round(small * _LEADING), _face(style.face, small), _INK_SOFT)
    return card


def packed(card: Image.Image, quality: int) -> bytes:
    """The card as a JPEG of this quality, or of the first lower one with which it is light."""
    softer = (card.filter(ImageFilter.GaussianBlur(radius)) for radius in (0, 2, 6, 20))
    for picture in softer:
        for lower in range(quality, 29, -8):
            buffer = io.BytesIO()
            picture.save(buffer, "JPEG", quality=lower, optimize=True, progressive=True)
            if buffer.tell() <= LIGHTEST:
                return buffer.getvalue()
    raise AssertionError("a blurred card is never that heavy")


def fitting(
    text: str, face: Path, width: int, sizes: Sequence[tuple[int, int]] = _SIZES
) -> tuple[list[str], int]:
    """The lines of `text`, none wider than `width` pixels, and their size: the largest of `sizes`
    in which it fits without cutting a word. What fits in none is cut at a word and ends in `…`; a
    word that is wider than a line in the smallest is cut within."""
    words = _drawable(text[:_LONGEST], face).split()
    lines: list[str] = []
    for size, most in sizes:
        measure = functools.cache(_face(face, size).getlength)
        lines = _wrapped(words, measure, width)
        whole = size == sizes[-1][0] or all(measure(word) <= width for word in words)
        if whole and len(lines) <= most:
            return _balanced(words, measure, width, len(lines)), size
    return _cut(lines[:most], measure, width), size


def _wrapped(words: Iterable[str], measure: Measure, width: float) -> list[str]:
    lines: list[str] = []
    room = 0.0
    for word in words:
        wide = measure(word) + measure(" ")
        if lines and wide <= room:
            lines[-1] += f" {word}"
            room -= wide
            continue
        *full, rest = _pieces(word, measure, width)
        lines += [*full, rest]
        room = width - measure(rest)
    return lines


def _pieces(word: str, measure: Measure, width: float) -> Iterator[str]:
    """A word in parts that fit into a line, one when it does so itself."""
    while measure(word) > width and len(word) > 1:
        fits = next((n for n in range(len(word), 1, -1) if measure(word[:n]) <= width), 1)
        yield word[:fits]
        word = word[fits:]
    yield word


def _balanced(words: list[str], measure: Measure, width: int, count: int) -> list[str]:
    """As many lines, of lengths as equal as they can be."""
    narrow = max((round(measure(word)) for word in words if measure(word) <= width), default=0)
    wide = width
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        if len(_wrapped(words, measure, middle)) <= count:
            wide = middle
        else:
            narrow = middle
    return _wrapped(words, measure, wide)


def _cut(lines: list[str], measure: Measure, width: int) -> list[str]:
    """Lines of a text that goes on, with its mark at the end of a word."""
    kept = lines[-1].split()
    while measure(_with_mark(kept)) > width:
        if len(kept) > 1:
            kept.pop()
        else:
            kept[0] = kept[0][:-1]
    return [*lines[:-1], _with_mark(kept)]


def _with_mark(words: Iterable[str]) -> str:
    return " ".join(words).rstrip(" ,;:.–-") + _ELLIPSIS


def _write(
    draw: ImageDraw.ImageDraw,
    lines: Sequence[str],
    place: tuple[int, int],
    step: int,
    font: ImageFont.FreeTypeFont,
    colour: tuple[int, int, int] | str,
) -> None:
    for number, line in enumerate(lines):
        draw.text((place[0], place[1] + number * step), line, colour, font, anchor="ls")


def _shade(top: int) -> Image.Image:
    """How dark each row of the photo becomes: enough behind words from `top` on."""
    begin = max(0, top - 190)
    rows = bytearray(SHARE.height)
    for y in range(begin, SHARE.height):
        if y < top:
            rows[y] = round(180 * (y - begin) / (top - begin))
        else:
            rows[y] = round(180 + 55 * (y - top) / (SHARE.height - top))
    return Image.frombytes("L", (1, SHARE.height), bytes(rows)).resize((SHARE.width, SHARE.height))


def _drawable(text: str, face: Path) -> str:
    """The text without the characters that the face lacks."""
    return "".join(" " if sign.isspace() else sign for sign in text if _has(face, sign))


@functools.cache
def _has(face: Path, sign: str) -> bool:
    if sign.isspace():
        return True
    font = _face(face, _NAME_SIZE)
    return font.getmask(sign).getbbox() is not None and bytes(font.getmask(sign)) != _missing(face)


@functools.cache
def _missing(face: Path) -> bytes:
    """What is drawn for a character that a face lacks."""
    return bytes(_face(face, _NAME_SIZE).getmask("\uffff"))


@functools.cache
def _face(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """Without Raqm, which takes a library of the machine's: letters in NFC need no shaping."""
    try:
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        message = f"không đọc được phông chữ {path.name} để vẽ ảnh chia sẻ"
        raise PhotoError(message, "cài Pillow từ requirements.lock (make site), có WOFF2") from None
