"""Progress bars: they change nothing, and leave nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from plugins.progress import watched
from tests.conftest import ROOT

COUNT = """
import sys
from plugins.progress import watched
print([*watched([3, 1, 2], 3, "Đọc", "tệp")], "tqdm" in sys.modules)
"""


def test_items_come_as_they_are_and_no_thread_stays(capsys: pytest.CaptureFixture[str]) -> None:
    before = threading.active_count()
    assert [*watched([3, 1, 2], 3, "Đọc", "tệp")] == [3, 1, 2]
    assert capsys.readouterr() == ("", ""), "no terminal, no bar"
    assert threading.active_count() == before


def test_a_terminal_shows_a_bar_and_a_pipe_does_not_even_load_it() -> None:
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    command = [sys.executable, "-X", "utf8", "-c", COUNT]
    piped = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    assert (piped.stdout, piped.stderr) == ("[3, 1, 2] False\n", "")
    reading, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 80))
    with os.fdopen(reading, "rb", buffering=0) as screen:
        shown = subprocess.run(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=terminal, check=True, text=True
        )
        os.close(terminal)
        assert "Đọc:   0%" in screen.read(10_000).decode()
    assert shown.stdout == "[3, 1, 2] True\n"
