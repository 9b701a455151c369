"""A whole folder: every file with its result, again and again, killed in between."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest

from plugins.importing import import_
from plugins.importing import outcomes as outcomes_module
from tests.importing.making import picture, problems
from tests.importing.old_portal import SITE
from tests.importing.word_files import bold, docx, para
from tests.support.sites import Site, tree


def _page(title: str, address: str = "") -> str:
    saved = f"<!-- saved from url=(0014){address} -->" if address else ""
    return (
        f"<!DOCTYPE html>{saved}<html><body><h1>{title}</h1>"
        f"<p>Ngày xuất bản: 11/01/2021</p><p>Chữ của bài {title}.</p></body></html>"
    )


@pytest.fixture
def archive(site: Site) -> Path:
    """Files as they lie in an old computer."""
    folder = site.root / "kho"
    files: dict[str, str | bytes] = {
        "thong-bao/bai1.html": _page("Bài một", "http://cu.vn/tin/bai-1.html"),
        "thong-bao/bai1_files/nut.html": _page("Nút của trang"),
        "bai2.htm": _page("Bài hai"),
        "bai10.txt": "Bài mười\nNgày xuất bản: 12/01/2021\n\nChữ của bài mười.",
        "van-ban/cong-van.docx": docx(bold("Công văn", align="center"), para("Nội dung.")),
        "van-ban/cu.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "van-ban/~$ong-van.docx": b"khoa",
        "anh.jpg": picture(),
        "phim.mp4": b"x",
        "map.csv": "file;address;category\nbai2.htm;/cu/bai-2.html;Tin hoạt động\n"
        "bai10.txt;http://cu.vn/x?id=10;Thông báo\nmat.html;/cu/mat.html;\n",
    }
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def test_every_file_with_its_result(
    site: Site, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = site.root / "ket-qua.csv"
    assert import_(site.content, str(archive), table=str(table), site=SITE) == 1
    said = capsys.readouterr()
    assert "Tổng cộng 5 tệp: 4 đã nhập, 1 LỖI. Bỏ qua 1 tệp không phải văn bản." in said.out
    assert "cu.doc: LỖI: tệp Office kiểu cũ (.doc), không đọc được" in said.err
    assert "Tổng cộng" not in said.err
    assert said.out.count("Bước tiếp theo: ") == 1
    assert "không có tệp “mat.html”" in said.err
    rows = list(csv.reader(io.StringIO(table.read_text("utf-8-sig")), delimiter=";"))
    assert [(row[0], row[1], row[2], row[3]) for row in rows[1:]] == [
        ("bai2.htm", "đã nhập", "tin-tuc/2021/bai-hai/index.md", "/cu/bai-2.html"),
        ("bai10.txt", "đã nhập", "tin-tuc/2021/bai-muoi/index.md", "/x?id=10"),
        ("thong-bao/bai1.html", "đã nhập", "tin-tuc/2021/bai-mot/index.md", "/tin/bai-1.html"),
        ("van-ban/cong-van.docx", "đã nhập", "tin-tuc/2021/cong-van/index.md", ""),
        ("van-ban/cu.doc", "LỖI", "", ""),
    ]
    assert "Lưu thành… Word (.docx)" in rows[5][6]
    assert problems(site) == []
    text = (site.content / "tin-tuc/2021/bai-mot/index.md").read_text(encoding="utf-8")
    assert "category: Thông báo\n" in text  # the folder's name
    assert 'redirect_from: ["/tin/bai-1.html"]\n' in text


def test_again_changes_nothing(
    site: Site, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_(site.content, str(archive), site=SITE)
    before = tree(site.content)
    capsys.readouterr()
    import_(site.content, str(archive), site=SITE)
    said = capsys.readouterr().out
    assert "4 đã có từ trước, 1 LỖI" in said
    assert "Muốn nhập lại" not in said
    assert tree(site.content) == before


def test_a_killed_run_goes_on_where_it_stopped(
    site: Site, archive: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = Site(root=tmp_path / "tron", cache=tmp_path / "c")
    other.content.mkdir(parents=True)
    import_(other.content, str(archive), site=SITE)
    whole = outcomes_module.make
    calls = 0

    def killed(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        made = whole(*arguments)  # type: ignore[arg-type]
        if calls == 3:
            raise KeyboardInterrupt
        return made

    monkeypatch.setattr(outcomes_module, "make", killed)
    with pytest.raises(KeyboardInterrupt):
        import_(site.content, str(archive), site=SITE)
    assert len(list(site.content.rglob("index.md"))) == 2
    # What a power cut leaves behind.
    left = site.content / "tin-tuc/2021/.cong-van.tmp~"
    left.mkdir()
    (left / "index.md").write_text("nửa", encoding="utf-8")
    assert problems(site) == []
    import_(site.content, str(archive), site=SITE)
    assert tree(site.content) == tree(other.content)


def test_one_file_that_nobody_thought_of_stops_no_other(
    site: Site, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError("chia cho 0")

    monkeypatch.setattr("plugins.importing.sources.read_text", broken)
    assert import_(site.content, str(archive), site=SITE) == 1
    said = capsys.readouterr()
    assert "3 đã nhập, 2 LỖI" in said.out
    assert "bai10.txt: LỖI: lỗi ngoài dự tính (ZeroDivisionError: chia cho 0)" in said.err


def test_names_of_files_as_a_mac_has_them(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    name = unicodedata.normalize("NFD", "bài viết.html")
    (folder / name).write_text(_page("Bài viết"), encoding="utf-8")
    (folder / "map.csv").write_text("bài viết.html;/cu/1.html;Thông báo\n", encoding="utf-8")
    assert import_(site.content, str(folder), site=SITE) == 0
    assert capsys.readouterr().err == ""
    assert 'redirect_from: ["/cu/1.html"]' in next(site.content.rglob("index.md")).read_text(
        "utf-8"
    )


def test_two_posts_of_one_name(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The cure that is told works: notices have the same title year after year, and in one."""
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(_page("Thông báo") + name, encoding="utf-8")
    assert import_(site.content, str(tmp_path), category="Thông báo", site=SITE) == 1
    assert "ghi tên ấy vào cột slug của map.csv" in capsys.readouterr().err
    (tmp_path / "map.csv").write_text("file,slug\nb.html,thong-bao-2\n", encoding="utf-8")
    assert import_(site.content, str(tmp_path), category="Thông báo", site=SITE) == 0
    assert sorted(path.parent.name for path in site.content.rglob("index.md")) == [
        "thong-bao",
        "thong-bao-2",
    ]


def test_a_table_that_cannot_be_read(
    site: Site, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive / "map.csv").write_text("file;ngày\na;b\n", encoding="utf-8")
    assert import_(site.content, str(archive), site=SITE) == 1
    assert "map.csv có cột lạ “ngày”" in capsys.readouterr().err
    (archive / "map.csv").write_bytes("file;tên\n".encode("utf-16"))
    assert import_(site.content, str(archive), site=SITE) == 1
    assert "map.csv không phải chữ UTF-8" in capsys.readouterr().err
