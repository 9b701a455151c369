"""The command of the shipped service, on the log of the shipped server: what readers see of it."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.deploy.site import write_site
from tests.deploy.test_units import HOME, read
from tests.support.debian import find_program
from tests.support.nginx import Nginx, serving

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:133.0) Gecko/20100101 Firefox/133.0"
GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def count(server: Nginx, content: Path) -> None:
    """What `systemctl start thu-vien-luot` runs, with the paths of this test."""
    service = read(ROOT / "deploy/systemd/thu-vien-luot.service")["Service"]
    assert service["WorkingDirectory"] == HOME
    shell, option, line = shlex.split(service["ExecStart"])
    for old, new in (
        (".venv/bin/inv", f"{shlex.quote(sys.executable)} -m invoke"),
        ("/var/log/thu-vien/", f"{server.logs}/"),
        ("/var/lib/thu-vien/live", str(server.live)),
        ("/var/lib/thu-vien/luot/", f"{server.folder}/"),
    ):
        assert old in line
        line = line.replace(old, new)
    done = subprocess.run(
        [find_program(shell, "dash"), option, f"{line} --content={shlex.quote(str(content))}"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def wait_for(server: Nginx, lines: int) -> None:
    """Until so many requests are logged: a worker may not have heard yet of another log."""
    deadline = time.monotonic() + 20
    while sum(len(log.read_bytes().splitlines()) for log in server.logs.glob("luot*")) < lines:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def figures(server: Nginx) -> tuple[int, int]:
    """Total and online, as a page's script is told."""
    told = json.loads(server.ask("/luot-truy-cap.json").body)
    return told["total"], told["online"]


def test_readers_are_counted_while_logs_are_turned_over(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    with serving(tmp_path, write_site(tmp_path / "www/thu-vien")) as server:
        for agent in (CHROME, CHROME, FIREFOX, GOOGLE, ""):
            for page in ("%2F", "%2Ftin-tuc%2F2021%2Fbai%2F"):
                server.ask(f"/luot-xem.gif?p={page}", headers={"User-Agent": agent})
        wait_for(server, 10)
        count(server, content)
        assert figures(server) == (2, 2)

        # The log of before is read again under another name, and a reader comes.
        server.pixel_log.rename(server.logs / "luot-xem.log-20210301")
        server.reopen()
        server.ask("/luot-xem.gif?p=%2F", headers={"User-Agent": f"{CHROME} Edg/131.0"})
        wait_for(server, 11)
        count(server, content)
        assert figures(server) == (3, 3)
    paths = json.loads((content / "luot-truy-cap.json").read_bytes())["paths"]
    assert paths["/tin-tuc/2021/bai/"] == 3
