"""Addresses in HTML, made whole: a feed's text is read far from the page it comes from.

Only the attributes of tags change. Text stays as it is, also where it shows HTML, and so does
everything in comments, scripts and the like.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

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

_ADDRESS = ("href", "src", "poster")
_CANDIDATES = "srcset"
# https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute
_CANDIDATE = re.compile(r"(?P<url>[^\s,](?:\S*[^\s,])?)(?P<rest>[^,]*)")
_REFERENCE = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);", re.IGNORECASE)


def whole_links(text: str, page: str) -> str:
    """The HTML with every `href`, `src`, `srcset` and `poster` resolved against the page's
    whole address, as a browser on that page would (RFC 3986, section 5)."""

    def attribute(found: re.Match[str]) -> str:
        name, value = found["name"], _value(found["value"] or "")
        if name is None or name.lower() not in (*_ADDRESS, _CANDIDATES):
            return found[0]
        resolved = (
            _CANDIDATE.sub(lambda one: _resolved(one["url"], page) + one["rest"], value)
            if name.lower() == _CANDIDATES
            else _resolved(value, page)
        )
        return found[0] if resolved == value else f'{name}="{html.escape(resolved)}"'

    def token(found: re.Match[str]) -> str:
        if found["raw"]:
            return f"<{found['raw']}{rewritten(found['raw_attributes'])}>{found['text']}"
        if found["tag"]:
            return f"<{found['tag']}{rewritten(found['attributes'])}>"
        return found[0]

    def rewritten(attributes: str) -> str:
        return _ATTRIBUTE.sub(attribute, attributes)

    return _TOKEN.sub(token, text)


def _value(written: str) -> str:
    """An attribute's value, from the way it stands in the tag."""
    if written[:1] in ("'", '"'):
        written = written[1:].removesuffix(written[0])
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), written)


def _resolved(address: str, page: str) -> str:
    try:
        return urljoin(page, address.strip())
    except ValueError:  # an unfinished IPv6 address, say
        return address
