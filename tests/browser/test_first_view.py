"""The first view comes in one go: nothing blocks it, and it carries the styles of its own kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Route

from plugins.assets.bundle import load_assets
from tests.benchmarks.first_view import weigh
from tests.browser.reading import Reader
from tests.browser.test_every_page import CONFERENCE
from tests.conftest import ROOT

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
SITES = ("sample", "real", "hostile", "empty")


def pages(output: Path) -> Iterator[tuple[str, str]]:
    """Pages that have the theme's frame."""
    for path in sorted(output.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if "<style>" in text:
            yield path.relative_to(output).as_posix(), text


def styled(css: str) -> set[frozenset[str]]:
    """Of each selector in a stylesheet the classes that it asks for."""
    selectors = re.findall(r"([^{}@;]+)\{", re.sub(r"@[^{;]*[{;]", "}", css))
    return {frozenset(_CLASS.findall(one)) for many in selectors for one in many.split(",")}


@pytest.mark.parametrize("site", SITES)
def test_every_class_has_its_style(outputs: dict[str, Path], site: str) -> None:
    """What the whole stylesheet says of classes that a page has, the page's own says too."""
    known = styled(load_assets(ROOT / "theme/static").whole.css)
    for name in ("film__title", "stop__sheet", "lightbox__image", "gallery", "quotes__item"):
        assert frozenset({name}) in known
    lightbox = {name for asked in known for name in asked if name.startswith("lightbox")}
    missing = {}
    for name, text in pages(outputs[site]):
        own = styled(text.partition("<style>")[2].partition("</style>")[0])
        used = {one for value in re.findall(r' class="([^"]*)"', text) for one in value.split()}
        if "data-photo" in text:
            used |= lightbox
        if lost := {asked for asked in known - own if asked and asked <= used}:
            missing[name] = lost
    assert missing == {}


@pytest.mark.parametrize("site", SITES)
def test_nothing_blocks(outputs: dict[str, Path], site: str) -> None:
    """No stylesheet of its own, no script before the first paint, no font that text waits for."""
    seen = 0
    for name, text in pages(outputs[site]):
        seen += 1
        assert 'rel="stylesheet"' not in text, name
        assert "@import" not in text, name
        seen_at_once = re.sub(r"(?s)<template>.*?</template>", "", text)
        assert re.findall(r"<script\b[^>]* src=[^>]*>", seen_at_once) == [], name
        faces = re.findall(r"@font-face\{[^}]*\}", text)
        assert [f for f in faces if not re.search(r"font-display:optional|src:local", f)] == [], (
            name
        )
    assert seen > 10


@pytest.mark.browser
@pytest.mark.parametrize("address", ["", CONFERENCE, "xe-thu-vien/", "video/"])
def test_text_is_painted_before_anything_else_has_come(reader: Reader, address: str) -> None:
    """Scripts, fonts and pictures are held back: the text is there all the same."""
    held: list[Route] = []
    page = reader.open("404.html", "real")
    page.route(re.compile(r"/static/|/anh/"), lambda route: held.append(route))  # noqa: PLW0108
    with page.expect_request(re.compile(r"/static/everywhere\.\w+\.js")):
        page.goto(f"{reader.sites['real'].origin}/{address}", wait_until="commit")
    page.wait_for_function(
        "() => performance.getEntriesByName('first-contentful-paint').length > 0", polling=50
    )
    assert page.locator("h1").inner_text()
    assert any(".js" in route.request.url for route in held)
    for route in held:
        route.continue_()
    page.wait_for_load_state()


def test_every_byte_is_accounted_for(outputs: dict[str, Path]) -> None:
    """The blocks that `first_view` weighs are nearly all of the conference post."""
    page = (outputs["real"] / CONFERENCE / "index.html").read_text(encoding="utf-8")
    weighed = list(weigh(page))
    assert len(weighed) == 19
    assert sum(size for _, size, _ in weighed) > 0.97 * len(page.encode())
