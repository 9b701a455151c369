"""Each part of an audit finds what is wrong, and the report and exit code say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit import installing
from tests.audit.budgets import check_budgets
from tests.audit.calendars import problems_of as problems_of_calendar
from tests.audit.feeds import problems_of as problems_of_feed
from tests.audit.findings import Finding, MissingError, Outcome, Run
from tests.audit.kinds import KINDS, kind_of
from tests.audit.report import as_markdown, exit_code
from tests.audit.sites import read_site
from tests.audit.structured_data import parse_vocabulary, problems_of

# In the form of schema-dts, with words of our own.
VOCABULARY = """interface ThingBase extends Partial<IdReference> {
    "@type": "Thing";
    /** Its name. */
    "name"?: SchemaValue<Text, "name">;
    /**
     * Old.
     *
     * @deprecated Use name.
     */
    "title"?: SchemaValue<Text, "title">;
    "url"?: SchemaValue<URL, "url">;
}
interface ShowBase extends ThingBase {
    "begins"?: SchemaValue<Date | DateTime, "begins">;
    "lasts"?: SchemaValue<Duration | IdReference, "lasts">;
    "seats"?: SchemaValue<Integer, "seats">;
    "free"?: SchemaValue<Boolean, "free">;
    "place"?: SchemaValue<Place | IdReference, "place">;
    "day"?: SchemaValue<Weekday, "day">;
}
interface ShowLeaf extends ShowBase {
    "@type": "Show";
}
export interface HallLeaf extends PlaceBase {
    "@type": "Hall";
}
interface PlaceBase extends ThingBase {
    "@type": "Place";
}
export type Weekday = "https://schema.org/Friday" | "Friday" | WeekdayLeaf;
"""


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ({"@type": "Show", "name": "A", "url": "https://a.example/", "seats": 3}, []),
        ({"@type": "Show", "url": "http://localhost/"}, []),
        ({"@type": "Show", "url": "a.example"}, ["Show.url: 'a.example' không phải"]),
        ({"@type": "Show", "begins": "2021-01-11", "lasts": "PT1H30M", "free": True}, []),
        ({"@type": "Show", "begins": ["2021-01-11T08:00:00+07:00"], "day": "Friday"}, []),
        ({"@type": "Show", "place": {"@type": "Hall", "name": "B"}}, []),
        ({"@type": "Show", "place": {"@id": "https://a.example/#b"}}, []),
        ({"@type": "Sow"}, ["không có kiểu 'Sow'"]),
        ({"@type": "Show", "nane": "A"}, ["Show không có thuộc tính nane"]),
        ({"@type": "Show", "title": "A"}, ["Show.title không còn được khuyên dùng"]),
        ({"@type": "Show", "begins": "11/01/2021"}, ["Show.begins: '11/01/2021' không phải"]),
        ({"@type": "Show", "lasts": "90 phút"}, ["Show.lasts: '90 phút' không phải"]),
        ({"@type": "Show", "seats": 3.5}, ["Show.seats: '3.5' không phải"]),
        ({"@type": "Show", "free": "có"}, ["Show.free: 'có' không phải"]),
        ({"@type": "Show", "day": "Fryday"}, ["Show.day: 'Fryday' không phải"]),
        ({"@type": "Show", "name": ""}, ["Show.name: '' không phải"]),
        ({"@type": "Show", "place": {"@type": "Show"}}, ["Show.place: Show không phải"]),
        ({"@type": "Show", "place": {"@type": "Hall", "x": 1}}, ["Hall không có thuộc tính x"]),
    ],
)
def test_words_of_schema_org(node: dict[str, object], said: list[str]) -> None:
    found = [*problems_of(node, parse_vocabulary(VOCABULARY))]
    assert [one.split(" không phải ")[0] for one in found] == [
        one.split(" không phải")[0] for one in said
    ]


def test_weights(tmp_path: Path) -> None:
    noise = "".join(f"{number * 7919:x}" for number in range(6000))
    (tmp_path / "index.html").write_text(f"<p>{noise}", "utf-8")
    (tmp_path / "la").mkdir()
    page = (
        '<link rel="stylesheet" href="a.css"><script>early()</script><script src="/a.js"></script>'
        '<template><script src="/c.js"></script></template><script>late()</script>'
        '<script src="/b.js"></script>'
    )
    (tmp_path / "la/index.html").write_text(page, "utf-8")
    (tmp_path / "a.js").write_text(noise, "utf-8")
    (tmp_path / "xa/la").mkdir(parents=True)
    (tmp_path / "xa/la/index.html").write_text("", "utf-8")
    found = [f"{one.where} {one.what}" for one in check_budgets(read_site(tmp_path)).findings]
    assert [one.partition(" byte")[0].rstrip("0123456789") for one in found] == [
        "/ HTML kèm CSS ",
        "la/ JavaScript ",
        "la/ trình duyệt phải đợi a.css, <script>, /a.js, /b.js rồi mới vẽ",
        "xa/la/ loại trang chưa có trong tests/audit/kinds.py",
    ]


def test_every_address_is_of_the_right_kind() -> None:
    for address, kind in (
        ("", "home"),
        ("tin-tuc/2021/01/", "month"),
        ("tin-tuc/2021/bai/", "post"),
        ("tin-tuc/trang/3/", "older"),
        ("video/trang/2/", "videos"),
        ("video/phim/", "film"),
        ("tim-kiem/", "search"),
        ("lien-he/", "page"),
    ):
        found = kind_of(address)
        assert found
        assert found.name == kind
    assert kind_of("mot/hai/ba/") is None
    assert len({kind.name for kind in KINDS}) == len(KINDS)


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTAMP:20210101T000000Z
DTSTART;TZID=Asia/Ho_Chi_Minh:20210107T080000
DTEND;TZID=Asia/Ho_Chi_Minh:20210107T070000
SUMMARY:Một tên rất dài, dài hơn bảy mươi lăm octet nên phải được gấp lại thành hai dòng
END:VEVENT
BEGIN:VEVENT
UID:1
DTSTART:20210107T080000Z
END:VEVENT
END:VCALENDAR
"""


