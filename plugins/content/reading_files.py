"""Content files in their order: known from before, or converted now."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path

from plugins.content.readings import Readings
from plugins.content.scan import SourceFile
from plugins.conversion import Reading, Source, convert_all, convert_source
from plugins.files import read_bytes
from plugins.frontmatter import Document
from plugins.markdown_body import convert
from plugins.memory import Memory
from plugins.problems import Problem
from plugins.reasons import reason
from plugins.settings import SiteSettings
from plugins.stamps import Stamp, stamp_of_file
from plugins.values import Struct, replace
from plugins.vietnamese import nfc


class _Unknown(Struct, frozen=True):
    """A file to convert; its stamp when the memory may keep what comes of it."""

    source: Source
    stamp: Stamp | None


def read_files(
    content: Path,
    files: Iterable[SourceFile],
    settings: SiteSettings,
    readings: Readings | None,
    memory: Memory | None,
) -> Generator[Reading]:
    """What is in each file that has an address. The text of a document is left out: it has become
    the body."""
    found = [_look_up(content, file, settings, readings, memory) for file in files if file.url]
    unknown = [one.source for one in found if isinstance(one, _Unknown)]
    converted = convert_all(unknown, settings.zone, settings.base_path, settings.workers)
    with closing(converted):
        for one in found:
            if not isinstance(one, _Unknown):
                yield one
                continue
            document, body = next(converted)
            document = replace(document, body="")
            if readings is not None:
                readings.keep(one.source.data, document, body)
            if memory is not None and one.stamp is not None:
                memory.keep(("reading", document.path), (document, body), one.stamp)
            yield document, body


def _look_up(
    content: Path,
    file: SourceFile,
    settings: SiteSettings,
    readings: Readings | None,
    memory: Memory | None,
) -> Reading | _Unknown:
    path = nfc(file.path)
    stamp = None
    if memory is not None:
        stamp = stamp_of_file(f"{content}/{file.path}")
        remembered: Reading | None = memory.recall(("reading", path), stamp)
        if remembered is not None:
            return remembered
        if stamp is not None and not memory.settled(stamp):
            stamp = None
    try:
        data = read_bytes(f"{content}/{file.path}")
    except OSError as error:
        return _lost(file, path, reason(error))
    anew = partial(_html, content, file, settings)
    known = readings.find(path, file.kind, data, anew) if readings is not None else None
    if known is None:
        return _Unknown(Source(path=path, kind=file.kind, data=data), stamp)
    if memory is not None and stamp is not None:
        memory.keep(("reading", path), known, stamp)
    return known


def _lost(file: SourceFile, path: str, why: str | None) -> Reading:
    problem = Problem(
        path=path, message=f"không đọc được tệp ({why})", hint="kiểm tra quyền đọc của tệp"
    )
    lost = Document(kind=file.kind, path=path, fields={}, lines={}, problems=(problem,))
    return lost, convert("", path=path)


def _html(content: Path, file: SourceFile, settings: SiteSettings) -> str:
    """The HTML of a file that was known, converted once more."""
    data = read_bytes(f"{content}/{file.path}")
    source = Source(path=nfc(file.path), kind=file.kind, data=data)
    return convert_source(source, settings.zone, settings.base_path)[1].html
