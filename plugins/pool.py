"""Processes beside this one, for work that takes all cores. The only module that starts them."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from types import ModuleType

from plugins.handover import quick_handover

_MOST = 61
"""Windows can wait for no more processes at once."""


def cores(workers: int) -> int:
    """How many processes may work at the same time; `workers` is the setting, 0 for one a core."""
    return min(workers or os.cpu_count() or 1, _MOST)


@contextmanager
def processes(count: int) -> Iterator[Executor]:
    """A pool of so many. However the block ends, what has not begun is cancelled and none is left.

    They import the modules of what is submitted, which should import little. Raises OSError where
    no process can be started; what was submitted raises BrokenExecutor where one was killed.
    """
    # Here, since most builds start none.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # "spawn": Pelican's progress spinner is a thread, and forking with threads can hang.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin_work)
    try:
        with _without_main(), _without_ctrl_c():
            for _ in range(count):  # each starts one
                pool.submit(os.getpid)
        with quick_handover():
            yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _without_main() -> Iterator[None]:
    """Processes that start meanwhile do not run once more what this one was started with.

    For `inv` that takes longer than all else they import; a script may not bear it at all.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Ctrl-C waits: processes that start meanwhile inherit that, and none dies with a traceback."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_work() -> None:
    """Ctrl-C is for the parent: it cancels what has not begun, and no file is left half made."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    from multiprocessing import parent_process  # noqa: PLC0415  # only workers need it

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
