"""A small site of its own, in which the real commands run."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

_INVOKE = (sys.executable, "-m", "invoke")


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folder that the commands run in."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> Workplace:
        """Our code, theme and settings, and an empty content folder."""
        for name in ("plugins", "theme"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, root / name, ignore=ignored)
        for name in ("pelicanconf.py", "publishconf.py", "tasks.py"):
            shutil.copy(ROOT / name, root)
        (root / "content").mkdir()
        return cls(root)

    def write(self, path: str, data: str | bytes) -> Path:
        """Write a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return file

    def run(self, *arguments: str) -> str:
        """What a command prints, whatever its exit code is."""
        done = subprocess.run(
            [*_INVOKE, *arguments],
            cwd=self.root,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env=self._environment(),
        )
        return done.stdout.rstrip()

    @contextmanager
    def preview(self) -> Iterator[str]:
        """`inv serve` on a free port; its origin."""
        with subprocess.Popen(
            [*_INVOKE, "serve", "--port=0"],
            cwd=self.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env=self._environment(),
        ) as process:
            assert process.stdout
            found = None
            while found is None:
                line = process.stdout.readline()
                assert line, "the preview ended before it served"
                found = re.search(r"Xem trang tại (http://\S+)/ ", line)
            try:
                yield found[1]
            finally:
                process.send_signal(signal.SIGTERM)
                process.stdout.read()

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self.root), "PYTHONIOENCODING": "utf-8"}
