"""Front matter: how files are taken apart, and every problem with its line."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.fields import FIELDS, LITERAL_FIELDS, Kind
from plugins.frontmatter import Document, decode, parse_document

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PATH = "tin-tuc/2021/bai/index.md"
GOOD = "---\ntitle: Bài\ndate: 2021-01-11\ncategory: Tin\n---\nNội dung\n"


def read(text: str | bytes, kind: Kind = "post") -> Document:
    """A document from text or bytes."""
    return parse_document(text.encode() if isinstance(text, str) else text, PATH, kind, ZONE)


def post(*lines: str) -> Document:
    """A post with these lines after its required fields; the first of them is line 5."""
    return read(
        "\n".join(["---", "title: Bài", "date: 2021-01-11", "category: Tin", *lines, "---", ""])
    )


def problems(document: Document) -> list[tuple[int | None, str]]:
    """Lines and messages."""
    assert all(problem.path == PATH and problem.hint for problem in document.problems)
    return [(problem.line, problem.message) for problem in document.problems]


def test_a_good_post() -> None:
    document = read(GOOD)
    assert document.problems == ()
    assert document.fields == {
        "title": "Bài",
        "date": datetime(2021, 1, 11, tzinfo=ZONE),
        "category": "Tin",
    }
    assert document.lines == {"title": 2, "date": 3, "category": 4}
    assert (document.body, document.body_line) == ("Nội dung\n", 6)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", GOOD).encode(),
        GOOD.replace("---\nN", "...\nN").encode(),
        GOOD.replace("---\n", "--- \t\n").encode(),
    ],
    ids=["byte order mark", "Windows lines", "old Mac lines", "decomposed", "dots", "blanks"],
)
def test_the_same_post_from_other_editors(data: bytes) -> None:
    assert read(data) == read(GOOD)


@pytest.mark.parametrize("name", LITERAL_FIELDS)
@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("Hội nghị: tổng kết #1", "Hội nghị: tổng kết #1"),
        ("a <b>\"'&", "a <b>\"'&"),
        ("# không phải chú thích", "# không phải chú thích"),
        ("& và * và ! và % và @ và `", "& và * và ! và % và @ và `"),
        ("- gạch đầu dòng", "- gạch đầu dòng"),
        ("[Video] Lễ hội", "[Video] Lễ hội"),
        ("{x}", "{x}"),
        ("> lớn hơn", "> lớn hơn"),
        ("? hỏi", "? hỏi"),
        ("2021", "2021"),
        ("true", "true"),
        ("null", "null"),
        ("~", "~"),
        ("nói “đúng” và 'sai'", "nói “đúng” và 'sai'"),
        ("C:\\thư mục\\n", "C:\\thư mục\\n"),
        ("  nhiều   khoảng\ttrống  ", "nhiều khoảng trống"),
        ("'it''s: #1'", "it's: #1"),
        ('"dòng\\nhai \\"ba\\" \\u0111"', 'dòng hai "ba" đ'),
        ('"trong" # chú thích', "trong"),
        ("|\n  một\n  hai: ba", "một hai: ba"),
        (">-\n  một\n  hai", "một hai"),
    ],
    ids=repr,
)
def test_literal_values(name: str, typed: str, value: str) -> None:
    lines = {"title": "Bài", "date": "2021-01-11", "category": "Tin"} | {name: typed}
    document = read("\n".join(["---", *(f"{n}: {v}" for n, v in lines.items()), "---", ""]))
    assert problems(document) == []
    assert document.fields[name] == value


# In words that YAML's own rules leave alone when they are quoted.
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(
    lambda text: text.strip() and text.strip()[0] not in "\"'|>\ufeff"
)


@given(WORDS)
def test_any_title_is_taken_as_typed(title: str) -> None:
    document = read(f"---\ntitle: {title}\ndate: 2021-01-11\ncategory: Tin\n---\n")
    expected = " ".join(unicodedata.normalize("NFC", title).split())
    assert document.fields.get("title") == expected
    assert document.problems == ()


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (GOOD.encode("utf-16"), 1, "tệp được lưu theo bảng mã UTF-16"),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), 1, "tệp được lưu theo bảng mã UTF-16"),
        (b"---\ntitle: a\ndate: \xe9\n---\n", 3, "tệp không phải chữ UTF-8"),
        (GOOD.encode() + b"\n\n\xff", 9, "tệp không phải chữ UTF-8"),
        (b"---\r\ntitle: B\xc3", 2, "tệp không phải chữ UTF-8"),
        (b"", 1, "tệp không có phần đầu"),
        (b"\n" + GOOD.encode(), 1, "tệp không có phần đầu"),
        ("Nội dung".encode(), 1, "tệp không có phần đầu"),
        (b"--\ntitle: a\n--\n", 1, "tệp không có phần đầu"),
        (b"---\ntitle: a\n", 1, "phần đầu không có dòng --- kết thúc"),
        (b"---\n---\n", 2, "phần đầu không có trường nào đọc được"),
        (b"---\n- a\n---\n", 2, "phần đầu không có trường nào đọc được"),
        (b"---\ntitle\n---\n", 2, "phần đầu không có trường nào đọc được"),
        (b"---\ntitle: a\ntags: [x\n---\n", 3, "dòng này viết chưa đúng, máy không hiểu"),
        (b"---\ntitle: a\ntags: &t [x]\nseries: *t\n---\n", 3, "không dùng được dấu & và * ở đây"),
        (GOOD.encode() + b"\x00", 7, "có ký tự điều khiển không nhìn thấy được (mã 0x00)"),
        (
            GOOD.replace("Nội", "N\x1eội").encode(),
            6,
            "có ký tự điều khiển không nhìn thấy được (mã 0x1e)",
        ),
        (
            GOOD.replace("Bài", "B\x7fài").encode(),
            2,
            "có ký tự điều khiển không nhìn thấy được (mã 0x7f)",
        ),
        (
            GOOD.replace("Bài", "B\x9bài").encode(),
            2,
            "có ký tự điều khiển không nhìn thấy được (mã 0x9b)",
        ),
    ],
    ids=[
        "UTF-16",
        "UTF-16, other order",
        "Latin-1 in the fields",
        "bad byte in the body",
        "cut inside a letter",
        "empty",
        "blank line first",
        "no front matter",
        "two hyphens",
        "no end",
        "no fields",
        "a list",
        "a word",
        "open bracket",
        "alias",
        "NUL",
        "record separator",
        "delete",
        "C1 control",
    ],
)
def test_unreadable(data: bytes, line: int, message: str) -> None:
    assert problems(read(data)) == [(line, message)]


def test_every_line_with_a_control_character_is_named() -> None:
    text, found = decode(b"a\x01\nb\nc\x02\x03", PATH)
    assert text == "a\x01\nb\nc\x02\x03"
    assert [problem.line for problem in found] == [1, 3]


def test_one_terrible_document() -> None:
    document = post(
        "date: 2021-01-12",
        "Title: khác",
        "sumary: tóm tắt",
        "màu: đỏ",
        "status: publish",
        "modified: 32/13/2021",
        "expires:",
        "cover: a/1.jpg",
        "pinned: có",
        "sample: yes",
        "trip: hôm qua",
        "author: [a, b]",
        "series: {a: b}",
        "photos:",
        "  - anh-01.jpg",
        "  - caption: thiếu tên",
        "tags: [a, [b]]",
        "correction: {date: 2021-01-12}",
    )
    assert problems(document) == [
        (5, "trường “date” có hai lần"),
        (6, "không có trường “Title”"),
        (7, "không có trường “sumary”"),
        (8, "không có trường “màu”"),
        (9, "trường “status”: không có giá trị “publish”"),
        (10, "trường “modified”: không có ngày giờ “32/13/2021” trên lịch"),
        (11, "trường “expires”: còn để trống"),
        (
            12,
            "trường “cover”: tên tệp phải là tên một tệp trong cùng thư mục, không phải “a/1.jpg”",
        ),
        (13, "trường “pinned”: không hiểu “có”"),
        (14, "trường “sample”: không hiểu “yes”"),
        (15, "trường “trip”: không hiểu chuyến xe “hôm qua”"),
        (17, "trường “series”: giá trị phải là một dòng chữ"),
        (20, "trường “photos”: một ảnh thiếu tên tệp"),
        (21, "trường “tags”: mỗi mục trong danh sách phải là một dòng chữ"),
        (22, "trường “correction”: correction cần cả date và text"),
    ]
    hints = [problem.hint for problem in document.problems]
    assert hints[:5] == [
        "giữ lại một (lần đầu ở dòng 3)",
        "có phải là “title”?",
        "có phải là “summary”?",
        f"các trường: {', '.join(FIELDS['post'])}",
        "chọn một trong: published (đăng), draft (bản nháp), hidden (ẩn), withdrawn (đã gỡ)",
    ]
    # An author in brackets is literal text; the first date counts.
    assert document.fields["author"] == "[a, b]"
    assert document.fields["date"] == datetime(2021, 1, 11, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("post", ["title", "date", "category"]),
        ("page", ["title"]),
        ("video", ["title", "date", "source"]),
    ],
)
def test_missing_fields(kind: Kind, names: list[str]) -> None:
    found = problems(read("---\nsample: true\n---\n", kind))
    assert found == [(1, f"thiếu trường “{name}”") for name in names]


def test_an_empty_title_is_wrong_not_missing() -> None:
    for typed in ("", " ", '""', "''", "'  '"):
        document = read(
            f"---\ntitle:{typed and ' ' + typed}\ndate: 2021-01-11\ncategory: Tin\n---\n"
        )
        assert problems(document) == [(2, "trường “title”: còn để trống")], typed


def test_problems_of_a_draft_are_warnings() -> None:
    document = read("---\ntitle:\nstatus: draft\ndate: mai\nmàu: đỏ\n---\n")
    assert [problem.level for problem in document.problems] == ["warning"] * 4
    same = read("---\ntitle:\nstatus: hidden\ndate: mai\nmàu: đỏ\n---\n")
    assert [problem.level for problem in same.problems] == ["error"] * 4


@pytest.mark.parametrize(
    "text",
    [
        '---\nstatus: draft\ntitle: "chưa xong\n---\n',
        "---\ntitle: Bài\nstatus: draft\ntags: [a\n---\n",
        "---\ntitle: Bài\nstatus: draft\n---\nmột\x0bhai\n",
    ],
    ids=["open quote", "open bracket", "control character"],
)
def test_an_unreadable_draft_stops_nothing(text: str) -> None:
    document = read(text)
    assert [problem.level for problem in document.problems] == ["warning"]


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        (["photos:", "  - file: a.jpg", "    hide: có thể"], 7, "không hiểu “có thể”"),
        (["photos:", "  - file: a.jpg", "  - file: a.jpg"], 7, "ảnh “a.jpg” có hai lần"),
        (["photos:", "  - file: a.jpg", "    tieu-de: x"], 7, "một ảnh ghi khóa lạ “tieu-de”"),
        (["photos:", "  - file: a.jpg", "    alt: [x]"], 7, "giá trị phải là một dòng chữ"),
        (
            ["correction:", "  text: Sửa ngày", "  date: 31/02/2021"],
            7,
            "không có ngày giờ “31/02/2021” trên lịch",
        ),
        (["tags:", "  - a", "  - [b]"], 7, "mỗi mục trong danh sách phải là một dòng chữ"),
        (["redirect_from:", "  - /a", "  -"], 7, "có mục trống trong danh sách"),
    ],
)
def test_problems_inside_a_field_name_their_own_line(
    lines: list[str], line: int, message: str
) -> None:
    name = lines[0].rstrip(":")
    assert problems(post(*lines)) == [(line, f"trường “{name}”: {message}")]


def test_two_wrong_photos_are_two_problems() -> None:
    document = post("photos:", "  - file: a.jpg", "    hide: a", "  - file: b/c.jpg")
    assert len(document.problems) == 2


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_other_line_ends_do_not_move_the_lines(separator: str) -> None:
    document = post(f"summary: một{separator}hai", "màu: đỏ")
    assert problems(document) == [(6, "không có trường “màu”")]


@given(st.binary())
def test_any_bytes_are_read_or_explained(data: bytes) -> None:
    assert read(data).problems


@given(st.text())
def test_any_front_matter_is_read_or_explained(text: str) -> None:
    document = read(f"---\n{text}\n---\n")
    assert document.problems
    assert all(problem.line and problem.hint for problem in document.problems)


PIECES = st.sampled_from(
    [*":-[]{},#'\"|>/", "..", "a", "b.jpg", "1", "0.5", "-1", "9999999999", "nan", "true", "draft"]
) | st.sampled_from(
    ["11/01/2021", "8:41", "SA", "CH", "file", "alt", "hide", "blur", "youtube", "url", "lang"]
)


@pytest.mark.parametrize("kind", list(FIELDS))
@given(data=st.data())
def test_any_value_of_any_field_is_read_or_explained(kind: Kind, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FIELDS[kind])))
    value = " ".join(data.draw(st.lists(PIECES, max_size=8)))
    document = read(f"---\n{name}: {value}\n---\n", kind)
    explained = any(
        f"“{name}”" in problem.message or problem.line == 2 for problem in document.problems
    )
    assert (name in document.fields) or explained


def test_huge_numbers_are_wrong_like_others() -> None:
    document = read(f"---\nduration: {'1' * 5000}\n---\n", "video")
    assert any("duration" in problem.message for problem in document.problems)
