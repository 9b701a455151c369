"""Whether every address of a site leads to a file of it, and every fragment to an id.

Other hosts are not asked: `inv video-check` is for films, and an audit must not depend on them.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from tests.audit.findings import Finding, Outcome
from tests.audit.sites import BuiltSite

_OTHER = {
    "mailto": re.compile(r"(\S+@\S+\.\S+)?(\?\S+)?"),
    "tel": re.compile(r"\+?[\d-]+"),
    "geo": re.compile(r"-?\d+(\.\d+)?,-?\d+(\.\d+)?"),
    "sms": re.compile(r"\S+"),
    "data": re.compile(r"\S+"),
    "https": re.compile(r"//[^/\s]+\.\S+"),
    "http": re.compile(r"//[^/\s]+\.\S+"),
}
"""Forms of addresses that lead away."""

_ENDS = (".xml", ".json", ".geojson", ".txt", ".ics")


def check_links(site: BuiltSite) -> Outcome:
    """Look at all pages, feeds, the sitemap, calendars and the schema.org data of pages."""
    ids = {page.address: {*page.ids} for page in site.pages}
    findings: list[Finding] = []
    count = fragments = away = 0

    def look(page: str, where: str, address: str) -> None:
        nonlocal count, fragments, away
        count += 1
        found = _target(site, page, address)
        if isinstance(found, str):
            if found:
                findings.append(Finding(where=where, what=f"{found}: {address!r}"))
            else:
                away += 1
            return
        path, fragment = found
        file = site.file(path)
        if not file.is_file():
            findings.append(Finding(where=where, what=f"không có trang hay tệp {address}"))
        elif fragment and not fragment.startswith(":~:") and path in ids:
            fragments += 1
            if fragment not in ids[path]:
                findings.append(Finding(where=where, what=f"không có id cho {address}"))

    for page in site.pages:
        twice = {one for one in page.ids if page.ids.count(one) > 1}
        findings += [
            Finding(where=page.address or "/", what=f"hai id {one!r}") for one in sorted(twice)
        ]
        for link in page.links:
            look(page.address, f"{page.address or '/'}:{link.line}", link.address)
    for path in sorted(p for p in site.folder.rglob("*") if p.suffix in _ENDS and p.is_file()):
        name = path.relative_to(site.folder).as_posix()
        if not name.startswith("pagefind/"):
            for address in addresses_in(path.read_text(encoding="utf-8"), site.url):
                look("", name, address)
    for page in site.pages:
        for line, text in page.data:
            for address in addresses_in(text, site.url):
                look("", f"{page.address or '/'}:{line}", address)
    said = f"{count} địa chỉ trong {len(site.pages)} trang và các tệp khác; {fragments} tới một id;"
    return Outcome(
        looked_at=f"{said} {away} ra ngoài trang (không hỏi)",
        findings=tuple(dict.fromkeys(findings)),
    )


def addresses_in(text: str, url: str) -> Iterator[str]:
    """The whole addresses of this site in the text of a feed, a calendar or JSON."""
    if not url:
        return
    if text.startswith("BEGIN:VCALENDAR"):
        text = re.sub(r"\r?\n[ \t]", "", text)  # unfolded: RFC 5545, section 3.1
    elif text.startswith("<"):
        text = " ".join(_texts(ElementTree.fromstring(text)))  # noqa: S314 (our own)
    elif text.startswith(("{", "[")):
        text = " ".join(_strings(json.loads(text)))
    pattern = rf"{re.escape(url)}(?=[/\s\"'<>]|$)[^\s\"'<>\\^`{{|}}]*"
    yield from (found.rstrip(".,;)") for found in re.findall(pattern, text))


def _texts(element: ElementTree.Element) -> Iterator[str]:
    for one in element.iter():
        yield from one.attrib.values()
        yield one.text or ""
        yield one.tail or ""


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            # A schema.org @id names a thing; the page it stands on need not have such an id.
            if name != "@id":
                yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value


def _target(site: BuiltSite, page: str, address: str) -> tuple[str, str] | str:
    """The site path and fragment; else what is wrong, or "" for a good address of elsewhere."""
    if address != address.strip() or re.search(r"\s", address):
        return "khoảng trắng trong địa chỉ"
    parts = urlsplit(address)
    if site.url and (address == site.url or address.startswith(f"{site.url}/")):
        path = parts.path
    elif parts.scheme:
        form = _OTHER.get(parts.scheme)
        rest = address[len(parts.scheme) + 1 :]
        return "" if form and form.fullmatch(rest) else "địa chỉ sai dạng"
    elif parts.netloc:
        return "địa chỉ không nói https"
    elif not parts.path:
        return page, unquote(parts.fragment)
    else:
        path = posixpath.join(f"{site.base}/{page}", parts.path)
    if not (path == site.base or path.startswith(f"{site.base}/")):
        return "địa chỉ ra ngoài thư mục của trang"
    slash = path.endswith("/")
    path = posixpath.normpath(unquote(path))
    path = path.removeprefix(site.base).strip("/")
    if slash and path:
        path += "/"
    elif path and (site.folder / path).is_dir():
        return "thiếu dấu / ở cuối"
    return path, unquote(parts.fragment)
