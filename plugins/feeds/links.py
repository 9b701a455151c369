"""Addresses in HTML, made whole: a feed's text is read far from the page it comes from.

Only the attributes of tags change. Text stays as it is, also where it shows HTML, and so does
everything in comments, scripts and the like.
"""

from __future__ import annotations

from functools import partial
from urllib.parse import urljoin

from plugins.html_tags import change_candidates, change_tags, change_values

_ADDRESS = ("href", "src", "poster")
_CANDIDATES = "srcset"


def whole_links(text: str, page: str) -> str:
    """The HTML with every `href`, `src`, `srcset` and `poster` resolved against the page's
    whole address, as a browser on that page would (RFC 3986, section 5)."""
    resolve = partial(_resolved, page)

    def attribute(name: str, value: str) -> str:
        if name == _CANDIDATES:
            return change_candidates(value, resolve)
        return resolve(value) if name in _ADDRESS else value

    def tag(_: str, attributes: str, inside: str) -> tuple[str, str]:
        return change_values(attributes, attribute), inside

    return change_tags(text, tag)


def _resolved(page: str, address: str) -> str:
    try:
        return urljoin(page, address.strip())
    except ValueError:  # an unfinished IPv6 address, say
        return address
