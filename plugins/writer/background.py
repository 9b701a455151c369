"""Work that goes on while this thread does something else: files are written as pages render."""

from __future__ import annotations

from collections.abc import Callable
from queue import Queue
from threading import Thread

AHEAD = 32
"""Jobs that may wait: a slow disk must not fill the memory with pages."""

Job = Callable[[], object]


class Background:
    """One thread that does jobs in their order. After an error none is done any more, and whoever
    comes next gets that error."""

    def __init__(self) -> None:
        self._jobs: Queue[Job | None] = Queue(AHEAD)
        self._error: BaseException | None = None
        self._thread: Thread | None = None

    def submit(self, job: Job) -> None:
        """Do this when all before it is done. Raises what an earlier job raised."""
        self._complain()
        if self._thread is None:
            self._thread = Thread(target=self._work, name="outputs", daemon=True)
            self._thread.start()
        self._jobs.put(job)

    def finish(self) -> None:
        """Wait until all is done. Raises what a job raised."""
        self.close()
        self._complain()

    def close(self) -> None:
        """Wait until all is done, or until an error."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None

    def _complain(self) -> None:
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._error is None:
                try:
                    job()
                except BaseException as error:
                    self._error = error
