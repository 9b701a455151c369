"""Logs as views, in this process, or in several where there is much to read.

Processes take ranges of bytes of plain files; what is packed is unpacked here, for that is faster
than to search it. No more is on its way than the processes need, so memory stays flat.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack, suppress
from pathlib import Path

from plugins.pool import cores, processes
from plugins.values import Struct
from plugins.visits.log_files import LogError, LogFile, blocks, look
from plugins.visits.log_lines import parse_line
from plugins.visits.log_views import Rules, Scanned, Scanner

MANY = 48 << 20
"""Bytes of logs from which on other processes save more time than their start takes."""
RANGE = 8 << 20
"""Bytes of a plain file that are read by one process at a time."""
_RATIO = 8
"""How much larger logs are than what they were packed into, about."""
_MOST = 4
"""Processes: more could not be fed by one that unpacks, or writes what they found."""


class Part(Struct, frozen=True, kw_only=True):
    """A part of a log; parts come in the order of the logs and of their lines."""

    number: int
    """Which of the logs, from 0: the same file may be given twice."""
    scanned: Scanned | None = None
    rest: bytes = b""
    """What follows the last line that has an end."""
    error: LogError | None = None


def scan_logs(paths: Sequence[Path], rules: Rules, workers: int) -> Iterator[Part]:
    """Read logs; `workers` is the number of processes, 0 for one a core."""
    logs: list[LogFile | Part] = []
    for number, path in enumerate(paths):
        try:
            logs.append(look(path))
        except LogError as error:
            logs.append(Part(number=number, error=error))
    found = [log for log in logs if isinstance(log, LogFile)]
    size = sum(log.size * (_RATIO if log.packing else 1) for log in found)
    count = min(cores(workers), _MOST)
    with ExitStack() as stack:
        pool = None
        if size >= MANY and count > 1:
            with suppress(OSError):  # where none can be started, this process does it all
                pool = stack.enter_context(processes(count))
        scanner = Scanner(rules)
        for number, log in enumerate(logs):
            if isinstance(log, Part):
                yield log
            elif pool is None:
                yield from _here(number, log, scanner)
            else:
                yield from _elsewhere(number, log, rules, pool, count)


def _here(number: int, log: LogFile, scanner: Scanner) -> Iterator[Part]:
    found = blocks(log)
    while True:
        try:
            block = next(found)
        except StopIteration as end:
            yield Part(number=number, rest=end.value)
            return
        except LogError as error:
            yield Part(number=number, error=error)
            return
        yield Part(number=number, scanned=scanner.scan(block))


def _elsewhere(
    number: int, log: LogFile, rules: Rules, pool: Executor, count: int
) -> Iterator[Part]:
    waiting: deque[Future[list[Part]]] = deque()
    for future in _tasks(number, log, rules, pool):
        waiting.append(future)
        if len(waiting) > count + 1:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _tasks(number: int, log: LogFile, rules: Rules, pool: Executor) -> Iterator[Future[list[Part]]]:
    if not log.packing:
        for start in range(0, log.size, RANGE):
            yield pool.submit(_scan_range, number, log, start, min(start + RANGE, log.size), rules)
        return
    found = blocks(log)
    while True:
        try:
            block = next(found)
        except (StopIteration, LogError) as end:
            rest = end.value if isinstance(end, StopIteration) else b""
            error = end if isinstance(end, LogError) else None
            last: Future[list[Part]] = Future()
            last.set_result([Part(number=number, rest=rest, error=error)])
            yield last
            return
        yield pool.submit(_scan_block, number, block, rules)


_scanners: dict[bytes, Scanner] = {}
"""Of this process, which may serve several runs of one program: by their seed."""


def _scanner(rules: Rules) -> Scanner:
    if rules.seed not in _scanners:
        _scanners.clear()
        _scanners[rules.seed] = Scanner(rules)
    return _scanners[rules.seed]


def _scan_block(number: int, block: bytes, rules: Rules) -> list[Part]:
    return [Part(number=number, scanned=_scanner(rules).scan(block))]


def _scan_range(number: int, log: LogFile, start: int, stop: int, rules: Rules) -> list[Part]:
    whole = Scanned()
    found = blocks(log, start, stop)
    rest, error = b"", None
    while True:
        try:
            whole.add(_scanner(rules).scan(next(found)))
        except StopIteration as end:
            rest = end.value
            break
        except LogError as trouble:
            error = trouble
            break
    return [Part(number=number, scanned=whole, rest=rest, error=error)]


def is_text(rest: bytes) -> bool:
    """Whether the beginning of a line, without its end, can be one of a log."""
    return parse_line(rest) is not None or not any(byte < 32 and byte != 9 for byte in rest[:1000])
