"""What `tasks.py` sees to for all commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from plugins.command_line import PLACES
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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("site-age http://127.0.0.1:9", "http://127.0.0.1:9/robots.txt: chưa hỏi được"),
        ("site-age --days 3 http://127.0.0.1:9", "http://127.0.0.1:9/robots.txt: chưa hỏi được"),
        ("site-age -d 3 -u http://127.0.0.1:9", "http://127.0.0.1:9/robots.txt: chưa hỏi được"),
        ("rollback 2021 --to {empty}", "{empty}: thư mục này không giữ các bản đã đăng"),
        ("rollback --to {empty}", "{empty}: thư mục này không giữ các bản đã đăng"),
        ("inbox mot-bai --content {empty}", "trống: không có gì để nhập"),
        ("post", "required positional argument"),
    ],
)
def test_what_a_command_takes_by_its_place(tmp_path: Path, line: str, said: str) -> None:
    words = line.format(empty=tmp_path).split()
    done = subprocess.run(
        [sys.executable, "-m", "invoke", *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert said.format(empty=tmp_path) in done.stdout + done.stderr


def test_the_options_with_a_value_are_all_known() -> None:
    """Else their values would be taken for ones that stand at a place."""
    collection = import_module("invoke.collection").Collection.from_module(import_module("tasks"))
    for name, (option, with_value) in PLACES.items():
        arguments = [a for a in collection[name].get_arguments() if a.kind is not bool]
        flags = {f"--{n}" if len(n) > 1 else f"-{n}" for a in arguments for n in a.names}
        optional = {f"--{n}" for a in arguments if a.optional for n in a.names}
        assert with_value == flags - optional, name
        assert option in with_value
