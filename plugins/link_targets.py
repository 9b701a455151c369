"""Where the links of a body lead: to content files, places in them, addresses of this site."""

from __future__ import annotations

from plugins.values import Struct


class Link(Struct, frozen=True, kw_only=True):
    """A link to another content file; `target` is its path in the content folder."""

    target: str
    line: int


class Reference(Struct, frozen=True, kw_only=True):
    """A link to a place within a content file, or to an address of this site.

    `target` is a path in the content folder or empty; then `address` is a site path. `fragment`
    is the id that it names, which may be empty.
    """

    target: str = ""
    address: str = ""
    fragment: str = ""
    line: int
