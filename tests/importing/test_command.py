"""`inv import`: what it writes, what it says, what it leaves alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from plugins.importing import import_, posts
from tests.conftest import ROOT
from tests.importing.making import one_of_each, problems
from tests.importing.old_portal import SITE
from tests.importing.word_files import bold, docx, para
from tests.support.sites import Site, tree

WORD = docx(bold("Chuyến xe đầu xuân", align="center"), para("Xe lên Đèo Mẫu."), bold("Hết phần"))


@pytest.fixture
def file(site: Site) -> Path:
    """A Word file beside the content."""
    path = site.root / "Bài viết mới.docx"
    path.write_bytes(WORD)
    return path


def test_a_word_file_and_twenty_photos(
    site: Site, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = site.root / "ảnh"
    folder.mkdir()
    for name, data in one_of_each([f"IMG_{n}.JPG" for n in range(20)]).items():
        (folder / name).write_bytes(data)
    code = import_(site.content, str(file), category="Thông báo", photos=str(folder), site=SITE)
    assert code == 0
    out = capsys.readouterr().out
    post = "tin-tuc/2021/chuyen-xe-dau-xuan"
    assert f"{post}/index.md: đã nhập từ Bài viết mới.docx, 20 ảnh" in out
    assert "Bước tiếp theo: inv photos chuyen-xe-dau-xuan" in out
    names = sorted(path.name for path in (site.content / post).iterdir())
    assert names == [*(f"anh-{n:02}.jpg" for n in range(1, 21)), "index.md"]
    assert problems(site) == []
    text = (site.content / post / "index.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: Chuyến xe đầu xuân\ndate: 2021-01-11 08:41:24\n")
    assert '  - {file: anh-01.jpg, alt: "", caption: ""}\n' in text


def test_a_dry_run_writes_nothing(
    site: Site, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_(site.content, str(file), category="Thông báo", dry_run=True, site=SITE) == 0
    out = capsys.readouterr().out
    assert "chưa ghi gì" in out
    assert "title: Chuyến xe đầu xuân" in out
    assert tree(site.content) == {}
    assert list(site.content.iterdir()) == []


def test_nothing_is_ever_overwritten(
    site: Site, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.post("Chuyến xe đầu xuân", title="Bài của người khác")
    before = tree(site.content)
    assert import_(site.content, str(file), category="Thông báo", site=SITE) == 1
    said = capsys.readouterr().err
    assert "đã có bài khác ở địa chỉ này: tin-tuc/2021/Chuyến xe đầu xuân/index.md" in said
    assert "--slug" in said
    assert tree(site.content) == before
    # A folder without a post is in the way as well.
    (site.content / "tin-tuc/2021/ten-rieng").mkdir()
    assert import_(site.content, str(file), category="Thông báo", slug="ten-rieng", site=SITE) == 1
    assert tree(site.content) == before


def test_what_is_in_the_way_without_being_there(
    site: Site, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A link that leads nowhere; a post that somebody else makes at the same time."""
    place = site.content / "tin-tuc/2021/chuyen-xe-dau-xuan"
    place.parent.mkdir(parents=True)
    place.symlink_to(site.root / "không có")
    assert import_(site.content, str(file), category="Thông báo", site=SITE) == 1
    said = "đã có bài khác ở địa chỉ này: tin-tuc/2021/chuyen-xe-dau-xuan"
    assert said in capsys.readouterr().err
    place.unlink()
    whole = posts.markdown

    def slow(*arguments: Any) -> str:
        place.mkdir()
        return whole(*arguments)

    monkeypatch.setattr(posts, "markdown", slow)
    assert import_(site.content, str(file), category="Thông báo", site=SITE) == 1
    assert said in capsys.readouterr().err
    assert list(place.iterdir()) == []


