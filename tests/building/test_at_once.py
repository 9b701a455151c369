"""Two builds into one folder at once: one after the other, whatever becomes of the first."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.processes import POSIX
from tests.support.sites import NOW, Site, tree

PHOTO = ROOT / "tests/support/data/small.jpg"
WAITS = "Một lần dựng khác đang ghi vào"


STANDS_STILL = """
import os, signal
from plugins.building import running
real = running.run
def run(*arguments):
    os.kill(os.getpid(), signal.SIGSTOP)
    return real(*arguments)
running.run = run
"""


def start(site: Site, before: str = "") -> subprocess.Popen[str]:
    program = f"""{before}
import sys
from pathlib import Path
from plugins.building import build
places = Path({str(site.content)!r}), Path({str(site.output)!r})
sys.exit(build(*places, now={NOW!r}, cache=Path({str(site.cache)!r})))
"""
    return subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


STOPS_WITHIN_A_FILE = """
import os, signal
from pathlib import Path
from plugins.galleries import jobs, workshop
jobs.make_all = lambda jobs, workers: [(job, workshop._attempt(job)) for job in jobs]
real = Path.write_bytes
def write_bytes(self, data):
    if ".avif" not in self.name:
        return real(self, data)
    Path.write_bytes = real
    with self.open("wb") as file:
        file.write(data[:100])
        file.flush()
        os.kill(os.getpid(), signal.SIGSTOP)
        return file.write(data[100:])
Path.write_bytes = write_bytes
"""


@pytest.fixture
def stopped(site: Site) -> Iterator[subprocess.Popen[str]]:
    """A build that has its turn and stands still."""
    if os.name == "nt":
        pytest.skip("a process cannot be stopped there")
    for number in range(30):
        site.post(f"bai-{number}", title=f"Bài {number}")
    first = start(site, STANDS_STILL)
    os.waitid(os.P_PID, first.pid, os.WSTOPPED)
    yield first
    first.kill()
    first.communicate()


@pytest.mark.parametrize("end", [signal.SIGCONT, signal.SIGKILL])
def test_the_second_waits_for_the_first(
    site: Site, stopped: subprocess.Popen[str], end: signal.Signals
) -> None:
    second = start(site)
    assert second.stderr is not None
    assert second.stderr.readline().startswith(WAITS)
    time.sleep(0.2)
    assert second.poll() is None
    assert not site.output.exists()
    stopped.send_signal(end)
    second.communicate()
    assert second.returncode == 0
    assert stopped.wait() == (0 if end == signal.SIGCONT else -end)
    assert not list(site.cache.glob("outputs/*.lock"))
    clean = Site(root=site.root, cache=site.root / "fresh")
    assert clean.build(site.root / "clean") == 0
    assert tree(site.output) == tree(site.root / "clean")


def test_other_folders_wait_for_nobody(site: Site, stopped: subprocess.Popen[str]) -> None:
    assert stopped.poll() is None
    assert site.build(site.root / "elsewhere") == 0


@POSIX
@pytest.mark.parametrize("end", [signal.SIGCONT, signal.SIGKILL])
def test_two_sites_make_the_same_rendition_in_one_cache(
    tmp_path: Path, end: signal.Signals
) -> None:
    """One stands still in the middle of a file, while another comes, makes it too, and is done."""
    sites = [Site(root=tmp_path / name, cache=tmp_path / "cache") for name in ("a", "b")]
    for site in sites:
        site.post("bai")
        shutil.copy(PHOTO, site.content / "tin-tuc/2021/bai/anh.jpg")
    first = start(sites[0], STOPS_WITHIN_A_FILE)
    os.waitid(os.P_PID, first.pid, os.WSTOPPED)
    second = start(sites[1])
    _, told = second.communicate()
    assert second.returncode == 0, told
    first.send_signal(end)
    _, told = first.communicate()
    assert first.returncode == (0 if end == signal.SIGCONT else -end), told
    clean = Site(root=tmp_path / "a", cache=tmp_path / "fresh")
    assert clean.build(tmp_path / "clean") == 0
    assert tree(sites[1].output) == tree(tmp_path / "clean")
    assert sites[0].build() == 0
    assert tree(sites[0].output) == tree(tmp_path / "clean")
