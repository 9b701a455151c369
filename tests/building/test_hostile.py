"""Text that wants to be something else comes out as text, in every field of every data file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.browser.late_scripts import LATE
from tests.support.hostile import BANNER, HOSTILE, PAGE, POST, STOP, VIDEO, fill, short, text
from tests.support.sites import Site


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("hostile")
    site = Site(root=root, cache=root / "cache")
    fill(site)
    assert site.build() == 0
    return site


class _Seen(HTMLParser):
    """Text, attribute values and scripts as a browser would find them."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.values: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.values += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def words(self) -> str:
        """All text, with blanks as a reader sees them."""
        return " ".join("".join(self.texts).split())


def _seen(path: Path) -> _Seen:
    seen = _Seen()
    seen.feed(path.read_text(encoding="utf-8"))
    seen.close()
    return seen


def _pages(site: Site) -> Iterator[Path]:
    yield from sorted(site.output.rglob("*.html"))


def test_no_page_has_an_element_of_the_data(hostile: Site) -> None:
    for path in _pages(hostile):
        seen = _seen(path)
        scripts = [attributes for tag, attributes in seen.elements if tag == "script"]
        ours = "".join(seen.texts).count(LATE)
        typed = [one.get("src") or one.get("type") == "application/ld+json" for one in scripts]
        assert typed.count(False) == ours <= 1, path
        for _, attributes in seen.elements:
            assert not [name for name in attributes if name.startswith("on")], path
            assert attributes.get("src") != "x", path
            assert not (attributes.get("href") or "").startswith("javascript:"), path


FIELDS = {
    POST: ["title", "author", "summary", "tag", "series", "gallery_title", "caption", "correction"],
    PAGE: ["page"],
    VIDEO: ["video", "video tag"],
    "video/": ["video"],
    "xe-thu-vien/": ["stop", "address", "community", "route", "note"],
    f"{STOP}cho/": ["address", "route", "note"],
    "": ["title", "newer", "by", "source"],
    "trich-dan": ["quote", "by", "source"],  # too long for the banner
}


@pytest.mark.parametrize("address", FIELDS)
def test_every_field_is_read_as_it_was_typed(hostile: Site, address: str) -> None:
    words = _seen(hostile.output / address / "index.html").words
    for field in FIELDS[address]:
        assert " ".join(text(field).split()) in words, field


def test_the_banner_and_its_script_get_the_quotation_as_it_was_typed(hostile: Site) -> None:
    words = _seen(hostile.output / "index.html").words
    assert [" ".join(short(mark).split()) in words for mark in BANNER].count(True) == 1
    (file,) = (hostile.output / "static").glob("trich-dan.*.json")
    told = json.loads(file.read_bytes())["quotes"]
    assert [quote["text"] for quote in told] == [*map(short, BANNER)]
    assert {(quote["author"], quote["source"]) for quote in told} == {(text("by"), text("source"))}


def test_words_for_others_are_whole(hostile: Site) -> None:
    """The alternative text, the page's title and description."""
    seen = _seen(hostile.output / POST / "index.html")
    assert text("alt") in seen.values
    assert text("title").strip() in "".join(seen.texts)
    assert text("summary") in seen.values


def test_a_code_block_keeps_what_it_shows(hostile: Site) -> None:
    assert HOSTILE in "".join(_seen(hostile.output / POST / "index.html").texts)


def test_programs_read_the_same(hostile: Site) -> None:
    for path in sorted(hostile.output.rglob("*.xml")):
        ElementTree.parse(path)  # noqa: S314 (made a moment ago)
    titles = [item["title"] for item in _json(hostile, "feeds/tin-tuc.json")["items"]]
    assert sorted(titles) == sorted([text("title"), text("newer")])
    page = (hostile.output / POST / "index.html").read_text(encoding="utf-8")
    data = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    headlines = [node.get("headline", "") for node in json.loads(data)["@graph"]]
    assert any(headline.startswith("title <script>") for headline in headlines)


def _json(site: Site, name: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads((site.output / name).read_bytes())
    return found
