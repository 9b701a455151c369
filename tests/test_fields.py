"""The closed list of fields: right and wrong values of every one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from plugins.fields import FIELDS, Correction, PhotoEntry, TripReference, VideoSource
from plugins.frontmatter import Document, parse_document

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

RIGHT: list[tuple[str, str, Any]] = [
    ("title", "Hội nghị", "Hội nghị"),
    ("date", "11/01/2021 8:41:24 SA", datetime(2021, 1, 11, 8, 41, 24, tzinfo=ZONE)),
    ("date", "'2021-01-11'", datetime(2021, 1, 11, tzinfo=ZONE)),
    ("category", "Tin hoạt động", "Tin hoạt động"),
    ("author", "Phòng Hành chính - Tổng hợp", "Phòng Hành chính - Tổng hợp"),
    ("author", "", ""),
    ("tags", "[hội nghị, năm 2020]", ("hội nghị", "năm 2020")),
    ("tags", "hội nghị, năm 2020,", ("hội nghị", "năm 2020")),
    ("tags", "\n  - hội nghị\n  - hội nghị", ("hội nghị",)),
    ("tags", "", ()),
    ("summary", "Tóm: tắt", "Tóm: tắt"),
    ("status", "published", "published"),
    ("status", "draft", "draft"),
    ("status", "hidden", "hidden"),
    ("status", "withdrawn", "withdrawn"),
    ("modified", "2021-01-12 09:00", datetime(2021, 1, 12, 9, tzinfo=ZONE)),
    ("expires", "2021-02-01", datetime(2021, 2, 1, tzinfo=ZONE)),
    ("cover", "Ảnh bìa 01.JPG", "Ảnh bìa 01.JPG"),
    ("cover", "A\u0309nh.jpg", "Ảnh.jpg"),
    ("photos", "", ()),
    ("photos", "[a.jpg]", (PhotoEntry(file="a.jpg", line=2),)),
    ("photos", "{file: a.jpg, hide: true}", (PhotoEntry(file="a.jpg", line=2, hide=True),)),
    (
        "photos",
        "\n  - file: a.jpg\n    alt: Hội trường\n    caption: Ảnh 1\n    hide: FALSE\n"
        "    blur: [[0, 0.5, 1, 0.25], [0.1, 0.1, 0.1, 0.1]]\n  - b.jpg",
        (
            PhotoEntry(
                file="a.jpg",
                line=3,
                alt="Hội trường",
                caption="Ảnh 1",
                blur=((0, 0.5, 1, 0.25), (0.1, 0.1, 0.1, 0.1)),
            ),
            PhotoEntry(file="b.jpg", line=8),
        ),
    ),
    ("gallery_title", "Ảnh: hội nghị", "Ảnh: hội nghị"),
    ("redirect_from", "/tin-cu.html", ("/tin-cu.html",)),
    ("redirect_from", "[/a.html, /b/]", ("/a.html", "/b/")),
    ("series", "Kỷ niệm 110 năm", "Kỷ niệm 110 năm"),
    ("pinned", "true", True),
    ("pinned", "False", False),
    (
        "trip",
        "2021-03-12 truong-tieu-hoc",
        TripReference(date=date(2021, 3, 12), stop="truong-tieu-hoc"),
    ),
    ("trip", "12/03/2021 cho-mu", TripReference(date=date(2021, 3, 12), stop="cho-mu")),
    (
        "correction",
        "{date: 12/01/2021, text: Sửa ngày họp}",
        Correction(date=datetime(2021, 1, 12, tzinfo=ZONE), text="Sửa ngày họp"),
    ),
    ("sample", "true", True),
    ("menu", "2", 2),
    ("source", "{youtube: dQw4w9WgXcQ}", VideoSource(kind="youtube", value="dQw4w9WgXcQ")),
    ("source", "{file: phim.mp4}", VideoSource(kind="file", value="phim.mp4")),
    ("source", "{url: https://a.vn/p.mp4}", VideoSource(kind="url", value="https://a.vn/p.mp4")),
    ("poster", "bia.jpg", "bia.jpg"),
    ("duration", "95", 95),
    ("duration", "1:35", 95),
    ("duration", "1:02:03", 3723),
    ("captions", "[{lang: vi, file: a.vtt}]", (("vi", "a.vtt"),)),
]

WRONG: list[tuple[str, str, str]] = [
    ("title", "", "còn để trống"),
    ("date", "", "còn để trống"),
    ("date", "32/13/2021", "không có ngày giờ “32/13/2021” trên lịch"),
    ("date", "[2021-01-11]", "giá trị phải là một dòng chữ"),
    ("category", "", "còn để trống"),
    ("author", "\n  - a", "giá trị phải là một dòng chữ"),
    ("tags", "{a: b}", "mỗi mục trong danh sách phải là một dòng chữ"),
    ("tags", '[a, ""]', "có mục trống trong danh sách"),
    ("summary", "\n  a: b", "giá trị phải là một dòng chữ"),
    ("status", "Draft", "không có giá trị “Draft”"),
    ("status", "đã đăng", "không có giá trị “đã đăng”"),
    ("modified", "12/2021", "không hiểu ngày “12/2021”"),
    ("expires", "mai", "không hiểu ngày “mai”"),
    ("cover", "../a.jpg", "tên tệp phải là tên một tệp trong cùng thư mục, không phải “../a.jpg”"),
    ("cover", "a\\b.jpg", "tên tệp phải là tên một tệp trong cùng thư mục, không phải “a\\b.jpg”"),
    ("cover", "..", "tên tệp phải là tên một tệp trong cùng thư mục, không phải “..”"),
    ("photos", "[[a]]", "một ảnh phải gồm các dòng “khóa: giá trị”"),
    ("photos", "[{alt: a}]", "một ảnh thiếu tên tệp"),
    ("photos", "[{file: a, ảnh: b}]", "một ảnh ghi khóa lạ “ảnh”"),
    ("photos", "[{file: a, file: b}]", "một ảnh ghi khóa “file” hai lần"),
    ("photos", "[a, a]", "ảnh “a” có hai lần"),
    ("photos", "[A\u0309nh, Ảnh]", "ảnh “Ảnh” có hai lần"),
    ("photos", "[{file: /a}]", "tên ảnh phải là tên một tệp trong cùng thư mục, không phải “/a”"),
    ("photos", "[{file: a, blur: x}]", "mỗi ô làm mờ cần bốn số"),
    ("photos", "[{file: a, blur: [0, 0, 1, 1]}]", "mỗi ô làm mờ cần bốn số"),
    ("photos", "[{file: a, blur: [[0, 0, 1]]}]", "mỗi ô làm mờ cần bốn số"),
    ("photos", "[{file: a, blur: [[0, 0, 1, 2]]}]", "“2” không phải phần của ảnh"),
    ("photos", "[{file: a, blur: [[0, 0, -1, 1]]}]", "“-1” không phải phần của ảnh"),
    ("photos", "[{file: a, blur: [[0, 0, nan, 1]]}]", "“nan” không phải phần của ảnh"),
    ("photos", "[{file: a, blur: [[0, 0, 0, 1]]}]", "ô làm mờ rỗng"),
    ("gallery_title", "\n  - a", "giá trị phải là một dòng chữ"),
    ("redirect_from", "[{a: b}]", "mỗi mục trong danh sách phải là một dòng chữ"),
    ("series", "[a]", "giá trị phải là một dòng chữ"),
    ("pinned", "", "không hiểu “”"),
    ("pinned", "1", "không hiểu “1”"),
    ("trip", "2021-03-12", "không hiểu chuyến xe “2021-03-12”"),
    ("trip", "31/02/2021 cho-mu", "không hiểu chuyến xe “31/02/2021 cho-mu”"),
    ("trip", "2021-03-12 Chợ", "không hiểu chuyến xe “2021-03-12 Chợ”"),
    ("correction", "Sửa ngày", "correction phải gồm các dòng “khóa: giá trị”"),
    ("correction", "{text: a}", "correction cần cả date và text"),
    ("correction", "{date: mai, text: a}", "không hiểu ngày “mai”"),
    ("correction", '{date: 2021-01-11, text: ""}', "còn để trống"),
    ("correction", "{date: 2021-01-11, text: a, by: b}", "correction ghi khóa lạ “by”"),
    ("sample", "yes", "không hiểu “yes”"),
    ("menu", "đầu", "không phải số thứ tự: “đầu”"),
    ("menu", "-1", "không phải số thứ tự: “-1”"),
    ("source", "phim.mp4", "source phải gồm các dòng “khóa: giá trị”"),
    ("source", "{vimeo: 1}", "source ghi khóa lạ “vimeo”"),
    ("source", "{}", "source cần đúng một khóa"),
    ("source", "{youtube: dQw4w9WgXcQ, file: a.mp4}", "source cần đúng một khóa"),
    ("source", "{youtube: abc}", "không phải mã YouTube: “abc”"),
    (
        "source",
        "{file: a/b.mp4}",
        "tên tệp phim phải là tên một tệp trong cùng thư mục, không phải “a/b.mp4”",
    ),
    ("source", "{url: http://a.vn}", "không phải địa chỉ https: “http://a.vn”"),
    ("poster", "/bia.jpg", "tên tệp phải là tên một tệp trong cùng thư mục, không phải “/bia.jpg”"),
    ("duration", "1:75", "không hiểu thời lượng “1:75”"),
    ("duration", "một phút", "không hiểu thời lượng “một phút”"),
    ("captions", "[a.vtt]", "captions phải gồm các dòng “khóa: giá trị”"),
    ("captions", "[{lang: vi}]", "mỗi phụ đề cần lang và file"),
    ("captions", '[{lang: "", file: a.vtt}]', "còn để trống"),
]


def read(name: str, typed: str) -> Document:
    """A document of the first kind that has this field, and no other field."""
    kind = next(kind for kind, fields in FIELDS.items() if name in fields)
    return parse_document(f"---\n{name}: {typed}\n---\n".encode(), "a.md", kind, ZONE)


@pytest.mark.parametrize(("name", "typed", "value"), RIGHT, ids=str)
def test_right(name: str, typed: str, value: Any) -> None:
    document = read(name, typed)
    assert [p.message for p in document.problems if not p.message.startswith("thiếu trường")] == []
    assert document.fields == {name: value}


@pytest.mark.parametrize(("name", "typed", "message"), WRONG, ids=str)
def test_wrong(name: str, typed: str, message: str) -> None:
    document = read(name, typed)
    found = [p for p in document.problems if not p.message.startswith("thiếu trường")]
    assert [problem.message for problem in found] == [f"trường “{name}”: {message}"]
    assert found[0].hint
    assert found[0].line in (2, 3)
    assert document.fields == {}


def test_every_field_is_in_both_tables() -> None:
    known = {name for fields in FIELDS.values() for name in fields}
    assert {name for name, *_ in RIGHT} == known
    assert {name for name, *_ in WRONG} == known


COMMON = {"title", "summary", "status", "sample"}
POST = {"date", "category", "author", "tags", "modified", "expires", "cover", "photos"}
POST |= {"gallery_title", "redirect_from", "series", "pinned", "trip", "correction"}
VIDEO = {"date", "source", "poster", "duration", "captions", "tags"}


def test_the_closed_list() -> None:
    # As docs/content-model.md promises to editors.
    assert {kind: set(fields) for kind, fields in FIELDS.items()} == {
        "post": COMMON | POST,
        "page": COMMON | {"menu", "redirect_from"},
        "video": COMMON | VIDEO,
    }
