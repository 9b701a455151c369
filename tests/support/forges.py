"""The workflows of the forges, as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT

FOLDER = ROOT / ".github/workflows"
FILES = sorted(FOLDER.glob("*.y*ml"))
GITLAB = ROOT / ".gitlab-ci.yml"


def read(path: Path) -> dict[Any, Any]:
    """A whole file."""
    found: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    """The jobs of a workflow of GitHub's; one that calls another workflow has no steps."""
    found: dict[str, dict[str, Any]] = read(path)["jobs"]
    return {name: {"steps": [], **job} for name, job in found.items()}


def events(path: Path) -> dict[str, Any]:
    """What starts a workflow of GitHub's."""
    found: dict[str, Any] = read(path)[True]  # `on` is YAML 1.1 for true
    return found


def step(job: dict[str, Any], words: str) -> int:
    """The place of the one step that uses or runs these words."""
    (place,) = (
        number
        for number, found in enumerate(job["steps"])
        if any(words in str(found.get(part, "")) for part in ("uses", "run"))
    )
    return place


def kept_folders(forge: str) -> list[str]:
    """What the job that publishes gets back from the run before: `GitHub` or `GitLab`."""
    if forge == "GitLab":
        return [folder for cache in read(GITLAB)["pages"]["cache"] for folder in cache["paths"]]
    build = jobs(FOLDER / "publish.yml")["build"]
    found = (s["with"]["path"] for s in build["steps"] if "actions/cache" in s.get("uses", ""))
    return list(dict.fromkeys(folder for paths in found for folder in paths.split()))
