"""The editors' report: by month, by page, machines apart; the page and the tables say the same."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from plugins.counting import visits
from plugins.counting.logs import Outcome
from plugins.counting.reports import write_report
from plugins.visits.counts import Counts, counts_json
from plugins.visits.report import MACHINE_COLUMNS, MONTH_COLUMNS, PAGE_COLUMNS
from tests.counting.counting import Counter, moment, told
from tests.support.sites import post_text
from tests.visits.logs import CRAWLERS, Hit, hit, own

POST = "/tin-tuc/2021/bai/"


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    made = Counter(root=tmp_path).having(menu=(("Trang chủ", ""),))
    post = made.places.content / "tin-tuc/2021/bai/index.md"
    post.parent.mkdir(parents=True)
    post.write_text(post_text("Hội nghị <b>&", category=made.site.categories[0]), encoding="utf-8")
    return made


def report(counter: Counter, now: str) -> tuple[Path, Outcome]:
    folder = counter.root / "report"
    cache = counter.root / "cache"
    return folder, write_report(folder, counter.places, counter.site, moment(now), cache)


def table(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def rows(page: str) -> list[list[list[str]]]:
    """The cells of each table of the page."""
    tables = BeautifulSoup(page, "html.parser").find_all("table")
    return [
        [
            [c.get_text(" ", strip=True) for c in row.find_all(("th", "td"))]
            for row in t.select("tr")
        ]
        for t in tables
    ]


def test_two_months(counter: Counter) -> None:
    """January is closed by the time that February is counted; its robots are still told apart."""
    january = [
        hit("2021-01-11T08:00:00", POST, address="203.0.113.1"),
        hit("2021-01-11T08:05:00", "/", address="203.0.113.1"),
        hit("2021-01-11T09:00:00", POST, address="203.0.113.2"),
        hit("2021-01-11T09:00:00", POST, address="203.0.113.3", agent=CRAWLERS[0]),
    ]
    counter.count(counter.log(map(own, january), "a"), now="2021-01-11T10:00:00")
    february: list[Hit] = [
        hit("2021-02-20T08:00:00", "/=1+1/", address="203.0.113.1"),
        hit("2021-02-20T08:00:00", POST, address="203.0.113.2"),
        hit("2021-02-20T08:00:00", POST, address="203.0.113.9", agent=CRAWLERS[4]),
        hit("2021-02-20T08:01:00", POST, address="203.0.113.9", agent=CRAWLERS[4]),
    ]
    now = "2021-02-20T09:00:00"
    counter.count(counter.log(map(own, february), "b"), now=now)
    state = counter.places.state.read_bytes()
    folder, outcome = report(counter, now)
    assert told(outcome) == []
    assert outcome.sentences == [
        f"Đã ghi báo cáo: mở {folder}/index.html bằng trình duyệt.",
        "Bảng tính ở cùng thư mục: theo-thang.csv, theo-trang.csv, may.csv.",
    ]
    assert table(folder / "theo-thang.csv") == [
        list(MONTH_COLUMNS),
        ["2021", "1", "2", "3", "1", "1"],
        ["2021", "2", "2", "2", "2", "1"],
    ]
    assert table(folder / "theo-trang.csv") == [
        list(PAGE_COLUMNS),
        [POST, "Hội nghị <b>&", "3", "1"],
        ["/", "Trang chủ", "1", "0"],
        ["/=1+1/", "/=1+1/", "1", "1"],
    ]
    assert table(folder / "may.csv") == [list(MACHINE_COLUMNS), ["curl", "2"], ["Googlebot", "1"]]
    page = (folder / "index.html").read_text(encoding="utf-8")
    months, pages, machines = rows(page)
    assert months[1:] == [["1/2021", "2", "3", "1", "1"], ["2/2021", "2", "2", "2", "1"]]
    assert pages[0] == ["Trang", "Lượt xem", "Từ 22/01/2021"]
    assert pages[1] == ["Hội nghị <b>& " + POST, "3", "1"]
    assert machines[1:] == [["curl", "2"], ["Googlebot", "1"]]
    assert "Lập lúc 20/02/2021 9:00:00 SA" in page
    assert "mẫu" not in page
    assert counter.places.state.read_bytes() == state, "a report changes nothing"


def test_figures_of_a_source_that_knows_no_months(counter: Counter) -> None:
    figures: dict[str, Any] = {"paths": {POST: 1541}, "total": 9, "sample": True}
    as_of = datetime.fromisoformat("2021-02-28T23:00:00+07:00")
    counter.places.counts.write_bytes(counts_json(Counts(as_of=as_of, **figures)))
    folder, outcome = report(counter, "2021-03-01T08:00:00")
    assert told(outcome) == []
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert rows(page) == [[["Trang", "Lượt xem"], [f"Hội nghị <b>& {POST}", "1.541"]]]
    assert "Nguồn số liệu này không cho biết từng tháng." in page
    assert "Số liệu mẫu" in page
    assert table(folder / "theo-thang.csv") == [list(MONTH_COLUMNS)]


def test_nothing_to_report(counter: Counter) -> None:
    folder, outcome = report(counter, "2021-03-01T08:00:00")
    assert told(outcome) == [
        f"{counter.places.state}: LỖI: chưa có số liệu nào để lập báo cáo",
    ]
    assert not folder.exists()


def test_a_broken_state_is_told_and_left(counter: Counter) -> None:
    counter.places.state.write_bytes(b"rubbish " * 1000)
    folder, outcome = report(counter, "2021-03-01T08:00:00")
    assert told(outcome) == [
        f"{counter.places.state}: LỖI: không phải tệp trạng thái, hoặc đã hỏng",
    ]
    assert not folder.exists()


def test_a_table_that_cannot_be_written(counter: Counter) -> None:
    counter.count(counter.log([own(hit("2021-01-11T08:00:00"))]), now="2021-01-11T10:00:00")
    (counter.root / "report/theo-trang.csv").mkdir(parents=True)
    folder, outcome = report(counter, "2021-01-11T10:00:00")
    assert told(outcome) == [f"{folder}/theo-trang.csv: LỖI: không ghi được: đây là một thư mục"]


def test_the_command_counts_and_reports(
    counter: Counter, capsys: pytest.CaptureFixture[str]
) -> None:
    log = counter.log([own(hit("2021-01-11T08:00:00"))])
    code = visits(
        counter.places.content,
        [str(log)],
        state=str(counter.places.state),
        report=str(counter.root / "report"),
        now="2021-01-11T08:41:24",
        site=counter.site,
    )
    assert code == 0
    assert "Đã ghi báo cáo: mở " in capsys.readouterr().out
    assert table(counter.root / "report/theo-thang.csv")[1] == ["2021", "1", "1", "1", "0", "1"]