def test_an_error_that_nobody_thought_of(
    site: Site, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(posts, "markdown", lambda *_: next(iter(())))
    assert import_(site.content, str(file), category="Thông báo", site=SITE) == 1
    said = capsys.readouterr().err
    assert "LỖI: lỗi ngoài dự tính (StopIteration: )" in said
    assert "chưa ghi gì từ tệp này" in said
    assert tree(site.content) == {}


def test_a_checkout_of_windows_is_known_again(site: Site, file: Path) -> None:
    """Git may turn the ends of lines there."""
    import_(site.content, str(file), category="Thông báo", site=SITE)
    (post,) = site.content.rglob("index.md")
    post.write_bytes(post.read_bytes().replace(b"\n", b"\r\n"))
    assert import_(site.content, str(file), category="Thông báo", site=SITE) == 0


def test_an_imported_post_may_be_edited_and_is_left_alone(site: Site, file: Path) -> None:
    import_(site.content, str(file), category="Thông báo", site=SITE)
    (post,) = site.content.rglob("index.md")
    post.write_text(
        post.read_text(encoding="utf-8").replace("Đèo Mẫu", "đèo Mẫu"), encoding="utf-8"
    )
    moved = post.parent.with_name("ten-khac")
    post.parent.rename(moved)
    before = tree(site.content)
    assert import_(site.content, str(file), category="Thông báo", site=SITE) == 0
    assert tree(site.content) == before


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"source": "đâu.docx"}, "không có tệp “đâu.docx”"),
        ({"source": " "}, "không có tệp"),
        ({"date": "hôm qua"}, "--date: không hiểu ngày “hôm qua”"),
        ({"photos": "đâu"}, "--photos: đâu: không đọc được"),
        ({"source": ".", "title": "x"}, "--title, --slug, --photos chỉ dùng cho một tệp"),
        ({"title": "!!!", "category": "Thông báo"}, "không có chữ nào để đặt tên thư mục"),
        ({"category": "Tin khác"}, "không có chuyên mục “Tin khác”"),
    ],
)
def test_what_is_wrong_with_a_command(
    site: Site,
    file: Path,
    how: dict[str, str],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source = how.pop("source", str(file))
    assert import_(site.content, source, site=SITE, **how) == 1  # type: ignore[arg-type]
    said = capsys.readouterr().err
    assert message in said
    assert "Cách sửa: " in said
    assert tree(site.content) == {}


def test_a_disk_that_takes_nothing(
    site: Site, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device", "index.md")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert import_(site.content, str(file), category="Thông báo", site=SITE) == 1
    assert "Không ghi được index.md" in capsys.readouterr().err
    assert list(site.content.iterdir()) == []


def test_the_command_itself(site: Site, file: Path) -> None:
    line = [sys.executable, "-m", "invoke", "import", str(file), "--category", "Thông báo"]
    done = subprocess.run(
        [*line, "--content", str(site.content)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "đã nhập từ Bài viết mới.docx" in done.stdout.decode()


def test_a_word_that_would_be_lost_stops_the_import(
    site: Site, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = posts.markdown

    def careless(*arguments: Any) -> str:
        return whole(*arguments).replace("Đèo", "")

    monkeypatch.setattr(posts, "markdown", careless)
    assert import_(site.content, str(file), category="Thông báo", site=SITE) == 1
    assert "LỖI: nhập thì mất chữ: “Đèo”" in capsys.readouterr().err
    monkeypatch.setattr(posts, "markdown", lambda *a: whole(*a) + "\nchữ lạ\n")
    assert import_(site.content, str(file), category="Thông báo", site=SITE) == 1
    assert "LỖI: nhập thì thừa chữ: “chữ”, “lạ”" in capsys.readouterr().err
    assert list(site.content.iterdir()) == []


def test_a_file_whose_name_wants_to_be_something_else(site: Site) -> None:
    path = site.root / "a\n---\ntitle: bẫy\x1b[31m (mã 00000000000000000000).docx"
    path.write_bytes(WORD)
    assert import_(site.content, str(path), category="Thông báo", site=SITE) == 0
    (post,) = site.content.rglob("index.md")
    assert post.read_text(encoding="utf-8").count("\n---\n") == 1
    assert problems(site) == []
    before = tree(site.content)
    assert import_(site.content, str(path), category="Thông báo", site=SITE) == 0
    assert tree(site.content) == before


def test_one_paragraph_more_is_another_file(site: Site, file: Path) -> None:
    import_(site.content, str(file), category="Thông báo", site=SITE)
    file.write_bytes(docx(bold("Chuyến xe đầu xuân", align="center"), para("Khác."), para("Hết.")))
    assert import_(site.content, str(file), category="Thông báo", site=SITE) == 1
