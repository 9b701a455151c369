"""The mobile library on built sites: full, sparse, without data, and with all that is hostile."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from plugins.addresses import FIGURES
from plugins.mobile_library import results, stops, trips
from tests.browser.late_scripts import LATE
from tests.mobile_library.making import stop_table, table, trip_table
from tests.support.sites import Site, tree

SECTION = "xe-thu-vien/"
SCHOOL = "xe-thu-vien/diem-dung/truong-tieu-hoc/"
MARKET = "xe-thu-vien/diem-dung/cho-phien/"

SCHOOL_ROW = {"timetable": "https://example.org/lich?a=1&b=2", "frequency": ""}
MARKET_ROW = {
    "stop": "Chợ phiên",
    "community": "Xã Đèo",
    "address": "",
    "postcode": "33000",
    "geox": "",
    "geoy": "",
    "day": "Thursday",
    "arrival": "13:00",
    "departure": "15:00",
    "frequency": "FREQ=MONTHLY;BYDAY=1TH",
    "organisation": "Dữ liệu mẫu",
}
HOME_ROW = {
    "type": "Private", "stop": "Nhà riêng bà Hoa", "address": "Ngõ Kín 7", "community": "Xã Giấu",
    "day": "Wednesday", "arrival": "05:55", "departure": "06:06", "frequency": "",
}  # fmt: skip
TRIPS = (
    {"date": "2021-02-23", "stop": "truong-tieu-hoc", "status": "served", "visitors": "1.111",
     "loans": "60", "remote": "yes"},
    {"date": "2021-03-02", "stop": "truong-tieu-hoc", "status": "cancelled", "note": "Đường lở"},
    {"date": "2021-03-04", "stop": "cho-phien", "status": "moved", "new_date": "2021-03-05",
     "new_arrival": "08:15"},
)  # fmt: skip
TARGETS = ({"year": "2021", "measure": "visitors", "target": "800"},)


def fill(site: Site) -> None:
    """All three files and a post that reports on a trip."""
    site.write(stops.FILE, stop_table(SCHOOL_ROW, MARKET_ROW, HOME_ROW))
    site.write(trips.FILE, trip_table(*TRIPS))
    site.write(results.FILE, table(results.COLUMNS, TARGETS))
    site.post("chuyen-xe", title="Xe về trường", trip="2021-02-23 truong-tieu-hoc")


def main(site: Site, address: str) -> Tag:
    """What a page says itself, without header, blocks and footer."""
    found = BeautifulSoup(site.page(address), "html.parser").find("main")
    assert isinstance(found, Tag)
    return found


def words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split()).replace(" ,", ",").replace(" .", ".")


def links(element: Tag) -> list[str]:
    return [str(link["href"]) for link in element.find_all("a", href=True)]


def block(site: Site, address: str = "") -> Tag:
    """The block beside every page."""
    soup = BeautifulSoup(site.page(address), "html.parser")
    heading = soup.select_one("aside").find("h2", string="Xe thư viện lưu động")  # type: ignore[union-attr]
    assert isinstance(heading, Tag)
    assert isinstance(heading.parent, Tag)
    return heading.parent


def pages(site: Site) -> dict[str, str]:
    """All pages of the section by their addresses."""
    return {
        path.parent.relative_to(site.output).as_posix() + "/": path.read_text(encoding="utf-8")
        for path in (site.output / SECTION).rglob("index.html")
    }


def test_the_timetable(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    fill(site)
    assert site.build() == 0
    assert capsys.readouterr().err == ""
    assert {SECTION, SCHOOL, MARKET} <= pages(site).keys()
    assert [address for address in pages(site) if "/diem-dung/" in address] == [MARKET, SCHOOL]
    page = main(site, SECTION)
    text = words(page)
    for expected in (
        "Thứ Ba, 02/03/2021", "08:00–10:30", "Xe nghỉ buổi này", "Đường lở",
        "Thứ Năm, 04/03/2021", "Chuyển sang 08:15, Thứ Sáu 05/03/2021",
        "Thay cho buổi 13:00, Thứ Năm 04/03/2021", "Thứ Ba, 09/03/2021", "08:15–10:15",
        "Thôn 1, Xã Cường Thịnh", "hằng tuần", "thứ Năm đầu tiên hằng tháng",
        "Kết quả năm 2021", "Lượt bạn đọc 1.111 800 139%", "Dữ liệu mẫu",
    ):  # fmt: skip
        assert expected in text, expected
    assert "Tuần 01/03/2021–07/03/2021" in text
    assert "Thứ Ba, 30/03/2021" in text
    assert "Thứ Ba, 06/04/2021" not in text  # after five weeks
    assert {f"/{SCHOOL}", f"/{MARKET}"} <= set(links(page))


def test_the_page_of_a_stop(site: Site) -> None:
    fill(site)
    assert site.build() == 0
    school, market = main(site, SCHOOL), main(site, MARKET)
    text = words(school)
    for expected in (
        "Trường tiểu học", "Thôn 1, Xã Cường Thịnh", "Thứ Ba, 08:00–10:30", "hằng tuần",
        "Tuyến 1", "Đường lở", "23/02/2021 1.111 60", "Xe về trường",
    ):  # fmt: skip
        assert expected in text, expected
    addresses = links(school)
    assert f"/{MARKET}" in addresses  # of the same route
    assert "/tin-tuc/2021/chuyen-xe/" in addresses
    assert "https://example.org/lich?a=1&b=2" in addresses
    assert any("21.7" in link and "104.87" in link for link in addresses)
    assert "Xã Đèo" in words(market)
    assert "33000" in words(market)
    assert "Chuyển sang 08:15" in words(market)
    assert not any(urlsplit(link).hostname for link in links(market))  # nobody measured it


def test_a_post_leads_to_the_stop_of_its_trip(site: Site) -> None:
    fill(site)
    site.post("bai-khac", title="Bài khác")
    assert site.build() == 0
    assert f"/{SCHOOL}" in links(main(site, "tin-tuc/2021/chuyen-xe/"))
    assert f"/{SCHOOL}" not in links(main(site, "tin-tuc/2021/bai-khac/"))


@pytest.mark.parametrize(
    ("stop", "hint"),
    [("cho-phin", "có phải là “cho-phien”?"), ("zzz", "xem tên các điểm ở diem-dung.csv")],
)
def test_a_post_about_a_trip_to_nowhere_only_warns(
    site: Site, stop: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(site)
    site.post("chuyen-xe", title="Xe về trường", trip=f"2021-02-23 {stop}")
    assert site.build() == 0
    expected = (
        f"tin-tuc/2021/chuyen-xe/index.md:5: LƯU Ý: trường “trip”: không có điểm dừng “{stop}”"
        f"\n    Cách sửa: {hint}\n"
    )
    assert expected in capsys.readouterr().err
    assert not any("diem-dung" in link for link in links(main(site, "tin-tuc/2021/chuyen-xe/")))


@pytest.mark.parametrize("address", ["", SECTION, "tin-tuc/2021/chuyen-xe/", "404.html"])
def test_the_block_is_beside_every_page(site: Site, address: str) -> None:
    fill(site)
    assert site.build() == 0
    found = block(site, address)
    text = words(found)
    # What is cancelled or moved away stands there, and says so; so does what takes its place.
    assert "Thứ Ba, 02/03/2021, 08:00–10:30 Trường tiểu học Thôn 1, Xã Cường Thịnh Xe nghỉ" in text
    assert "Chuyển sang 08:15, 05/03/2021" in text
    assert "Thứ Sáu, 05/03/2021, 08:15–10:15" in text
    assert "Thứ Ba, 09/03/2021" in text
    assert "Dữ liệu mẫu" in text
    assert {f"/{SECTION}", f"/{SCHOOL}", f"/{MARKET}"} == set(links(found))


def test_the_block_follows_the_clock(site: Site) -> None:
    site.write(stops.FILE, stop_table(SCHOOL_ROW))
    assert site.build(now="2021-03-02T10:29:00+07:00") == 0
    assert "Thứ Ba, 02/03/2021" in words(block(site))
    assert site.build(now="2021-03-02T10:30:00+07:00") == 0
    assert "Thứ Ba, 02/03/2021" not in words(block(site))


NO_TIMETABLE = "Chưa có lịch của xe thư viện."


@pytest.mark.parametrize(
    "data", [None, "", ",".join(stops.COLUMNS) + "\n", stop_table(HOME_ROW)],
    ids=["no file", "empty file", "only a header", "only home visits"],
)  # fmt: skip
def test_without_stops_there_is_a_sentence(site: Site, data: str | None) -> None:
    site.post("bai")
    if data is not None:
        site.write(stops.FILE, data)
    assert site.build() == 0
    assert NO_TIMETABLE in words(main(site, SECTION))
    assert NO_TIMETABLE in words(block(site))
    assert sorted(pages(site)) == [SECTION, FIGURES]


def test_stops_without_sessions_to_come(site: Site) -> None:
    site.post("bai")
    site.write(stops.FILE, stop_table({"end": "2021-02-28"}))
    assert site.build() == 0
    assert "Chưa có buổi nào sắp tới." in words(block(site))
    assert "Chưa có buổi nào trong năm tuần này." in words(main(site, SECTION))
    assert "Chưa có buổi nào ở đây trong lịch." in words(main(site, SCHOOL))


def test_the_next_day_when_two_weeks_are_empty(site: Site) -> None:
    site.post("bai")
    site.write(stops.FILE, stop_table({"start": "2021-09-06"}))
    assert site.build() == 0
    assert "Thứ Ba, 07/09/2021" in words(main(site, SECTION))


def test_results_without_a_timetable(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.post("bai")
    site.write(trips.FILE, trip_table(TRIPS[0]))
    site.write(results.FILE, table(results.COLUMNS, TARGETS))
    assert site.build() == 0
    assert f"{trips.FILE}:2: LƯU Ý: cột stop: không có điểm dừng" in capsys.readouterr().err
    assert "Lượt bạn đọc 1.111 800 139%" in words(main(site, SECTION))


def test_targets_alone_are_no_results(site: Site) -> None:
    site.post("bai")
    site.write(results.FILE, table(results.COLUMNS, TARGETS))
    assert site.build() == 0
    assert "800" not in words(main(site, SECTION))


def test_a_stop_that_is_gone_takes_its_page_with_it(site: Site) -> None:
    fill(site)
    assert site.build() == 0
    site.write(stops.FILE, stop_table(SCHOOL_ROW))
    site.write(trips.FILE, trip_table(TRIPS[0]))
    assert site.build() == 0
    assert MARKET not in pages(site)
    assert b"cho-phien" not in b"".join(tree(site.output).values())


def test_the_same_files_give_the_same_bytes(site: Site) -> None:
    fill(site)
    assert site.build() == 0
    assert site.build(site.root / "again") == 0
    assert tree(site.output) == tree(site.root / "again")


ATTACKS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "]]><!-- --><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)' x='",
    "</title></style></textarea><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% include 'base.html' %}",
    "🚐👩\u200d👧",
    "&lt;b&gt; &amp; &#60;",
    "ô" * 5000,
)


def assert_tame(page: str) -> BeautifulSoup:
    """Nothing of the data became an element, an attribute or an address."""
    soup = BeautifulSoup(page, "html.parser")
    for element in soup.find_all(True):
        assert not any(name.startswith("on") for name in element.attrs), element.name
        assert element.name not in ("svg", "img", "b", "textarea") or element.get("src") != "x"
        for name in ("href", "src", "data-embed"):
            assert not str(element.get(name, "")).lower().startswith("javascript:")
    for script in soup.find_all("script"):
        if script.get("type") == "application/ld+json":
            json.loads(script.get_text())
        elif script.get_text() != LATE:
            assert script.get("src"), script
            assert not script.get_text()
    return soup


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda text: text[:20])
def test_whatever_is_in_a_cell_is_text_on_every_page(site: Site, attack: str) -> None:
    free = ("organisation", "mobile", "route", "community", "stop", "address", "postcode")
    cells = {name: f"{name} {attack}" for name in free}
    site.write(stops.FILE, stop_table(SCHOOL_ROW, cells))
    note = f"note {attack}"
    site.write(
        trips.FILE,
        trip_table(TRIPS[1] | {"note": note}, TRIPS[0] | {"route": f"route {attack}"}),
    )
    site.write(results.FILE, table(results.COLUMNS, [TARGETS[0] | {"note": note}]))
    site.post("chuyen-xe", title="Xe về trường", trip="2021-02-23 truong-tieu-hoc")
    assert site.build() == 0
    shown = {}
    for path in site.output.rglob("*.html"):
        soup = assert_tame(path.read_text(encoding="utf-8"))
        name = path.relative_to(site.output).as_posix()
        shown[name] = " ".join(soup.get_text(" ").split())
    seen = " ".join(attack.split())
    stop_page = next(name for name in shown if "/diem-dung/stop" in name)
    for column in ("route", "community", "stop", "address", "postcode"):
        assert f"{column} {seen}" in shown[stop_page], column
    for name in (f"{SECTION}index.html", f"{SCHOOL}index.html"):
        assert f"note {seen}" in shown[name], name
    assert f"stop {seen}" in shown["index.html"]


@pytest.mark.parametrize("attack", ATTACKS[:4], ids=lambda text: text[:20])
@pytest.mark.parametrize(
    ("file", "columns", "row"),
    [
        (stops.FILE, stops.COLUMNS, {"timetable": "javascript:"}),
        (trips.FILE, trips.COLUMNS, {"stop": ""}),
    ],
    ids=["timetable", "stop of a trip"],
)
def test_what_only_warns_is_not_shown(
    site: Site, attack: str, file: str, columns: tuple[str, ...], row: dict[str, str]
) -> None:
    fill(site)
    ((column, start),) = row.items()
    rows = [SCHOOL_ROW, MARKET_ROW] if file == stops.FILE else list(TRIPS)
    rows[0] = rows[0] | {column: start + attack}
    site.write(file, stop_table(*rows) if file == stops.FILE else trip_table(*rows))
    assert site.build() == 0
    for path in site.output.rglob("*.html"):
        soup = assert_tame(path.read_text(encoding="utf-8"))
        assert attack not in soup.get_text()
