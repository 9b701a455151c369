"""Paragraphs that are nothing but a link to a film, by which a post shows it."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from plugins.addresses import address_of, is_film
from plugins.vietnamese import nfc


def linked_film(paragraph: Element, path: str) -> str:
    """The site path of the film that an element of the text at `path` is nothing but a link to;
    else empty. The link may name the film's file or its address."""
    if paragraph.tag != "p" or [child.tag for child in paragraph] != ["a"]:
        return ""
    (link,) = paragraph
    if (paragraph.text or "").strip() or (link.tail or "").strip():
        return ""
    if link.find(".//img") is not None:
        return ""
    target = unquote(link.get("href", ""))
    address = target[1:] if target.startswith("/") else address_of(target_of(target, path))
    return address if address and is_film(address) else ""


def target_of(link: str, path: str) -> str:
    """The path in the content folder to which a relative link in the text at `path` leads."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), nfc(link)))
