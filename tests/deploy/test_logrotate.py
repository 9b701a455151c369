"""The shipped rules for logs, in the real logrotate: old addresses go, no line is lost."""

from __future__ import annotations

import grp
import gzip
import os
import pwd
import re
import subprocess
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread

import pytest

from plugins.settings import SiteSettings
from plugins.values import defaults_of
from tests.conftest import ROOT
from tests.deploy.site import write_site
from tests.support.debian import find_program
from tests.support.nginx import serving

SHIPPED = ROOT / "deploy/logrotate/thu-vien"
DAY = 86_400

Rotate = Callable[[], None]


@pytest.fixture
def rotate(tmp_path: Path) -> Rotate:
    """Turns the logs of `tmp_path` over, whatever the hour."""
    program = find_program("logrotate", "logrotate")
    owner, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in (
        ("/var/log/thu-vien/", f"{tmp_path}/log/"),
        ("www-data www-data", f"{owner} {group}"),
        ("/run/nginx.pid", f"{tmp_path}/nginx.pid"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    rules = tmp_path / "rules"
    rules.write_text(text, encoding="utf-8")
    rules.chmod(0o644)
    (tmp_path / "log").mkdir(mode=0o750)

    def run() -> None:
        done = subprocess.run(
            [program, "--force", "--state", tmp_path / "state", rules],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    return run


def names(folder: Path) -> list[str]:
    """Files, with today's date taken out."""
    today = time.strftime("%Y%m%d")
    return sorted(path.name.replace(today, "TODAY") for path in folder.iterdir())


def test_three_days_are_kept_as_a_day_is_open() -> None:
    days = re.findall(r"^ +(?:rotate|maxage) (\d+)$", SHIPPED.read_text("utf-8"), re.MULTILINE)
    default = defaults_of(SiteSettings)["visit_days_open"]
    assert days == [str(default)] * 2


def test_old_days_go(tmp_path: Path, rotate: Rotate) -> None:
    log = tmp_path / "log"
    for name in ("luot-xem", "trang"):
        (log / f"{name}.log").write_text("today\n")
        (log / f"{name}.log-20210305").write_text("yesterday\n")
        for day in range(1, 5):
            (log / f"{name}.log-2021030{day}.gz").write_bytes(gzip.compress(b"%d\n" % day))
    rotate()
    for name in ("luot-xem", "trang"):
        assert [one for one in names(log) if one.startswith(name)] == [
            f"{name}.log",
            f"{name}.log-20210304.gz",
            f"{name}.log-20210305.gz",
            f"{name}.log-TODAY",
        ]
    packed = log / "luot-xem.log-20210305.gz"
    assert gzip.decompress(packed.read_bytes()) == b"yesterday\n"
    assert (log / "luot-xem.log").read_bytes() == b""


def test_days_on_which_the_server_was_off_go_too(tmp_path: Path, rotate: Rotate) -> None:
    log = tmp_path / "log"
    (log / "luot-xem.log").touch()  # nobody came: it is turned over all the same
    old = log / "luot-xem.log-20210101.gz"
    old.touch()
    os.utime(old, (time.time() - 5 * DAY,) * 2)
    rotate()
    assert names(log) == ["luot-xem.log", "luot-xem.log-TODAY"]


def test_nobody_else_reads_addresses(tmp_path: Path, rotate: Rotate) -> None:
    log = tmp_path / "log/luot-xem.log"
    log.touch()
    log.chmod(0o640)
    rotate()
    for path in log.parent.iterdir():
        assert path.stat().st_mode & 0o777 == 0o640, path.name


def test_no_request_falls_between_two_logs(tmp_path: Path, rotate: Rotate) -> None:
    log = tmp_path / "log/luot-xem.log"
    answered: list[int] = []
    over = Event()

    def ask(port: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        while not over.is_set():
            connection.request("GET", f"/luot-xem.gif?{len(answered)}")
            if connection.getresponse().read():
                answered.append(len(answered))
        connection.close()

    with serving(tmp_path, write_site(tmp_path / "www/thu-vien")) as server:
        reader = Thread(target=ask, args=(server.port,))
        reader.start()
        try:
            for turn in range(5):
                before = len(answered)
                while len(answered) < before + 200:
                    assert reader.is_alive()
                    time.sleep(0.005)
                rotate()
                # Another day: what was turned over today would stand in the way.
                (rotated,) = log.parent.glob("luot-xem.log-*")
                rotated.rename(tmp_path / f"kept-{turn}")
                for other in log.parent.glob("trang.log-*"):
                    other.unlink()
        finally:
            over.set()
            reader.join()
    # The server has ended: all that it had to write is written.
    parts = [(tmp_path / f"kept-{turn}").read_text("ascii") for turn in range(5)]
    parts.append(log.read_text("ascii"))
    assert all(parts[:5])
    found = [int(line.split("\t")[6].partition("?")[2]) for line in "".join(parts).splitlines()]
    assert sorted(found) == answered
