"""The issue that stands on a forge while something is wrong: opened once, told of, closed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from plugins.build_day import FILE, tell_day
from plugins.values import Struct, field
from plugins.vietnamese import nfc
from tests.conftest import ROOT
from tests.online.standing_in import Answer, standing_in
from tests.support.forges import FOLDER, GITLAB, jobs, read

TOKEN = "glpat-secret"  # noqa: S105  # of the server below

GH = """#!{python}
import json, sys
from pathlib import Path
told = Path({told!r})
said = json.loads(told.read_text(encoding="utf-8"))
words = sys.argv[1:]
label = words[words.index("--label") + 1] if "--label" in words else ""
if words[:2] == ["issue", "list"]:
    print(next((n for n, issue in said["open"].items() if issue == label), ""), end="")
    sys.exit()
if "--body-file" in words:
    place = words.index("--body-file") + 1
    words[place] = Path(words[place]).read_text(encoding="utf-8")
if words[0] == "issue":
    what = words[1]
    said["said"].append([what, words[-1]])
    if what == "create":
        said["open"][str(len(said["said"]))] = label
    else:
        assert words[2] in said["open"]
    if what == "close":
        del said["open"][words[2]]
told.write_text(json.dumps(said), encoding="utf-8")
"""
"""Stands in for `gh`: knows open issues by their labels, and writes down what it is told."""


class Forge(Struct):
    """A forge that remembers: the environment of its jobs, and what became of issues in order, each
    as what was done and the words."""

    environment: dict[str, str]
    told: Path | None = None
    did: list[tuple[str, str]] = field(default_factory=list)

    @property
    def said(self) -> list[tuple[str, str]]:
        if self.told is None:
            return self.did
        return [(what, words) for what, words in json.loads(self.told.read_text("utf-8"))["said"]]


def github(folder: Path) -> Forge:
    told, program = folder / "told.json", folder / "gh"
    told.write_text('{"open": {}, "said": []}', encoding="utf-8")
    program.write_text(GH.format(python=sys.executable, told=str(told)), encoding="utf-8")
    program.chmod(0o755)
    path = f"{folder}:{os.environ['PATH']}"
    return Forge(environment={"PATH": path, "GITHUB_ACTIONS": "true"}, told=told)


@contextmanager
def gitlab() -> Iterator[Forge]:
    """GitLab's API of issues, as its documentation ("Issues API", "Notes API") has it."""
    opened: dict[int, str] = {}
    forge = Forge(environment={})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            assert urlsplit(self.path).path == "/api/v4/projects/42/issues"
            assert asked["state"] == ["opened"]
            self.answer([{"iid": n} for n, label in opened.items() if [label] == asked["labels"]])

        def do_POST(self) -> None:
            data = self.read()
            if self.path == "/api/v4/projects/42/issues":
                number = len(forge.did) + 7
                opened[number] = data["labels"]
                forge.did.append(("create", f"{data['title']}\n{data['description']}"))
            else:
                number = int(self.path.removesuffix("/notes").rpartition("/")[2])
                assert self.path == f"/api/v4/projects/42/issues/{number}/notes"
                assert number in opened
                forge.did.append(("comment", data["body"]))
            self.answer({"iid": number}, 201)

        def do_PUT(self) -> None:
            assert self.read() == {"state_event": "close"}
            del opened[int(self.path.rpartition("/")[2])]
            forge.did[-1] = ("close", forge.did[-1][1])
            self.answer({})

        def read(self) -> dict[str, str]:
            data = self.rfile.read(int(self.headers["Content-Length"])).decode()
            return {name: "".join(values) for name, values in parse_qs(data).items()}

        def answer(self, value: Any, status: int = 200) -> None:
            if self.headers["PRIVATE-TOKEN"] != TOKEN:
                status, value = 401, {"message": "401 Unauthorized"}
            data = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    forge.environment |= {
        "CI_API_V4_URL": f"http://127.0.0.1:{server.server_address[1]}/api/v4",
        "CI_PROJECT_ID": "42",
        "TELL_TOKEN": TOKEN,
    }
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield forge
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(params=["GitHub", "GitLab"])
def forge(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Forge]:
    if request.param == "GitHub":
        yield github(tmp_path)
        return
    with gitlab() as made:
        yield made


