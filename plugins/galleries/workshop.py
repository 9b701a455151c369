"""Makes missing renditions, with all cores and a progress bar."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from plugins.galleries.images import Job, Made, PhotoError, make
from plugins.progress import watched


def make_all(jobs: Iterable[Job], workers: int) -> Iterator[tuple[Job, Made | PhotoError]]:
    """Run the jobs; each comes back with what was made or with what is wrong, in any order.

    `workers` is the number of processes, 0 for one a core. A single job runs in this process,
    since starting another costs more.
    """
    waiting = list(jobs)
    if len(waiting) <= 1:
        for job in waiting:
            yield job, _attempt(job)
        return
    count = min(workers or os.cpu_count() or 1, len(waiting))
    # "spawn": Pelican's progress spinner is a thread, and forking with threads can hang.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_ignore_interrupts)
    try:
        futures = {pool.submit(_attempt, job): job for job in waiting}
        done = as_completed(futures)
        for future in watched(done, len(futures), "Xử lý ảnh", "ảnh"):
            yield futures[future], future.result()
    except BrokenProcessPool:
        raise SystemExit(
            "Một tiến trình xử lý ảnh bị hệ thống dừng (thường vì hết bộ nhớ)."
            " Đặt workers=1 trong pelicanconf.py rồi chạy lại."
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _attempt(job: Job) -> Made | PhotoError:
    try:
        return make(job)
    except PhotoError as error:
        return error


def _ignore_interrupts() -> None:
    """Ctrl-C is for the parent: it cancels what has not begun, and no file is left half made."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
