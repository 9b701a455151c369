"""Rooms as Pelican's plugins: all take part, none fails in silence; only builds need Pelican."""

from __future__ import annotations

import runpy
import subprocess
import sys

import pytest

from plugins.adapters import Adapter
from tests.conftest import ROOT
from tests.support.sites import Site

ALONE = """
import sys
from plugins.configuration import read_configuration
import plugins.caching, plugins.lint, plugins.photos, plugins.reporting, plugins.samples
read_configuration()
print("pelican" in sys.modules, "docutils" in sys.modules)
"""


def test_commands_that_do_not_build_start_without_pelican() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("False False\n", "")


def test_every_room_with_an_adapter_is_a_plugin() -> None:
    rooms = runpy.run_path(str(ROOT / "pelicanconf.py"))["PLUGINS"]
    adapters = {path.parent.name for path in (ROOT / "plugins").glob("*/adapter.py")}
    assert sorted(adapter.room for adapter in rooms) == sorted(adapters)


def test_a_room_that_fails_ends_the_build(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.post("mot")

    def fail() -> None:
        raise ImportError("no such library")

    monkeypatch.setattr("plugins.visits.adapter.register", fail)
    assert site.build() == 1
    assert "ImportError: no such library" in capsys.readouterr().err
    assert not site.output.exists()


def test_a_room_that_is_not_there_ends_the_build(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        Adapter("visitors").register()
    assert "No module named 'plugins.visitors'" in capsys.readouterr().err
