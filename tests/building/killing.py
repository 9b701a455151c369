"""Builds in a process of their own that meet their end, or a full disk, at a point that a number
names."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.support.houses import House

_CHANGES = {
    "os.rename",  # and os.replace
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.chmod",
    "os.link",
    "sqlite3.connect",
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def count(reached: Callable[[bool], None]) -> None:
    """Call `reached` before each operation of this process that changes the disk, and in the middle
    of each file that is written as a whole, with whether it takes room there. For good: this
    process can never be rid of it."""

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event in _CHANGES:
            reached(event == "os.mkdir")
        elif event == "open" and _writes(arguments[2]):
            reached(True)

    def write_bytes(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            half = len(data) // 2
            file.write(data[:half])
            file.flush()
            reached(True)
            return half + file.write(data[half:])

    sys.addaudithook(hear)
    Path.write_bytes = write_bytes  # type: ignore[method-assign, assignment]


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & _WRITES)


def _build(house: House, at: int, full: bool) -> None:
    """In a process of its own: at operation `at` it dies, with all processes that it starts; or
    from there on the disk is `full`."""
    os.setsid()
    for stream, name in ((1, os.devnull), (2, _told(house))):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    # Of this process and its copies: how they share the work is different each time.
    seen = multiprocessing.get_context("fork").Value("q")

    def reached(takes_room: bool) -> None:
        with seen:
            seen.value += 1
            number = seen.value
        if full and takes_room and number >= at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")
        if not full and number == at:
            os.killpg(0, signal.SIGKILL)

    count(reached)
    code = house.try_build()
    print(f"{seen.value} {code}", file=sys.stderr, flush=True)


def _told(house: House) -> Path:
    return house.site.root / "told.txt"


def start(house: House, at: int = 0, *, full: bool = False) -> ForkServerProcess:
    """A build of the house that dies at that operation, or has a full disk from there on; 0: that
    just builds."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.building.killing", "plugins.building.running"])
    process = context.Process(target=_build, args=(house, at, full))
    process.start()
    return process


def operations(house: House) -> int:
    """How many operations a whole build of the house takes, which is done by this."""
    process = start(house)
    process.join()
    *_, last = _told(house).read_text(encoding="utf-8").splitlines()
    seen, code = map(int, last.split())
    assert code == process.exitcode == 0
    return seen


def full_at(house: House, at: int) -> tuple[int, str]:
    """A build whose disk is full from that operation on: the exit code, and what was said."""
    process = start(house, at, full=True)
    process.join()
    told = _told(house).read_text(encoding="utf-8")
    assert process.exitcode == 0, told
    *lines, last = told.splitlines()
    return int(last.split()[1]), "\n".join(lines)


def kill_at(house: House, at: int) -> bool:
    """A build that dies at an operation; whether it came so far."""
    process = start(house, at)
    process.join()
    return process.exitcode == -signal.SIGKILL


def kill_after(house: House, seconds: float) -> bool:
    """A build that is killed after that time, with all its processes; whether it ran."""
    process = start(house)
    process.join(seconds)
    assert process.pid is not None
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:  # it has not even begun, or is at its end
        process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL


def measure(house: House) -> float:
    """Seconds that a build of the house takes."""
    begun = time.monotonic()
    operations(house)
    return time.monotonic() - begun
