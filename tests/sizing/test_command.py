"""`inv site-size`: what is said, the exit code, and the table for a run's summary."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from plugins import sizing
from plugins.sizing.limits import Limits
from tests.support.sites import Site

Said = pytest.CaptureFixture[str]


@pytest.fixture
def posts(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A built site with an old post and a new one."""
    monkeypatch.delenv(sizing.SUMMARY, raising=False)
    site.post("cu", 2019, title="Cũ", date="2019-02-03")
    site.post("moi", 2021, title="Mới", date="2021-02-03")
    assert site.build(publish=True) == 0
    return site


def total(site: Site) -> int:
    return sum(path.stat().st_size for path in site.output.rglob("*") if path.is_file())


def limit(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(sizing, "read_limits", lambda: Limits(site=size, repository=size))


@pytest.mark.parametrize(
    ("share", "now", "code", "said", "warned"),
    [
        (0, "2021-03-01", 0, r"MB\.\n    Mỗi năm thêm khoảng \d+,\d MB\.", ""),
        (0.1, "2021-03-01", 0, r"tức 10,0%\.\n.*cứ thế thì đầy vào khoảng \d\d/20\d\d\.", ""),
        (0.1, "2025-03-01", 0, "Không dự báo: 365 ngày qua không có bài mới", ""),
        (0.1, "2019-05-03", 0, "Chưa dự báo được: chưa có bài nào đăng từ 90 ngày", ""),
        (0.79, "2025-03-01", 0, "tức 79,0%", ""),
        (0.9, "2025-03-01", 0, "tức 90,0%", "LƯU Ý: Trang đã dựng"),
        (0.6, "2021-03-01", 0, "chưa tới 2 năm nữa", "LƯU Ý: Trang đã dựng"),
        (1.1, "2021-03-01", 1, "đã đầy", "LỖI: Trang đã dựng"),
    ],
)
def test_what_is_said(
    posts: Site,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Said,
    share: float,
    now: str,
    code: int,
    said: str,
    warned: str,
) -> None:
    limit(monkeypatch, round(total(posts) / share) if share else 0)
    capsys.readouterr()
    assert sizing.site_size(posts.output, posts.content, now=now, root=posts.root) == code
    out, err = capsys.readouterr()
    assert re.search(said, out), out
    assert "\n    Lớn nhất: " in out
    assert "\nKho mã: không phải kho git" in out
    assert out.endswith(f"{sizing.HOW}\n")
    assert (warned in err, "Cách sửa: trong pelicanconf.py bớt" in err) == (True, bool(warned))


def test_a_repository_above_what_is_recommended_stops_nothing(
    posts: Site, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    root = Path(__file__).resolve().parents[2]
    monkeypatch.setattr(sizing, "read_limits", lambda: Limits(site=0, repository=1000))
    capsys.readouterr()
    assert sizing.site_size(posts.output, posts.content, now="2021-03-01", root=root) == 0
    assert "publishconf.py: LƯU Ý: Kho mã (.git): " in capsys.readouterr().err


def test_on_github_warnings_are_annotations_and_a_table_is_added_to_the_summary(
    posts: Site, monkeypatch: pytest.MonkeyPatch, capsys: Said, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("Của bước trước\n", encoding="utf-8")
    monkeypatch.setenv(sizing.SUMMARY, str(summary))
    limit(monkeypatch, round(total(posts) / 0.9))
    capsys.readouterr()
    assert sizing.site_size(posts.output, posts.content, "github", "2025-03-01", posts.root) == 0
    out, err = capsys.readouterr()
    assert "\n::warning file=publishconf.py::Trang đã dựng (" in out
    assert not err
    told = summary.read_text(encoding="utf-8")
    assert told.startswith("Của bước trước\n### Dung lượng\n")
    rows = [line for line in told.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {7}
    assert "| 90,0% | 0,0 MB | chưa rõ |" in rows[-1]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ({"output": Path("không có")}, 1, "không có: không có trang đã dựng ở đây."),
        ({"format": "xml"}, 2, "--format xml: chỉ có text, github."),
        ({"now": "hôm nay"}, 2, "--now: "),
    ],
)
def test_what_cannot_be_done(
    posts: Site, capsys: Said, options: dict[str, object], code: int, said: str
) -> None:
    capsys.readouterr()
    given = {"output": posts.output, "content": posts.content, "root": posts.root} | options
    assert sizing.site_size(**given) == code  # type: ignore[arg-type]
    out, err = capsys.readouterr()
    assert not out
    assert said in err


def test_no_file_is_opened_but_the_sitemap(
    posts: Site, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """Nothing of photos and pages is read, however many there are."""
    opened: list[str] = []
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        opened.append(path.name)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert sizing.site_size(posts.output, posts.content, root=posts.root) == 0
    assert opened == ["sitemap.xml"]


def test_a_shallow_clone_says_that_it_does_not_know(
    posts: Site, tmp_path: Path, capsys: Said
) -> None:
    git = [str(shutil.which("git")), "-c", "user.name=a", "-c", "user.email=a@a.example"]
    for words in (
        ["init", "--quiet"],
        ["add", "content"],
        ["commit", "--quiet", "--message=a"],
        ["commit", "--quiet", "--message=b", "--allow-empty"],
        ["clone", "--quiet", "--depth=1", posts.root.as_uri(), str(tmp_path / "nông")],
    ):
        subprocess.run([*git, *words], cwd=posts.root, check=True)
    told = {}
    for name, root in (("whole", posts.root), ("shallow", tmp_path / "nông")):
        capsys.readouterr()
        assert sizing.site_size(posts.output, root / "content", now="2021-03-01", root=root) == 0
        told[name] = capsys.readouterr().out.partition("Kho mã (.git): ")[2]
    assert re.match(r"0,\d MB trong 1\.000,0 MB", told["whole"])
    assert "bản sao" not in told["whole"]
    assert re.match(r"ít nhất 0,\d MB trong 1\.000,0 MB", told["shallow"])
    assert "đây là bản sao nông" in told["shallow"]
    assert "bao giờ đầy thì phải chạy ở bản sao đầy đủ mới biết" in told["shallow"]
