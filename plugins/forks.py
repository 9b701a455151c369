"""Copies of this process that share its work: nothing is sent to them, for they hold all that it
holds. Other processes come from `pool`."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import TypeVar

Task = TypeVar("Task")

MOST = 4096
"""Tasks whose numbers a pipe surely holds, so that nobody waits to write them (pipe(7))."""
_NUMBER = 4
"""Bytes of such a number."""


def can_fork() -> bool:
    """Whether a copy of this process would be sound: another thread could hold a lock that nobody
    opens in the copy, and macOS's own libraries do not work in one."""
    return sys.platform == "linux" and threading.active_count() == 1


def share(
    tasks: Sequence[Task], copies: int, do: Callable[[Task], object], tell: Callable[[], bytes]
) -> list[bytes]:
    """Do tasks (at most MOST) here and in copies of this process; whoever is free takes the next.

    Returns what each copy tells at its end. One that fails or is killed tells nothing, and leaves
    open what it took. Whatever is raised here ends the copies at once.
    """
    if len(tasks) > MOST:
        raise ValueError(f"{len(tasks)} tasks are more than {MOST}")
    with ExitStack() as ends:
        taking, giving = os.pipe()
        ends.callback(os.close, taking)
        os.write(giving, b"".join(n.to_bytes(_NUMBER, "big") for n in range(len(tasks))))
        os.close(giving)  # before there are copies: an empty pipe is the end for all

        def work() -> Iterator[None]:
            while number := os.read(taking, _NUMBER):
                yield
                do(tasks[int.from_bytes(number, "big")])

        others = []
        with suppress(OSError):  # where none can be started, this process does it all
            for _ in range(copies):
                others.append(_Copy(work, tell))
                ends.callback(others[-1].end)
        for _ in work():
            pass
        return [told for other in others if (told := other.told()) is not None]


class _Copy:
    """A copy of this process, at work from the start."""

    def __init__(self, work: Callable[[], Iterator[None]], tell: Callable[[], bytes]) -> None:
        parent = os.getpid()
        self._pipe, writing = os.pipe()
        try:
            self._pid = os.fork()
        except OSError:
            os.close(self._pipe)
            os.close(writing)
            raise
        if self._pid:
            os.close(writing)
            return
        code = 1
        try:
            for _ in work():
                if os.getppid() != parent:  # it was killed: another build may begin
                    return
            with open(writing, "wb") as pipe:  # noqa: PTH123  # a pipe has no Path
                pipe.write(tell())
            code = 0
        finally:
            # Nothing that this process was about to do may happen twice, nor is an error told
            # twice: who does the open tasks meets it.
            os._exit(code)

    def told(self) -> bytes | None:
        """What it tells, once it is at its end; None when it failed."""
        with open(self._pipe, "rb", closefd=False) as pipe:
            data = pipe.read()
        return data if self._wait() == 0 else None

    def end(self) -> None:
        """It is gone after this."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            self._wait()
        os.close(self._pipe)

    def _wait(self) -> int:
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        return os.waitstatus_to_exitcode(status)
