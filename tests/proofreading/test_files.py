"""Content files, proof-read by a check: where, how often, and what is kept."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from plugins.lint import find_problems
from plugins.problems import Problem
from plugins.proofreading import files as files_module
from plugins.proofreading.files import MOST, NAME
from plugins.proofreading.own_words import FILE
from tests.conftest import ROOT
from tests.content.reading import LIBRARY, NOW, page_text, video_text
from tests.support.sites import NOW as BUILD_TIME
from tests.support.sites import Site

POST = "tin-tuc/2021/bai/index.md"


def check(site: Site) -> list[tuple[str, int | None, int | None, str]]:
    problems: list[Problem] = find_problems(site.content, LIBRARY, NOW, site.cache)[1]
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    assert {problem.level for problem in ordered} <= {"warning"}
    return [(one.path, one.line, one.column, one.message.split(" ")[0]) for one in ordered]


def test_all_words_of_a_file_are_read(site: Site) -> None:
    site.post(
        "bai",
        title="Các nghành",
        summary="đươc",
        tags="[cuả em]",
        correction="{date: 2021-01-12, text: viêc}",
        photos="\n  - {file: a.jpg, alt: nguời, hide: true}",
        body="Mở.\n\nChữ đươc **nghành**.\n",
    )
    site.write("trang/lien-he.md", page_text(body="đươc"))
    site.write("video/phim.md", video_text() + "đươc\n")
    site.write("video/hong.md", "đươc\n")  # cannot be read
    found = find_problems(site.content, LIBRARY, NOW, site.cache)[1]
    words = [one for one in found if "âm tiết" in one.message]
    assert [(one.path, one.line, one.column, one.message.split("”")[0][1:]) for one in words] == [
        (POST, 2, None, "nghành"),
        (POST, 5, None, "đươc"),
        (POST, 6, None, "cuả"),
        (POST, 7, None, "viêc"),
        (POST, 9, None, "nguời"),
        (POST, 14, 5, "đươc"),
        (POST, 14, 12, "nghành"),
        ("trang/lien-he.md", 4, 1, "đươc"),
        ("video/phim.md", 6, 1, "đươc"),
    ]


def test_a_text_full_of_slips_tells_of_some(site: Site) -> None:
    site.post("bai", body="Chữ đươc.\n\n" * (MOST + 5))
    found = check(site)
    assert len(found) == MOST + 1
    assert found[-1] == (POST, 7 + 2 * MOST, 5, "còn")


def test_what_was_read_is_not_read_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.post("bai", body="Chữ đươc.")
    site.post("khac")
    first = check(site)
    assert first == [(POST, 7, 5, "“đươc”")]

    def refuse(*_: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr(files_module, "proofread", refuse)
        assert check(site) == first
    for broken in (b"", b"[]", b'{"ground": 1}', json.dumps({"ground": "x", "found": 1}).encode()):
        (site.cache / NAME).write_bytes(broken)
        assert check(site) == first


def test_a_word_that_is_right_is_told_once_and_for_all(site: Site) -> None:
    site.post("bai", title="Đêm nghành", body="Vở nghành.")
    assert len(check(site)) == 2
    site.write(FILE, "nghành  # tên vở kịch\n")
    assert check(site) == []
    site.write(FILE, "")
    assert len(check(site)) == 2


def test_a_build_does_without(site: Site) -> None:
    """Nothing of it is imported, nor told of."""
    site.post("bai", body="Chữ đươc.")
    program = (
        "import sys\nfrom pathlib import Path\nfrom plugins.building import build\n"
        f"code = build(Path({str(site.content)!r}), Path({str(site.output)!r}), now={BUILD_TIME!r},"
        f" cache=Path({str(site.cache)!r}))\n"
        "assert not [name for name in sys.modules if 'proofreading' in name or name == 'nh3']\n"
        "sys.exit(code)\n"
    )
    command = [sys.executable, "-X", "utf8", "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
