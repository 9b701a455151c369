"""HTML as a tree, and the text that is seen of it."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from plugins.importing.html_cleaning import BLOCKS
from plugins.importing.letters import clean


def parse(html: str) -> BeautifulSoup:
    """A tree of HTML that `html_cleaning.tidy` put in order."""
    # Else the text of some elements would be of types of its own, and passed by as no text.
    return BeautifulSoup(html, "html.parser", string_containers={})


def visible_text(element: Tag) -> str:
    """The text that a browser shows of an element, each of its paragraphs in a line."""
    parts: list[str] = []
    before: object = None
    for node in element.descendants:
        if isinstance(node, Tag):
            if node.name in ("br", "img") or node.name in BLOCKS:
                parts.append("\n")
        elif type(node) is NavigableString:
            block = next((p for p in node.parents if p.name in BLOCKS), None)
            if block is not before:
                parts.append("\n")
            before = block
            parts.append(re.sub(r"\s+", " ", str(node)))
    return clean("".join(parts))


def attribute(tag: Tag, name: str) -> str:
    """The text of an attribute; empty when it is not there."""
    value = tag.get(name)
    return value if isinstance(value, str) else ""


def classes(tag: Tag) -> list[str]:
    """The names in an element's `class`."""
    value = tag.get("class")
    return list(value) if isinstance(value, list) else [value] if isinstance(value, str) else []
