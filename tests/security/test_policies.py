"""Each page's content security policy lets in what the page needs, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from plugins.videos.pages import YOUTUBE_PLAYER
from tests.browser.late_scripts import LATE
from tests.browser.sample_site import KINDS, fill
from tests.support.sites import NOW, Site

BASE = {
    "default-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "base-uri": {"'self'"},
    "form-action": {"'self'"},
    "object-src": {"'none'"},
}


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class _Page(HTMLParser):
    """What a page asks for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.policy = ""
        self.styles: list[str] = []
        self.needs: dict[str, set[str]] = {}
        self.inline: list[str] = []
        self.scripts: list[str] = []
        self._in = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self._in = tag
        if has.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = has["content"]
        self.inline += [name for name in has if name == "style" or name.startswith("on")]
        if tag == "script" and "src" not in has and "type" not in has:
            self._in = "inline script"
        elif tag == "script" and "src" not in has and has["type"] != "application/ld+json":
            self.inline.append(has["type"])
        if "data-index" in has:
            self.needs["script-src"] = {"'wasm-unsafe-eval'"}
        for value in has.values():
            if value.startswith(f"{YOUTUBE_PLAYER}/embed/"):
                self.needs["frame-src"] = {YOUTUBE_PLAYER}
        if tag in ("video", "source") and has.get("src", "").startswith("https://"):
            host = "/".join(has["src"].split("/")[:3])
            self.needs.setdefault("media-src", {"'self'"}).add(host)

    def handle_data(self, data: str) -> None:
        if self._in == "style":
            self.styles.append(data)
        elif self._in == "inline script":
            self.scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    @property
    def directives(self) -> dict[str, set[str]]:
        parts = (part.split() for part in self.policy.split(";"))
        return {name: {*sources} for name, *sources in parts}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("policies")
    site = Site(root=root, cache=root / "cache")
    site.content.mkdir()
    fill(site)
    head = "title: Phim xa\ndate: 2021-01-05\nsource: {url: https://phim.example.org/a.mp4}"
    site.write("video/phim-xa.md", f"---\n{head}\n---\n")
    assert site.build(now=NOW, search="wished") == 0
    return site.output


def test_policies(output: Path) -> None:
    seen: dict[str, set[str]] = {}
    pages = [path for path in sorted(output.rglob("*.html")) if "tin-cu" not in path.parts]
    assert len(pages) > len(KINDS)
    for path in pages:
        page = _Page(path.read_text(encoding="utf-8"))
        (style,) = page.styles
        assert page.scripts == [LATE], path
        wanted = BASE | page.needs | {"style-src": {_hash(style)}}
        wanted["script-src"] = {"'self'", _hash(LATE)} | page.needs.get("script-src", set())
        assert page.directives == wanted, path
        assert page.inline == [], path
        for name in page.needs:
            seen.setdefault(name, set()).add(path.relative_to(output).as_posix())
    assert seen["script-src"] == {"tim-kiem/index.html"}
    assert seen["media-src"] == {"video/phim-xa/index.html"}
    assert f"{KINDS['film on YouTube']}index.html" in seen["frame-src"]
    assert len(seen["frame-src"]) < 5


def test_the_policy_stands_before_all_that_it_rules(output: Path) -> None:
    """A meta element rules what comes after it (CSP Level 3, section 3.3)."""
    for path in output.rglob("*.html"):
        head = path.read_text(encoding="utf-8").partition("Content-Security-Policy")[0]
        assert not re.search(r"<(?:script|style|base|img|iframe)\b", head) or "tin-cu" in path.parts


def test_a_page_that_leads_on_has_nothing_to_rule(output: Path) -> None:
    (page,) = [path.read_text(encoding="utf-8") for path in output.rglob("tin-cu/*.html")]
    assert not re.search(r"<(?:script|style|img|form|iframe)\b", page)
