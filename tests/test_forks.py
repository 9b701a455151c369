"""Copies of a process at work: each task is done once, and whatever happens to a copy, its tasks
are known to be open."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.forks import MOST, can_fork, share
from tests.conftest import ROOT
from tests.support.processes import all_end

pytestmark = pytest.mark.skipif(not can_fork(), reason="copies are made on Linux only")

SLOW = """
import pathlib, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where the tests run in background
from plugins.forks import share
folder = pathlib.Path(sys.argv[1])
print("begun")  # in a buffer still when the copies start
def do(number):
    (folder / str(number)).touch()
    time.sleep({seconds})
share(range({tasks}), 2, do, bytes)
"""


def shared(
    count: int, copies: int, do: Callable[[int], object] = lambda _: None
) -> tuple[list[int], list[list[int]]]:
    """The numbers that were done here, and those that copies tell of."""
    done: list[int] = []

    def work(number: int) -> None:
        do(number)
        done.append(number)

    told = share(range(count), copies, work, lambda: " ".join(map(str, done)).encode())
    return done, [[*map(int, one.split())] for one in told]


def open_files() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


def children() -> set[str]:
    """Other tests have left processes that stay."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@given(count=st.integers(0, 60), copies=st.integers(0, 3))
def test_each_task_is_done_once_and_in_its_turn(count: int, copies: int) -> None:
    before = children()
    here, there = shared(count, copies)
    assert sorted(sum(there, here)) == [*range(count)]
    assert all(done == sorted(done) for done in (here, *there))
    assert len(there) == copies
    assert children() == before


def test_copies_take_their_part() -> None:
    here, there = shared(30, 2, lambda _: time.sleep(0.02))
    assert all((here, *there)), "each of them did something"


def _fail() -> None:
    raise OSError("disk")


def _be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("end", [_fail, _be_killed])
def test_what_a_copy_leaves_is_open(
    end: Callable[[], None], capfd: pytest.CaptureFixture[str]
) -> None:
    this = os.getpid()

    def do(_: int) -> None:
        if os.getpid() != this:
            end()
        while not _is_over():
            time.sleep(0.01)

    before = children()
    here, there = shared(10, 1, do)
    assert (len(here), there) == (9, [])
    assert capfd.readouterr() == ("", ""), "whoever does the rest meets the error"
    assert children() == before


def _is_over() -> bool:
    """Whether a copy has ended, about which nobody has asked yet."""
    return os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def test_an_error_here_ends_the_copies_at_once() -> None:
    this = os.getpid()

    def do(_: int) -> None:
        if os.getpid() != this:
            time.sleep(60)
        raise OSError("disk")

    before = children()
    with pytest.raises(OSError, match="disk"):
        shared(10, 2, do)
    assert children() == before


def test_where_no_copy_can_be_started_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise OSError("no more processes")

    before = open_files()
    monkeypatch.setattr(os, "fork", fork)
    assert shared(5, 3) == ([0, 1, 2, 3, 4], [])
    assert open_files() == before


def test_a_process_with_threads_is_not_copied() -> None:
    before = can_fork()
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait)
    thread.start()
    assert not can_fork()
    gate.set()
    thread.join()
    assert can_fork() == before


def test_more_tasks_than_a_pipe_can_hold_are_refused() -> None:
    assert len(shared(MOST, 1)[0]) <= MOST
    with pytest.raises(ValueError, match="4097"):
        shared(MOST + 1, 1)


def run(folder: Path, tasks: int, seconds: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SLOW.format(tasks=tasks, seconds=seconds), str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_nothing_that_waits_to_be_said_is_said_twice(tmp_path: Path) -> None:
    assert run(tmp_path, 20, 0.01).communicate() == ("begun\n", "")
    assert len([*tmp_path.iterdir()]) == 20


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_copies_end_with_their_parent(tmp_path: Path, ending: signal.Signals) -> None:
    process = run(tmp_path, 1000, 0.05)
    while len([*tmp_path.iterdir()]) < 6:
        time.sleep(0.01)
    process.send_signal(ending)
    process.communicate()
    assert all_end(process.pid)
    assert len([*tmp_path.iterdir()]) < 500, "long before the work was done"
