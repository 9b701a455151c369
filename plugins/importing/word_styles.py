"""Styles of a Word file: what a run or a paragraph inherits from them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from plugins.importing.xml_parts import child, local, value
from plugins.values import Struct, field

MOST_STEPS = 20
"""Styles that are based on one another; more are a circle."""


class Style(Struct, frozen=True, kw_only=True):
    """A style: `name` in lower case is what means something, `based_on` the id of another; `list`
    and `level` are the numbering of its paragraphs."""

    name: str
    based_on: str
    font: str
    align: str
    list: str
    level: str


class Styles(Struct, frozen=True, kw_only=True):
    """All styles by id; `font` is what text has that says nothing, `normal` the paragraphs' id."""

    styles: dict[str, Style] = field(default_factory=dict)
    font: str = ""
    normal: str = ""

    def chain(self, style: str) -> Iterator[Style]:
        """A style and those it is based on."""
        for _ in range(MOST_STEPS):
            if style not in self.styles:
                return
            yield self.styles[style]
            style = self.styles[style].based_on

    def names(self, style: str) -> set[str]:
        """The names of a style and of those it is based on."""
        return {one.name for one in self.chain(style)}

    def font_of(self, run: Element, paragraph_style: str) -> str:
        """The font in which a run is shown."""
        properties = child(run, "rPr")
        own = _font(properties)
        if own:
            return own
        for style in (value(child(properties, "rStyle")), paragraph_style or self.normal):
            for one in self.chain(style):
                if one.font:
                    return one.font
        return self.font

    def align_of(self, properties: Element | None) -> str:
        """How a paragraph with these properties is aligned: as Word names it."""
        own = child(properties, "jc")
        if own is not None:
            return value(own)
        style = value(child(properties, "pStyle")) or self.normal
        return next((one.align for one in self.chain(style) if one.align), "")


def read_styles(root: Element | None) -> Styles:
    """The styles of the part `styles.xml`."""
    if root is None:
        return Styles()
    styles, normal = {}, ""
    for one in root:
        if local(one) != "style":
            continue
        key = value(one, "styleId")
        paragraph = child(one, "pPr")
        numbering = child(paragraph, "numPr")
        styles[key] = Style(
            name=value(child(one, "name")).lower(),
            based_on=value(child(one, "basedOn")),
            font=_font(child(one, "rPr")),
            align=value(child(paragraph, "jc")),
            list=value(child(numbering, "numId")),
            level=value(child(numbering, "ilvl")),
        )
        if value(one, "type") == "paragraph" and value(one, "default") in ("1", "true"):
            normal = key
    defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
    return Styles(styles=styles, font=_font(defaults), normal=normal)


def _font(properties: Element | None) -> str:
    fonts = child(properties, "rFonts")
    return value(fonts, "ascii") or value(fonts, "hAnsi")
