"""What the workflows keep between runs is of use in a fresh clone: another folder, other times."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import yaml

from plugins.galleries.workshop import make_all
from tests.browser import sample_site
from tests.conftest import ROOT
from tests.support.sites import Site, tree


def kept_folders() -> list[str]:
    """Folders below .cache/ that the workflow which publishes keeps."""
    text = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"]["build"]["steps"]
    paths = [step["with"]["path"] for step in steps if "actions/cache@" in step.get("uses", "")]
    return [line.removeprefix(".cache/") for path in paths for line in path.split()]


def test_no_rendition_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Site(root=tmp_path / "run-1", cache=tmp_path / "run-1/cache")
    sample_site.fill(before)
    assert before.build(publish=True) == 0
    assert ", 0 ảnh xử lý mới" not in capsys.readouterr().out
    clone = Site(root=tmp_path / "run-2/a", cache=tmp_path / "run-2/cache")
    shutil.copytree(before.content, clone.content, copy_function=shutil.copyfile)
    for path in clone.content.rglob("*"):
        os.utime(path, (1_900_000_000, 1_900_000_000))
    for folder in kept_folders():
        if (before.cache / folder).exists():
            shutil.copytree(before.cache / folder, clone.cache / folder)
    asked: list[object] = []
    monkeypatch.setattr(
        "plugins.galleries.jobs.make_all",
        lambda jobs, workers: make_all(asked.extend(jobs) or jobs, workers),
    )
    assert clone.build(publish=True) == 0
    assert ", 0 ảnh xử lý mới" in capsys.readouterr().out
    assert asked == []
    assert tree(clone.output) == tree(before.output)
