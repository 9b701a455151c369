"""Every text of the corpus, wherever an editor can write: nothing runs in a real browser, nothing
breaks the markup, and programs read data that is whole."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from plugins.raw_html import LINK_SCHEMES
from tests.browser.chromium import WITHOUT_WORKER
from tests.browser.reading import BuiltSite
from tests.security.corpus import corpus
from tests.security.hostile_site import Refused, Twins

pytestmark = pytest.mark.browser

TEXTS = {
    *("post title", "post summary", "post author", "post tag", "post series"),
    *("post gallery_title", "post correction", "post alt", "post caption", "post code"),
    *("page title", "page summary", "video title", "video summary", "video tag"),
    *("quotation", "stops", "trips note", "trips route"),
}
"""Fields that take any text: only what no file may hold is refused."""


def test_the_corpus_is_large() -> None:
    assert len(set(corpus())) == len(corpus()) >= 150


def test_fields_of_text_take_nearly_all(twins: Twins) -> None:
    unseen = {n for n, text in enumerate(corpus()) if re.search("[\0-\x08\x0b-\x1f\ufffe]", text)}
    for name in TEXTS:
        assert {*range(len(corpus()))} - {*twins.kept[name]} <= unseen | {219}, name


def test_what_is_refused_says_what_where_and_the_cure(twins: Twins) -> None:
    """Held there: the text never comes to a page."""
    counted = Counter(one.name for one in twins.refused)
    assert counted["body picture"] > 200
    assert counted["cue"] > 100
    assert [one for one in twins.refused if not _is_told(one)] == []


def _is_told(one: Refused) -> bool:
    problem = one.problem
    return bool(problem.path and problem.line and problem.message and problem.hint)


# What a page is made of by the rules of browsers: elements in their order with the names of their
# attributes, but for what depends on words (how near posts are to each other, a film's text); which
# kinds of element it has; and where its addresses lead.
SEEN = """async (names) => {
  const tag = (node) => `${node.localName} ${node.getAttributeNames().sort().join(" ")}`;
  const told = (node) => `<${tag(node)}>${[...node.children].map(told).join("")}/`;
  const pages = {};
  for (const name of names) {
    const source = await (await fetch(`/${name}`)).text();
    const page = new DOMParser().parseFromString(source, "text/html");
    for (const node of page.querySelectorAll(".related")) node.remove();
    const nodes = [...page.querySelectorAll("*")];
    const schemes = ["href", "src", "action", "formaction", "data", "poster", "cite", "xlink:href"]
      .flatMap((name) => nodes.map((node) => node.getAttribute(name)))
      .filter((address) => address !== null)
      .map((address) => {
        try { return new URL(address, location).protocol; } catch { return "leads nowhere"; }
      });
    const text = page.querySelector(".prose");
    const kinds = nodes.filter((node) => !text?.contains(node)).map(tag);
    const typed = nodes.filter((node) => text?.contains(node)).map(tag);
    for (const node of page.querySelectorAll(".prose > *")) node.remove();
    pages[name] = {
      made: told(page.documentElement),
      kinds: [...new Set(kinds)],
      typed: [...new Set(typed)],
      schemes: [...new Set(schemes)],
    };
  }
  return pages;
}"""


@pytest.fixture(scope="module")
def seen(served: dict[str, BuiltSite], browser: Browser) -> dict[str, dict[str, Any]]:
    """Both sites as a browser reads them, page by page; those whose addresses come from a text are
    named by its number."""
    found = {}
    for name, site in served.items():
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(f"{site.origin}/robots.txt")
            pages = page.evaluate(SEEN, html_files(site.output))
        found[name] = {
            re.sub(r"[^/]*[ -](m\d{3})(?=\D|$)", r"\1", key): pages[key] for key in pages
        }
    return found


def html_files(output: Path) -> list[str]:
    found = (path.relative_to(output).as_posix() for path in output.rglob("*.html"))
    return sorted(name for name in found if not name.startswith("cu/"))


def test_the_markup_of_all_pages_is_that_of_the_twin(seen: dict[str, dict[str, Any]]) -> None:
    hostile, harmless = seen["hostile"], seen["harmless"]
    assert hostile.keys() == harmless.keys()
    assert len(hostile) > 1500
    # Of one text; other pages put many in an order that depends on them, or leave out empty ones.
    single = [name for name in hostile if re.search(r"(?:/[ad]|c|\bm)\d{3}/index.html$", name)]
    single = [name for name in single if "diem-dung" not in name]
    assert len(single) > 1000
    assert [name for name in single if hostile[name]["made"] != harmless[name]["made"]] == []
    for name, page in hostile.items():
        kinds = {*page["kinds"]} - {*harmless[name]["kinds"]}
        assert not kinds, name


TYPED = re.compile(
    r"(?:script|iframe|object|embed|svg|math|style|link|meta|base|form|input)\b|.* on"
)


def test_no_body_has_what_could_run(seen: dict[str, dict[str, Any]]) -> None:
    """There Markdown makes elements, and HTML may be typed: but none that does something."""
    typed = {tag for page in seen["hostile"].values() for tag in page["typed"]}
    assert len(typed) > 30
    svg = "svg aria-hidden class fill"  # the theme's own, behind a photo
    assert [tag for tag in typed - {svg} if TYPED.match(tag)] == []


def test_no_address_runs_anything(seen: dict[str, dict[str, Any]]) -> None:
    schemes = {scheme for page in seen["hostile"].values() for scheme in page["schemes"]}
    assert schemes - {"leads nowhere"} <= {f"{scheme}:" for scheme in LINK_SCHEMES}


@contextmanager
def watched(browser: Browser, origin: str, *, policy: bool) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what runs on it or asks another host: that list is to stay empty."""
    context = browser.new_context(bypass_csp=not policy, locale="vi-VN")
    said: list[str] = []
    page = context.new_page()
    page.add_init_script(WITHOUT_WORKER)

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{origin}/", "data:")):
            said.append(f"{page.url}: asks {request.url}")

    page.on("dialog", lambda dialog: (said.append(f"{page.url}: dialog"), dialog.dismiss()))
    page.on("request", asked)

    def spoke(message: ConsoleMessage) -> None:
        # A colour that an editor typed, with a warning: it shows nothing and asks nobody.
        if not message.text.startswith("Applying inline style"):
            said.append(f"{page.url}: {message.text}")

    page.on("console", spoke)
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("popup", lambda popup: said.append(f"{page.url}: opens {popup.url}"))
    yield page, said
    context.close()


