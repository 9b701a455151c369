"""`inv remove-samples`: what is marked goes, everything else stays as it is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.samples import remove_samples
from tests.conftest import ROOT
from tests.support.sites import Site, post_text, tree

PAGE = "---\ntitle: Trang\n---\nChữ.\n"
SAMPLE_PAGE = "---\ntitle: Trang mẫu\nsample: true\n---\nChữ.\n"
VIDEO = "---\ntitle: Phim\ndate: 2021-01-01\nsource: {file: phim.mp4}\n---\n"
SAMPLE_VIDEO = (
    "---\ntitle: Phim mẫu\ndate: 2021-01-01\nsource: {file: mau.mp4}\nposter: chung.jpg\n"
    "captions: [{lang: vi, file: mau.vtt}, {lang: en, file: chung.vtt}]\nsample: true\n---\n"
)

# Content with one of each, and whether it is still there afterwards.
ONE_OF_EACH: dict[str, tuple[str | bytes, bool]] = {
    "README.md": ("sample: true\n", True),
    "tin-tuc/2021/that/index.md": (post_text(), True),
    "tin-tuc/2021/that/anh.jpg": (b"pixels", True),
    "tin-tuc/2021/khong-mau/index.md": (post_text(sample="false"), True),
    "tin-tuc/2021/noi-ve-mau/index.md": (post_text(body="sample: true\n"), True),
    "tin-tuc/2021/mau/index.md": (post_text(sample="true"), False),
    "tin-tuc/2021/mau/anh.jpg": (b"pixels", False),
    "tin-tuc/2021/mau/.DS_Store": (b"", False),
    "tin-tuc/2021/mau/goc/anh.psd": (b"pixels", False),
    "tin-tuc/2020/mau-nhap/index.md": (
        "---\ntitle: Nháp\nstatus: draft\nsample: true\n---\n",
        False,
    ),
    "tin-tuc/2021/mau-sai-ngay/index.md": (post_text(date="32/13/2021", sample="true"), False),
    "trang/that.md": (PAGE, True),
    "trang/mau.md": (SAMPLE_PAGE, False),
    "trang/hinh.jpg": (b"pixels", True),
    "video/that.md": (VIDEO + "\n", True),
    "video/phim.mp4": (b"film", True),
    "video/that-2.md": (VIDEO.replace("phim.mp4", "chung.jpg"), True),
    "video/that-3.md": (VIDEO.replace("---\n", "---\nposter: chung.vtt\nla: 1\n", 1), True),
    "video/mau.md": (SAMPLE_VIDEO, False),
    "video/mau.mp4": (b"film", False),
    "video/mau.vtt": (b"WEBVTT", False),
    "video/chung.jpg": (b"pixels", True),
    "video/chung.vtt": (b"WEBVTT", True),
    "xe-thu-vien/diem-dung.csv": ("stop,day\na,b\n", True),
    "luot-truy-cap.json": ('{"version": 1, "sample": true}', False),
    "khac/mau.md": (SAMPLE_PAGE, True),
    "trich-dan.txt": ("- sample: true\n", True),
}


def fill(site: Site) -> None:
    for path, (data, _) in ONE_OF_EACH.items():
        site.write(path, data)


def test_one_of_each(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    fill(site)
    (site.content / "tin-tuc/2021/mau/rong/sau").mkdir(parents=True)
    before = tree(site.content)
    assert remove_samples(site.content) == 0
    assert tree(site.content) == {
        path: before[path] for path, (_, stays) in ONE_OF_EACH.items() if stays
    }
    for folder in ("tin-tuc/2020", "tin-tuc/2021/mau"):
        assert not (site.content / folder).exists()
    said = capsys.readouterr().out.replace(f"{site.content}/", "")
    assert said == (
        "Đã bỏ tin-tuc/2020/mau-nhap/ (Nháp)\n"
        "Đã bỏ tin-tuc/2021/mau-sai-ngay/ (Một bài)\n"
        "Đã bỏ tin-tuc/2021/mau/ (Một bài)\n"
        "Đã bỏ trang/mau.md (Trang mẫu)\n"
        "Đã bỏ video/mau.md (Phim mẫu)\n"
        "Đã bỏ video/mau.mp4\n"
        "Đã bỏ video/mau.vtt\n"
        "Đã bỏ luot-truy-cap.json\n"
        "Đã bỏ tổng cộng: 3 bài, 1 trang, 1 video, 2 tệp đi kèm, 1 tệp số lượt truy cập.\n"
        "Còn lại, không ghi là mẫu: 3 bài, 1 trang, 3 video, 1 dòng trong bảng.\n"
        "    tin-tuc/2021/khong-mau/index.md\n"
        "    tin-tuc/2021/noi-ve-mau/index.md\n"
        "    tin-tuc/2021/that/index.md\n"
        "    trang/that.md\n"
        "    video/that-2.md\n"
        "    video/that-3.md\n"
        "    video/that.md\n"
    )


def test_parts_of_data_files(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(
        "trich-dan.yml", "# a\n- {text: a, author: A, sample: true}\n- {text: b, author: B}\n"
    )
    site.write(
        "xe-thu-vien/chi-tieu.csv", "year,measure,target,note\n2020,visitors,9,Dữ liệu mẫu\n"
    )
    site.write("xe-thu-vien/KHAC.CSV", "note\nDữ liệu mẫu\nthật\n")
    site.write("xe-thu-vien/.~lock.csv", "note\nDữ liệu mẫu\n")
    site.write("luot-truy-cap.json", '{"version": 1, "sample": "true"}')
    assert remove_samples(site.content) == 0
    assert tree(site.content) == {
        "trich-dan.yml": b"# a\n- {text: b, author: B}\n",
        "xe-thu-vien/chi-tieu.csv": b"year,measure,target,note\n",
        "xe-thu-vien/KHAC.CSV": "note\nthật\n".encode(),
        "xe-thu-vien/.~lock.csv": "note\nDữ liệu mẫu\n".encode(),
        "luot-truy-cap.json": b'{"version": 1, "sample": "true"}',
    }
    said = capsys.readouterr().out
    assert "Đã bỏ tổng cộng: 2 dòng trong bảng, 1 câu trích." in said
    assert "Còn lại, không ghi là mẫu: 1 dòng trong bảng, 1 câu trích, 1 tệp số" in said


def test_a_dry_run_says_the_same_and_touches_nothing(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(site)
    before = tree(site.content)
    assert remove_samples(site.content, dry_run=True) == 0
    assert tree(site.content) == before
    would = capsys.readouterr().out
    assert remove_samples(site.content) == 0
    assert capsys.readouterr().out == would.replace("Sẽ bỏ", "Đã bỏ")


def test_twice_is_once(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    fill(site)
    remove_samples(site.content)
    before = tree(site.content)
    capsys.readouterr()
    assert remove_samples(site.content) == 0
    assert tree(site.content) == before
    assert capsys.readouterr().out.startswith("Không có nội dung mẫu nào.\nCòn lại")


TERRIBLE: list[tuple[str, str | bytes, str]] = [
    ("tin-tuc/2021/a/index.md", post_text(sample="true").encode("utf-16"), ":1: LỖI: tệp được"),
    ("tin-tuc/2021/b/index.md", b"---\nsample: true\ntitle: \xff\n---\n", ":3: LỖI: tệp không"),
    ("tin-tuc/2021/c/index.md", "---\nsample: true\ntags: [a\n---\n", ":3: LỖI: dòng này viết"),
    ("tin-tuc/2021/d/index.md", "sample: true\n", ":1: LỖI: tệp không có phần đầu"),
    ("tin-tuc/2021/e/index.md", "---\nsample: true\n", ":1: LỖI: phần đầu không có dòng ---"),
    ("tin-tuc/2021/f/index.md", post_text(sample="có"), ":5: LỖI: trường “sample”: không hiểu"),
    ("tin-tuc/2021/g/index.md", "", ":1: LỖI: tệp không có phần đầu"),
    ("trang/a.md", "---\nsample: &a true\nx: *a\n---\n", ":2: LỖI: không dùng được dấu & và *"),
    ("trich-dan.yml", "- {sample: true}\n- [\n", ":3: LỖI: dòng này viết chưa đúng"),
    ("xe-thu-vien/a.csv", 'note\nDữ liệu mẫu\n"x\n', ":3: LỖI: không đọc được bảng từ dòng này"),
    ("luot-truy-cap.json", '{"sample": true\n', ":2: LỖI: tệp không phải JSON"),
    ("luot-truy-cap.json", "[" * 100_000, ":1: LỖI: tệp không phải JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "data", "said"), TERRIBLE)
def test_what_cannot_be_read_is_left_alone_and_named(
    site: Site, capsys: pytest.CaptureFixture[str], path: str, data: str | bytes, said: str
) -> None:
    site.write(path, data)
    site.write("tin-tuc/2021/mau/index.md", post_text(sample="true"))
    expected = (site.content / path).read_bytes()
    assert remove_samples(site.content) == 1
    assert tree(site.content) == {path: expected}
    assert f"{site.content}/{path}{said}" in capsys.readouterr().err


def test_an_unfinished_draft_is_named_too_but_is_no_error(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("tin-tuc/2021/a/index.md", "---\nstatus: draft\nsample: true\ntags: [\n---\n")
    assert remove_samples(site.content) == 0
    assert "tin-tuc/2021/a/index.md:4: LƯU Ý: dòng này viết chưa đúng" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("others", "stays"),
    [
        ({}, False),
        ({"b.md": VIDEO.replace("phim.mp4", "khac-mau.mp4")}, False),
        ({"b.md": VIDEO.replace("phim.mp4", "mau.mp4")}, True),
        ({"b.md": VIDEO.replace("phim", "mau").replace("title", "titel")}, True),
        ({"b.md": VIDEO.replace("phim.mp4", "mau.mp4, url: x")}, True),
        ({"b.md": VIDEO.replace("phim", "mau").encode("utf-16")}, True),
        ({"b.md": VIDEO.replace("phim", "mau") + "\0"}, True),
        ({"b.md": SAMPLE_VIDEO}, False),
        ({"phu/b.md": VIDEO.replace("phim", "mau")}, True),
    ],
)
def test_a_film_that_another_video_names_stays(
    site: Site, others: dict[str, str | bytes], stays: bool
) -> None:
    site.write("video/mau.md", SAMPLE_VIDEO)
    film = site.write("video/mau.mp4", b"film")
    for name, data in others.items():
        site.write(f"video/{name}", data)
    remove_samples(site.content)
    assert film.exists() is stays
    assert not (site.content / "video/mau.md").exists()


def test_names_are_found_however_the_disk_spells_them(site: Site) -> None:
    site.write("video/mau.md", SAMPLE_VIDEO.replace("mau.mp4", "đọc sách.mp4"))
    film = site.write("video/đo\u0323c sa\u0301ch.mp4", b"film")
    remove_samples(site.content)
    assert not film.exists()


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["mẫu.mp4", "ma\u0302\u0303u.mp4"])
def test_a_video_in_another_encoding_is_searched_for_names(
    site: Site, code: str, name: str
) -> None:
    site.write("video/mau.md", SAMPLE_VIDEO.replace("mau.mp4", "mẫu.mp4"))
    site.write("video/that.md", ("\0" + VIDEO.replace("phim.mp4", name)).encode(code))
    film = site.write("video/mẫu.mp4", b"film")
    remove_samples(site.content)
    assert film.exists()


def test_a_video_that_cannot_be_opened_may_name_anything(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("video/mau.md", SAMPLE_VIDEO)
    film = site.write("video/mau.mp4", b"film")
    closed = site.write("video/that.md", VIDEO)
    real = Path.read_bytes

    def read(path: Path) -> bytes:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    assert remove_samples(site.content) == 1
    assert film.exists()
    assert "video/that.md: LỖI: không đọc được tệp (không có quyền)" in capsys.readouterr().err


def test_a_film_of_two_samples_is_named_once(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in ("a.md", "b.md"):
        site.write(f"video/{path}", SAMPLE_VIDEO)
    site.write("video/mau.mp4", b"film")
    remove_samples(site.content)
    assert "Đã bỏ tổng cộng: 2 video, 1 tệp đi kèm." in capsys.readouterr().out


def test_texts_are_never_taken_for_films(site: Site) -> None:
    site.write("video/mau.md", SAMPLE_VIDEO.replace("chung.jpg", "that.md"))
    site.write("video/that.md", VIDEO)
    remove_samples(site.content)
    assert [*tree(site.content)] == ["video/that.md"]


@pytest.mark.parametrize(
    "path",
    [
        "tin-tuc/index.md",
        "tin-tuc/2021/index.md",
        "tin-tuc/mau.md",
        "tin-tuc/2021/bai/mau.md",
        "tin-tuc/2021/bai/sau/index.md",
    ],
)
def test_a_misplaced_sample_takes_nothing_with_it(site: Site, path: str) -> None:
    site.write(path, post_text(sample="true"))
    site.write("tin-tuc/2021/bai/index.md", post_text())
    site.write("tin-tuc/2021/bai/sau/anh.jpg", b"pixels")
    remove_samples(site.content)
    assert [*tree(site.content)] == ["tin-tuc/2021/bai/index.md", "tin-tuc/2021/bai/sau/anh.jpg"]


def test_unmarked_texts_inside_a_sample_stay(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in ("index.md", "sau-nua/index.md"):
        site.write(f"tin-tuc/2021/mau/{path}", post_text(sample="true"))
    stay = ["tin-tuc/2021/mau/ghi-chu.md", "tin-tuc/2021/mau/sau/anh.jpg"]
    stay.append("tin-tuc/2021/mau/sau/index.md")
    for path in (*stay, "tin-tuc/2021/mau/anh.jpg", "tin-tuc/2021/mau/sau-nua/anh.jpg"):
        site.write(path, post_text())
    assert remove_samples(site.content) == 0
    assert [*tree(site.content)] == stay
    said = capsys.readouterr().err
    assert "tin-tuc/2021/mau/ghi-chu.md: LƯU Ý: tệp này nằm trong thư mục của một bài mẫu" in said
    assert remove_samples(site.content) == 0


@pytest.mark.parametrize("content", ["none", "file"])
def test_no_content_folder(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert remove_samples(tmp_path / content) == 1
    assert "không có thư mục nội dung" in capsys.readouterr().err


def test_an_empty_content_folder(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert remove_samples(site.content) == 0
    assert site.content.is_dir()
    assert capsys.readouterr().out == "Không có nội dung mẫu nào.\n"


def test_a_long_list_is_cut(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(25):
        site.post(f"bai-{number:02}")
    assert remove_samples(site.content) == 0
    said = capsys.readouterr().out
    assert "không ghi là mẫu: 25 bài.\n" in said
    assert "bai-19/index.md\n    … và 5 tệp nữa\n" in said


@given(data=st.data())
def test_unmarked_content_keeps_its_bytes(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any bytes at any place, but for the mark itself."""
    site = Site(root=tmp_path_factory.mktemp("site"))
    site.content.mkdir()
    anything = st.one_of(st.binary(max_size=40), st.text(max_size=40).map(str.encode))
    written = st.one_of(anything, st.sampled_from([post_text(), PAGE, VIDEO]).map(str.encode))
    places = sorted(path for path in ONE_OF_EACH if not path.startswith("khac"))
    for place in [*places, "trich-dan.yml", "xe-thu-vien/a.csv"]:
        if data.draw(st.booleans()):
            site.write(place, data.draw(written))
    before = tree(site.content)
    remove_samples(site.content)
    assert tree(site.content) == before


