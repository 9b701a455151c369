"""`.ci/audit`: a known hole in a library fails, a missing network does not."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.skipif(os.name == "nt", reason="forges run it on Linux")
@pytest.mark.parametrize(
    ("says", "ends", "code"),
    [
        ("No known vulnerabilities found", 0, 0),
        ("Found 1 known vulnerability in 1 package", 1, 1),
        ("Found 12 known vulnerabilities in 3 packages", 1, 1),
        ("ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed", 1, 0),
    ],
)
def test_audit(tmp_path: Path, says: str, ends: int, code: int) -> None:
    asked = tmp_path / "asked"
    program = tmp_path / "pip-audit"
    program.write_text(f'#!/bin/sh\necho "$@" >> {asked}\necho "{says}" >&2\nexit {ends}\n')
    program.chmod(0o755)
    done = subprocess.run(
        [ROOT / ".ci/audit"],
        env={**os.environ, "PIP_AUDIT": str(program)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stdout
    assert (says in done.stdout) == bool(ends)
    locks = {line.split()[-1] for line in asked.read_text(encoding="utf-8").splitlines()}
    assert "requirements-dev.lock" in locks
    assert all((ROOT / lock).is_file() for lock in locks)
