"""What editors can get wrong, all in one content folder, and the whole report they get."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.lint import check
from plugins.lint.listing import list_content
from tests.conftest import ROOT
from tests.support.sites import Site, post_text, tree

TERRIBLE: dict[str, str | bytes] = {
    "tin-tuc/2021/khong-utf8/index.md": "---\ntitle: Tiếng Việt\n---\n".encode("utf-16"),
    "tin-tuc/2021/khong-utf8-2/index.md": b"---\ntitle: Ok\ncategory: \xff\xfe\n---\n",
    "tin-tuc/2021/khong-phan-dau/index.md": "Chỉ có chữ, không có phần đầu.\n",
    "tin-tuc/2021/khong-ket-thuc/index.md": "---\ntitle: Bài\n",
    "tin-tuc/2021/yaml-hong/index.md": "---\ntitle: Bài\ntags: [a, b\ndate: 2021-01-01\n---\n",
    "tin-tuc/2021/truong-la/index.md": post_text(titel="Bài", body="![](khong-co.jpg)\n"),
    "tin-tuc/2021/truong-lap/index.md": post_text(category="Thông báo\ncategory: Văn bản"),
    "tin-tuc/2021/ngay-sai/index.md": post_text(date="32/13/2021"),
    "tin-tuc/2021/tieu-de-rong/index.md": post_text(title=""),
    "tin-tuc/2021/Trùng tên/index.md": post_text(),
    "tin-tuc/2021/trung-ten/index.md": post_text(),
    "tin-tuc/2021/thieu-index/anh-01.jpg": b"",
    "tin-tuc/2021/thieu-anh/index.md": post_text(body="![mô tả](anh-09.jpg)\n"),
    "tin-tuc/2021/anh-la-chu/index.md": post_text(),
    "tin-tuc/2021/anh-la-chu/anh-01.jpg": "đây là chữ\n",
    "tin-tuc/2021/anh-cut/index.md": post_text(),
    "tin-tuc/2021/chuyen-muc-la/index.md": post_text(category="Tin hoạt đông"),
    "tin-tuc/2021/nhap/index.md": "---\ntitle: Bản nháp\nstatus: draft\n---\n![a](b.jpg)\n",
    "tin-tuc/2021/lac-cho.md": post_text(),
    "trang/cu.md": "---\ntitle: Cũ\nredirect_from: [/chuyen-muc/van-ban/, /index.html]\n---\n",
    "trang/tin-tuc.md": "---\ntitle: Trang\n---\n",
    "trich-dan.yml": "- text: Một câu\n",
    "luot-truy-cap.json": '{"version": 1}',
    "video/hong.md": "---\ntitle: Phim hỏng\ndate: 2021-01-01\nsource: {file: hong.mp4}\n---\n",
    "video/hong.mp4": "đây là chữ",
    "video/thieu.md": "---\ntitle: Thiếu\ndate: 2021-01-01\nsource: {file: khong-co.mp4}\n"
    "captions: [{lang: vi, file: phu-de.vtt}]\n---\n![ảnh](anh.jpg)\n",
    "video/phu-de.vtt": "1\n00:00 phụ đề\n",
    "xe-thu-vien/chi-tieu.csv": "year,measure,target\n2021,luot,5\n2021,sessions,nhiều\n",
    "xe-thu-vien/chuyen-xe.csv": "date,stop,status,visitors\n32/13/2021,a,served,5\n"
    "2021-01-07,a,served,-1\n2021-01-14,a,di,1\n2099-03-05,la,cancelled,\n",
    "xe-thu-vien/diem-dung.csv": "stop,day,type,arrival,departure,frequency\n"
    "A,Thursday,Public,08:00,9:00,\nA,Thursday,Public,25:00,9:00,\n"
    "B,Thứ Hai,Public,08:00,9:00,FREQ=SECONDLY\n",
}

# Path, line and the beginning of the message, in the order of the report.
REPORT = [
    ("luot-truy-cap.json", None, "thiếu “total”"),
    ("luot-truy-cap.json", None, "“as_of” phải là ngày giờ"),
    ("tin-tuc/2021/anh-cut/anh-01.jpg", None, "ảnh bị hỏng"),
    ("tin-tuc/2021/anh-cut/index.md", 1, "1 ảnh chưa có mô tả (alt) hay chú thích: anh-01.jpg"),
    ("tin-tuc/2021/anh-la-chu/anh-01.jpg", None, "tệp này là chữ, không phải ảnh"),
    ("tin-tuc/2021/chuyen-muc-la/index.md", 4, "không có chuyên mục “Tin hoạt đông”"),
    ("tin-tuc/2021/khong-ket-thuc/index.md", 1, "phần đầu không có dòng --- kết thúc"),
    ("tin-tuc/2021/khong-phan-dau/index.md", 1, "tệp không có phần đầu"),
    ("tin-tuc/2021/khong-utf8-2/index.md", 3, "tệp không phải chữ UTF-8"),
    ("tin-tuc/2021/khong-utf8/index.md", 1, "tệp được lưu theo bảng mã UTF-16"),
    ("tin-tuc/2021/lac-cho.md", 1, "tệp không nằm đúng chỗ"),
    ("tin-tuc/2021/ngay-sai/index.md", 3, "trường “date”: không có ngày giờ “32/13/2021”"),
    ("tin-tuc/2021/nhap/index.md", 1, "thiếu trường “category”"),
    ("tin-tuc/2021/nhap/index.md", 1, "thiếu trường “date”"),
    ("tin-tuc/2021/nhap/index.md", 5, "không có ảnh “b.jpg”"),
    ("tin-tuc/2021/thieu-anh/index.md", 7, "không có ảnh “anh-09.jpg”"),
    ("tin-tuc/2021/thieu-index", None, "thư mục này không có index.md"),
    ("tin-tuc/2021/tieu-de-rong/index.md", 2, "trường “title”: còn để trống"),
    ("tin-tuc/2021/trung-ten/index.md", 1, "có cùng địa chỉ /tin-tuc/2021/trung-ten/"),
    ("tin-tuc/2021/truong-la/index.md", 5, "không có trường “titel”"),
    ("tin-tuc/2021/truong-la/index.md", 8, "không có ảnh “khong-co.jpg”"),
    ("tin-tuc/2021/truong-lap/index.md", 5, "trường “category” có hai lần"),
    ("tin-tuc/2021/yaml-hong/index.md", 4, "dòng này viết chưa đúng, máy không hiểu"),
    ("trang/cu.md", 3, "địa chỉ cũ “/chuyen-muc/van-ban/” là của chính trang web"),
    ("trang/cu.md", 3, "địa chỉ cũ “/index.html” là của chính trang web"),
    ("trang/tin-tuc.md", 1, "địa chỉ /tin-tuc/ là của chính trang web"),
    ("trich-dan.yml", 1, "câu trích thiếu “author”"),
    ("video/hong.mp4", None, "tệp này không phải phim MP4"),
    ("video/phu-de.vtt", 1, "không phải tệp WebVTT"),
    ("video/thieu.md", 4, "không có tệp “khong-co.mp4”"),
    ("video/thieu.md", 7, "trang và video không kèm ảnh được (“anh.jpg”)"),
    ("xe-thu-vien/chi-tieu.csv", 2, "cột measure: không có giá trị “luot”"),
    ("xe-thu-vien/chi-tieu.csv", 3, "cột target: không phải số đếm: “nhiều”"),
    ("xe-thu-vien/chuyen-xe.csv", 2, "cột date: không có ngày giờ “32/13/2021”"),
    ("xe-thu-vien/chuyen-xe.csv", 3, "cột visitors: không phải số đếm: “-1”"),
    ("xe-thu-vien/chuyen-xe.csv", 4, "cột status: không có giá trị “di”"),
    ("xe-thu-vien/chuyen-xe.csv", 5, "cột stop: không có điểm dừng “la”"),
    ("xe-thu-vien/diem-dung.csv", 3, "cột arrival: không hiểu giờ “25:00”"),
    ("xe-thu-vien/diem-dung.csv", 4, "cột day: không có giá trị “Thứ Hai”"),
    ("xe-thu-vien/diem-dung.csv", 4, "cột frequency: FREQ phải là một trong"),
]


@pytest.fixture
def terrible(site: Site) -> Site:
    """A content folder in which nearly everything is wrong."""
    for path, data in TERRIBLE.items():
        site.write(path, data)
    photo = (ROOT / "tests/support/data/small.jpg").read_bytes()
    site.write("tin-tuc/2021/anh-cut/anh-01.jpg", photo[: len(photo) // 2])
    return site


def _expected(site: Site) -> list[str]:
    places = [f"{path}:{line}" if line else path for path, line, _ in REPORT]
    return [
        f"{site.content.as_posix()}/{place}: {_level(place, message)}: {message}"
        for place, (_, _, message) in zip(places, REPORT, strict=True)
    ]


def _level(place: str, message: str) -> str:
    return "LƯU Ý" if "/nhap/" in place or "chưa có mô tả" in message else "LỖI"


def _findings(text: str) -> list[str]:
    return [line for line in text.splitlines() if ": LỖI: " in line or ": LƯU Ý: " in line]


def _assert_report(text: str, expected: list[str]) -> None:
    findings = _findings(text)
    assert len(findings) == len(expected), text
    for finding, start in zip(findings, expected, strict=True):
        assert finding.startswith(start), f"{finding}\n{start}"
    cures = [line for line in text.splitlines() if line.startswith("    Cách sửa: ")]
    assert len(cures) == len(expected), text


def test_everything_is_reported_at_once(terrible: Site, capsys: pytest.CaptureFixture[str]) -> None:
    terrible.output.mkdir()
    (terrible.output / "index.html").write_text("trang cũ", encoding="utf-8")
    assert terrible.build() == 1
    _assert_report(capsys.readouterr().err, _expected(terrible))
    assert tree(terrible.output) == {"index.html": "trang cũ".encode()}


def _pelican(content: Path, output: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pelican", str(content), "-s", "pelicanconf.py"]
    return subprocess.run(
        [*command, "-o", str(output), "--cache-path", str(output.parent / "cache")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_plain_pelican_says_the_same(terrible: Site) -> None:
    done = _pelican(terrible.content, terrible.output)
    assert done.returncode == 1
    _assert_report(done.stderr, _expected(terrible))
    assert not terrible.output.exists()


def test_plain_pelican_builds_the_same_pages(site: Site) -> None:
    site.post("mot", title="Hội nghị: tổng kết #1")
    site.post("hai", title="Hai", tags="[a, b]")
    done = _pelican(site.content, site.root / "plain")
    assert done.returncode == 0, done.stderr
    assert site.build() == 0
    ours, plain = tree(site.output), tree(site.root / "plain")
    assert ours.keys() == plain.keys()
    for files in (ours, plain):  # they were built on different days
        files["robots.txt"] = files["robots.txt"].partition(b"# ")[0]
    assert ours == plain


def test_a_content_folder_that_does_not_exist(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = Site(root=tmp_path)
    assert lost.build() == 1
    assert "không có thư mục nội dung" in capsys.readouterr().err
    done = _pelican(lost.content, lost.output)
    assert done.returncode == 1
    assert "không có thư mục nội dung" in " ".join(done.stdout.split() + done.stderr.split())


@pytest.mark.parametrize(
    ("title", "escaped"),
    [
        ("a <b>\"'&", "a &lt;b&gt;&#34;&#39;&amp;"),
        ("</title><script>x</script>", "&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;"),
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
        ("&amp; &lt;", "&amp;amp; &amp;lt;"),
    ],
)
def test_a_title_is_shown_as_typed(site: Site, title: str, escaped: str) -> None:
    site.post("bai", title=title)
    assert site.build() == 0
    for address in ("", "tin-tuc/", "tin-tuc/2021/", "tin-tuc/2021/bai/"):
        text = site.page(address)
        assert escaped in text, address
        assert "<b>" not in text
        assert "<script>x" not in text


def test_check_says_what_a_build_says(terrible: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(terrible.content) == 1
    expected = [line for line in _expected(terrible) if "ảnh bị hỏng" not in line]
    _assert_report(capsys.readouterr().out, expected)


def test_list_counts_every_file(terrible: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert list_content(terrible.content) == 1
    *lines, total = capsys.readouterr().out.splitlines()
    files = sum(path.endswith(".md") for path in TERRIBLE)
    assert len(lines) == files
    assert total.startswith(f"Tổng cộng {files} tệp: ")
    assert sum(map(int, re.findall(r"(\d+) (?:[a-zđ])", total.split(": ")[1]))) == files
