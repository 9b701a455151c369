"""`make` on machines that lack something: it says what to install and leaves nothing half-made."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

TOOLS = ("make", "sh", "cat", "cmp", "cp", "grep", "mkdir", "rm")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "bản sao"
    folder.mkdir()
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


def make(clone: Path, python: str = "") -> subprocess.CompletedProcess[str]:
    """Run `make site` where nothing but the tools and this `python3` can be found."""
    programs = clone.parent / "bin"
    programs.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (programs / tool).symlink_to(found)
    if python:
        (programs / "python3").write_text(f"#!/bin/sh\n{python}\n", encoding="utf-8")
        (programs / "python3").chmod(0o755)
    return subprocess.run(
        [programs / "make", "site"],
        cwd=clone,
        env={"PATH": str(programs), "HOME": "/nonexistent"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("python", "said"),
    [
        ("", "Không tìm thấy Python. Hãy cài Python 3.11 trở lên"),
        (
            '[ "$1" = --version ] && echo Python 3.9.2; case "$2" in *version_info*) exit 1;; esac',
            "Cần Python 3.11 trở lên, ở đây chỉ có Python 3.9.2.",
        ),
        ('case "$2" in *ensurepip*) exit 1;; esac', "apt install python3-venv"),
        (
            'if [ "$2" = venv ]; then mkdir -p "$3/bin"; exit 1; fi',
            "Không tạo được .venv: xem lỗi ở trên. Trên Debian/Ubuntu hãy chạy: "
            "apt install python3-venv",
        ),
    ],
    ids=["no python", "old python", "no ensurepip", "venv fails"],
)
def test_what_to_install(clone: Path, python: str, said: str) -> None:
    done = make(clone, python)
    assert done.returncode != 0
    assert said in done.stderr
    assert not (clone / ".venv").exists()


def test_an_interrupted_installation_starts_over(clone: Path) -> None:
    half = clone / ".venv" / "bin" / "python"
    half.parent.mkdir(parents=True)
    half.write_text("#!/bin/sh\n# half\n", encoding="utf-8")
    half.chmod(0o755)
    (clone / ".venv" / "incomplete").touch()
    # This python makes an environment whose pip fails: the network is down, say.
    python = """case "$*" in
        "-m venv"*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
        "-m pip"*) exit 1 ;;
    esac"""
    done = make(clone, python)
    assert done.returncode != 0
    assert "Chưa cài xong thư viện Python" in done.stderr
    assert "half" not in half.read_text(encoding="utf-8")
    assert (clone / ".venv" / "incomplete").exists()


def test_nothing_is_installed_twice(clone: Path) -> None:
    # This one stands for the Python in .venv, and notes what it is asked.
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$*" >>asked\n', encoding="utf-8")
    python.chmod(0o755)
    shutil.copy(clone / "requirements.lock", clone / ".venv")
    done = make(clone)
    assert done.returncode == 0, done.stderr
    asked = (clone / "asked").read_text(encoding="utf-8")
    assert "-m invoke build" in asked
    assert "pip" not in asked
