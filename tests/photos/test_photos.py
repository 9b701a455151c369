"""`inv photos`: what it writes, what it says, and what it leaves alone."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from datetime import UTC
from pathlib import Path

import pytest
from PIL import Image

from plugins.fields import PhotoEntry
from plugins.frontmatter import parse_document
from plugins.galleries.images.probing import probe
from plugins.lint import check
from plugins.photos import photos
from plugins.photos.posts import PostError, find_post
from tests.conftest import ROOT
from tests.galleries.making import encoded, film, scene, stripes
from tests.support.draw_heic import phone_exif
from tests.support.sites import NOW, Site, tree

FOLDER = "tin-tuc/2021/bai"
INDEX = f"{FOLDER}/index.md"


def _photo(site: Site, file: str, minute: int | None = None) -> None:
    exif = Image.Exif()
    if minute is not None:
        exif[0x0132] = f"2021:01:08 09:{minute:02}:00"
    site.write(f"{FOLDER}/{file}", encoded(Image.new("RGB", (8, 8), "red"), "JPEG", exif=exif))


def _entries(site: Site) -> tuple[PhotoEntry, ...]:
    data = (site.content / INDEX).read_bytes()
    return parse_document(data, INDEX, "post", UTC).fields["photos"]


# --- Which post ----------------------------------------------------------------------------


@pytest.fixture
def posts(site: Site) -> Site:
    for year, slug in ((2020, "hội nghị"), (2021, "hoi-nghi"), (2021, "ngay-hoi"), (2020, "bai")):
        site.post(slug, year)
    site.post("bai", 2021)
    return site


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("ngay-hoi", "tin-tuc/2021/ngay-hoi"),
        ("hội nghị", "tin-tuc/2020/hội nghị"),
        (unicodedata.normalize("NFD", "hội nghị"), "tin-tuc/2020/hội nghị"),
        ("2021/bai", "tin-tuc/2021/bai"),
        ("2021\\bai\\", "tin-tuc/2021/bai"),
        ("tin-tuc/2020/bai", "tin-tuc/2020/bai"),
        ("./tin-tuc/2020/bai/", "tin-tuc/2020/bai"),
        ("tin-tuc/2020/bai/index.md", "tin-tuc/2020/bai"),
    ],
)
def test_names_of_a_post(posts: Site, words: str, path: str) -> None:
    assert find_post(posts.content, words).path == f"{path}/index.md"


@pytest.mark.parametrize("ending", ["", "/", "/index.md"])
def test_paths_of_a_post(posts: Site, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    found = "tin-tuc/2021/bai/index.md"
    path = posts.content / "tin-tuc/2021/bai"
    assert find_post(posts.content, f"{path}{ending}").path == found
    monkeypatch.chdir(posts.root)
    assert find_post(Path("content"), f"content/tin-tuc/2021/bai{ending}").path == found
    monkeypatch.chdir(posts.content / "tin-tuc")
    assert find_post(posts.content, f"2021/bai{ending}").path == found


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("ngay-hoj", "không có bài nào tên “ngay-hoj”", "có phải là “ngay-hoi”?"),
        ("2021/ngày hội", "không có bài nào tên “2021/ngày hội”", "có phải là “ngay-hoi”?"),
        ("xyz", "không có bài nào tên “xyz”", "chạy inv list để xem tên các bài"),
        ("tin-tuc/2021", "không có bài nào tên “tin-tuc/2021”", "chạy inv list"),
        ("..", "không có bài nào tên “..”", "chạy inv list"),
        (
            "bai",
            "có 2 bài tên “bai”: tin-tuc/2020/bai, tin-tuc/2021/bai",
            "ví dụ: 2020/bai",
        ),
    ],
)
def test_posts_that_are_not_found(posts: Site, words: str, message: str, hint: str) -> None:
    with pytest.raises(PostError) as error:
        find_post(posts.content, words)
    (problem,) = error.value.problems
    assert problem.message == message
    assert hint in problem.hint


def test_what_is_said_when_there_is_no_post(
    posts: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(posts.content)
    assert photos(posts.content, "ngay-hoj") == 1
    assert photos(posts.content, "ngay-hoj", burn=True) == 1
    assert capsys.readouterr().err.count("có phải là “ngay-hoi”?") == 2
    assert photos(posts.content, " ") == 2
    assert "inv photos <tên-bài>" in capsys.readouterr().err
    assert photos(posts.root / "đâu", "bai") == 1
    assert "không có thư mục nội dung" in capsys.readouterr().err
    assert tree(posts.content) == before


# --- Entries -------------------------------------------------------------------------------


def test_entries_in_the_order_in_which_photos_are_shown(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    photos_ = "\n  - file: muoi.jpg\n  - {file: an.jpg, hide: true}"
    body = "![](z.jpg)\n\n![Có chữ](y.jpg)\n\n![](x.jpg)\n"
    path = site.post("bai", photos=photos_, body=body)
    for name in ("muoi", "an", "x", "y", "z", "anh10", "anh2"):
        _photo(site, f"{name}.jpg")
    _photo(site, "sau.jpg", 30)
    _photo(site, "truoc.jpg", 10)
    site.build(now=NOW)
    shown = site.page(f"{FOLDER}/")
    capsys.readouterr()

    assert photos(site.content, "bai") == 0
    out = capsys.readouterr().out
    assert f"{path.as_posix()}: đã thêm 6 ảnh vào photos:\n    z.jpg\n" in out
    assert f"{path.as_posix()}:6: ảnh muoi.jpg đã có mục nhưng chưa có alt\n" in out
    assert "Bước tiếp theo: gõ vào alt" in out
    names = ["muoi", "an", "z", "x", "truoc", "sau", "anh2", "anh10"]
    assert [entry.file.removesuffix(".jpg") for entry in _entries(site)] == names
    site.build(now=NOW)
    assert site.page(f"{FOLDER}/") == shown  # nothing moved

    before = path.read_bytes()
    assert photos(site.content, "bai") == 0
    assert path.read_bytes() == before
    assert "đã thêm" not in capsys.readouterr().out


def test_empty_entries_pass_the_check(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    path = site.post("bai")
    _photo(site, "a.jpg")
    assert photos(site.content, "bai") == 0
    capsys.readouterr()
    assert check(site.content) == 0
    said = capsys.readouterr().out
    assert ":6: LƯU Ý: 1 ảnh chưa có mô tả (alt) hay chú thích: a.jpg" in said
    assert "Tổng cộng: 0 lỗi, 1 lưu ý." in said
    path.write_bytes(path.read_bytes().replace(b'alt: ""', "alt: Một chữ".encode()))
    assert check(site.content) == 0
    assert "không có lỗi nào" in capsys.readouterr().out
    assert photos(site.content, "bai") == 0
    assert "ảnh nào cũng đã có chữ" in capsys.readouterr().out


def test_decomposed_names_are_written_composed(site: Site) -> None:
    site.post("bai")
    _photo(site, unicodedata.normalize("NFD", "ảnh đẹp.jpg"))
    assert photos(site.content, "bai") == 0
    assert [entry.file for entry in _entries(site)] == ["ảnh đẹp.jpg"]
    assert check(site.content) == 0


def test_a_draft_may_lack_everything_else(site: Site) -> None:
    site.write(INDEX, "---\r\ntitle: Nháp\r\nstatus: draft\r\n---\r\n")
    _photo(site, "a.jpg")
    assert photos(site.content, "bai") == 0
    added = b'photos:\r\n  - file: a.jpg\r\n    alt: ""\r\n    caption: ""\r\n'
    before = "---\r\ntitle: Nháp\r\nstatus: draft\r\n".encode()
    assert (site.content / INDEX).read_bytes() == before + added + b"---\r\n"


@pytest.mark.parametrize(
    ("photos_", "said"),
    [
        ("a.jpg", ":5: LỖI: không thêm được ảnh vào photos:"),
        ("[{fiel: a.jpg}]", ":5: LỖI: trường “photos”: một ảnh ghi khóa lạ “fiel”"),
        ("[a.jpg", ":5: LỖI: dòng này viết chưa đúng, máy không hiểu"),
    ],
)
def test_lists_that_cannot_grow_stay(
    site: Site, capsys: pytest.CaptureFixture[str], photos_: str, said: str
) -> None:
    path = site.post("bai", photos=photos_)
    for name in ("a.jpg", "b.jpg"):
        _photo(site, name)
    before = path.read_bytes()
    assert photos(site.content, "bai") == 1
    out = capsys.readouterr()
    assert f"{path.as_posix()}{said}" in out.err
    assert out.out == ""
    assert path.read_bytes() == before


def test_photos_that_cannot_be_read_are_named(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.post("bai", status="draft", photos="\n  - mat.jpg")
    _photo(site, "a.jpg")
    site.write(f"{FOLDER}/rong.jpg", b"")
    assert photos(site.content, "bai") == 1
    out = capsys.readouterr()
    assert "đã thêm 1 ảnh" in out.out
    assert "rong.jpg: LỖI: tệp ảnh rỗng" in out.err
    assert "index.md:7: LỖI: không có ảnh “mat.jpg”" in out.err
    assert [entry.file for entry in _entries(site)] == ["mat.jpg", "a.jpg"]


def test_a_post_without_photos(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    path = site.post("bai")
    before = path.read_bytes()
    assert photos(site.content, "bai") == 0
    assert "không có ảnh nào" in capsys.readouterr().out
    assert path.read_bytes() == before


# --- Originals -----------------------------------------------------------------------------


@pytest.fixture
def album(site: Site) -> Site:
    """A box to burn, a photo to hide, a place to forget, and one that is right."""
    rows = "\n  - {file: o.jpg, blur: [[0, 0, 0.5, 1]]}\n  - {file: an.jpg, hide: true}"
    site.post("bai", photos=rows)
    for name in ("o", "an"):
        site.write(f"{FOLDER}/{name}.jpg", encoded(stripes(), "JPEG"))
    told = encoded(stripes(), "JPEG", exif=phone_exif())
    site.write(f"{FOLDER}/noi.jpg", told)
    site.write(f"{FOLDER}/phai.png", encoded(stripes(), "PNG"))
    return site


def test_originals_are_burnt_and_each_is_named(
    album: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = probe(album.content / FOLDER / "noi.jpg").taken
    before = tree(album.content)
    assert photos(album.content, "bai", burn=True) == 0
    place = (album.content / FOLDER).as_posix()
    assert capsys.readouterr().out.splitlines() == [
        f"{place}/an.jpg: đã làm mờ cả ảnh",
        f"{place}/noi.jpg: đã bỏ nơi chụp (GPS) và thông tin đi kèm",
        f"{place}/o.jpg: đã làm mờ 1 ô",
        f"{place}/phai.png: không phải sửa",
        "Đã ghi lại 3 ảnh gốc.",
        "Lịch sử git vẫn giữ bản cũ của những ảnh này: nếu kho đã công khai, nhờ kỹ thuật viên xóa"
        " chúng khỏi lịch sử (git filter-repo) rồi đẩy lại kho (git push --force).",
        "Bước tiếp theo: mở xem lại các ảnh đó, rồi ghi thay đổi vào git.",
    ]
    after = tree(album.content)
    assert {path for path in after if after[path] != before[path]} == {
        f"{FOLDER}/{name}.jpg" for name in ("o", "an", "noi")
    }
    found = probe(album.content / FOLDER / "noi.jpg")
    assert (found.taken, found.place) == (taken, False)

    assert check(album.content) == 0
    assert "ảnh gốc" not in capsys.readouterr().out
    assert photos(album.content, "bai", burn=True) == 0
    assert capsys.readouterr().out.endswith("phai.png: không phải sửa\nKhông phải sửa gì.\n")
    assert tree(album.content) == after


def test_what_cannot_be_burnt_is_named_and_the_others_are(
    album: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    heic = (ROOT / "tests/support/data/phone.heic").read_bytes()
    moving = film("GIF", stripes(), stripes().rotate(90))
    rows = "\n  - {file: o.jpg, blur: [[0, 0, 0.5, 1]]}\n  - {file: dong.gif, hide: true}"
    album.post("bai", photos=f"{rows}\n  - {{file: ann.jpg, hide: true}}")
    album.write(f"{FOLDER}/dien-thoai.heic", heic)
    album.write(f"{FOLDER}/dong.gif", moving)
    assert photos(album.content, "bai", burn=True) == 1
    out = capsys.readouterr()
    assert "o.jpg: đã làm mờ 1 ô" in out.out
    assert f"{FOLDER}/dien-thoai.heic: LỖI: không sửa được ảnh gốc HEIC" in out.err
    assert "lưu lại ảnh thành JPEG" in out.err
    assert f"{FOLDER}/dong.gif: LỖI: không sửa được ảnh gốc là GIF hay ảnh động" in out.err
    # A slip of the pen must not leave somebody to be seen.
    assert "index.md:8: LỖI: không có ảnh “ann.jpg”" in out.err
    assert (album.content / FOLDER / "dien-thoai.heic").read_bytes() == heic
    assert (album.content / FOLDER / "dong.gif").read_bytes() == moving


def test_nothing_is_burnt_while_nobody_knows_what(
    album: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    album.post("bai", photos="\n  - {file: o.jpg, blur: [[0, 0, 0.5]]}")
    before = tree(album.content)
    assert photos(album.content, "bai", burn=True) == 1
    assert "index.md:6: LỖI: trường “photos”: mỗi ô làm mờ cần bốn số" in capsys.readouterr().err
    assert tree(album.content) == before


@pytest.mark.parametrize("burn", [False, True])
def test_a_full_disk(
    album: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], burn: bool
) -> None:
    before = tree(album.content)
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if album.content not in path.parents:
            return real(path, data)
        real(path, data[:50])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert photos(album.content, "bai", burn=burn) == 1
    assert "đĩa đã đầy" in capsys.readouterr().err
    assert tree(album.content) == before


def test_photos_are_brought_in(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """After those that are there; a second time none comes twice."""
    post = site.post("bai")
    _photo(site, "anh-01.jpg", 30)
    phone = site.root / "phone"
    phone.mkdir()
    (phone / "IMG_2.jpg").write_bytes(encoded(scene(401, 300), "JPEG"))
    (phone / "hong.jpg").write_bytes(b"khong phai anh")
    assert photos(site.content, "bai", add=str(phone)) == 1
    assert [entry.file for entry in _entries(site)] == ["anh-02.jpg"]
    told = capsys.readouterr()
    assert "    anh-02.jpg ← IMG_2.jpg\n" in told.out
    assert "hong.jpg: LỖI: tệp này là chữ, không phải ảnh" in told.err
    before = tree(post.parent)
    (phone / "hong.jpg").unlink()
    assert photos(site.content, "bai", add=str(phone)) == 0
    assert capsys.readouterr().out == "Bỏ qua 1 ảnh đã có trong bài: IMG_2.jpg\n"
    assert tree(post.parent) == before


def test_a_place_without_photos(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.post("bai")
    assert photos(site.content, "bai", add=str(site.root / "phone")) == 1
    assert "phone: LỖI: không đọc được" in capsys.readouterr().err


def test_the_command(album: Site) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "invoke", "photos", *arguments]
        content = ["--content", str(album.content)]
        return subprocess.run(
            [*command, *content], cwd=ROOT, capture_output=True, check=False, encoding="utf-8"
        )

    done = run("--burn", "bai")
    assert (done.returncode, "Đã ghi lại 3 ảnh gốc." in done.stdout) == (0, True), done.stderr
    done = run("bai")
    assert (done.returncode, "đã thêm 2 ảnh" in done.stdout) == (0, True), done.stderr
    done = run("bay")
    assert (done.returncode, "có phải là “bai”?" in done.stderr) == (1, True)
