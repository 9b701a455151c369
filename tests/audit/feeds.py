"""Feeds, the sitemap and robots.txt: well-formed, read back, and every entry whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser

from tests.audit.findings import Finding, Outcome
from tests.audit.sites import BuiltSite
from tests.feeds.reading import ENDINGS, Read, plainly

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_MOST = 50_000
"""Addresses of one sitemap (https://www.sitemaps.org/protocol.html)."""


def check_feeds(site: BuiltSite) -> Outcome:
    """Read every feed by feedparser and by the specification."""
    findings: list[Finding] = []
    files = sorted((site.folder / "feeds").rglob("*.*"))
    for path in files:
        name = path.relative_to(site.folder).as_posix()
        findings += [Finding(where=name, what=what) for what in problems_of(path)]
    for problem in _sitemap(site):
        findings.append(Finding(where="sitemap.xml", what=problem))
    robots = site.folder / "robots.txt"
    text = robots.read_text(encoding="utf-8") if robots.is_file() else ""
    if f"Sitemap: {site.url}/sitemap.xml" not in text.splitlines():
        findings.append(Finding(where="robots.txt", what="không nói sitemap.xml ở đâu"))
    return Outcome(
        looked_at=f"{len(files)} nguồn tin, sitemap.xml, robots.txt", findings=tuple(findings)
    )


def problems_of(path: Path) -> Iterator[str]:
    """What is wrong with a feed."""
    ending = next((one for one in ENDINGS if path.name.endswith(one)), "")
    if not ending:
        yield "không phải nguồn tin Atom, RSS hay JSON"
        return
    data = path.read_bytes()
    try:
        entries = plainly(data, ending)
    except (AssertionError, KeyError, ValueError, AttributeError, ElementTree.ParseError) as error:
        yield f"không đọc được: {type(error).__name__} {error}"
        return
    if ending == "json":
        version = json.loads(data).get("version")
        if version != _JSON_FEED:
            yield f"version {version!r}"
    else:
        parsed: Any = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
        if parsed.bozo:
            yield f"feedparser: {parsed.get('bozo_exception')}"
        if len(parsed.entries) != len(entries):
            yield f"feedparser thấy {len(parsed.entries)} mục, đặc tả có {len(entries)}"
    ids = [entry.id for entry in entries]
    yield from (
        f"hai mục cùng id {one}" for one in sorted({one for one in ids if ids.count(one) > 1})
    )
    for entry in entries:
        yield from (f"mục {entry.id}: thiếu {name}" for name in _lacks(entry))


def _lacks(entry: Read) -> list[str]:
    return [name for name in ("title", "link", "id", "author", "html") if not getattr(entry, name)]


def _sitemap(site: BuiltSite) -> Iterator[str]:
    try:
        root = ElementTree.parse(site.folder / "sitemap.xml").getroot()  # noqa: S314 (our own)
    except (OSError, ElementTree.ParseError) as error:
        yield f"không đọc được: {error}"
        return
    found = [element.text or "" for element in root.iter(f"{_SITEMAP}loc")]
    if len(found) > _MOST:
        yield f"{len(found)} địa chỉ, nhiều hơn {_MOST}"
    listed = {url.removeprefix(f"{site.url}/") for url in found}
    wanted = {page.address for page in site.pages if 'name="robots"' not in page.html}
    yield from (f"thiếu trang {one or '/'}" for one in sorted(wanted - listed))
    yield from (
        f"trang {one} không có, hoặc không muốn được tìm thấy" for one in sorted(listed - wanted)
    )
