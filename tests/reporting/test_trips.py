"""`inv trips`: sentences to copy, a table for the spreadsheet, and words when there is nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from plugins.mobile_library import results, trips
from plugins.mobile_library.report import COLUMNS
from plugins.reporting import trips as report
from tests.conftest import ROOT
from tests.mobile_library.making import table, trip_table
from tests.support.sites import Site

SAMPLE = ROOT / "content"
ROW = {"stop": "cho", "status": "served", "visitors": "10", "loans": "20"}
ROWS = (
    ROW | {"date": "2019-05-05", "route": "=1+1", "remote": "yes"},
    ROW | {"date": "2020-11-30", "route": "Tuyến 1"},
    ROW | {"date": "2020-12-01", "visitors": ""},
)


@pytest.fixture
def van(site: Site) -> Site:
    site.write(trips.FILE, trip_table(*ROWS))
    site.write(results.FILE, table(results.COLUMNS, [
        {"year": "2020", "measure": "sessions", "target": "3"},
        {"year": "2021", "measure": "sessions", "target": "3"},
    ]))  # fmt: skip
    return site


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    found = capsys.readouterr()
    return found.out, found.err


def test_the_report_of_2020_comes_out_of_the_sample_content(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert report(SAMPLE, "2020") == 0
    out, err = told(capsys)
    assert out.splitlines()[0] == "175 buổi = 125% kế hoạch (vùng sâu, vùng xa 111 buổi = 139%)"
    assert err == "Năm 2020 có dữ liệu mẫu: đừng đưa vào báo cáo.\n"


def test_the_table_of_the_sample_content_adds_up(tmp_path: Path) -> None:
    assert report(SAMPLE, "2020", str(tmp_path / "so.csv")) == 0
    with (tmp_path / "so.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 12 * 2
    assert sum(int(row["Buổi phục vụ"]) for row in rows) == 175
    assert sum(int(row["Trong đó vùng sâu, vùng xa"]) for row in rows) == 111


def test_a_year(van: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(van.content, "2019") == 0
    assert told(capsys) == (
        "1 buổi (vùng sâu, vùng xa 1 buổi)\n10 lượt bạn đọc, 20 lượt mượn\n",
        "",
    )


def test_the_last_year_with_trips(van: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(van.content) == 0
    assert told(capsys) == (
        "2 buổi = 67% kế hoạch\n10 lượt bạn đọc, 40 lượt mượn\n",
        "Chưa tính hết: 1 buổi không ghi số lượt bạn đọc.\n",
    )


@pytest.mark.parametrize("year", ["2018", "2021"])
def test_a_year_without_trips(van: Site, year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(van.content, year, str(van.root / "so.csv")) == 1
    out, err = told(capsys)
    assert out == ""
    assert err == (
        f"{van.content}/{trips.FILE} không có chuyến nào đã phục vụ trong năm {year};"
        " các năm có: 2019, 2020.\n"
        "    Cách sửa: chọn một trong các năm đó, ví dụ --year=2020.\n"
    )
    assert not (van.root / "so.csv").exists()


@pytest.mark.parametrize("year", ["", "2020"])
def test_no_trips_at_all(site: Site, year: str, capsys: pytest.CaptureFixture[str]) -> None:
    site.post("bai")
    assert report(site.content, year) == 1
    assert told(capsys) == (
        "",
        f"{site.content}/{trips.FILE} chưa có chuyến nào đã phục vụ.\n"
        "    Cách sửa: ghi mỗi chuyến đã đi thành một dòng, cột status là served.\n",
    )


@pytest.mark.parametrize("year", ["20", "năm nay", "-2020", "２０２０", "2020.0", "12020"])
def test_what_is_no_year(van: Site, year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(van.content, year) == 2
    assert told(capsys) == ("", f"Không hiểu --year={year}: gõ bốn chữ số, ví dụ --year=2020.\n")


def test_bad_tables_are_told_whole(van: Site, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [ROW | {"date": "32/13/2020"}, ROW | {"date": "2020-01-01", "visitors": "nhiều"}]
    van.write(trips.FILE, trip_table(*rows))
    van.write(results.FILE, "year,measure,target\n2021,luot,5\n")
    assert report(van.content, "2020", str(van.root / "so.csv")) == 1
    out, err = told(capsys)
    assert out == ""
    for place in (f"{results.FILE}:2: LỖI", f"{trips.FILE}:2: LỖI", f"{trips.FILE}:3: LỖI"):
        assert f"{van.content}/{place}" in err
    assert "Tổng cộng: 3 lỗi" in err
    assert not (van.root / "so.csv").exists()


def test_no_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(tmp_path / "không có") == 1
    assert "LỖI" in told(capsys)[1]


def test_the_table(van: Site, capsys: pytest.CaptureFixture[str]) -> None:
    file = van.root / "báo cáo" / "số liệu.csv"
    assert report(van.content, "2020", str(file)) == 0
    assert file.read_bytes().decode("utf-8") == "\r\n".join([
        "\ufeff" + ";".join(COLUMNS),
        *(
            f"2020;{month};{route};0;0;0;0;0;0"
            for month in range(1, 11)
            for route in ("Tuyến 1", "Không ghi tuyến")
        ),
        "2020;11;Tuyến 1;1;0;10;20;0;0",
        "2020;11;Không ghi tuyến;0;0;0;0;0;0",
        "2020;12;Tuyến 1;0;0;0;0;0;0",
        "2020;12;Không ghi tuyến;1;0;;20;1;0",
        "",
    ])  # fmt: skip
    assert told(capsys)[1].endswith(f"Đã ghi {file}: 24 dòng theo tháng và tuyến.\n")
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_route_that_is_a_formula_is_not_run(van: Site) -> None:
    file = van.root / "so.csv"
    assert report(van.content, "2019", str(file)) == 0
    assert file.read_text(encoding="utf-8-sig").splitlines()[1] == "2019;5;'=1+1;1;1;10;20;0;0"


def test_a_table_that_cannot_be_written(van: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (van.root / "thu-muc").mkdir()
    assert report(van.content, "2019", str(van.root / "thu-muc")) == 1
    out, err = told(capsys)
    assert out.startswith("1 buổi")
    assert err.startswith(f"Không ghi được {van.root / 'thu-muc'}: ")
    assert "    Cách sửa: chọn nơi khác, hoặc đóng bảng tính đang mở tệp đó.\n" in err