def test_the_repositorys_own_content_builds_without_its_samples(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "content", site.content, dirs_exist_ok=True)
    assert remove_samples(site.content) == 0
    assert site.build() == 0, capsys.readouterr().err
    assert remove_samples(site.content) == 0
    assert "Không có nội dung mẫu nào." in capsys.readouterr().out


def test_the_command(site: Site) -> None:
    site.post("mau", sample="true")
    line = [sys.executable, "-m", "invoke", "remove-samples", "--content", str(site.content)]
    for options, verb in ((["--dry-run"], "Sẽ bỏ"), ([], "Đã bỏ")):
        done = subprocess.run(
            [*line, *options], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(verb)
    assert site.content.is_dir()  # the last of all folders left empty
    assert not any(site.content.iterdir())


def test_a_long_table_is_not_listed_row_by_row(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"2021-01-{day:02},a,served,Dữ liệu mẫu\n" for day in range(1, 31))
    site.write("xe-thu-vien/chuyen-xe.csv", f"date,stop,status,note\n{rows}")
    assert remove_samples(site.content) == 0
    said = capsys.readouterr().out.splitlines()
    assert [":21 (" in line for line in said].count(True) == 1
    assert not any(":22 (" in line for line in said)
    assert "Đã bỏ thêm 10 dòng trong bảng (xe-thu-vien/chuyen-xe.csv)" in said
    assert "Đã bỏ tổng cộng: 30 dòng trong bảng." in said
