"""Processes beside this one: how they start and end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.pool import cores, processes
from tests.conftest import ROOT
from tests.support.processes import POSIX

SCRIPT = """
import os
import signal
from plugins.pool import processes
print("begun", flush=True)
with processes(2) as pool:
    print(pool.submit(os.getppid).result() == os.getpid())
"""


def test_a_setting_comes_before_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    assert [cores(workers) for workers in (0, 1, 9, 256)] == [4, 1, 9, 61]
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores(0) == 1


def test_what_was_started_is_not_run_again_in_each(tmp_path: Path) -> None:
    script = tmp_path / "script.py"  # not even one that asks for its `__name__`
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.split(), done.stderr) == (["begun", "True"], "")


def test_the_caller_is_still_itself() -> None:
    main = sys.modules["__main__"]
    with processes(1):
        assert sys.modules["__main__"] is main


@POSIX
def test_ctrl_c_finds_no_process_that_it_could_interrupt_at_its_start() -> None:
    def blocked() -> set[int]:
        return signal.pthread_sigmask(signal.SIG_BLOCK, [])

    before = blocked()
    with processes(2) as pool:
        assert blocked() == before
        assert signal.SIGINT in pool.submit(signal.pthread_sigmask, signal.SIG_BLOCK, []).result()
