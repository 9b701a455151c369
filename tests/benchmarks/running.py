"""Runs a program in a fresh process and says what it took."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from plugins.values import Struct
from tests.conftest import ROOT


class Run(Struct, frozen=True, kw_only=True):
    """Seconds by the clock and of all cores, the most bytes of all its processes at once, and how
    many files of its output folder it wrote."""

    seconds: float
    cpu: float
    memory: int
    written: int


def run(
    command: list[str],
    output: Path,
    where: Path = ROOT,
    environment: Mapping[str, str] | None = None,
) -> Run:
    """Run a command in the folder `where`; one that fails ends the benchmark."""
    # As on a machine of daily work: Python stores what it compiled.
    environment = {**(environment or os.environ)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = time.time_ns()
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=where, env=environment, stdout=subprocess.DEVNULL)
    over, peak = threading.Event(), [0]

    def watch() -> None:
        while not over.wait(0.02):
            peak[0] = max(peak[0], _memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    over.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)  # Popen must not wait again
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    files = (path.lstat() for path in output.rglob("*") if path.is_file())
    return Run(
        seconds=seconds,
        cpu=usage.ru_utime + usage.ru_stime,
        memory=peak[0],
        written=sum(file.st_mtime_ns >= before for file in files),
    )


def set_aside(path: Path) -> None:
    """Put a file or folder, if there is one, beside the folder in which it lies.

    Nothing is deleted between runs: Linux's ext4 gives the places of deleted files to nobody for
    minutes, and whoever makes files meanwhile searches past all of them.
    """
    if path.exists():
        folder = path.parent
        path.rename(folder.with_name(f"{folder.name}.{path.name}.{time.time_ns()}"))


def set_aside_all_but(folder: Path, name: str) -> None:
    """Put what is in a folder aside, but for one."""
    for path in [path for path in folder.iterdir() if path.name != name]:
        set_aside(path)


def _memory(pid: int) -> int:
    """Resident bytes of a process and all below it (Linux; elsewhere 0).

    The kernel's own `ru_maxrss` would begin with those of the process that started it.
    """
    try:
        resident = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [int(c) for task in tasks for c in (task / "children").read_text().split()]
    except OSError:
        return 0
    return resident * os.sysconf("SC_PAGE_SIZE") + sum(map(_memory, children))
