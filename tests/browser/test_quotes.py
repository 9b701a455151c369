"""The quotation of the day in a browser: as the build chose it, on every day and on old pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from plugins.quotes.choice import quotes_of_the_year, two_years
from plugins.quotes.data_file import data_file
from plugins.quotes.shown import Quotation
from tests.browser.axe import violations
from tests.browser.late_scripts import goto, reload
from tests.browser.reading import BuiltSite, Reader
from tests.browser.serving import serving
from tests.browser.test_every_page import STICKS_OUT
from tests.browser.test_loading import SHIFTS
from tests.conftest import ROOT
from tests.quotes.test_choice import random_quotes
from tests.support.sites import Site

pytestmark = pytest.mark.browser

SITE = "quotes"
NOW = "2021-03-01T08:00+07:00"
FILE = """
- {text: Học thầy không tày học bạn., author: Tục ngữ}
- {text: "Người xưa dạy: “Đọc nữa”.", author: Người A, source: Sách của người A, sample: true}
- {text: Tout livre est un rêve que l’on tient, lang: fr, author: Người B, source: Sách B}
- {text: %s, author: Người C có tên thật dài, source: Một nguồn có tên dài để xuống dòng}
""" % " ".join(["nghiêng"] * 17)  # noqa: UP031 (braces are YAML's)


@pytest.fixture(scope="module")
def quoted(
    tmp_path_factory: pytest.TempPathFactory, sites: dict[str, BuiltSite]
) -> Iterator[dict[str, BuiltSite]]:
    """A site with short and long quotations beside the others."""
    root = tmp_path_factory.mktemp(SITE)
    site = Site(root=root, cache=root / "cache")
    site.content.mkdir()
    site.write("trich-dan.yml", FILE)
    site.post("bai", date="2021-01-01", body="Chữ. " * 300)
    assert site.build(now=NOW) == 0
    with serving(site.output) as origin:
        sites[SITE] = BuiltSite(output=site.output, origin=origin)
        yield sites
        del sites[SITE]


COUNT_ZONES = """
const { toLocaleDateString } = Date.prototype;
Date.prototype.toLocaleDateString = function (...given) {
  window.zones += 1;
  return toLocaleDateString.apply(this, given);
};"""


def data_of(sites: dict[str, BuiltSite]) -> dict[str, Any]:
    (file,) = (sites[SITE].output / "static").glob("trich-dan.*.json")
    value: dict[str, Any] = json.loads(file.read_bytes())
    return value


def shown(page: Page) -> str:
    return page.locator(".banner blockquote").inner_text().replace("\n", "⏎")


def of_the_day(sites: dict[str, BuiltSite], number: int) -> str:
    """What the file says of the day that is this many days after the first of March."""
    value = data_of(sites)
    quote = value["quotes"][value["days"][59 + number]]
    return "".join(quote[name] for name in ("open", "text", "close"))


def other_day(sites: dict[str, BuiltSite]) -> int:
    return next(n for n in range(1, 9) if of_the_day(sites, n) != of_the_day(sites, 0))


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Auckland"])
@pytest.mark.parametrize("clock", ["00:00:01", "23:59:59"])
def test_the_day_is_vietnams(
    reader: Reader, quoted: dict[str, BuiltSite], clock: str, zone: str
) -> None:
    for number in range(4):
        day = date(2021, 3, 1) + timedelta(days=number)
        page = reader.open("", SITE, at=f"{day}T{clock}+07:00", timezone_id=zone)
        expect(page.locator(".banner blockquote")).to_have_text(of_the_day(quoted, number))
        page.close()


def test_a_page_of_today_asks_for_nothing(reader: Reader, quoted: dict[str, BuiltSite]) -> None:
    page = reader.open("", SITE, at=NOW)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(f"window.zones = 0; {COUNT_ZONES}")
    reload(page)
    assert any("/static/" in url for url in asked)
    assert not [url for url in asked if "trich-dan" in url]
    assert page.evaluate("() => zones") == 0, "a slow phone needs a tenth of a second for one"


@pytest.mark.parametrize("width", [1280, 768, 360, 320])
def test_nothing_moves(reader: Reader, quoted: dict[str, BuiltSite], width: int) -> None:
    """Neither when the right quotation comes late, nor when the reader asks for others."""
    held: list[Route] = []
    view = {"width": width, "height": 800}
    at = f"{date(2021, 3, 1) + timedelta(days=other_day(quoted))}T08:00+07:00"
    page = reader.open("trich-dan/", SITE, at=at, viewport=view)
    page.route("**/trich-dan.*.json", lambda route: held.append(route))  # noqa: PLW0108
    goto(page, f"{quoted[SITE].origin}/")
    before = shown(page)
    heights = [page.locator(".banner").bounding_box()]
    page.wait_for_timeout(200)  # painted, and looked at
    held[0].continue_()
    expect(page.locator(".banner blockquote")).not_to_have_text(before)
    heights.append(page.locator(".banner").bounding_box())
    for _ in range(len(data_of(quoted)["quotes"])):
        before = shown(page)
        # Not by a click: the interface passes over what moves soon after one.
        page.evaluate("() => document.querySelector('.banner__another').click()")
        expect(page.locator(".banner blockquote")).not_to_have_text(before)
        heights.append(page.locator(".banner").bounding_box())
        assert page.evaluate(STICKS_OUT) == []
    assert page.evaluate(SHIFTS) == []
    assert heights == heights[:1] * len(heights)


def test_another_by_keyboard(reader: Reader, quoted: dict[str, BuiltSite]) -> None:
    page = reader.open("", SITE, at=NOW)
    room, button = page.locator(".banner__room"), page.get_by_role("button", name="Câu khác")
    assert room.get_attribute("aria-live") is None, "nothing is told that nobody asked for"
    button.focus()
    seen = [shown(page)]
    for _ in range(4):
        page.keyboard.press("Enter")
        expect(page.locator(".banner blockquote")).not_to_have_text(seen[-1])
        expect(button).to_be_focused()
        seen.append(shown(page))
    assert seen[4] == seen[0]
    assert len(set(seen)) == 4
    assert room.get_attribute("aria-live") == "polite"
    assert violations(page) == []


def test_an_exchanged_one_is_as_the_build_would_have_made_it(
    reader: Reader, quoted: dict[str, BuiltSite]
) -> None:
    """Language, marks, source, the mark of samples and the link, against the page of all."""
    page = reader.open("", SITE, at=NOW)
    for _ in range(4):
        before = shown(page)
        page.get_by_role("button", name="Câu khác").click()
        expect(page.locator(".banner blockquote")).not_to_have_text(before)
        address = page.get_by_role("link", name="Mọi câu trích").get_attribute("href")
        assert address
        listed = reader.open("trich-dan/", SITE, at=NOW)
        item = listed.locator(f"[id='{address.partition('#')[2]}']")
        text = item.locator("blockquote")
        assert shown(page) == text.inner_text()
        assert page.locator(".banner blockquote").get_attribute("lang") == text.get_attribute(
            "lang"
        )
        by = page.locator(".banner figcaption").inner_text()
        author = listed.locator("section", has=item).locator("h2").inner_text()
        source = item.locator("cite")
        assert by.startswith(author)
        assert page.locator(".banner cite").inner_text() == (
            source.inner_text() if source.count() else ""
        )
        assert ("câu trích mẫu" in by) is ("câu trích mẫu" in item.inner_text())
        listed.close()


def test_when_it_cannot_be_loaded(reader: Reader, quoted: dict[str, BuiltSite]) -> None:
    page = reader.open("", SITE, at=NOW)
    before = shown(page)
    answer = {"status": 200, "body": "<html>"}  # as some networks answer everything
    page.route("**/trich-dan.*.json", lambda route: route.fulfill(**answer), times=1)
    page.get_by_role("button", name="Câu khác").click()
    again = page.get_by_role("button", name="Chưa tải được, thử lại")
    expect(again).to_be_visible()
    assert shown(page) == before
    again.click()
    expect(page.locator(".banner blockquote")).not_to_have_text(before)
    expect(page.get_by_role("button", name="Câu khác")).to_be_visible()


def test_without_javascript(reader: Reader, quoted: dict[str, BuiltSite]) -> None:
    page = reader.open("", SITE, java_script_enabled=False)
    assert shown(page) == of_the_day(quoted, 0)
    assert page.locator(".banner button").is_hidden()
    page.get_by_role("link", name="Mọi câu trích").click()
    page.wait_for_url(re.compile(r"/trich-dan/#.+"))
    assert page.locator(":target blockquote").inner_text() == of_the_day(quoted, 0)


def test_a_page_that_is_older_than_the_table_stays(
    reader: Reader, quoted: dict[str, BuiltSite]
) -> None:
    page = reader.open("", SITE, at="2023-01-01T08:00+07:00")
    page.wait_for_load_state("networkidle")
    assert shown(page) == of_the_day(quoted, 0)


# Runs the script of the theme on each day of the table, as on a page that was made on the first.
EACH_DAY = """async ([script, data, html]) => {
  const found = [];
  const RealDate = Date;
  window.fetch = async () => ({ json: async () => data });
  for (let number = 0; number < data.days.length; number += 1) {
    const hour = 3600000;
    const now = RealDate.parse(data.first) + (24 * number + (number % 24) - 7) * hour;
    window.Date = class extends RealDate {
      constructor(...given) { super(...(given.length ? given : [now])); }
      static now() { return now; }
    };
    document.body.innerHTML = html;
    new Function(script)();
    for (let turn = 0; turn < 20; turn += 1) await null;
    found.push(document.querySelector('.banner__words').textContent);
  }
  window.Date = RealDate;
  return found;
}"""


@pytest.mark.parametrize(("number", "year"), [(2, 2023), (9, 2027), (40, 2026), (150, 2031)])
def test_the_script_chooses_as_the_build_does(
    browser: Browser, quoted: dict[str, BuiltSite], number: int, year: int
) -> None:
    """Day for day over two years, at every hour, on random files."""
    made = random_quotes(number, year)
    value = json.loads(data_file(made, year, two_years(made, year))[1])
    html = (quoted[SITE].output / "index.html").read_text(encoding="utf-8")
    (banner,) = re.findall('<section class="banner".*?</section>', html, re.DOTALL)
    script = (ROOT / "theme/static/js/everywhere/quotes.js").read_text(encoding="utf-8")
    page = browser.new_page()
    found = page.evaluate(EACH_DAY, [script, value, banner])
    page.close()
    chosen = [q for y in (year, year + 1) for q in quotes_of_the_year(tuple(made), y)]
    assert found == [Quotation.of(quote).text for quote in chosen if quote]


def test_the_page_of_all(reader: Reader) -> None:
    page = reader.open("trich-dan/", "real")
    assert violations(page) == []
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(STICKS_OUT) == []
    items = page.locator("main figure")
    assert items.count() == 7
    assert all("(câu trích mẫu)" in text for text in items.all_inner_texts())


def test_the_page_of_all_is_in_the_sitemap(outputs: dict[str, Path]) -> None:
    assert "/trich-dan/</loc>" in (outputs["real"] / "sitemap.xml").read_text(encoding="utf-8")
    assert "/trich-dan/" not in (outputs["empty"] / "sitemap.xml").read_text(encoding="utf-8")
