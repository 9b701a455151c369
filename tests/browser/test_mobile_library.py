"""The mobile library's pages in a browser: right at every hour, however old they are."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.late_scripts import goto_without
from tests.browser.reading import Reader
from tests.browser.sample_site import KINDS
from tests.support.sites import NOW

pytestmark = pytest.mark.browser

SECTION, STOP = KINDS["mobile library"], KINDS["stop"]
LONG_NAME = "Nhà sinh hoạt cộng đồng thôn Trung Tâm cạnh sân vận động"
FULL = "xe-thu-vien/diem-dung/nha-sinh-hoat-cong-dong-thon-trung-tam-canh-san-van-dong/"
NEXT_ON_THURSDAY = "Buổi tới: Thứ Năm, 11/03/2021, 08:00–10:30, tại Trường tiểu học A."
# The site was built on 1 March 2021 at 8:00; on Mondays the van calls twice.
STATES = {
    "2021-03-08T06:59": ["Xe chưa lên đường; hôm nay tới Trường tiểu học A lúc 08:00."],
    "2021-03-08T07:00": ["Xe đang trên đường tới Trường tiểu học A, đến nơi lúc 08:00."],
    "2021-03-08T08:00": ["Xe đang ở Trường tiểu học A, đến 10:30."],
    "2021-03-08T10:29": ["Xe đang ở Trường tiểu học A, đến 10:30."],
    "2021-03-08T10:30": ["Xe đã rời Trường tiểu học A, sẽ tới Trường THCS B lúc 13:30."],
    "2021-03-08T13:30": ["Xe đang ở Trường THCS B, đến 15:00.", NEXT_ON_THURSDAY],
    "2021-03-08T15:00": ["Xe đã xong các buổi hôm nay.", NEXT_ON_THURSDAY],
    "2021-03-09T00:00": ["Hôm nay xe không chạy.", NEXT_ON_THURSDAY],
    "2021-03-02T13:30": [  # cancelled that day
        "Hôm nay xe không chạy.",
        "Buổi tới: Thứ Sáu, 05/03/2021, 14:00–16:30, tại Trường THCS B.",
    ],
    "2021-06-01T08:00": ["Lịch trong trang này đã hết. Xin mở lại trang khi có mạng."],
}


def seen(page: Page, selector: str) -> list[str]:
    """Texts of what a reader sees."""
    found = page.locator(f"{selector} >> visible=true").all()
    return [" ".join((one.text_content() or "").split()) for one in found]


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/New_York"])
@pytest.mark.parametrize("clock", STATES)
def test_where_the_van_is(reader: Reader, clock: str, zone: str) -> None:
    page = reader.open(SECTION, at=f"{clock}+07:00", timezone_id=zone)
    assert seen(page, "[data-now] p") == STATES[clock]


def test_what_is_over_is_not_shown_as_coming(reader: Reader) -> None:
    for address in (SECTION, STOP, ""):
        page = reader.open(address, at="2021-03-16T12:00+07:00")
        days = seen(page, "[data-coming] :is(th, .aside__when)")
        dates = [match for day in days for match in re.findall(r"(\d\d)/(\d\d)/2021,? ?", day)]
        found = sorted({(month, day) for day, month in dates} - {("03", "01")})  # "Lịch từ …"
        assert found[0] == ("03", "18"), address
        page.close()


def test_the_block_fills_up_from_what_comes_later(reader: Reader) -> None:
    assert len(seen(reader.open("", at="2021-03-01T08:00+07:00"), "[data-coming='4'] li")) == 4
    page = reader.open("", at="2021-03-08T12:00+07:00")
    items = seen(page, "[data-coming='4'] li")
    assert len(items) == 4
    assert items[0].startswith("Thứ Hai, 08/03/2021, 13:30–15:00 Trường THCS B")


def test_a_page_of_another_season_says_so(reader: Reader) -> None:
    for address in (SECTION, STOP, ""):
        page = reader.open(address, at="2023-01-01T08:00+07:00")
        assert seen(page, "[data-ends]") == []
        assert seen(page, "[data-coming] th") == [], "no head without a table"
        assert len(seen(page, "[data-none]")) == (1 if address == "" else 2)


def test_a_later_week_opens_when_the_first_is_over(reader: Reader) -> None:
    page = reader.open(SECTION, at="2021-03-10T08:00+07:00")
    assert seen(page, "[data-coming] tbody th")[0] == "Thứ Năm, 11/03/2021"


def test_cancelled_and_moved_sessions_stand_out(reader: Reader) -> None:
    page = reader.open(SECTION, at="2021-03-01T08:00+07:00")
    rows = seen(page, "section[data-coming] tr[data-ends]")
    assert rows[1] == "13:30–16:00Trường THCS B Văn Yên Xe nghỉ buổi này. Đường sạt lở"
    assert "Chuyển sang 14:00, Thứ Sáu 05/03/2021, tại Trường THCS B." in rows[2]
    block = seen(page, "[data-coming='4'] li")
    assert block[1].endswith("Xe nghỉ")
    assert block[2].endswith("Chuyển sang 14:00, 05/03/2021")


@pytest.mark.parametrize(
    ("typed", "stops", "answer"),
    [
        ("van chan", ["Trường tiểu học A"], "Có 1 điểm dừng."),
        ("VĂN CH", ["Trường tiểu học A"], "Có 1 điểm dừng."),
        ("văn  chấn ", ["Trường tiểu học A"], "Có 1 điểm dừng."),
        ("truong", ["Trường tiểu học A", "Trường THCS B"], "Có 2 điểm dừng."),
        ("thcs", ["Trường THCS B"], "Có 1 điểm dừng."),
        ("cong dong", [LONG_NAME], "Có 1 điểm dừng."),
        ("hà nội", [], "Không có điểm dừng nào như vậy."),
        ("", ["Trường tiểu học A", "Trường THCS B", LONG_NAME], ""),
    ],
)
def test_a_stop_is_found_by_typing(
    reader: Reader, typed: str, stops: list[str], answer: str
) -> None:
    page = reader.open(SECTION)
    page.get_by_role("main").get_by_role("searchbox").fill("không đâu")
    page.get_by_role("main").get_by_role("searchbox").fill(typed)
    assert seen(page, "[data-stops] dd") == stops
    expect(page.locator(".find__answer")).to_have_text(answer)
    page.get_by_role("main").get_by_role("searchbox").press("Enter")  # sends no form
    assert page.url.endswith(SECTION)


def test_a_stop_typed_before_the_script_came_is_found(reader: Reader) -> None:
    page = reader.open("404.html")
    script = goto_without(page, f"{reader.sites['sample'].origin}/{SECTION}", "timetable")
    page.get_by_role("main").get_by_role("searchbox").fill("van chan")
    script.continue_()
    expect(page.locator(".find__answer")).to_have_text("Có 1 điểm dừng.")
    assert seen(page, "[data-stops] dd") == ["Trường tiểu học A"]


def test_the_nearest_stop_is_found_after_a_click_and_the_position_goes_nowhere(
    reader: Reader,
) -> None:
    here: Any = {"latitude": 21.79, "longitude": 104.8}
    page = reader.open(SECTION, geolocation=here, permissions=["geolocation"])
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    expect(page.locator(".find__answer")).to_be_empty()
    page.get_by_role("button", name="Điểm gần tôi nhất").click()
    expect(page.locator(".find__answer li")).to_have_text(["Trường tiểu học A, cách 10,0 km"])
    assert asked == []


def test_who_gives_no_position_is_told_what_to_do(reader: Reader) -> None:
    page = reader.open(SECTION, permissions=[])
    page.get_by_role("button", name="Điểm gần tôi nhất").click()
    expect(page.locator(".find__answer")).to_have_text(
        "Máy không cho biết vị trí. Hãy gõ tên xã, phường ở trên."
    )


def test_without_javascript_the_dates_are_there_and_nothing_that_needs_it(reader: Reader) -> None:
    page = reader.open(SECTION, java_script_enabled=False)
    assert seen(page, "[data-now] p") == [
        "Buổi đầu tiên trong lịch này là Thứ Hai 01/03/2021, 08:00–10:30, tại Trường tiểu học A."
    ]
    assert seen(page, "main form") == []
    assert "Các buổi từ 01/03/2021" in seen(page, "h2")
    assert len(seen(page, "[data-coming='4'] li")) == 4
    page.get_by_text("Tuần 15/03/2021–21/03/2021").click()
    assert "Thứ Năm, 18/03/2021" in seen(page, "[data-coming] tbody th")


@pytest.mark.parametrize("address", [STOP, FULL])
def test_on_paper_a_stop_is_one_sheet_to_hang_up(reader: Reader, address: str) -> None:
    page = reader.open(address, at=NOW)
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name="Mã QR")).to_be_visible()
    expect(page.locator(".stop__address")).to_have_text(f"example.org/{address}")
    expect(page.get_by_role("heading", name="Cùng tuyến")).not_to_be_visible()
    assert len(seen(page, "[data-coming] tbody th")) == 6