def run(
    line: str, forge: Forge, folder: Path = ROOT, **more: str
) -> subprocess.CompletedProcess[str]:
    """A line of a workflow, in an environment without anything of this machine's forge."""
    ours = {n: v for n, v in os.environ.items() if not n.startswith(("CI", "GITHUB_", "GH_"))}
    return subprocess.run(
        [str(shutil.which("bash")), "-e", "-c", line],
        cwd=folder,
        env=ours | forge.environment | more,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_one_issue_stands_while_publishing_fails(forge: Forge) -> None:
    line = jobs(FOLDER / "publish.yml")["tell"]["steps"][-1]["run"]
    assert read(GITLAB)[".bao"]["script"] == [line]
    outcomes = ["success", "failure", "skipped", "success", "success", "failure"]
    for number, outcome in enumerate(outcomes, 1):
        done = run(line, forge, OUTCOME=outcome, RUN=f"https://forge.example/{number}?a=1&b=2")
        assert done.returncode == 0, done.stderr
    assert [what for what, _ in forge.said] == ["create", "comment", "close", "create"]
    assert forge.said[1:3] == [
        ("comment", "Vẫn chưa đăng được: https://forge.example/3?a=1&b=2"),
        ("close", "Đã đăng lại được: https://forge.example/4?a=1&b=2"),
    ]
    words = forge.said[0][1]
    assert "- Nhật ký: https://forge.example/2?a=1&b=2\n" in words
    assert "bạn đọc vẫn thấy bản đăng thành công gần nhất" in words
    button = "“Re-run failed jobs”" if forge.told else "“Retry”"
    assert button in words
    assert nfc(words) == words


def test_issues_of_two_kinds_do_not_mix(forge: Forge, tmp_path: Path) -> None:
    (tmp_path / "said").write_text("đã 3 ngày", encoding="utf-8")
    common = {"SAID": str(tmp_path / "said"), "RUN": "https://forge.example/1"}
    for kind in ("publishing", "age", "quiet"):
        assert run(f".ci/tell {kind}", forge, OUTCOME="failure", **common).returncode == 0
    assert run(".ci/tell age", forge, OUTCOME="success", **common).returncode == 0
    assert run(".ci/tell quiet", forge, OUTCOME="failure", **common).returncode == 0  # is told once
    assert [what for what, _ in forge.said] == ["create", "create", "create", "close"]
    assert "\n```\nđã 3 ngày\n```\n" in forge.said[1][1]
    assert "đã 3 ngày\n\nGitHub tắt các lịch" in forge.said[2][1]


def test_without_a_token_gitlab_is_not_asked() -> None:
    with gitlab() as forge:
        del forge.environment["TELL_TOKEN"]
        done = run(".ci/tell publishing", forge, OUTCOME="failure", RUN="https://forge.example/1")
    assert (done.returncode, forge.said) == (0, [])
    assert "TELL_TOKEN" in done.stdout


def test_a_wrong_token_is_an_error_and_is_not_shown() -> None:
    with gitlab() as forge:
        forge.environment["TELL_TOKEN"] = "wrong-one"  # noqa: S105
        done = run(".ci/tell publishing", forge, OUTCOME="failure", RUN="https://forge.example/1")
    assert done.returncode != 0
    assert "401" in done.stderr
    assert "wrong-one" not in done.stdout + done.stderr


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with a commit of today, in which the scripts find what they need."""
    place = tmp_path / "clone"
    shutil.copytree(ROOT / ".ci", place / ".ci")
    for name in (".venv", "plugins", "theme", "tasks.py", "pelicanconf.py"):
        (place / name).symlink_to(ROOT / name)
    commit(place, 0)
    return place


def commit(place: Path, days_ago: int) -> None:
    git = [str(shutil.which("git")), "-c", "user.name=a", "-c", "user.email=a@a.example"]
    day = datetime.now(UTC) - timedelta(days=days_ago, minutes=5)
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), day.isoformat())
    for words in (["init", "--quiet"], ["commit", "--quiet", "--allow-empty", "--message=a"]):
        subprocess.run([*git, *words], cwd=place, env=os.environ | dates, check=True)


def robots(day: date) -> Answer:
    return Answer(kind="text/plain", data=f"User-agent: *\n\n{tell_day(day)}".encode())


AGE = jobs(FOLDER / "age.yml")["age"]["steps"][-1]["run"]


def test_an_issue_stands_while_the_site_is_old(forge: Forge, clone: Path) -> None:
    assert read(GITLAB)["tuoi-trang"]["script"][-1] == AGE
    outcomes = []
    with standing_in() as host:
        days = [date(2021, 1, 11), date(2021, 1, 12), date(2999, 1, 1)]
        for number, day in enumerate(days):
            host.answers[f"/{FILE}"] = robots(day)
            more = {"URL": host.address, "RUN": f"https://forge.example/{number}"}
            done = run(AGE, forge, clone, PAUSES="0", **more)
            outcomes.append(done.returncode)
            assert "dựng ngày" in done.stdout
    assert outcomes == [1, 1, 0]
    assert [what for what, _ in forge.said] == ["create", "comment", "close"]
    assert "dựng ngày 11/01/2021, đã " in forge.said[0][1]


def test_a_host_that_answers_late_is_no_reason_for_an_issue(clone: Path, tmp_path: Path) -> None:
    """And one that never does is: it was asked as often as there are pauses."""
    forge = github(tmp_path)
    with standing_in() as host:
        host.answers[f"/{FILE}"] = Answer(status=503)
        done = run(AGE, forge, clone, PAUSES="0 0", URL=host.address, RUN="https://forge.example/1")
        assert done.returncode == 2
        assert host.asked == [f"GET /{FILE}"] * 2
    assert [what for what, _ in forge.said] == ["create"]
    assert "máy chủ trả lời mã 503" in forge.said[0][1]


@pytest.mark.parametrize(("days", "warned"), [(49, False), (51, True)])
def test_somebody_is_told_before_github_pauses_the_schedules(
    clone: Path, tmp_path: Path, days: int, warned: bool
) -> None:
    commit(clone, days)
    forge = github(tmp_path)
    with standing_in() as host:
        host.answers[f"/{FILE}"] = robots(date(2999, 1, 1))
        done = run(AGE, forge, clone, PAUSES="0", URL=host.address, RUN="https://forge.example/1")
    assert done.returncode == 0, done.stderr
    assert bool(forge.said) is warned
    if warned:
        assert forge.said[0][1].startswith(f"Đã {days} ngày kho không có thay đổi nào.")
        for name in ("nightly.yml", "age.yml"):  # where it sends somebody
            assert read(FOLDER / name)["name"] in forge.said[0][1]
