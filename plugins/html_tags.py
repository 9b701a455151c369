"""The tags of an HTML text, and the addresses in them, changed one by one.

Text stays as it is, also where it shows HTML, and so does everything in comments and the like.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

# The states of https://html.spec.whatwg.org/multipage/parsing.html#tokenization that decide what
# is a tag. Possessive, and whatever is left open takes the rest of the text, as it does in a
# browser: nothing is read twice.
_BLANK = r"[ \t\n\f\r]"
_NAME = r"[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
_VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|(?=>)|[^ \t\n\f\r>"'][^ \t\n\f\r>]*+|\Z)"""
_EQUALS = rf"{_BLANK}*+={_BLANK}*+"
_ATTRIBUTES = rf"(?:(?:{_BLANK}|/)++|{_NAME}(?:{_EQUALS}{_VALUE})?+)*+"
_RAW_TEXT = "script|style|textarea|title|iframe|noembed|noframes|xmp"
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<[!?/][^>]*+(?:>|\Z)"
    rf"|<(?P<raw>{_RAW_TEXT})(?P<raw_attributes>(?={_BLANK}|[/>]){_ATTRIBUTES})>"
    rf"(?P<text>.*?)(?=</(?P=raw)(?:{_BLANK}|[/>])|\Z)"
    rf"|<(?P<tag>[a-z][^ \t\n\f\r/>]*+)(?P<attributes>{_ATTRIBUTES})>"
    r"|<[a-z].*\Z",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(rf"(?P<name>{_NAME})(?P<equals>{_EQUALS})(?P<value>{_VALUE})|{_NAME}")
_REFERENCE = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);", re.IGNORECASE)

# https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute
_CANDIDATE = re.compile(r"(?P<url>[^\s,](?:\S*[^\s,])?)(?P<rest>[^,]*)")

Tag = Callable[[str, str, str], tuple[str, str] | None]
"""Takes a tag's name in lower case, its attributes as they are written, and the text of an element
that holds no tags; gives the attributes and the text to put there, or None to leave it out."""


def change_tags(text: str, change: Tag) -> str:
    """The HTML with every start tag as `change` has it."""

    def token(found: re.Match[str]) -> str:
        name = found["raw"] or found["tag"]
        if not name:
            return found[0]
        written = found["raw_attributes"] if found["raw"] else found["attributes"]
        changed = change(name.lower(), written, found["text"] or "")
        return f"<{name}{changed[0]}>{changed[1]}" if changed else ""

    return _TOKEN.sub(token, text)


def change_values(attributes: str, change: Callable[[str, str], str | None]) -> str:
    """A tag's attributes as written, with each value as `change` has it, which takes the name in
    lower case and the value; one for which it gives None is left out. What stays the same stays
    as it was written."""

    def attribute(found: re.Match[str]) -> str:
        if found["name"] is None:
            return found[0]
        value = _value(found["value"])
        changed = change(found["name"].lower(), value)
        if changed is None:
            return ""
        return found[0] if changed == value else f'{found["name"]}="{html.escape(changed)}"'

    return _ATTRIBUTE.sub(attribute, attributes)


def values(attributes: str) -> dict[str, str]:
    """A tag's attributes by their names in lower case; of two with one name browsers take the
    first, and one without a value has an empty one."""
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(attributes):
        name = one["name"] or one[0]
        found.setdefault(name.lower(), _value(one["value"] or ""))
    return found


def change_candidates(srcset: str, change: Callable[[str], str]) -> str:
    """A `srcset` with each address as `change` has it."""
    return _CANDIDATE.sub(lambda one: change(one["url"]) + one["rest"], srcset)


def _value(written: str) -> str:
    """An attribute's value, from the way it stands in the tag."""
    if written[:1] in ("'", '"'):
        written = written[1:].removesuffix(written[0])
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), written)
