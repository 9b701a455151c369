"""Makes missing renditions: all cores, bounded memory, a progress bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from plugins.galleries.images.making import Job, Made, make
from plugins.galleries.images.opening import PhotoError
from plugins.pool import cores, processes
from plugins.progress import watched

MEMORY = 600_000_000
"""Bytes that all jobs under way may take together; a larger one has the machine to itself."""

Outcome = tuple[Job, Made | PhotoError]


def make_all(jobs: Iterable[Job], workers: int) -> Iterator[Outcome]:
    """Run the jobs; each comes back with what was made or with what is wrong, in any order.

    `workers` is the number of processes, 0 for one a core. A single job runs in this process,
    since starting another costs more. Raises OSError when the disk fails.
    """
    waiting = sorted(jobs, key=lambda job: job.memory)  # the largest, at the end, come first
    if len(waiting) <= 1:
        for job in waiting:
            yield job, _attempt(job)
        return
    count = min(cores(workers), len(waiting))
    under_way: dict[Future[Made | PhotoError], Job] = {}
    try:
        with processes(count) as pool:
            results = _run(pool, waiting, under_way, count)
            yield from watched(results, len(waiting), "Xử lý ảnh", "ảnh")
    except BrokenExecutor:
        names = ", ".join(sorted(job.source.as_posix() for job in under_way.values()))
        raise SystemExit(
            "Một tiến trình xử lý ảnh bị hệ thống dừng (thường vì hết bộ nhớ)"
            f" khi đang xử lý: {names}."
            " Đặt workers=1 trong pelicanconf.py rồi chạy lại;"
            " nếu vẫn vậy, mở từng ảnh ấy, lưu lại."
        ) from None


def _run(
    pool: Executor,
    waiting: list[Job],
    under_way: dict[Future[Made | PhotoError], Job],
    count: int,
) -> Iterator[Outcome]:
    """Keeps `waiting` and `under_way` true, so that who stops it can tell what it was at."""
    while waiting or under_way:
        while waiting and len(under_way) <= count and _fits(waiting[-1], under_way.values()):
            job = waiting.pop()
            under_way[pool.submit(_attempt, job)] = job
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            result = future.result()
            yield under_way.pop(future), result


def _fits(job: Job, others: Iterable[Job]) -> bool:
    taken = sum(other.memory for other in others)
    return not taken or taken + job.memory <= MEMORY


def _attempt(job: Job) -> Made | PhotoError:
    try:
        return make(job)
    except PhotoError as error:
        return error
