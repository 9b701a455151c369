"""A built site as its files: every page read once, with its ids, links and data."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from plugins.values import Struct
from tests.audit.kinds import NOTICE, REDIRECT, Kind, kind_of

_ADDRESSES = {
    "href": None,
    "src": None,
    "poster": None,
    "action": None,
    "cite": None,
    "data": ("object",),
}
"""Attributes that hold an address, and the elements where they do (None: everywhere)."""

_PICTURES = ("og:image", "og:url", "og:video", "og:audio", "twitter:image")
_REFRESH = re.compile(r"^\s*[\d.]+\s*;\s*url\s*=\s*(.+)$", re.IGNORECASE)
_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_LOADING = ("img", "script", "source", "video", "track")
_PLAIN = frozenset(("", "text/javascript", "module", "application/javascript"))


class Link(Struct, frozen=True, kw_only=True):
    """An address as it stands in a page. `loads` when the browser asks for it by itself."""

    address: str
    line: int
    loads: bool = False
    canonical: bool = False


class Page(Struct, frozen=True, kw_only=True):
    """A page of the site. `address` is its site path."""

    address: str
    kind: Kind | None
    html: str
    ids: tuple[str, ...]
    links: tuple[Link, ...]
    data: tuple[tuple[int, str], ...]
    scripts: tuple[str, ...]
    """Addresses of the scripts it names."""
    blocking: tuple[str, ...]
    """What the browser waits for before it paints: stylesheets, scripts without `defer`; but not
    those in a template, and not the one behind it that asks for them."""


class BuiltSite(Struct, frozen=True, kw_only=True):
    """A folder that a build made. `url` is the address its pages say they have, with the base path
    and without a slash at its end; `base` is that path."""

    name: str
    folder: Path
    url: str
    base: str
    pages: tuple[Page, ...]

    def file(self, path: str) -> Path:
        """The file behind a site path."""
        return self.folder / (f"{path}index.html" if not path or path.endswith("/") else path)

    def chosen(self, count: int) -> list[Page]:
        """Of each kind the heaviest page and the lightest ones, up to `count`; 0 gives all."""
        if not count:
            return [*self.pages]
        of_kind: dict[str, list[Page]] = {}
        for page in self.pages:
            of_kind.setdefault(page.kind.name if page.kind else "", []).append(page)
        found = []
        for pages in of_kind.values():
            pages.sort(key=lambda page: (-len(page.html), page.address))
            found += [pages[0], *pages[1:][::-1][: count - 1]]
        return found


def read_site(folder: Path, name: str = "") -> BuiltSite:
    """Read all pages below a folder. Raises FileNotFoundError where there is no home page."""
    home = _parse((folder / "index.html").read_text(encoding="utf-8"))
    url = next((link.address for link in home.links if link.canonical), "").rstrip("/")
    pages = []
    for path in sorted(folder.rglob("*.html")):
        address = path.relative_to(folder).as_posix()
        if address.startswith(("pagefind/", "static/")):
            continue  # not pages of ours
        address = address.removesuffix("index.html") if path.name == "index.html" else address
        pages.append(_page(address, path.read_text(encoding="utf-8")))
    return BuiltSite(
        name=name or folder.name,
        folder=folder,
        url=url,
        base=urlsplit(url).path,
        pages=tuple(pages),
    )


def parse_links(html: str) -> list[Link]:
    """The addresses in a page."""
    return _parse(html).links


def _page(address: str, html: str) -> Page:
    parser = _parse(html)
    kind = kind_of(address)
    if parser.leads_on:
        kind = REDIRECT
    elif kind and kind.name in ("post", "film") and parser.noindex:
        kind = NOTICE
    return Page(
        address=address,
        kind=kind,
        html=html,
        ids=tuple(parser.ids),
        links=tuple(parser.links),
        data=tuple(parser.data),
        scripts=tuple(parser.scripts),
        blocking=tuple(parser.blocking),
    )


def _parse(html: str) -> _Parser:
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[Link] = []
        self.data: list[tuple[int, str]] = []
        self.scripts: list[str] = []
        self.blocking: list[str] = []
        self.leads_on = self.noindex = False
        self._within = ""
        self._templates = 0
        self._late = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._within = ""
        self.ids += [found[name] for name in ("id",) if name in found]
        if tag == "a" and "name" in found:
            self.ids.append(found["name"])
        canonical = tag == "link" and "canonical" in found.get("rel", "").split()
        for name, value in found.items():
            where = _ADDRESSES.get(name, ())
            if name in _ADDRESSES and (where is None or tag in where):
                self._add(value, loads=tag in _LOADING, canonical=canonical)
            elif name in ("srcset", "imagesrcset"):
                for candidate in value.split(","):
                    self._add(candidate.split()[0] if candidate.split() else "", loads=True)
        if tag == "meta":
            self._meta(found)
        elif tag == "link":
            rel = found.get("rel", "").split()
            if "stylesheet" in rel and found.get("media", "all") != "print":
                self.blocking.append(found.get("href", ""))
        elif tag == "script":
            self._script(found)
        elif tag == "template":
            self._templates += 1
            self._late = True
        elif tag == "style":
            self._within = "style"

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "data":
            self.data.append((self.getpos()[0], data))
        elif self._within == "style":
            for address in _URL.findall(data):
                self._add(address, loads=True)

    def _meta(self, found: dict[str, str]) -> None:
        content = found.get("content", "")
        if found.get("property", found.get("name")) in _PICTURES:
            self._add(content)
        if found.get("http-equiv", "").lower() == "refresh" and (to := _REFRESH.match(content)):
            self.leads_on = True
            self._add(to[1].strip("'\" "))
        if found.get("name") == "robots" and "noindex" in content:
            self.noindex = True

    def _script(self, found: dict[str, str]) -> None:
        kind = found.get("type", "")
        if kind == "application/ld+json":
            self._within = "data"
        elif kind in _PLAIN:
            if "src" in found:
                self.scripts.append(found["src"])
            waits = {"defer", "async"} & {*found} or kind == "module" or self._templates
            if not waits and ("src" in found or not self._late):
                self.blocking.append(found.get("src", "<script>"))

    def _add(self, address: str, *, loads: bool = False, canonical: bool = False) -> None:
        line = self.getpos()[0]
        self.links.append(Link(address=address, line=line, loads=loads, canonical=canonical))
