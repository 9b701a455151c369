"""What the GitHub workflows promise: pinned actions, least permissions, tests before publishing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from plugins.online.counters import KEPT
from tests.conftest import ROOT

FOLDER = ROOT / ".github/workflows"
FILES = sorted(FOLDER.glob("*.y*ml"))


GITLAB = ROOT / ".gitlab-ci.yml"


@pytest.mark.parametrize(
    ("schema", "paths"),
    [("github-workflows", FILES), ("gitlab-ci", [GITLAB])],
    ids=["GitHub", "GitLab"],
)
def test_the_forges_schema_holds(schema: str, paths: list[Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def read(path: Path) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = read(path)["jobs"]
    return found


def events(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = read(path)[True]  # `on` is YAML 1.1 for true
    return found


def step(job: dict[str, Any], words: str) -> int:
    """The place of the one step that uses, runs or keeps these words."""
    (place,) = (
        number
        for number, found in enumerate(job["steps"])
        if any(words in str(found.get(part, "")) for part in ("uses", "run"))
        or words == found.get("with", {}).get("path")
    )
    return place


def test_the_three_workflows() -> None:
    assert [path.name for path in FILES] == ["check.yml", "inbox.yml", "publish.yml"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_are_pinned_and_say_their_version(path: Path) -> None:
    used = [job["uses"] for job in jobs(path).values() if "uses" in job]
    used += [s["uses"] for job in jobs(path).values() for s in job.get("steps", []) if "uses" in s]
    assert used
    text = path.read_text(encoding="utf-8")
    for action in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action), action
        assert re.search(rf"{re.escape(action)} # v\d+\.\d+\.\d+$", text, re.MULTILINE), action


def test_an_action_has_one_version_everywhere() -> None:
    found = re.findall(
        r"uses: ([\w/-]+)@(.*)", "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    )
    assert len(dict(found)) == len(set(found))


WRITES = {
    "deploy": {"pages", "id-token"},
    "inbox": {"contents", "pull-requests"},
    "tell": {"issues"},
}
"""What jobs may write."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_permissions_are_the_least(path: Path) -> None:
    assert read(path)["permissions"] == {"contents": "read"}
    for name, job in jobs(path).items():
        rights = job.get("permissions", {})
        writes = {right for right, level in rights.items() if level != "read"}
        assert writes == WRITES.get(name, set())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_runs_for_ever_or_twice_at_once(path: Path) -> None:
    assert read(path)["concurrency"]["group"]
    for job in jobs(path).values():
        assert 0 < job["timeout-minutes"] <= 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_words_from_outside_reach_a_shell(path: Path) -> None:
    """Neither a branch's name nor a title: `${{ }}` stands in `env` and `with` only."""
    for job in jobs(path).values():
        assert not any("${{" in found.get("run", "") for found in job["steps"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_credentials_are_left_in_the_clone(path: Path) -> None:
    for job in jobs(path).values():
        for found in job["steps"]:
            if found.get("uses", "").startswith("actions/checkout@"):
                assert found["with"] == {"persist-credentials": False}


def test_check_runs_for_all_changes() -> None:
    path = FOLDER / "check.yml"
    assert events(path) == {"push": None, "pull_request": None}
    (job,) = jobs(path).values()
    assert step(job, ".ci/run") > step(job, "inv check --format github")


def test_the_mailbox_is_opened_when_something_is_in_it() -> None:
    path = FOLDER / "inbox.yml"
    found = events(path)
    assert found["push"] == {"branches": ["main"], "paths": ["content/hop-thu/**"]}
    assert read(path)["concurrency"]["cancel-in-progress"] is False
    (job,) = jobs(path).values()
    assert step(job, "make word heic") < step(job, ".github/inbox.sh") == len(job["steps"]) - 1


def test_publish_runs_when_main_or_the_day_changes() -> None:
    path = FOLDER / "publish.yml"
    found = events(path)
    assert found.keys() == {"push", "schedule", "workflow_dispatch"}
    assert found["push"] == {"branches": ["main"]}
    ((minute, hour, *days),) = (entry["cron"].split() for entry in found["schedule"])
    assert (int(hour) + 7) % 24 == 0, "just after midnight in Asia/Ho_Chi_Minh, in UTC"
    assert 0 < int(minute) < 30
    assert days == ["*", "*", "*"]


def test_publish_tests_first_and_deploys_last() -> None:
    build, deploy, tell = jobs(FOLDER / "publish.yml").values()
    restored, asked = step(build, ".cache/photos"), step(build, "actions/configure-pages@")
    tested, published = step(build, "make test"), step(build, "inv publish")
    uploaded = step(build, "actions/upload-pages-artifact@")
    assert max(restored, asked) < tested < published < uploaded
    assert not any("continue-on-error" in s or "if" in s for s in build["steps"])
    assert deploy["needs"] == "build"
    assert deploy["environment"]["name"] == "github-pages"
    # Also when one of them failed: then nothing was deployed, and the site stays as it was.
    assert (tell["needs"], tell["if"]) == (["build", "deploy"], "${{ !cancelled() }}")
    assert tell["steps"][-1]["env"]["OUTCOME"] == "${{ needs.deploy.result }}"

    # What no post uses any more is not kept for the next run; the cache is saved after all steps.
    assert build["steps"][published + 1]["run"].endswith("inv cache --prune")

    folder = build["steps"][uploaded]["with"]["path"]
    assert build["steps"][published]["run"].endswith(f"inv publish --plain --to {folder}")
    address = f"${{{{ steps.{build['steps'][asked]['id']}.outputs.base_url }}}}"
    assert build["steps"][published]["env"] == {"SITE_URL": address}


def test_the_cache_holds_renditions_of_this_pillow() -> None:
    build = jobs(FOLDER / "publish.yml")["build"]
    values = build["steps"][step(build, ".cache/photos")]["with"]
    begin = "photos-${{ hashFiles('requirements.lock') }}-"
    assert values["key"].startswith(begin)
    assert "'content/**'" in values["key"]
    assert values["restore-keys"].split() == begin.split()


def test_visits_are_asked_for_before_publishing_and_kept() -> None:
    build = jobs(FOLDER / "publish.yml")["build"]
    kept, asked = step(build, KEPT.as_posix()), step(build, "inv visits")
    assert kept < asked < step(build, "inv publish")
    assert build["steps"][kept]["uses"].startswith("actions/cache@")
    values = build["steps"][kept]["with"]
    # What a key holds is never written again: each run has one, and begins with the newest.
    assert values["key"] == "visits-${{ github.run_id }}-${{ github.run_attempt }}"
    assert values["restore-keys"].split() == ["visits-"]


@pytest.mark.parametrize("name", ["check.yml", "publish.yml"])
def test_what_tests_drive_is_installed(name: str) -> None:
    """Without root, tests cannot install it by themselves."""
    (job, *_) = jobs(FOLDER / name).values()
    installs = job["steps"][step(job, "apt-get install")]["run"].split()
    assert {"nginx", "logrotate", "awstats", "rsync", "fonts-dejavu-core"} <= set(installs)


def test_gitlab_checks_all_and_publishes_main() -> None:
    found = read(GITLAB)
    check, pages = found["kiem-tra"], found["pages"]
    words = "\n".join(check["script"])
    assert words.index("inv check --format gitlab") < words.index(".ci/run")
    assert words.endswith("exit ${code:-0}")
    report = check["artifacts"]["reports"]["codequality"]
    assert f"--format gitlab > {report} " in words
    assert pages["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert (pages["resource_group"], pages["interruptible"]) == ("pages", False)
    assert ".cache/photos" in pages["cache"][0]["paths"]
    assert KEPT.as_posix() in pages["cache"][1]["paths"]


GH = """#!{python}
import json, sys
from pathlib import Path
told = Path({told!r})
said = json.loads(told.read_text(encoding="utf-8"))
words = sys.argv[1:]
if words[:2] == ["issue", "list"]:
    print("7" if said["open"] else "", end="")
    sys.exit()
if "--body-file" in words:
    place = words.index("--body-file") + 1
    words[place] = Path(words[place]).read_text(encoding="utf-8")
said["open"] = words[1] != "close" if words[1] in ("create", "close") else said["open"]
if words[0] == "issue":
    said["said"].append([words[1], words[-1]])
told.write_text(json.dumps(said), encoding="utf-8")
"""


def test_one_issue_stands_while_publishing_fails(tmp_path: Path) -> None:
    """The step as it is, with a program that stands in for `gh` and knows of the issue."""
    told, program = tmp_path / "told.json", tmp_path / "gh"
    told.write_text('{"open": false, "said": []}', encoding="utf-8")
    program.write_text(GH.format(python=sys.executable, told=str(told)), encoding="utf-8")
    program.chmod(0o755)
    step_ = jobs(FOLDER / "publish.yml")["tell"]["steps"][-1]
    for number, outcome in enumerate(
        ["success", "failure", "skipped", "success", "success", "failure"], 1
    ):
        done = subprocess.run(
            [str(shutil.which("bash")), "-e", "-c", step_["run"]],
            cwd=ROOT,
            env={
                **os.environ,
                "PATH": f"{tmp_path}:{os.environ['PATH']}",
                "OUTCOME": outcome,
                "RUN": f"https://forge.example/{number}",
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
    said = json.loads(told.read_text(encoding="utf-8"))["said"]
    assert [what for what, _ in said] == ["create", "comment", "close", "create"]
    assert said[1:3] == [
        ["comment", "Vẫn chưa đăng được: https://forge.example/3"],
        ["close", "Đã đăng lại được: https://forge.example/4"],
    ]
    assert "- Nhật ký: https://forge.example/2\n" in said[0][1]
    assert "bạn đọc vẫn thấy bản đăng thành công gần nhất" in said[0][1]


def publishing_steps(forge: str) -> list[str]:
    """The shell lines of the job that builds what is published, without what installs and tests."""
    if forge == "GitLab":
        lines = read(GITLAB)["pages"]["script"]
    else:
        lines = [s["run"] for s in jobs(FOLDER / "publish.yml")["build"]["steps"] if "run" in s]
    return [line for line in lines if "apt-get" not in line and not line.startswith("make ")]


@pytest.mark.parametrize("forge", ["GitHub", "GitLab"])
def test_the_steps_that_publish_run(tmp_path: Path, forge: str) -> None:
    """In a copy that has what a clone has: what the repository does not hold is not there."""
    names = subprocess.run(
        [str(shutil.which("git")), "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, names):
        if not name.startswith("tests/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    address = {
        "SITE_URL": "https://a.example/thu-vien",
        "CI_PAGES_URL": "https://a.example/thu-vien",
    }
    for line in publishing_steps(forge):
        done = subprocess.run(
            [str(shutil.which("bash")), "-e", "-c", line],
            cwd=tmp_path,
            env=os.environ | address,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    home = (tmp_path / "public/index.html").read_text(encoding="utf-8")
    assert 'href="https://a.example/thu-vien/"' in home
