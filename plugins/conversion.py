"""Content files from bytes to documents and bodies, many of them in several processes.

Those import this module, so it knows neither Pelican nor photos.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import ExitStack, suppress
from datetime import tzinfo

from plugins.body import Body
from plugins.fields import Kind
from plugins.frontmatter import Document, parse_document
from plugins.markdown_body import convert
from plugins.pool import cores, processes
from plugins.values import Struct

MANY = 1_200_000
"""Bytes of content from which on other processes save more time than their start takes: measured
with two cores, some 400 posts."""

_HANDFUL = 20
"""Files that are converted together."""

_AHEAD = 3
"""Handfuls that each other process is given, so that it need not wait for this one."""

Reading = tuple[Document, Body]


class Source(Struct, frozen=True, kw_only=True):
    """The bytes of a content file; `path` is in the content folder, in NFC."""

    path: str
    kind: Kind
    data: bytes


def convert_source(source: Source, zone: tzinfo, base_path: str) -> Reading:
    """A file taken apart, and its body as HTML."""
    document = parse_document(source.data, source.path, source.kind, zone)
    body = convert(
        document.body, path=source.path, first_line=document.body_line, base_path=base_path
    )
    return document, body


def convert_all(
    sources: Sequence[Source], zone: tzinfo, base_path: str, workers: int
) -> Generator[Reading]:
    """All of them in their order. `workers` is the number of processes, 0 for one a core."""
    count = cores(workers)
    if count == 1 or sum(len(source.data) for source in sources) < MANY:
        yield from (convert_source(source, zone, base_path) for source in sources)
        return
    handfuls = [sources[at : at + _HANDFUL] for at in range(0, len(sources), _HANDFUL)]
    with ExitStack() as stack:
        pool = None
        with suppress(OSError):  # where none can be started, this process does it all
            pool = stack.enter_context(processes(count - 1))
        given: dict[int, Future[list[Reading]]] = {}
        own: dict[int, list[Reading]] = {}
        begin, end = 0, len(handfuls)  # between these nobody has begun
        for number, handful in enumerate(handfuls):
            # Others are given what comes first: this process takes what comes last meanwhile.
            while number not in own:
                with suppress(BrokenExecutor):
                    while pool and begin < end and _at_work(given) < _AHEAD * (count - 1):
                        given[begin] = pool.submit(_convert, handfuls[begin], zone, base_path)
                        begin += 1
                if begin == end or (number < begin and given[number].done()):
                    break
                end -= 1
                own[end] = _convert(handfuls[end], zone, base_path)
            if number in own:
                yield from own.pop(number)
                continue
            try:
                yield from given.pop(number).result()
            except BrokenExecutor:  # a process was killed
                yield from _convert(handful, zone, base_path)


def _at_work(given: Mapping[int, Future[list[Reading]]]) -> int:
    return sum(not future.done() for future in given.values())


def _convert(sources: Sequence[Source], zone: tzinfo, base_path: str) -> list[Reading]:
    return [convert_source(source, zone, base_path) for source in sources]
