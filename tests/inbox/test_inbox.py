"""The mailbox: a Word file and photos become a post, and nothing in it is lost."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from plugins.inbox import inbox
from plugins.inbox.parcels import GUIDE, open_parcels
from plugins.inbox.pull_request import Arrived, body, review, title
from plugins.problems import Problem
from tests.galleries.making import encoded, scene
from tests.importing.old_portal import SITE
from tests.importing.word_files import bold, docx, para
from tests.support.sites import Site, tree

PARCEL = "hop-thu/Ngày hội đọc sách"
WORD = docx(
    bold("Ngày hội đọc sách", align="center"),
    para("Sáng 21/4, thư viện mở ngày hội, có đông bạn đọc đến dự."),
)


def put(site: Site, name: str, data: bytes = WORD) -> Path:
    return site.write(name, data)


def photo(width: int = 400) -> bytes:
    return encoded(scene(width, 300), "JPEG")


def folder_of(site: Site) -> Path:
    return site.root / "words"


def test_a_parcel_becomes_a_post(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    put(site, f"{PARCEL}/Bài gửi.docx")
    put(site, f"{PARCEL}/IMG_2.jpg", photo(401))
    put(site, f"{PARCEL}/IMG_1.jpg", photo())
    assert inbox(site.content, folder=str(folder_of(site)), site=SITE) == 0
    (index,) = site.content.glob("tin-tuc/*/ngay-hoi-doc-sach/index.md")
    assert sorted(path.name for path in index.parent.iterdir()) == [
        "anh-01.jpg",
        "anh-02.jpg",
        "index.md",
    ]
    text = index.read_text(encoding="utf-8")
    # Neither day nor category is in the file: both are guessed, told, and the post is a draft.
    assert f"category: {SITE.categories[0]}\n" in text
    assert "status: draft\n" in text
    assert not (site.content / PARCEL).exists()
    post = index.relative_to(site.content).as_posix()
    told = capsys.readouterr()
    assert f"{post}: bản nháp từ Bài gửi.docx, 2 ảnh" in told.out
    line = text.splitlines().index("status: draft") + 1
    assert f"{post}:{line}: LƯU Ý: không biết chuyên mục, tạm ghi “" in told.err
    assert (folder_of(site) / "title.txt").read_text("utf-8") == "Bài mới: Ngày hội đọc sách"
    words = (folder_of(site) / "body.md").read_text("utf-8")
    assert f"- Ngày hội đọc sách: `{site.content}/{post}`, 2 ảnh. **Bản nháp**" in words
    remarks = json.loads((folder_of(site) / "review.json").read_bytes())
    assert remarks["event"] == "COMMENT"
    assert {one["path"] for one in remarks["comments"]} == {f"{site.content}/{post}"}
    assert any("không biết chuyên mục" in one["body"] for one in remarks["comments"])


def test_everything_wrong_is_told_and_stays(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    put(site, "hop-thu/le.docx")
    put(site, "hop-thu/hai tệp/a.docx")
    put(site, "hop-thu/hai tệp/b.txt", b"x")
    put(site, "hop-thu/chỉ có ảnh/a.jpg", photo())
    put(site, "hop-thu/lạ/a.docx")
    put(site, "hop-thu/lạ/bang.xyz", b"x")
    put(site, "hop-thu/lạ/con/a.jpg", photo())
    put(site, "hop-thu/hỏng/a.docx", b"PK khong phai")
    put(site, "hop-thu/cũ/a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    (site.content / "hop-thu/.gitkeep").touch()
    put(site, f"hop-thu/{GUIDE}", b"x")
    before = tree(site.content)
    assert inbox(site.content, site=SITE) == 1
    assert tree(site.content) == before
    told = [line for line in capsys.readouterr().err.splitlines() if ": LỖI: " in line]
    assert [line.removeprefix(f"{site.content}/").split(": LỖI: ")[0] for line in told] == [
        "hop-thu/chỉ có ảnh",
        "hop-thu/cũ/a.doc",
        "hop-thu/hai tệp",
        "hop-thu/hỏng/a.docx",
        "hop-thu/le.docx",
        "hop-thu/lạ/bang.xyz",
        "hop-thu/lạ/con",
    ]
    assert "thư mục chưa có tệp văn bản (.docx, " in told[0]
    assert "thư mục có 2 tệp văn bản: a.docx, b.txt" in told[2]
    assert "không nằm trong thư mục của một bài" in told[4]
    assert "không phải tệp văn bản, cũng không phải ảnh" in told[5]


def test_one_parcel_by_its_name(site: Site) -> None:
    """Also as a Mac spells it, and beside one that is broken."""
    put(site, f"{PARCEL}/a.docx")
    put(site, "hop-thu/hỏng/a.docx", b"x")
    name = unicodedata.normalize("NFD", "Ngày hội đọc sách")
    assert inbox(site.content, name, site=SITE) == 0
    assert [path.name for path in (site.content / "hop-thu").iterdir()] == ["hỏng"]


def test_a_parcel_that_came_before(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    put(site, f"{PARCEL}/a.docx")
    assert inbox(site.content, site=SITE) == 0
    put(site, "hop-thu/lần nữa/a.docx")
    before = {path: data for path, data in tree(site.content).items() if "hop-thu" not in path}
    assert inbox(site.content, site=SITE) == 0
    assert tree(site.content) == before
    assert "đã nhập từ trước" in capsys.readouterr().out


def test_a_name_that_is_taken(site: Site) -> None:
    """Whoever sends a file through a web page can type no other name."""
    for number in range(3):
        put(site, f"hop-thu/bài {number}/a.docx", WORD + bytes(number))
    assert inbox(site.content, site=SITE) == 0
    posts = {path.parent.name: path.read_text("utf-8") for path in site.content.rglob("index.md")}
    first = "ngay-hoi-doc-sach"
    assert sorted(posts) == [first, f"{first}-2", f"{first}-3"]
    assert "đã có bài cùng tên" not in posts[first]
    assert f"/{first}/index.md): nếu trùng thì xóa bài mới này\n" in posts[f"{first}-3"]
    assert "status: draft" in posts[f"{first}-2"]


def test_photos_beside_a_text_that_came_before_stay(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    put(site, f"{PARCEL}/a.docx")
    assert inbox(site.content, site=SITE) == 0
    put(site, "hop-thu/thêm ảnh/a.docx")
    put(site, "hop-thu/thêm ảnh/IMG_1.jpg", photo())
    assert inbox(site.content, site=SITE) == 1
    assert (site.content / "hop-thu/thêm ảnh/IMG_1.jpg").exists()
    said = capsys.readouterr().err
    assert "hop-thu/thêm ảnh: LỖI: văn bản này đã thành bài tin-tuc/" in said
    assert "tải ảnh còn thiếu vào thư mục tin-tuc/" in said


def test_a_disk_that_takes_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(site, f"{PARCEL}/a.docx")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device", "index.md")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert inbox(site.content, site=SITE) == 1
    assert "Không ghi được index.md" in capsys.readouterr().err
    assert (site.content / PARCEL / "a.docx").exists()


@pytest.mark.parametrize("made", [False, True])
def test_an_empty_mailbox(site: Site, capsys: pytest.CaptureFixture[str], made: bool) -> None:
    if made:
        (site.content / "hop-thu").mkdir()
    assert inbox(site.content, site=SITE) == 0
    assert "trống: không có gì để nhập." in capsys.readouterr().out


def test_wrong_options(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert inbox(site.content, format="xml", site=SITE) == 2
    assert "chọn text hoặc github" in capsys.readouterr().err
    assert inbox(tmp_path / "không có", site=SITE) == 1
    assert "không có thư mục nội dung" in capsys.readouterr().err


def test_a_link_is_no_parcel(site: Site, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "a.docx").write_bytes(WORD)
    (site.content / "hop-thu").mkdir()
    (site.content / "hop-thu/x").symlink_to(secret)
    parcels, problems = open_parcels(site.content)
    assert (parcels, [problem.path for problem in problems]) == ([], ["hop-thu/x"])


def test_branches_differ_and_stay(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("Bài 1", "bai 1", "…", "….."):
        put(site, f"hop-thu/{name}/a.docx")
    assert inbox(site.content, branches=True, site=SITE) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert {name for _, name in rows} == {"Bài 1", "bai 1", "…", "….."}
    assert len({branch for branch, _ in rows}) == 4
    assert all(branch.startswith("hop-thu/") and branch.isascii() for branch, _ in rows)
    assert inbox(site.content, branches=True, site=SITE) == 0
    assert [line.split("\t") for line in capsys.readouterr().out.splitlines()] == rows


POST = "tin-tuc/2021/bai/index.md"
NEW = Arrived(parcel="x", title="Bài <b>&\n@admin [x](y)", post=POST, photos=0, draft=False)


def test_words_of_a_pull_request_mean_nothing_to_the_forge() -> None:
    problem = Problem(path=POST, line=3, message="`rm` @all <img src=x>", hint="*xem*")
    assert title([NEW]) == "Bài mới: Bài <b>& @admin [x](y)"
    text = body([NEW], [problem], "content")
    assert "- Bài &lt;b>&amp; @\u200badmin \\[x\\](y): `content/tin-tuc/2021/bai/index.md`." in text
    assert "Có 1 lời nhắc ở từng dòng" in text
    (comment,) = json.loads(review([NEW], [problem], "content"))["comments"]
    assert comment == {
        "path": f"content/{POST}",
        "line": 3,
        "body": "**LỖI**: \\`rm\\` @\u200ball &lt;img src=x>. Cách sửa: \\*xem\\*.",
    }


def test_what_has_no_line_in_the_change_stands_in_the_text() -> None:
    elsewhere = Problem(path="hop-thu/y/a.docx", message="hỏng", hint="gửi lại")
    whole = Problem(path=POST, message="ảnh lớn")
    text = body([NEW], [elsewhere, whole], "content")
    assert "- `content/hop-thu/y/a.docx`: **LỖI**: hỏng. Cách sửa: gửi lại." in text
    assert f"- `content/{POST}`: **LỖI**: ảnh lớn." in text
    assert review([NEW], [elsewhere, whole], "content") == ""
    assert title([]) == "Hộp thư: chưa nhập được bài nào"
