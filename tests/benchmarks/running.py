"""Runs a program in a fresh process and says what it took."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Seconds by the clock and of all cores, the most bytes of its largest process, and how many
    files of its output folder it wrote."""

    seconds: float
    cpu: float
    memory: int
    written: int


def run(
    command: list[str], output: Path, where: Path, environment: Mapping[str, str] | None = None
) -> Run:
    """Run a command in the folder `where`; one that fails ends the benchmark."""
    before = time.time_ns()
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=where, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)  # Popen must not wait again
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}: {said.decode(errors='replace')}")
    files = (path.lstat() for path in output.rglob("*") if path.is_file())
    return Run(
        seconds=seconds,
        cpu=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        written=sum(file.st_mtime_ns >= before for file in files),
    )
