"""`inv list`: every file once, what a filter left out, and sums that add up."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.content.posts import STATES
from plugins.lint.inventory import FilterError, Row, parse_filters, sums, total_line
from plugins.lint.listing import list_content
from tests.support.sites import NOW, Site

CATEGORIES = ("Tin hoạt động", "Thông báo")
PAGE = "---\ntitle: Trang\n---\n"
FILM = "---\ntitle: Phim\ndate: 2021-01-05\nsource: {youtube: abcdefghijk}\n---\n"


@pytest.fixture
def posts(site: Site) -> Site:
    """A file in each state."""
    site.post("cu", 2020, date="2020-05-01", author="Phòng Hành chính - Tổng hợp")
    site.post("moi", date="2021-02-02", category="Thông báo", title="Có; dấu")
    site.post("giua", date="2021-02-01", author="Phòng Bạn đọc")
    site.post("hen", date="2021-03-01 08:00:01")
    site.post("nhap", status="draft", title="=1+1")
    site.post("an", status="hidden")
    site.post("het", expires="2021-02-01")
    site.post("go", status="withdrawn")
    site.post("hong", date="mai")
    site.write("trang/lien-he.md", PAGE)
    site.write("video/phim.md", FILM)
    site.write("trang/lac/trang.md", PAGE)
    site.write("lac.md", PAGE)
    site.write("README.md", PAGE)
    return site


def paths(said: str) -> list[str]:
    """The lines before the sums, by what is in the content folder."""
    return [line.split(" ")[-1] for line in said.splitlines()[:-1]]


def run(site: Site, capsys: pytest.CaptureFixture[str], **options: str) -> tuple[int, str, str]:
    code = list_content(site.content, now=NOW, **options)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_all_files_in_their_order(posts: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """What has no date comes first, then the newest."""
    code, out, _ = run(posts, capsys)
    assert code == 1
    assert paths(out) == [
        "lac.md",
        "tin-tuc/2021/hong/index.md",
        "tin-tuc/2021/hen/index.md",
        "tin-tuc/2021/moi/index.md",
        "tin-tuc/2021/giua/index.md",
        "tin-tuc/2021/an/index.md",
        "tin-tuc/2021/go/index.md",
        "tin-tuc/2021/het/index.md",
        "tin-tuc/2021/nhap/index.md",
        "tin-tuc/2020/cu/index.md",
        "trang/lac/trang.md",
        "trang/lien-he.md",
        "video/phim.md",
    ]
    assert out.splitlines()[-1] == (
        "Tổng cộng 13 tệp: 5 đã đăng, 1 hẹn giờ, 1 bản nháp, 1 ẩn khỏi danh sách, 1 hết hạn,"
        " 1 đã gỡ, 3 có lỗi."
    )
    assert "hẹn giờ            01/03/2021 tin-tuc/2021/hen/index.md" in out


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ({"state": "draft"}, ["nhap"]),
        ({"state": "bản nháp"}, ["nhap"]),
        ({"state": "Nhap"}, ["nhap"]),
        ({"state": "draft, scheduled,"}, ["hen", "nhap"]),
        ({"state": "error"}, ["lac.md", "hong", "trang.md"]),
        ({"category": "Thông báo"}, ["moi"]),
        ({"category": " thong bao "}, ["moi"]),
        ({"year": "2020"}, ["cu"]),
        ({"year": "2021", "state": "error"}, ["hong"]),
        ({"author": "hanh chinh"}, ["cu"]),
        ({"author": "Phòng"}, ["giua", "cu"]),
        ({"author": "Phòng", "year": "2021"}, ["giua"]),
        ({"year": "1999"}, []),
    ],
)
def test_filters(
    posts: Site, capsys: pytest.CaptureFixture[str], options: dict[str, str], names: list[str]
) -> None:
    code, out, _ = run(posts, capsys, **options)
    assert [path.removesuffix("/index.md").rpartition("/")[2] for path in paths(out)] == names
    assert f"Chọn được {len(names)} trong 13 tệp" in out
    assert f"Để lại {13 - len(names)} tệp: " in out
    # Whether something is wrong is asked of what was asked for.
    assert code == ("error" in options.get("state", ""))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"state": "xong"}, "Không có --state=xong; chọn trong: published (đã đăng), scheduled"),
        ({"state": "đã"}, "Không có --state=đã"),
        ({"category": "Thong baoo"}, "Không có --category=Thong baoo; có phải là “Thông báo”?"),
        ({"category": "x"}, "Không có --category=x; chọn trong: Tin hoạt động, "),
        ({"year": "21"}, "--year=21: gõ năm bằng bốn chữ số"),
        ({"year": "２０２１"}, "gõ năm bằng bốn chữ số"),
        ({"format": "xml"}, "Không có --format=xml; chọn một trong: text, csv, json."),
    ],
)
def test_filters_that_do_not_exist(
    posts: Site, capsys: pytest.CaptureFixture[str], options: dict[str, str], said: str
) -> None:
    code, out, err = run(posts, capsys, **options)
    assert (code, out) == (2, "")
    assert err.startswith(said) or said in err


def test_a_table_for_a_spreadsheet(posts: Site, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert list_content(posts.content, now=NOW, format="csv", year="2021", state="dang,nhap") == 0
    out, err = capsysbinary.readouterr()
    assert out.startswith(b"\xef\xbb\xbf")
    rows = [*csv.DictReader(io.StringIO(out.decode("utf-8-sig"), newline=""), delimiter=";")]
    assert [row["Tiêu đề"] for row in rows] == ["Có; dấu", "Một bài", "'=1+1", "Phim"]
    assert rows[0] == {
        "Trạng thái": "đã đăng",
        "Loại": "bài",
        "Ngày": "02/02/2021",
        "Tiêu đề": "Có; dấu",
        "Chuyên mục": "Thông báo",
        "Người ký": "",
        "Tệp": "tin-tuc/2021/moi/index.md",
        "Địa chỉ": "/tin-tuc/2021/moi/",
    }
    assert "Chọn được 4 trong 13 tệp".encode() in err


def test_for_programs(posts: Site, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(posts, capsys, format="json", state="scheduled")
    found = json.loads(out)
    assert found["total"] == sum(found["states"].values()) == 13
    assert found["shown"] == {"scheduled": 1}
    (file,) = found["files"]
    assert file["date"] == "2021-03-01T08:00:01+07:00"
    assert (file["state"], file["address"]) == ("scheduled", "/tin-tuc/2021/hen/")


def test_no_such_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list_content(tmp_path / "x") == 1
    assert "không có thư mục nội dung" in capsys.readouterr().err


def test_an_empty_folder(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert list_content(site.content) == 0
    assert capsys.readouterr().out == "Tổng cộng 0 tệp.\n"


@given(st.lists(st.tuples(st.sampled_from(list(STATES)), st.booleans())))
def test_sums_add_up(files: list[tuple[str, bool]]) -> None:
    """In the sentence itself: what is shown and what is left are all files."""
    rows = [
        Row(
            path=f"{number}.md", kind="post", state=state, title="", date=None, category="",
            author="", address="",
        )
        for number, (state, _) in enumerate(files)
    ]  # fmt: skip
    shown = [row for row, (_, wanted) in zip(rows, files, strict=True) if wanted]
    line = total_line(rows, shown)
    told: Counter[str] = Counter()
    for count, word in re.findall(rf"(\d+) ({'|'.join(STATES.values())})\b", line):
        told[word] += int(count)
    assert told == Counter({STATES[state]: count for state, count in sums(rows).items()})
    if len(shown) < len(rows):
        assert f"Chọn được {len(shown)} trong {len(rows)} tệp" in line


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=5), st.text(max_size=5))
def test_whatever_is_typed(state: str, category: str, year: str, author: str) -> None:
    """There is an answer, or a sentence."""
    with contextlib.suppress(FilterError):
        parse_filters(state, category, year, author, CATEGORIES)
