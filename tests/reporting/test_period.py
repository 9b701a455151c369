"""`inv report`: what a library did in a period; the page and the tables say the same."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.configuration import read_configuration
from plugins.mobile_library import trips
from plugins.reporting import period
from plugins.reporting.period import NO_AUTHOR, period_report
from plugins.reporting.period_files import AUTHORS, MONTHS, PAGE, load_period, write_period
from tests.conftest import ROOT
from tests.counting.counting import Counter
from tests.mobile_library.making import trip, trip_table
from tests.support.sites import Site
from tests.visits.logs import hit, own

ZONE = read_configuration().site.zone
ROW = {"stop": "cho", "status": "served", "visitors": "10", "loans": "20"}
OFFICE, HALL = "Phòng Hành chính - Tổng hợp", "=1+1 <b>&"


def table(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def page_rows(path: Path) -> list[list[list[str]]]:
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    tables = [[row.select("th, td") for row in one.select("tr")] for one in page.select("table")]
    return [[[cell.get_text(" ", strip=True) for cell in row] for row in one] for one in tables]


@pytest.fixture
def office(site: Site) -> Site:
    site.post(
        "mot", date="2021-01-31 23:59:59", author=OFFICE, photos="[{file: b.jpg, hide: true}]"
    )
    for name in ("a.jpg", "b.jpg", "c.PNG", "thu.docx"):
        site.write(f"tin-tuc/2021/mot/{name}", b"x")
    site.post("hai", date="2021-02-01", author=f"'{HALL}'", expires="2021-02-02")
    site.post("ba", date="2021-02-03", status="hidden")
    site.post("nhap", date="2021-02-03", status="draft")
    site.post("da-go", date="2021-02-03", status="withdrawn")
    site.post("hen-gio", date="2999-02-03", year=2999)
    site.post("truoc", date="2020-12-31 23:59:59", year=2020)
    site.write(trips.FILE, trip_table(
        ROW | {"date": "2021-01-05", "remote": "yes"},
        ROW | {"date": "2021-02-05", "visitors": ""},
        ROW | {"date": "2021-02-06", "status": "cancelled"},
        ROW | {"date": "2020-12-31"},
    ))  # fmt: skip
    return site


def run(site: Site, first: str = "1/1/2021", last: str = "28/2/2021") -> tuple[int, Path]:
    folder = site.root / "bao-cao"
    return period(site.content, first, last, folder, site.root / "so.sqlite"), folder


def test_two_months(office: Site, capsys: pytest.CaptureFixture[str]) -> None:
    code, folder = run(office)
    assert code == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == (
        "Từ 01/01/2021 đến 28/02/2021: 3 bài với 2 ảnh, 2 buổi xe thư viện."
    )
    assert err == ""
    assert table(folder / MONTHS)[1:] == [
        ["2021", "1", "1", "2", "1", "1", "10", "20", "", ""],
        ["2021", "2", "2", "0", "1", "0", "", "20", "", ""],
    ]
    assert table(folder / AUTHORS)[1:] == [
        ["2021", "1", OFFICE, "1", "2"],
        ["2021", "2", f"'{HALL}", "1", "0"],  # no spreadsheet runs it
        ["2021", "2", NO_AUTHOR, "1", "0"],
    ]
    months, sums, authors = page_rows(folder / PAGE)
    assert months[1:] == [
        ["1/2021", "1", "2", "1", "1", "10", "20", "–", "–"],
        ["2/2021", "2", "0", "1", "0", "–", "20", "–", "–"],
        ["Cả kỳ", "3", "2", "2", "1", "10", "40", "–", "–"],
    ]
    assert [row[0] for row in sums[1:]] == [HALL, OFFICE, NO_AUTHOR]
    assert [row[1] for row in authors[1:]] == ["1/2021", "2/2021", "2/2021"]
    assert "mẫu" not in (folder / PAGE).read_text(encoding="utf-8")


def test_visits_are_those_of_the_counter(tmp_path: Path) -> None:
    counter = Counter(root=tmp_path)
    moments = ["2021-01-11T08:00:00", "2021-01-11T08:10:00", "2021-01-11T09:00:00"]
    counter.run(counter.log([own(hit(one)) for one in moments]))
    now = datetime(2021, 1, 12, tzinfo=ZONE)
    for first, found in ((date(2021, 1, 11), (2, 3)), (date(2021, 1, 12), (None, None))):
        report, problems = load_period(
            counter.places.content,
            counter.places.state,
            counter.site,
            first,
            date(2021, 1, 12),
            now,
            tmp_path / "cache",
        )
        assert (report.total.visits, report.total.views) == found
        assert (report.months[0].visits, report.months[0].views) == found
        assert not problems


def test_the_sample_content_is_marked(tmp_path: Path) -> None:
    code = period(ROOT / "content", "1/1/2021", "31/12/2021", tmp_path, tmp_path / "so.sqlite")
    assert code == 0
    assert "Có số liệu mẫu" in (tmp_path / PAGE).read_text(encoding="utf-8")


def test_files_with_errors_are_told(office: Site, capsys: pytest.CaptureFixture[str]) -> None:
    office.post("sai", date="32/1/2021")
    code, folder = run(office)
    assert (code, len(table(folder / MONTHS))) == (1, 3)
    err = capsys.readouterr().err
    assert "tin-tuc/2021/sai/index.md:3: LỖI" in err
    assert err.endswith("Những tệp có lỗi không nằm trong báo cáo.\n")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("32/1/2021", "", "Không có ngày giờ “32/1/2021” trên lịch: gõ như 31/12/2020"),
        ("", "hôm nay", "Không hiểu ngày “hôm nay”: gõ như"),
        ("2/1/2021", "1/1/2021", "Ngày đầu là 02/01/2021, ngày cuối là 01/01/2021"),
    ],
)
def test_what_is_no_period(
    office: Site, capsys: pytest.CaptureFixture[str], first: str, last: str, words: str
) -> None:
    code, folder = run(office, first, last)
    assert code == 2
    assert capsys.readouterr().err.startswith(words)
    assert not folder.exists()


def test_without_a_first_day_it_begins_with_the_year(office: Site) -> None:
    code, folder = run(office, first="", last="28/2/2021")
    assert (code, [row[1] for row in table(folder / MONTHS)[1:]]) == (0, ["1", "2"])


def test_a_folder_that_cannot_be_written(office: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (office.root / "bao-cao").write_text("một tệp", encoding="utf-8")
    code, folder = run(office)
    assert (code, folder.read_text(encoding="utf-8")) == (1, "một tệp")
    assert "Cách sửa: " in capsys.readouterr().err


def test_a_broken_state_of_the_counter(office: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (office.root / "so.sqlite").write_bytes(b"no database" * 100)
    code, folder = run(office)
    assert code == 1
    assert "Cách sửa: " in capsys.readouterr().err
    assert not folder.exists()


def test_no_content_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert period(tmp_path / "x", "", "", tmp_path / "y", tmp_path / "z") == 1
    assert "LỖI" in capsys.readouterr().err


@given(
    days=st.lists(st.dates(date(2019, 1, 1), date(2023, 12, 31)), max_size=30),
    first=st.dates(date(2019, 6, 1), date(2022, 6, 1)),
    length=st.integers(0, 900),
)
def test_months_add_up_to_the_whole(days: list[date], first: date, length: int) -> None:
    last = first + timedelta(days=length)
    report = period_report(first, last, [], [trip(day.isoformat()) for day in days], [])
    assert sum(line.trips.sessions for line in report.months) == report.total.trips.sessions
    assert report.total.trips.sessions == sum(first <= day <= last for day in days)
    assert len({(line.year, line.month) for line in report.months}) == len(report.months)
    assert (report.months[0].year, report.months[0].month) == (first.year, first.month)
    assert (report.months[-1].year, report.months[-1].month) == (last.year, last.month)


def test_written_again_over_an_earlier_one(office: Site) -> None:
    _, folder = run(office)
    before = (folder / MONTHS).read_bytes()
    write_period(
        folder,
        period_report(date(2021, 1, 1), date(2021, 1, 2), [], [], []),
        datetime(2021, 1, 2, tzinfo=ZONE),
    )
    assert (folder / MONTHS).read_bytes() != before
    assert "Trong kỳ này không có bài nào" in (folder / PAGE).read_text(encoding="utf-8")
