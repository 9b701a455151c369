"""The text that a Word file shows, found in its XML without anybody's help: letters put right, and
all words for the count."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from plugins.importing import tcvn3
from plugins.importing.letters import clean, without_marks
from plugins.importing.word_styles import Styles
from plugins.importing.xml_parts import W, child, is_on, local, value

SKIPPED = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr"})
"""What nobody sees: deleted text, commands of fields, properties."""

_BREAKS = {"tab", "br", "cr", "ptab"}
_UNKNOWN = "□"


def put_letters_right(root: Element, styles: Styles) -> list[str]:
    """Change text in old fonts, symbols and hyphens of a part into plain Unicode; words that are
    in doubt."""
    old = any(tcvn3.is_old_font(font) for _, font in _runs(root, styles))
    by_letters = not old and tcvn3.looks_old(visible_text(root))
    doubtful: list[str] = []
    for run, font in _runs(root, styles):
        is_old = by_letters or tcvn3.is_old_font(font)
        for number, one in enumerate(list(run)):
            name = local(one)
            if name == "t":
                converted = tcvn3.convert(one.text or "", font) if is_old else None
                one.text = without_marks(converted.text if converted else one.text or "")
                doubtful += converted.doubtful if converted else ()
            elif name in ("sym", "softHyphen", "noBreakHyphen"):
                run[number] = text_element(_letter(one, is_old=is_old))
                if run[number].text == _UNKNOWN:
                    doubtful.append(f"ký hiệu {value(one, 'char')} của phông {value(one, 'font')}")
    return doubtful


def text_element(text: str) -> Element:
    """A piece of text of a run."""
    element = Element(f"{{{W}}}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    element.text = text
    return element


def _letter(element: Element, *, is_old: bool) -> str:
    name = local(element)
    if name == "noBreakHyphen":
        return "-"
    if name == "softHyphen":  # in old fonts it shows ư
        return "ư" if is_old else ""
    try:
        letter = chr(int(value(element, "char"), 16))
    except (ValueError, OverflowError):
        return _UNKNOWN
    shown = clean(letter)
    return _UNKNOWN if "\ue000" <= shown <= "\uf8ff" or not shown.isprintable() else shown


def _runs(root: Element, styles: Styles) -> Iterator[tuple[Element, str]]:
    """All runs with their fonts."""
    waiting = [(root, "")]
    while waiting:
        element, style = waiting.pop()
        if local(element) == "p":
            style = value(child(child(element, "pPr"), "pStyle"))
        elif local(element) == "r":
            yield element, styles.font_of(element, style)
        waiting += [(one, style) for one in element]


def visible_text(root: Element) -> str:
    """The text of a part, each paragraph in a line; footnotes are not in it."""
    return clean("".join(_texts(root)))


def note_keys(root: Element) -> list[tuple[str, str]]:
    """The footnotes and endnotes that a text refers to: the kind and the id of each."""
    found = []
    for one in _seen(root):
        if local(one) in ("footnoteReference", "endnoteReference"):
            found.append((local(one).removesuffix("Reference"), value(one, "id")))
    return list(dict.fromkeys(found))


def _seen(element: Element) -> Iterator[Element]:
    for one in element:
        if local(one) not in SKIPPED and not is_hidden(one):
            yield one
            yield from _seen(_chosen(one))


def _texts(element: Element) -> Iterator[str]:
    name = local(element)
    if name in SKIPPED or is_hidden(element):
        return
    if name == "t":
        yield element.text or ""
        return
    if name == "ruby":
        base, above = ruby(element)
        yield from (base, " (", above, ")")
        return
    if name == "inline":  # a picture in the line parts words, one beside it does not
        yield " "
    if name in _BREAKS:
        yield "\n" if name in ("br", "cr") else " "
        return
    apart = name in ("p", "tc", "oMath", "oMathPara", "txbxContent")
    if apart:
        yield "\n"
    for one in _chosen(element):
        yield from _texts(one)
    if apart:
        yield "\n"


def ruby(element: Element) -> tuple[str, str]:
    """The text of a word that has its reading above, and that reading."""
    parts = (child(element, "rubyBase"), child(element, "rt"))
    base, above = ("".join(_texts(Element("none") if one is None else one)) for one in parts)
    return base, above


def is_hidden(element: Element) -> bool:
    """Whether a run is marked as hidden."""
    return local(element) == "r" and is_on(child(child(element, "rPr"), "vanish"))


def _chosen(element: Element) -> Element:
    return chosen(element) if local(element) == "AlternateContent" else element


def chosen(alternatives: Element) -> Element:
    """Of the alternatives of one drawing the one that Word shows; the others say the same."""
    choice = child(alternatives, "Choice")
    fallback = child(alternatives, "Fallback")
    return next((one for one in (choice, fallback) if one is not None), Element("none"))
