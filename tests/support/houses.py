"""Sites with a theme and settings of their own, and their builds by turns."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plugins import building, memory
from plugins.building import last_build
from plugins.writer import outputs
from tests.conftest import ROOT
from tests.support.sites import Site, tree

NOWS = ["2021-03-01T08:00:00", "2021-03-01T23:59:59", "2021-03-02T00:00:00", "2030-01-02T00:00:00"]

SETTINGS = """
import runpy
from plugins.values import replace
globals().update(runpy.run_path({original!r}))
SITE = replace(SITE, {changes})
THEME = {theme!r}
CLEAN_BUILD = {clean}
"""


class House:
    """A site with a theme and settings of its own, which tests may edit."""

    def __init__(self, root: Path) -> None:
        self.site = Site(root=root, cache=root / "cache")
        self.site.content.mkdir()
        self.theme = root / "theme"
        self.now = NOWS[0]
        self.memory = memory.Memory()
        shutil.copytree(ROOT / "theme", self.theme)
        self.settings()

    def settings(self, changes: str = "notice=''") -> None:
        """Write the settings; builds that publish take nothing from earlier ones."""
        for name, clean in (("pelicanconf.py", False), ("publishconf.py", True)):
            text = SETTINGS.format(
                original=str(ROOT / "pelicanconf.py"),
                changes=changes,
                theme=str(self.theme),
                clean=clean,
            )
            (self.site.root / name).write_text(text, encoding="utf-8")

    def build(self) -> dict[str, bytes]:
        """The tree after a build that knows the ones before it, and shares work with a copy."""
        assert self.try_build() == 0
        return tree(self.site.output)

    def try_build(self) -> int:
        """Such a build; its exit code."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(building, "ROOT", self.site.root)
            patch.setattr(outputs, "AT_ONCE", 0)
            patch.setattr(outputs, "MANY", 1)
            patch.setattr(last_build, "RACY", 0)  # or nothing here were old enough to be trusted
            return self.site.build(now=self.now)

    def build_warm(self) -> dict[str, bytes]:
        """The tree of a process that builds again and again."""
        warm = self.site.root / "warm"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(building, "ROOT", self.site.root)
            patch.setattr(last_build, "RACY", 0)
            patch.setattr(memory, "RACY", 0)
            assert self.site.build(output=warm, now=self.now, memory=self.memory) == 0
        return tree(warm)

    def build_clean(self) -> dict[str, bytes]:
        """The tree of a build that knows nothing."""
        clean = self.site.root / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(building, "ROOT", self.site.root)
            assert self.site.build(output=clean, now=self.now, publish=True) == 0
        return tree(clean)
