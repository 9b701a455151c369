"""The search page in a browser: what it asks for, shows, tells and remembers."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Request, expect

from plugins import building
from tests.browser.axe import violations
from tests.browser.late_scripts import goto, goto_without
from tests.browser.reading import BuiltSite, Reader
from tests.browser.serving import serving
from tests.search.relevance import CARDS, CONFERENCE, LAW
from tests.search.searching import PAGE, address, found, search, wait
from tests.support.houses import House
from tests.support.sites import NOW

pytestmark = pytest.mark.browser


def _asked(page: Page) -> list[str]:
    """Remember from now on what is asked for to search."""
    asked: list[str] = []

    def request(one: Request) -> None:
        if re.search(r"/pagefind/|search-words", one.url):
            asked.append(one.url)

    page.on("request", request)
    return asked


def test_nothing_is_asked_for_before_the_box_is_used(reader: Reader) -> None:
    page = reader.open("404.html", "real")
    asked = _asked(page)
    goto(page, f"{reader.sites['real'].origin}/{PAGE}")
    page.keyboard.press("Tab")
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(500)
    assert asked == []
    page.get_by_role("searchbox").focus()
    page.wait_for_timeout(1500)
    kinds = {
        re.sub(r"[_.][0-9a-f]{7,}", "", url.rpartition("/")[2].partition("?")[0]) for url in asked
    }
    assert kinds == {
        "pagefind.js",
        "pagefind-worker.js",
        "pagefind-entry.json",
        "pagefind.vi.pf_meta",
        "wasm.unknown.pagefind",
        "search-words.js",
    }


def test_the_box_in_the_header_leads_there(reader: Reader) -> None:
    page = reader.open(CONFERENCE, "real")
    asked = _asked(page)
    page.get_by_role("searchbox", name="Tìm trong trang").fill("đồng chí")
    assert asked == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address('đồng chí')}")
    wait(page)
    assert found(page)[0] == CONFERENCE
    expect(page.get_by_role("searchbox")).to_have_value("đồng chí")
    expect(page.get_by_role("search")).to_have_count(1)


def test_what_is_shown_of_a_result(reader: Reader) -> None:
    page = search(reader, "dong chi")
    first = page.locator("[data-results] > li").first
    expect(first.get_by_role("heading", level=2)).to_have_text(
        "Hội nghị tổng kết công tác Thư viện năm 2020"
    )
    expect(first.locator("p").first).to_have_text(
        "Hội nghị - Sự kiện · 11/01/2021 · Phòng Hành chính - Tổng hợp"
    )
    expect(first.locator("mark")).to_have_text(["đồng chí"])
    assert "có đồng chí Nguyễn Hoàng Long," in first.locator("p").last.inner_text()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ kết quả cho “dong chi”\.$"))
    # Visit counters are told the title, and nobody is told what a reader looks for.
    expect(page).to_have_title(re.compile("^Tìm kiếm - "))


def test_the_excerpt_is_written_as_the_text_is(reader: Reader) -> None:
    page = search(reader, "329/qd-ttg")
    excerpt = page.locator("[data-results] > li").first.locator("p").last
    assert "Quyết định số 329/QĐ-TTg ngày 15/3/2017" in excerpt.inner_text()
    expect(excerpt.locator("mark")).to_have_text(["329/QĐ-TTg"])
    texts = " ".join(page.locator("main").all_inner_texts())
    assert not re.search("[ꞏḏḎ`]", texts)


@pytest.mark.parametrize("typed", ["trường tiểu học", "lịch tết"])
def test_an_excerpt_begins_with_no_part_of_a_number(reader: Reader, typed: str) -> None:
    excerpts = search(reader, typed).locator("[data-results] .entry__summary").all_inner_texts()
    assert any(text.startswith("… ") for text in excerpts)
    assert [text for text in excerpts if re.match(r"… [./–-]\S", text)] == []


def test_the_address_carries_it_all(reader: Reader) -> None:
    filters = "chuyen-muc=hoi-nghi-su-kien&nam=2021&phong=phong-hanh-chinh-tong-hop&xep=moi"
    page = search(reader, "thư viện", filters)
    assert found(page) == [CONFERENCE]
    expect(page.get_by_label("Chuyên mục")).to_have_value("hoi-nghi-su-kien")
    expect(page.get_by_role("combobox", name="Năm")).to_have_value("2021")
    expect(page.get_by_label("Phòng")).to_have_value("phong-hanh-chinh-tong-hop")
    expect(page.get_by_label("Xếp theo")).to_have_value("moi")


@pytest.mark.parametrize("query", ["", "hội nghị"])
def test_what_was_typed_before_the_script_came_is_searched(reader: Reader, query: str) -> None:
    page = reader.open("404.html", "real")
    script = goto_without(page, f"{reader.sites['real'].origin}/{address(query)}", "search")
    page.get_by_role("searchbox").fill("luật thư viện")
    script.continue_()
    page.wait_for_url(f"**/{address('luật thư viện')}")
    wait(page)
    assert found(page)[0] == LAW
    expect(page.get_by_role("searchbox")).to_have_value("luật thư viện")


def test_back_and_forward(reader: Reader) -> None:
    page = reader.open(PAGE, "real")
    box = page.get_by_role("searchbox")
    box.fill("luật thư viện")
    page.keyboard.press("Enter")
    wait(page)
    assert found(page)[0] == LAW
    page.get_by_role("combobox", name="Năm").select_option("2020")
    page.wait_for_url("**nam=2020")
    wait(page)
    assert LAW not in found(page)
    page.go_back()
    expect(page.locator("[data-results] a").first).to_have_attribute("href", f"/{LAW}")
    expect(page.get_by_role("combobox", name="Năm")).to_have_value("")
    page.go_back()
    expect(box).to_have_value("")
    expect(page.locator("[data-all]")).to_be_visible()
    expect(page.locator("[data-results] > li")).to_have_count(0)
    page.go_forward()
    expect(box).to_have_value("luật thư viện")
    expect(page.locator("[data-results] a").first).to_have_attribute("href", f"/{LAW}")


@pytest.mark.parametrize("start", [PAGE, address("dế mèn")])
def test_back_leads_to_what_was_asked_for_however_slowly_it_was_typed(
    reader: Reader, start: str
) -> None:
    page = reader.open(start, "real")
    before = page.evaluate("() => history.length")
    box = page.get_by_role("searchbox")
    for typed in ("gia hạn", "luật thư viện"):
        box.fill(typed)
        page.wait_for_url(f"**{address(typed)}")  # while typing
        wait(page)
        page.keyboard.press("Enter")
    assert page.evaluate("() => history.length") == before + (1 if start == PAGE else 2)
    page.go_back()
    expect(box).to_have_value("gia hạn")
    wait(page)
    assert found(page)[0] == CARDS
    if start != PAGE:
        page.go_back()
        expect(box).to_have_value("dế mèn")


def test_while_typing_the_address_is_one_step(reader: Reader) -> None:
    page = reader.open(PAGE, "real")
    before = page.evaluate("() => history.length")
    page.get_by_role("searchbox").press_sequentially("luật thư viện", delay=30)
    page.wait_for_url(f"**{address('luật thư viện')}")
    wait(page)
    assert found(page)[0] == LAW
    assert page.evaluate("() => history.length") == before


def test_what_is_not_found(reader: Reader) -> None:
    page = search(reader, "phjêu")
    said = page.get_by_role("status").inner_text()
    assert said.startswith("Không tìm thấy “phjêu”. Không có bài nào có chữ “phjêu”.")
    assert "Hãy xem lại chính tả" in said
    expect(page.locator("[data-all]")).to_be_visible()
    page = search(reader, "đồng chí Long", "nam=2020")
    assert "trong phần đã chọn" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("typed", ['"dế mèn"', "“dế mèn”", "„dế mèn“", "dế mèn"])
def test_what_was_quoted_is_quoted_once(reader: Reader, typed: str) -> None:
    said = search(reader, typed).get_by_role("status").inner_text()
    assert said == "3 kết quả cho “dế mèn”."


def test_a_word_that_stands_nowhere_is_told(reader: Reader) -> None:
    page = search(reader, "qwerty luật thư viện")
    assert "Không có bài nào có chữ “qwerty”: đây là kết quả của các chữ còn lại." in (
        page.get_by_role("status").inner_text()
    )


def test_more_results(reader: Reader) -> None:
    page = search(reader, "sách")
    shown = found(page)
    assert len(shown) == 10
    more = page.get_by_role("button", name="Xem thêm kết quả")
    more.click()
    expect(page.locator("[data-results] > li").nth(10)).to_be_visible()
    total = int(re.match(r"\d+", page.get_by_role("status").inner_text())[0])  # type: ignore[index]
    after = found(page)
    assert after[:10] == shown
    assert len(after) == len(set(after)) == min(total, 20)
    focused = page.evaluate("() => document.activeElement.getAttribute('href')")
    assert focused == f"/{after[10]}"
    expect(more).to_be_visible(visible=total > 20)


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "%",
    "%E0%A4%A",
    "😀 📚",
    "\u202eđồng chí\u202c",
    "\u0000\u001f\ufffe",
    "ꞏ ` ḏ ꞏꞏ",
    '"',
    '""',
    "__proto__ constructor toString",
    "a" * 10_000,
    "đồng chí " * 1200,
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_queries(reader: Reader, number: int) -> None:
    """Nothing is run, nothing is said in the console, and something is told."""
    typed = HOSTILE[number]
    page = reader.open(f"{PAGE}?q={quote(typed)}", "real")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"kết quả|Không tìm thấy|^\s*$"))
    page.get_by_role("searchbox").fill(typed)
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    assert page.locator("main img, main script, main b").count() == 0
    assert len(page.get_by_role("searchbox").input_value()) <= 200


@pytest.mark.parametrize(
    "query", ["?q=&nam=%E0%A4%A", "?nam=9999&phong=<b>", "?q[]=a&xep=constructor", "?&&=&q"]
)
def test_broken_addresses(reader: Reader, query: str) -> None:
    page = reader.open(f"{PAGE}{query}", "real")
    page.wait_for_timeout(300)
    expect(page.locator("[data-all]")).to_be_visible()


def test_nothing_moves_when_results_come(reader: Reader) -> None:
    page = reader.open(address("thư viện"), "real", at=NOW)
    wait(page)
    page.wait_for_timeout(300)
    shift = page.evaluate("""() => new Promise((tell) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const one of list.getEntries()) sum += one.value;
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => tell(sum), 100);
    })""")
    assert shift == 0


def test_without_scripts_it_is_a_list(reader: Reader) -> None:
    page = reader.open(address("đồng chí"), "real", java_script_enabled=False)
    expect(page.get_by_role("searchbox")).not_to_be_visible()
    main = page.get_by_role("main")
    assert "Ô tìm kiếm cần JavaScript" in main.inner_text()
    expect(main.get_by_role("heading", level=2)).to_have_text(
        ["Năm 2021 (5 tin)", "Năm 2020 (4 tin)"]
    )
    main.get_by_role("link", name="Luật Thư viện").click()
    page.wait_for_url(f"**/{LAW}")


def test_on_paper(reader: Reader) -> None:
    page = search(reader, "thư viện")
    page.emulate_media(media="print")
    expect(page.get_by_role("searchbox")).not_to_be_visible()
    expect(page.get_by_role("button", name="Xem thêm kết quả")).not_to_be_visible()
    expect(page.locator("[data-results] a").first).to_be_visible()


def test_a_network_that_fails_and_comes_back(reader: Reader) -> None:
    page = reader.open(PAGE, "real")
    page.route("**/pagefind.js", lambda route: route.abort("blockedbyclient"))
    page.get_by_role("searchbox").fill("đồng chí")
    page.keyboard.press("Enter")
    status = page.get_by_role("status")
    expect(status).to_have_text(re.compile("^Không tải được phần tìm kiếm"))
    expect(page.locator("[data-all]")).to_be_visible()
    said = [trouble for trouble in reader.troubles if "pagefind.js" in trouble or "ERR_" in trouble]
    assert said == reader.troubles  # the browser's own word on the request
    reader.troubles.clear()


def test_below_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
    """As at https://example.org/thu-vien/; and a text with the new places of tones stays so."""
    house = House(tmp_path)
    house.settings("url='https://example.org/thu-vien'")
    house.site.post("bai", title="Hoà nhập", body="Bác sỹ khoẻ mạnh ở xã Đại Hoà.\n")
    monkeypatch.setattr(building, "ROOT", tmp_path)
    root = tmp_path / "www"
    assert house.site.build(output=root / "thu-vien", search="required") == 0
    with serving(root) as origin:
        reader.sites["folder"] = BuiltSite(output=root, origin=origin)
        page = reader.open(f"thu-vien/{address('bác sĩ khỏe')}", "folder")
        wait(page)
        assert found(page) == ["thu-vien/tin-tuc/2021/bai/"]
        expect(page.locator("[data-results] p").last).to_contain_text(
            "Bác sỹ khoẻ mạnh ở xã Đại Hoà."
        )
        expect(page.locator("[data-results] mark")).to_have_text(["Bác sỹ khoẻ"])
        page.locator("[data-results] a").click()
        page.wait_for_url("**/thu-vien/tin-tuc/2021/bai/")
        page.get_by_role("searchbox").fill("dai hoa")
        page.keyboard.press("Enter")
        page.wait_for_url("**/thu-vien/tim-kiem/?q=dai+hoa")
        wait(page)
        assert found(page) == ["thu-vien/tin-tuc/2021/bai/"]
        page.goto("about:blank")


def test_without_an_index_it_is_a_list(reader: Reader, tmp_path: Path) -> None:
    """As a plain build has it."""
    house = House(tmp_path)
    house.site.post("bai", title="Bài một")
    house.build()
    with serving(house.site.output) as origin:
        reader.sites["plain"] = BuiltSite(output=house.site.output, origin=origin)
        page = reader.open(address("bài"), "plain")
        main = page.get_by_role("main")
        assert "chưa tìm bằng từ được" in main.inner_text()
        expect(main.get_by_role("link", name="Bài một")).to_be_visible()
        assert violations(page) == []
        page.goto("about:blank")
