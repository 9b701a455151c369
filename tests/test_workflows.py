"""What the GitHub workflows promise: pinned actions, least permissions, tests before publishing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.build import PHOTOS
from plugins.online.counters import KEPT
from plugins.search.kept_index import FOLDER as SEARCH
from plugins.videos.stills import STILLS
from tests.conftest import ROOT
from tests.support.forges import FILES, FOLDER, GITLAB, events, jobs, kept_folders, read, step


@pytest.mark.parametrize(
    ("schema", "paths"),
    [("github-workflows", FILES), ("gitlab-ci", [GITLAB])],
    ids=["GitHub", "GitLab"],
)
def test_the_forges_schema_holds(schema: str, paths: list[Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_workflows() -> None:
    names = ["age.yml", "check.yml", "inbox.yml", "nightly.yml", "publish.yml"]
    assert [path.name for path in FILES] == names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_are_pinned_and_say_their_version(path: Path) -> None:
    used = [job["uses"] for job in jobs(path).values() if "uses" in job]
    used += [s["uses"] for job in jobs(path).values() for s in job.get("steps", []) if "uses" in s]
    text = path.read_text(encoding="utf-8")
    for action in used:
        if action == "./.github/workflows/publish.yml":
            continue  # of this very commit
        assert re.fullmatch(r"actions/[\w-]+(?:/[\w-]+)?@[0-9a-f]{40}", action), action
        assert re.search(rf"{re.escape(action)} # v\d+\.\d+\.\d+$", text, re.MULTILINE), action


def test_an_action_has_one_version_everywhere() -> None:
    found = re.findall(
        r"uses: ([\w-]+/[\w-]+)(?:/[\w-]+)?@(.*)",
        "\n".join(path.read_text(encoding="utf-8") for path in FILES),
    )
    assert len(dict(found)) == len(set(found))


WRITES = {
    "age": {"issues"},
    "deploy": {"pages", "id-token"},
    "inbox": {"contents", "pull-requests"},
    "nightly": {"pages", "id-token", "issues"},
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
        assert "uses" in job or 0 < job["timeout-minutes"] <= 60


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
    """What GitHub pauses, the schedule, is a file that only calls the one for pushes."""
    assert events(FOLDER / "publish.yml") == {
        "push": {"branches": ["main"]},
        "workflow_call": None,
        "workflow_dispatch": None,
    }
    nightly = FOLDER / "nightly.yml"
    assert events(nightly).keys() == {"schedule"}
    ((minute, hour, *days),) = (entry["cron"].split() for entry in events(nightly)["schedule"])
    assert (int(hour) + 7) % 24 == 0, "just after midnight in Asia/Ho_Chi_Minh, in UTC"
    assert 0 < int(minute) < 30
    assert days == ["*", "*", "*"]
    (job,) = jobs(nightly).values()
    assert job["uses"] == "./.github/workflows/publish.yml"
    # A run that waits for itself would wait for ever.
    groups = {
        read(FOLDER / name)["concurrency"]["group"] for name in ("nightly.yml", "publish.yml")
    }
    assert len(groups) == 2


def test_who_calls_a_workflow_lets_its_jobs_do_all_they_must() -> None:
    (caller,) = jobs(FOLDER / "nightly.yml").values()
    given = caller["permissions"]
    for job in jobs(FOLDER / "publish.yml").values():
        for right, level in job["permissions"].items():
            assert given[right] in (level, "write"), right


def test_the_site_is_asked_for_its_age_after_the_night() -> None:
    path = FOLDER / "age.yml"
    ((minute, hour, *days),) = (entry["cron"].split() for entry in events(path)["schedule"])
    assert (int(hour) + 7) % 24 == 8
    assert (int(minute) > 0, days) == (True, ["*", "*", "*"])
    (job,) = jobs(path).values()
    asked = step(job, "actions/configure-pages@")
    last = job["steps"][-1]
    assert last["run"] == ".ci/site-age"
    assert last["env"]["URL"] == f"${{{{ steps.{job['steps'][asked]['id']}.outputs.base_url }}}}"


def test_publish_tests_first_and_deploys_last() -> None:
    build, deploy, tell = jobs(FOLDER / "publish.yml").values()
    restored, asked = step(build, "actions/cache/restore@"), step(build, "actions/configure-pages@")
    tested, published = step(build, "make test"), step(build, "inv publish")
    uploaded = step(build, "actions/upload-pages-artifact@")
    assert max(restored, asked) < tested < published < uploaded
    assert not any("continue-on-error" in s or "if" in s for s in build["steps"])
    assert deploy["needs"] == "build"
    assert deploy["environment"]["name"] == "github-pages"
    # Also when one of them failed: then nothing was deployed, and the site stays as it was.
    assert (tell["needs"], tell["if"]) == (["build", "deploy"], "${{ !cancelled() }}")
    assert tell["steps"][-1]["env"]["OUTCOME"] == "${{ needs.deploy.result }}"

    # What no post uses any more is not kept for the next run.
    pruned, saved = step(build, "inv cache --prune"), step(build, "actions/cache/save@")
    measured = step(build, "inv site-size")
    assert published < pruned < saved < measured < uploaded

    folder = build["steps"][uploaded]["with"]["path"]
    assert f" --output {folder} --format github" in build["steps"][measured]["run"]
    assert build["steps"][published]["run"].endswith(f"inv publish --plain --to {folder}")
    address = f"${{{{ steps.{build['steps'][asked]['id']}.outputs.base_url }}}}"
    assert build["steps"][published]["env"] == {"SITE_URL": address}


def test_the_cache_holds_renditions_of_this_pillow_whatever_made_them() -> None:
    """What a key holds is never written again: the key to save tells what there is to keep."""
    build = jobs(FOLDER / "publish.yml")["build"]
    restore, save = (
        build["steps"][step(build, f"actions/cache/{what}@")]["with"]
        for what in ("restore", "save")
    )
    assert restore["path"] == save["path"], "GitHub's caches are found by key and paths"
    begin = "photos-${{ hashFiles('requirements.lock', 'requirements-video.lock') }}"
    assert restore["key"] == begin
    assert restore["restore-keys"].split("\n") == [f"{begin}-", ""]
    records = "hashFiles('.cache/photos/*.json', '!.cache/photos/index.json')"
    assert save["key"] == f"{begin}-${{{{ {records} }}}}"


@pytest.mark.parametrize("forge", ["GitHub", "GitLab"])
def test_what_is_named_by_content_is_kept_from_run_to_run(forge: str) -> None:
    folders = [f".cache/{name}" for name in (PHOTOS, STILLS, SEARCH)]
    assert sorted(kept_folders(forge)) == sorted([*folders, KEPT.as_posix()])


def test_visits_are_asked_for_before_publishing_and_kept() -> None:
    build = jobs(FOLDER / "publish.yml")["build"]
    kept, asked = step(build, "actions/cache@"), step(build, "inv visits")
    assert kept < asked < step(build, "inv publish")
    values = build["steps"][kept]["with"]
    assert KEPT.as_posix() in values["path"].split()
    # What a key holds is never written again: each run has one, and begins with the newest.
    assert values["key"] == "state-${{ github.run_id }}-${{ github.run_attempt }}"
    assert values["restore-keys"].split() == ["state-"]


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
    main = "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"
    other = {"if": "$SITE_AGE", "when": "never"}
    assert pages["rules"] == [other, {"if": main}]
    assert (pages["resource_group"], pages["interruptible"]) == ("pages", False)
    words = "\n".join(pages["script"])
    assert words.index("inv publish") < words.index("inv site-size --output public")

    # Nobody is told by a job without the token, and only the age is asked for when it is.
    assert found["tuoi-trang"]["rules"] == [
        {"if": '$SITE_AGE && $CI_PIPELINE_SOURCE == "schedule"'}
    ]
    told = {"if": f"$TELL_TOKEN && {main}"}
    assert found["bao-hong"]["rules"] == [other, told | {"when": "on_failure"}]
    assert found["bao-xong"]["rules"] == [other, told]
    assert found["stages"][-1] == found[".bao"]["stage"]


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
