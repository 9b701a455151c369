"""`inv check --fix` as editors, pull requests and programs see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins.lint import check
from plugins.lint import fixing as fixing_module
from tests.support.sites import Site, post_text

POST = "tin-tuc/2021/bai/index.md"
GOOD = post_text()
BAD = GOOD.replace("title:", "tilte:").replace("2021-01-11 08:41:24", "11/01/2021 8:41:24 SA")


@pytest.fixture
def post(site: Site) -> Path:
    """A post that can be mended, and a file that is none of ours."""
    site.write("ghi-chu.txt", "a \n")
    return site.write(POST, BAD)


def test_it_tells_what_it_mended(
    site: Site, post: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    post.chmod(0o600)
    assert check(site.content, fix=True) == 0
    place = f"{site.content}/{POST}"
    assert capsys.readouterr().out.splitlines() == [
        f"{place}:2: ĐÃ SỬA: tên trường “tilte” sửa thành “title”",
        f"{place}:3: ĐÃ SỬA: ngày “11/01/2021 8:41:24 SA” viết thành 2021-01-11 08:41:24",
        f"{site.content}/: không có lỗi nào.",
    ]
    assert (post.read_text(encoding="utf-8"), post.stat().st_mode & 0o777) == (GOOD, 0o600)
    assert (site.content / "ghi-chu.txt").read_bytes() == b"a \n"
    assert check(site.content, fix=True) == 0
    assert capsys.readouterr().out == f"{site.content}/: không có lỗi nào.\n"


def test_without_it_nothing_is_written(site: Site, post: Path) -> None:
    assert check(site.content) == 1
    assert post.read_text(encoding="utf-8") == BAD


def test_programs_read_problems_only(
    site: Site, post: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(site.content, "json", fix=True) == 0
    output = capsys.readouterr()
    assert (json.loads(output.out), output.err.count("ĐÃ SỬA")) == ([], 2)


def test_pull_requests_are_annotated(
    site: Site, post: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(site.content, "github", fix=True) == 0
    place = f"::notice file={site.content}/{POST},line"
    assert capsys.readouterr().out.splitlines() == [
        f"{place}=2::Đã sửa: tên trường “tilte” sửa thành “title”",
        f"{place}=3::Đã sửa: ngày “11/01/2021 8:41:24 SA” viết thành 2021-01-11 08:41:24",
    ]


def test_what_cannot_be_written_is_an_error(
    site: Site,
    post: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(fixing_module, "write_atomically", refuse)
    assert check(site.content, fix=True) == 1
    out = capsys.readouterr().out
    assert "không ghi được tệp nên chưa sửa gì (không có quyền)" in out
    assert "ĐÃ SỬA" not in out
    assert post.read_text(encoding="utf-8") == BAD