# What a mouse and a keyboard would set off, without going anywhere.
TOUCHED = """() => {
  for (const node of document.querySelectorAll("main *")) {
    for (const name of ["mouseover", "focus", "pointerenter"]) {
      node.dispatchEvent(new Event(name, { bubbles: true }));
    }
  }
}"""


@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without it"])
def test_nothing_runs(served: dict[str, BuiltSite], browser: Browser, policy: bool) -> None:
    """The policy is the second line: without it nothing may run either. Pages of one text whose
    markup is that of their twins are samples, others each of them in turn."""
    site = served["hostile"]
    names = html_files(site.output)
    single = re.compile(r"(?:/[acd]|m)\d{3}/index.html$")
    bodies = [name for name in names if re.search(r"/b\d{3}/", name)]
    alike = [name for name in names if single.search(name)][policy::8]
    others = [n for n in names if n not in bodies and not single.search(n) and "/trang/" not in n]
    with watched(browser, site.origin, policy=policy) as (page, said):
        for name in (*bodies[policy :: 1 + policy], *alike, *others):
            page.goto(f"{site.origin}/{name}")
            page.evaluate(TOUCHED)
            assert page.url.startswith(f"{site.origin}/{name}"), "led away"
        assert said == []


def test_words_that_scripts_show_are_words(served: dict[str, BuiltSite], browser: Browser) -> None:
    """The search, the lightbox, the banner's next quotation: without the policy."""
    site = served["hostile"]
    with watched(browser, site.origin, policy=False) as (page, said):
        for words in ("script", "onerror", "evil", "<img src=x onerror=alert(1)>"):
            page.goto(f"{site.origin}/tim-kiem/")
            page.locator("#q").fill(words)
            page.locator("#q").press("Enter")
            page.locator("[data-results] a").first.wait_for()
        for number in range(0, len(corpus()), 8):
            name = f"tin-tuc/2021/a{number:03}/index.html"
            if (site.output / name).exists():
                page.goto(f"{site.origin}/{name}")
                page.locator("[data-photo] a, a[data-photo]").first.click()
                page.locator("dialog[open]").first.wait_for()
        assert said == []


def test_programs_read_data_that_is_whole(twins: Twins) -> None:
    output = twins.hostile.output
    twin = twins.harmless.output
    for path in sorted(output.rglob("*.xml")):
        made = [one.tag for one in ElementTree.parse(path).iter()]  # noqa: S314 (made a moment ago)
        other = twin / path.relative_to(output)
        assert {*made} == {one.tag for one in ElementTree.parse(other).iter()}, path  # noqa: S314
    for path in sorted(output.rglob("*.json")):
        json.loads(path.read_bytes())
    places = json.loads((output / "xe-thu-vien/diem-dung.geojson").read_bytes())
    assert places["type"] == "FeatureCollection"
    for path in sorted(output.rglob("*.ics"))[::4]:
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        named = {name for event in calendar.walk("VEVENT") for name in event}
        assert "ATTACH" not in named, path
        assert len(calendar.walk("VALARM")) == 0, path
        for event in calendar.walk("VEVENT"):
            assert str(event["SUMMARY"]) != "giả", path
    with (output / "xe-thu-vien/lich.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len({len(row) for row in rows}) == 1
    signs = ("=", "+", "@", "\t", "\r", "＝")
    assert [cell for row in rows for cell in row if cell.startswith(signs)] == []
    for path in sorted((output / "tin-tuc/2021").glob("a*/index.html")):
        page = path.read_text(encoding="utf-8")
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        graph = json.loads(data)["@graph"]
        assert "evil.example" not in {node.get("url") for node in graph}, path
