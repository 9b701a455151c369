"""The kinds of page that a site has, known by their addresses. The one table of them.

A new kind of page gets a line here, and so all audits; a page of no kind is a finding. What each
kind may weigh stands beside it, in bytes after gzip (level 9), which is never less than what Brotli
makes of the same: `html` with the styles in it, `scripts` all scripts that the page names.
"""

from __future__ import annotations

import re

from plugins.values import Struct

FIRST_VIEW = 14 * 1024
"""Ten TCP packets: what a server sends before it waits for the reader's first answer (RFC 6928)."""

SCRIPTS = 8 * 1024

LONG_PAGE = 24 * 1024
"""Pages that grow with the data: still the first view comes with the first packets, for styles and
text stand in reading order."""


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of page: `address` is a regular expression for the whole site path."""

    name: str
    address: str
    html: int = FIRST_VIEW
    scripts: int = SCRIPTS
    open: str = ""
    """What else to look at on such a page: `lightbox`, `search`."""


KINDS = (
    Kind(name="home", address=r""),
    Kind(name="404", address=r"404\.html"),
    Kind(name="newest", address=r"tin-tuc/"),
    Kind(name="older", address=r"tin-tuc/trang/\d+/"),
    Kind(name="year", address=r"tin-tuc/\d{4}/(trang/\d+/)?"),
    Kind(name="month", address=r"tin-tuc/\d{4}/\d\d/(trang/\d+/)?"),
    Kind(name="post", address=r"tin-tuc/\d{4}/[^/]+/", open="lightbox"),
    Kind(name="category", address=r"chuyen-muc/[^/]+/(trang/\d+/)?"),
    Kind(name="tags", address=r"tu-khoa/"),
    Kind(name="tag", address=r"tu-khoa/[^/]+/(trang/\d+/)?"),
    Kind(name="series", address=r"dong-su-kien/([^/]+/(trang/\d+/)?)?"),
    Kind(name="quotations", address=r"trich-dan/", html=LONG_PAGE),
    Kind(name="mobile library", address=r"xe-thu-vien/", html=LONG_PAGE),
    Kind(name="figures", address=r"xe-thu-vien/so-lieu/", html=LONG_PAGE),
    Kind(name="stop", address=r"xe-thu-vien/diem-dung/[^/]+/"),
    Kind(name="videos", address=r"video/(trang/\d+/)?"),
    Kind(name="film", address=r"video/[^/]+/"),
    # What only a reader who searches loads, Pagefind's own part, is not named in the page.
    Kind(name="search", address=r"tim-kiem/", html=LONG_PAGE, scripts=14 * 1024, open="search"),
    Kind(name="page", address=r"[^/]+/"),
)

REDIRECT = Kind(name="redirect", address=r".*", html=1024, scripts=0)
"""An old address, known by what stands in the page."""

NOTICE = Kind(name="notice", address=r".*")
"""What stands at the address of a post or film that is gone."""

_PATTERNS = tuple((kind, re.compile(kind.address)) for kind in KINDS)


def kind_of(address: str) -> Kind | None:
    """The kind of the page at a site path, or None."""
    return next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(address)), None)
