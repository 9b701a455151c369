"""What `tasks.py` sees to for all commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("forbidden", [False, True])
def test_what_python_compiled_is_stored_for_the_next_command(
    tmp_path: Path, forbidden: bool
) -> None:
    shutil.copy(ROOT / "tasks.py", tmp_path)
    shutil.copy(ROOT / "pelicanconf.py", tmp_path)
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "plugins", tmp_path / "plugins", ignore=without)
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1" if forbidden else ""}
    command = [sys.executable, "-m", "invoke", "list"]
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    stored = (tmp_path / "plugins/lint/__pycache__").is_dir()
    assert stored is not forbidden
