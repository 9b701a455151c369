"""The command itself, in a terminal of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from typing import Any

import pytest

import plugins.preview as preview_module
from plugins.preview.phone import EVERYWHERE, LOOPBACK
from plugins.preview.server import PreviewServer
from tests.preview.test_keeper import PATIENCE, POST, add, is_gone

PROGRAM = (
    "import signal, sys; from pathlib import Path; from plugins.preview import serve;"
    # Whoever runs the tests may have had Ctrl-C ignored, which is inherited.
    "signal.signal(signal.SIGINT, signal.default_int_handler);"
    "sys.exit(serve(Path('content'), Path('output'), port=int(sys.argv[1])))"
)


@pytest.fixture
def port() -> int:
    with create_server(("127.0.0.1", 0)) as server:
        found: int = server.getsockname()[1]
        return found


@pytest.fixture
def preview(repository: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": str(repository), "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=environment,
        start_new_session=True,
    ) as process:
        yield process
        process.kill()


def said(preview: subprocess.Popen[str], pattern: str) -> re.Match[str]:
    """Read on until a line is like this."""
    assert preview.stdout
    for line in preview.stdout:
        if found := re.search(pattern, line):
            return found
    raise AssertionError(pattern)


def builder(preview: subprocess.Popen[str]) -> int:
    """The process that makes the first build; before it the preview reads the settings itself."""
    assert int(said(preview, r"<(\d+)>")[1]) == preview.pid
    return int(said(preview, r"<(\d+)>")[1])


def test_a_save_is_served(preview: subprocess.Popen[str], port: int) -> None:
    said(preview, "Xem trang tại")
    add(POST, "\nMột câu mới.\n")
    said(preview, f"Có thay đổi: {POST}. Đang dựng lại")
    said(preview, "Đã dựng lại trong")
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/tin-tuc/2021/bai/")
    assert "Một câu mới." in connection.getresponse().read().decode()
    connection.close()


@pytest.mark.parametrize("phone", [False, True])
def test_a_phone_is_let_in_only_when_asked_for(
    repository: Path, port: int, monkeypatch: pytest.MonkeyPatch, phone: bool
) -> None:
    told: list[str] = []
    listened: list[str] = []

    class Server(PreviewServer):
        def __init__(self, address: tuple[str, int], *rest: Any) -> None:
            listened.append(address[0])
            super().__init__(("127.0.0.1", port), *rest)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(preview_module, "PreviewServer", Server)
    monkeypatch.setattr(preview_module, "_say", lambda text, **_: told.append(text))
    monkeypatch.setattr(preview_module, "own_address", lambda: "192.168.1.7")
    monkeypatch.setattr(preview_module, "keep_building", stop)
    before = signal.getsignal(signal.SIGTERM)
    try:
        assert preview_module.serve(Path("content"), Path("output"), port=port, phone=phone) == 0
    finally:
        signal.signal(signal.SIGTERM, before)
    assert listened == [EVERYWHERE if phone else LOOPBACK]
    assert any(f"mở http://192.168.1.7:{port}/" in line for line in told) == phone
    assert any("cả bản nháp" in line for line in told) == phone
    assert any(f"http://localhost:{port}/" in line for line in told)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("when", ["idle", "importing", "building"])
def test_stopping(preview: subprocess.Popen[str], end: signal.Signals, when: str) -> None:
    """Ctrl-C goes to all processes of a terminal; `kill` to one."""
    pid = builder(preview)
    said(preview, "Xem trang tại")
    if when == "importing":
        add("plugins/body.py", "\nimport time\n\nprint('nhập', flush=True)\ntime.sleep(60)\n")
        said(preview, "Có thay đổi")
    if when == "building":
        Path("chậm").touch()
        add(POST, "\nMột câu mới.\n")
        while not Path("đang chờ").exists():
            time.sleep(0.01)
    os.killpg(preview.pid, end) if end == signal.SIGINT else preview.send_signal(end)
    rest, _ = preview.communicate(timeout=PATIENCE)
    assert rest.strip().endswith("Bước tiếp theo: make test, hoặc git commit.")
    assert "Traceback" not in rest
    assert preview.returncode == 0
    assert is_gone(pid)


def test_killed(preview: subprocess.Popen[str]) -> None:
    pid = builder(preview)
    said(preview, "Xem trang tại")
    preview.kill()
    assert is_gone(pid)


def test_ctrl_c_during_the_first_build(preview: subprocess.Popen[str]) -> None:
    pid = builder(preview)
    os.killpg(preview.pid, signal.SIGINT)
    rest, _ = preview.communicate(timeout=PATIENCE)
    assert "Traceback" not in rest
    assert preview.returncode == 0
    assert is_gone(pid)


def test_ctrl_c_before_the_first_build(repository: Path, request: pytest.FixtureRequest) -> None:
    add("plugins/building/__init__.py", "\nprint('nhập', flush=True)\ntime.sleep(60)\n")
    preview: subprocess.Popen[str] = request.getfixturevalue("preview")
    said(preview, "nhập")
    os.killpg(preview.pid, signal.SIGINT)
    rest, _ = preview.communicate(timeout=PATIENCE)
    assert "Traceback" not in rest
    assert preview.returncode == 0