def test_a_terrible_calendar(tmp_path: Path) -> None:
    file = tmp_path / "lich.ics"
    file.write_bytes(CALENDAR.replace("\n", "\r\n").encode() + b"\n")
    assert [*problems_of_calendar(file)] == [
        "dòng không kết thúc bằng CRLF",
        "dòng 8 dài hơn 75 octet",
        "thiếu PRODID",
        "sự kiện 1: không có VTIMEZONE cho Asia/Ho_Chi_Minh",
        "sự kiện 1: không có VTIMEZONE cho Asia/Ho_Chi_Minh",
        "sự kiện 1: kết thúc trước khi bắt đầu",
        "hai sự kiện cùng UID 1",
        "sự kiện 1: thiếu DTSTAMP",
        "sự kiện 1: thiếu SUMMARY",
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", '{"version": "1"}', "không đọc được: KeyError 'items'"),
        ("a.json", '{"version": "1", "items": []}', "version '1'"),
        ("a.atom.xml", "<feed><", "không đọc được: ParseError"),
        ("a.rss.xml", "<rss><channel><item/></channel></rss>", "không đọc được: ValueError"),
        ("a.txt", "", "không phải nguồn tin"),
    ],
)
def test_broken_feeds(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (found,) = problems_of_feed(tmp_path / name)
    assert found.startswith(said)


def run(**fields: object) -> Run:
    return Run(part="html", site="x", outcome=Outcome(**fields), seconds=1.0)  # type: ignore[arg-type]


FINDING = Finding(where="a/:1", what="dấu | và\nhai dòng")


@pytest.mark.parametrize(
    ("runs", "allowed", "code"),
    [
        ([run()], False, 0),
        ([run(), run(findings=(FINDING,))], True, 1),
        ([run(missing="không có Java")], False, 2),
        ([run(missing="không có Java")], True, 0),
        ([run(missing="không có Java"), run(findings=(FINDING,))], True, 1),
    ],
)
def test_exit_codes(runs: list[Run], allowed: bool, code: int) -> None:
    assert exit_code(runs, allow_missing=allowed) == code


def test_the_report() -> None:
    table = (("trang", "KB"), ("/ | a", "3"))
    text = as_markdown(
        [
            run(findings=(FINDING,), table=table, looked_at="1 trang"),
            run(missing="không có Java"),
        ]
    )
    assert "| html | x | CÓ LỖI | 1 trang: 1 điều cần sửa | 1 |" in text
    assert "| html | x | THIẾU | không có Java | 1 |" in text
    assert "| / \\| a | 3 |" in text
    assert "- `a/:1`: dấu | và hai dòng" in text


def test_without_npm_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(installing, "TOOLS", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingError, match="không có npm: hãy cài Node"):
        installing.package("lighthouse")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(MissingError, match="cần Java 17"):
        installing.java()
