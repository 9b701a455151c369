"""Links of other places, and where they can lead from a post."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from plugins.importing.documents import shorten
from plugins.importing.letters import clean
from plugins.raw_html import LINK_SCHEMES

_REFUSED = re.compile(r"[\x00-\x1f<>\"`\\^{|}]")


def usable_link(href: str, address: str) -> tuple[str, str]:
    """Where a link of the post can lead, and what is refused of it; both are empty for a link
    within its page. `address` is where the page was."""
    href = re.sub(r"[\t\n\r]", "", clean(href)).strip()
    if not href or href.startswith("#"):
        return "", ""
    try:
        if not urlsplit(href).scheme and address:
            href = urljoin(address, href)
        parts = urlsplit(href)
        scheme = parts.scheme.lower()
        whole = scheme in LINK_SCHEMES and (scheme not in ("http", "https") or parts.hostname)
    except ValueError:
        whole = False
    if not whole or _REFUSED.search(href):
        return "", shorten(href)
    return href.replace(" ", "%20"), ""
