"""A page of the site as a file that a browser opens without a server.

There an address is a path from the page's own folder, a folder answers nothing by itself, scripts
may fetch nothing, and the page has no origin that its content security policy could call 'self'.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from html import escape
from urllib.parse import quote, unquote, urljoin, urlsplit

from plugins.addresses import output_file
from plugins.html_tags import change_candidates, change_tags, change_values, values
from plugins.settings import SiteSettings
from plugins.values import Struct, field
from plugins.whole_addresses import whole

_LOADED = ("src", "srcset", "poster")
"""Attributes whose files a browser asks for by itself."""
_FETCHED = ("data-quotes", "data-live")
"""What scripts of the theme would fetch: without it they leave the page as it is."""
_BODY = "<body>"
_URL = re.compile(r"""url\(("?)(/[^")]*)\1\)""")
_NOTE_CSS = (
    ".zip-note{margin:0;padding:.6rem 1rem;text-align:center;"
    "background:var(--ink);color:var(--paper)}"
)


class Shelf(Struct, frozen=True, kw_only=True):
    """What lies in the archive.

    `places` tells for each file of the output that may go there its place, `moved` to which one an
    old address leads, both by names of files. `read` gives the bytes of a file of the output.
    """

    places: Mapping[str, str]
    moved: Mapping[str, str]
    read: Callable[[str], bytes]
    site: SiteSettings

    def find(self, address: str, page: str) -> tuple[str, str]:
        """The file of the archive that an address on the site path `page` means, and the query and
        fragment behind it; no file when it is not there."""
        try:
            parts = urlsplit(urljoin(whole(page, self.site), address.strip()))
        except ValueError:  # an unfinished IPv6 address, say
            return "", ""
        tail = (f"?{parts.query}" if parts.query else "") + (
            f"#{parts.fragment}" if parts.fragment else ""
        )
        root = urlsplit(whole("", self.site))
        if parts[:2] != root[:2] or not f"{parts.path}/".startswith(root.path):
            return "", ""
        path = unquote(parts.path.removeprefix(root.path))
        for asked in (output_file(path), output_file(f"{path}/")):
            name = self.moved.get(asked, asked)
            if name in self.places:
                return name, tail
        return "", ""


class _Page(Struct, kw_only=True):
    """A page on its way into the archive; `used` are the files that it needs there."""

    name: str
    address: str
    shelf: Shelf
    used: set[str] = field(default_factory=set)

    def way_to(self, name: str) -> str:
        """The path of a file from this page."""
        folder = posixpath.dirname(self.shelf.places[self.name])
        return quote(posixpath.relpath(self.shelf.places[name], folder or "."))

    def link(self, address: str) -> str:
        """An address that the reader may follow; what is not in the archive is on the site."""
        if not address.strip() or address.startswith("#"):
            return address
        name, tail = self.shelf.find(address, self.address)
        if name:
            self.used.add(name)
            return self.way_to(name) + tail
        try:
            return urljoin(whole(self.address, self.shelf.site), address.strip())
        except ValueError:
            return address

    def loaded(self, address: str) -> str:
        """An address that the browser asks for by itself; empty when the archive has no such file,
        for no other host may be asked."""
        if address.startswith("data:"):
            return address
        name, _ = self.shelf.find(address, self.address)
        if not name:
            return ""
        self.used.add(name)
        return self.way_to(name)

    def captions(self, address: str) -> str | None:
        """Captions within the page: those of a file are another origin's."""
        name, _ = self.shelf.find(address, self.address)
        if not name:
            return None
        data = base64.b64encode(self.shelf.read(name)).decode()
        return f"data:text/vtt;base64,{data}"

    def value(self, tag: str, loaded: bool, name: str, value: str) -> str | None:
        """An attribute's value in the archive; None when it has no place there."""
        if name in _FETCHED:
            return None
        if tag == "track" and name == "src":
            return self.captions(value)
        if name == "srcset":
            changed = change_candidates(value, lambda one: self.loaded(one) or "\0")
            return None if "\0" in changed else changed
        if name in _LOADED or (name == "href" and loaded):
            return self.loaded(value) or None
        return self.link(value) if name in ("href", "action") else value

    def style(self, css: str) -> str:
        """A stylesheet, with files named from this page, and with the look of the note."""

        def put(found: re.Match[str]) -> str:
            return f"url({found[1]}{self.loaded(found[2])}{found[1]})"

        # Without a preload an optional face would miss its moment.
        css = css.replace("font-display:optional", "font-display:swap")
        return _URL.sub(put, css) + _NOTE_CSS


def offline(text: str, name: str, note: str, shelf: Shelf) -> tuple[str, Collection[str]]:
    """The HTML of the page that is the file `name` of the output, for its place in the archive,
    and the names of the files of the output that it leads to or shows.

    `note` stands at its top, as plain text. Raises LookupError when it is no page of the theme.
    """
    if _BODY not in text:
        raise LookupError(f"{name} has no {_BODY}")
    page = _Page(name=name, address=name.removesuffix("index.html"), shelf=shelf)
    hashes: dict[str, str] = {}

    def tag(kind: str, written: str, inside: str) -> tuple[str, str] | None:
        rel = values(written).get("rel", "").lower().split() if kind == "link" else []
        if "canonical" in rel:
            return written, inside
        if "preload" in rel:  # a file needs none, and Chromium refuses one with `crossorigin`
            return None
        if kind == "style":
            changed = page.style(inside)
            hashes[_hash(inside)] = _hash(changed)
            return written, changed
        loaded = bool({"icon", "stylesheet"} & set(rel))
        return change_values(written, lambda key, value: page.value(kind, loaded, key, value)), (
            inside
        )

    def policy(kind: str, written: str, inside: str) -> tuple[str, str]:
        if values(written).get("http-equiv", "").lower() != "content-security-policy":
            return written, inside
        return change_values(
            written,
            lambda key, value: _policy(value, hashes, shelf.site) if key == "content" else value,
        ), inside

    text = change_tags(change_tags(text, tag), policy)
    told = f'{_BODY}\n<p class="zip-note">{escape(note)}</p>'
    return text.replace(_BODY, told, 1), page.used - {name}


def _policy(policy: str, hashes: Mapping[str, str], site: SiteSettings) -> str:
    """The content security policy of a page that has no origin: its own files are those of this
    machine (CSP Level 3, section 6.7.2.8: a scheme matches where 'self' does not). Its search is on
    the site."""
    host = "://".join(urlsplit(site.url)[:2])
    policy = policy.replace("form-action 'self'", f"form-action 'self' {host}")
    for before, after in hashes.items():
        policy = policy.replace(before, after)
    policy = policy.replace("default-src 'self'", "default-src 'self' data:")
    return policy.replace("'self'", "'self' file:")


def _hash(css: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
