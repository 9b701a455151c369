"""Which encoding a text is in, when nothing or the wrong thing was said of it."""

from __future__ import annotations

import codecs
import re

from plugins.importing import tcvn3
from plugins.importing.syllables import vietnamese_share
from plugins.values import Struct

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_HEAD = 4096
"""Bytes in which a page says how it is encoded; browsers look at 1,024."""


class Decoded(Struct, frozen=True, kw_only=True):
    """Text of bytes; `lost` counts bytes that stand for no letter, `line` is that of the first."""

    text: str
    lost: int = 0
    line: int | None = None


def decode(data: bytes) -> Decoded:
    """The text of `data`: by its mark, as UTF-8, as it declares, or by what reads as Vietnamese.

    Text in TCVN3 comes out as the Latin letters that show it, to be converted by whom knows fonts.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _replacing(data, name)
    try:
        return Decoded(text=data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    declared = _declared(data)
    if declared in ("utf-8", "utf8"):  # it tried to be
        damaged = _replacing(data, "utf-8")
        if damaged.lost * 20 < len(data):
            return damaged
    names = dict.fromkeys([declared, "windows-1258", "windows-1252"])
    texts = {name: _replacing(data, name) for name in names if _known(name)}
    if tcvn3.looks_old(texts["windows-1252"].text):
        return texts["windows-1252"]
    return max(texts.values(), key=lambda one: round(vietnamese_share(one.text), 2))


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD])
    return found[1].decode("ascii").lower() if found else ""


def _known(name: str) -> bool:
    """Whether Python can turn bytes into text with a codec of this name."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    # Of Python's codecs these are no encodings of text.
    return bool(getattr(codec, "_is_text_encoding", True)) and codec.name not in (
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "oem",
    )


def _replacing(data: bytes, name: str) -> Decoded:
    if name in ("windows-1252", "iso-8859-1"):  # as browsers do: every byte is a letter
        text = "".join(map(_LATIN.__getitem__, data))
        return Decoded(text=text)
    text = data.decode(name, errors="replace")
    lost = text.count("\ufffd") - (data.decode(name, errors="ignore").count("\ufffd"))
    line = text.count("\n", 0, text.index("\ufffd")) + 1 if lost else None
    return Decoded(text=text, lost=lost, line=line)


def _latin(byte: int) -> str:
    try:
        return bytes([byte]).decode("windows-1252")
    except UnicodeDecodeError:
        return chr(byte)


_LATIN = [_latin(byte) for byte in range(256)]
