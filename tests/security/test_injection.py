"""Every text of the corpus, wherever an editor can write: nothing runs in a real browser, nothing
breaks the markup, and programs read data that is whole."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
from playwright.sync_api import Browser, Route

from plugins.raw_html import LINK_SCHEMES
from tests.browser.late_scripts import goto
from tests.browser.reading import BuiltSite
from tests.browser.serving import serving
from tests.security.corpus import corpus
from tests.security.hostile_site import Refused, Twins
from tests.security.watching import COMPARED, ELEMENTS, TOUCHED, VISITED, html_files, watched

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


@pytest.fixture(scope="module")
def pairs(twins: Twins) -> dict[str, tuple[str, str]]:
    """Pages of both sites below their common folder; those whose addresses come from a text are
    named by its number."""
    both = []
    for site in (twins.hostile, twins.harmless):
        below = site.output.relative_to(site.root.parent).as_posix()
        names = {
            re.sub(r"[^/]*[ -](m\d{3})(?=\D|$)", r"\1", name): f"{below}/{name}"
            for name in html_files(site.output)
        }
        both.append(names)
    hostile, harmless = both
    assert hostile.keys() == harmless.keys()
    return {name: (hostile[name], harmless[name]) for name in hostile}


@pytest.fixture(scope="module")
def compared(
    twins: Twins, pairs: dict[str, tuple[str, str]], browser: Browser
) -> dict[str, list[str]]:
    """Both sites as a browser reads them."""
    folder = twins.hostile.root.parent
    (folder / "empty.txt").touch()
    with serving(folder) as origin, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{origin}/empty.txt")
        found: dict[str, list[str]] = page.evaluate(COMPARED, list(pairs.values()))
        return found


SINGLE = re.compile(r"(?:(?:^|/)[acd]|\bm)\d{3}/index.html$")
"""Pages of one text, but for bodies; others put many in an order that depends on them, or leave out
empty ones."""


def test_the_markup_of_all_pages_is_that_of_the_twin(
    pairs: dict[str, tuple[str, str]], compared: dict[str, list[str]]
) -> None:
    assert len(pairs) > 1500
    single = [name for name in pairs if SINGLE.search(name) and "diem-dung" not in name]
    assert len(single) > 1000
    assert {pairs[name][0] for name in single} & {*compared["unlike"]} == set()
    assert compared["strange"] == []


TYPED = re.compile(
    r"(?:script|iframe|object|embed|svg|math|style|link|meta|base|form|input)\b|.* on"
)


def test_no_body_has_what_could_run(compared: dict[str, list[str]]) -> None:
    """There Markdown makes elements, and HTML may be typed: but none that does something."""
    typed = {*compared["typed"]}
    assert len(typed) > 30
    svg = "svg aria-hidden class fill"  # the theme's own, behind a photo
    assert [tag for tag in typed - {svg} if TYPED.match(tag)] == []


def test_no_address_runs_anything(compared: dict[str, list[str]]) -> None:
    known = {f"{scheme}:" for scheme in LINK_SCHEMES}
    assert {*compared["schemes"]} - {"leads nowhere"} <= known


TOGETHER = 12
"""Bodies of posts that are put onto one page."""


def bodies(output: Path) -> Iterator[str]:
    """Pages with the bodies of many posts each, as they are published."""
    whole = re.compile(
        r'(.*?<div class="post__body prose"[^>]*>\n)(.*)'
        r'(</div>\n.*?<footer class="post__after">.*)',
        re.DOTALL,
    )
    found = []
    for path in sorted(output.glob("tin-tuc/2021/b*/index.html")):
        parts = whole.fullmatch(path.read_text(encoding="utf-8"))
        assert parts, path
        found.append(parts)
    assert len(found) > 200
    for at in range(0, len(found), TOGETHER):
        some = found[at : at + TOGETHER]
        yield some[0][1] + "".join(f"<div data-body>{one[2]}</div>" for one in some) + some[0][3]


@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without it"])
def test_nothing_runs(served: dict[str, BuiltSite], browser: Browser, policy: bool) -> None:
    """The policy is the second line: without it nothing may run either. Pages of one text whose
    markup is that of their twins are samples."""
    site = served["hostile"]
    names = [name for name in html_files(site.output) if not name.startswith("tin-tuc/trang/")]
    alike = [name for name in names if SINGLE.search(name)]
    others = {*names} - {*alike} - {name for name in names if re.search(r"/b\d{3}/", name)}
    assert len(others) > 10
    visited = [*alike[policy::8], *sorted(others)]
    with watched(browser, site.origin, policy=policy) as (page, said):
        page.goto(f"{site.origin}/robots.txt")
        assert page.evaluate(VISITED, visited) == []
        together = {f"tin-tuc/2021/than-{n}/": one for n, one in enumerate(bodies(site.output))}

        def answer(route: Route) -> None:
            body = together[route.request.url.removeprefix(f"{site.origin}/")]
            route.fulfill(body=body, content_type="text/html; charset=utf-8")

        page.route(f"{site.origin}/tin-tuc/2021/than-*/", answer)
        for name, source in together.items():
            goto(page, f"{site.origin}/{name}")
            there = page.locator(".post > .post__body > [data-body]").count()
            assert there == source.count("<div data-body>"), "one swallows others"
            page.evaluate(TOUCHED)
            assert page.url == f"{site.origin}/{name}", "led away"
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
                goto(page, f"{site.origin}/{name}")
                page.locator("[data-photo] a, a[data-photo]").first.click()
                page.locator("dialog[open]").first.wait_for()
        assert said == []


def test_pages_at_old_addresses_have_the_same_elements(twins: Twins, browser: Browser) -> None:
    """They name the page that they lead to, by its title."""
    stubs = sorted((twins.hostile.output / "cu").rglob("*.html"))
    assert len(stubs) > 200
    with browser.new_context() as context:
        page = context.new_page()
        made = page.evaluate(ELEMENTS, [path.read_text(encoding="utf-8") for path in stubs])
    assert len({*made}) == 1, {*made}


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
