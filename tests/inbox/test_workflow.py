"""The workflow's own script: branches, pull requests and remarks, against a bare repository and a
program that stands in for `gh`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from plugins.values import Struct
from tests.conftest import ROOT
from tests.galleries.making import encoded, scene
from tests.inbox.test_inbox import WORD
from tests.support.debian import find_program

GH = """#!{python}
import json, os, sys
from pathlib import Path
folder = Path({folder!r})
number = len(list(folder.glob("pr-*.json"))) + 1
options = dict(zip(sys.argv[3::2], sys.argv[4::2]))
if sys.argv[1:3] == ["pr", "create"]:
    body = Path(options["--body-file"]).read_text(encoding="utf-8")
    (folder / f"pr-{{number}}.json").write_text(json.dumps(options | {{"body": body}}))
    print(f"https://github.com/thu-vien/trang/pull/{{number}}")
elif sys.argv[1] == "api":
    data = Path(sys.argv[sys.argv.index("--input") + 1]).read_text(encoding="utf-8")
    (folder / "reviews.jsonl").open("a").write(json.dumps([sys.argv[2], json.loads(data)]) + "\\n")
else:
    sys.exit(f"unknown: {{sys.argv}}")
"""


class Forge(Struct, frozen=True, kw_only=True):
    """A clone with the project's files, its bare repository, and what `gh` was told."""

    root: Path

    @property
    def clone(self) -> Path:
        return self.root / "clone"

    @property
    def bare(self) -> Path:
        return self.root / "bare.git"

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            [
                find_program("git", "git"),
                "-c",
                "user.name=T",
                "-c",
                "user.email=t@example.org",
                *arguments,
            ],
            cwd=self.clone,
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout

    def send(self, name: str, files: dict[str, bytes]) -> None:
        """What an editor uploads through the forge's web page."""
        self.git("switch", "--quiet", "main")
        for file, data in files.items():
            path = self.clone / "content/hop-thu" / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=Add files via upload")
        self.git("push", "--quiet", str(self.bare), "main")

    def work(self) -> subprocess.CompletedProcess[str]:
        """The last step of the workflow."""
        self.git("switch", "--quiet", "main")
        flow = yaml.safe_load((ROOT / ".github/workflows/inbox.yml").read_text(encoding="utf-8"))
        step = flow["jobs"]["inbox"]["steps"][-1]
        assert step["env"].keys() == {"BASE", "GH_TOKEN", "PUSH_TO"}
        return subprocess.run(
            [find_program("bash", "bash"), "-c", step["run"]],
            cwd=self.clone,
            env={
                **os.environ,
                "PATH": f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "BASE": "main",
                "GH_TOKEN": "x",
                "PUSH_TO": str(self.bare),
                "GITHUB_REPOSITORY": "thu-vien/trang",
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    @property
    def requests(self) -> list[dict[str, str]]:
        return [json.loads(path.read_bytes()) for path in sorted(self.root.glob("pr-*.json"))]


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    made = Forge(root=tmp_path)
    made.clone.mkdir()
    for name in ("plugins", "theme", ".github"):
        shutil.copytree(
            ROOT / name, made.clone / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ("pelicanconf.py", "publishconf.py", "tasks.py", ".gitignore"):
        shutil.copy(ROOT / name, made.clone)
    (made.clone / "content").mkdir()
    (made.clone / ".venv/bin").mkdir(parents=True)
    command = made.clone / ".venv/bin/inv"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m invoke "$@"\n')
    gh = tmp_path / "bin/gh"
    gh.parent.mkdir()
    gh.write_text(GH.format(python=sys.executable, folder=str(tmp_path)))
    for program in (command, gh):
        program.chmod(0o755)
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("init", "--quiet", "--bare", str(made.bare))
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message=Site")
    return made


def test_from_an_upload_to_a_pull_request(forge: Forge) -> None:
    photo = encoded(scene(), "JPEG")
    forge.send("Ngày hội đọc sách", {"Bài gửi.docx": WORD, "IMG_1.jpg": photo})
    done = forge.work()
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        0,
        "https://github.com/thu-vien/trang/pull/1",
    ), done.stderr
    (request,) = forge.requests
    branch = request["--head"]
    assert (request["--base"], request["--title"]) == ("main", "Bài mới: Ngày hội đọc sách")
    changed = forge.git("-C", str(forge.bare), "-c", "core.quotePath=false", "diff",
        "--name-status", "--no-renames", "main", branch)  # fmt: skip
    rows = [line.split("\t") for line in changed.splitlines()]
    assert {row[1] for row in rows if row[0] == "D"} == {
        "content/hop-thu/Ngày hội đọc sách/Bài gửi.docx",
        "content/hop-thu/Ngày hội đọc sách/IMG_1.jpg",
    }
    added = {row[1] for row in rows if row[0] == "A"}
    (index,) = (path for path in added if path.endswith("/ngay-hoi-doc-sach/index.md"))
    assert added == {index, index.replace("index.md", "anh-01.jpg")}
    assert index in request["body"]
    address, remarks = json.loads((forge.root / "reviews.jsonl").read_text("utf-8"))
    assert address == "repos/thu-vien/trang/pulls/1/reviews"
    assert {one["path"] for one in remarks["comments"]} == {index}

    # The next upload has a request of its own; the first one is not made again.
    forge.send("Thông báo", {"a.docx": WORD, "b.txt": b"x"})
    done = forge.work()
    assert done.returncode == 1, "two documents: nobody knows which is the post"
    assert "Bỏ qua “Ngày hội đọc sách”: đã có nhánh" in done.stdout
    assert len(forge.requests) == 1


def test_what_cannot_be_read_is_annotated_and_stays(forge: Forge) -> None:
    forge.send("Hỏng", {"a.docx": b"PK khong phai"})
    forge.send("Tốt", {"a.docx": WORD})
    done = forge.work()
    assert done.returncode == 1
    assert "::error file=content/hop-thu/Hỏng/a.docx::" in done.stderr
    (request,) = forge.requests
    assert request["--title"] == "Bài mới: Ngày hội đọc sách"
    branches = forge.git("-C", str(forge.bare), "branch", "--format=%(refname:short)").split()
    assert len(branches) == 2, branches
    kept = forge.git("-C", str(forge.bare), "-c", "core.quotePath=false", "ls-tree", "-r",
        "--name-only", request["--head"], "content/")  # fmt: skip
    assert "content/hop-thu/Hỏng/a.docx" in kept.splitlines()


def test_nothing_in_the_mailbox(forge: Forge) -> None:
    done = forge.work()
    assert (done.returncode, forge.requests) == (0, [])
