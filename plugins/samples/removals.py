"""What is taken out of a content folder, and what stays: first as a plan, then done."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from plugins.files import write_atomically
from plugins.problems import Problem
from plugins.quotes import quotations
from plugins.samples.cuts import Cut, Part
from plugins.samples.documents import Source, files_of, read_sources, unopened
from plugins.samples.figures import cut_figures
from plugins.samples.quotes import cut_quotes
from plugins.samples.rows import cut_rows
from plugins.values import Struct
from plugins.vietnamese import nfc
from plugins.visits import counts

WORDS = {"post": "bài", "page": "trang", "video": "video"}
QUOTE, ROW, FIGURES, FILE = "câu trích", "dòng trong bảng", "tệp số lượt truy cập", "tệp đi kèm"


class Removal(Struct, frozen=True, kw_only=True):
    """One step: files that go, in this order, or a data file with the bytes that stay.

    `folder` is the post's own, when the whole of it goes.
    """

    word: str
    parts: tuple[Part, ...]
    files: tuple[str, ...] = ()
    folder: str = ""
    rest: bytes = b""

    @property
    def words(self) -> tuple[str, ...]:
        """What each part is called in Vietnamese; a document's further parts are files."""
        first = (self.word, *(FILE for _ in self.parts[1:]))
        return first if self.files else tuple(self.word for _ in self.parts)


class Stay(Struct, frozen=True, kw_only=True):
    """What is not marked: a file, or so many parts of the data files."""

    word: str
    number: int = 1
    path: str = ""


class Plan(Struct, frozen=True, kw_only=True):
    """Everything to do, what stays, and files that could not be judged."""

    removals: tuple[Removal, ...]
    stays: tuple[Stay, ...]
    problems: tuple[Problem, ...]


def plan_removals(content: Path) -> Plan:
    """Read the content folder; nothing is written."""
    sources = read_sources(content)
    removals = []
    stays: list[Stay] = []
    problems: list[Problem] = []
    gone: set[str] = set()
    for source in sources:
        problems += source.problems()
        if source.is_sample:
            removal = _document(content, source, sources, gone)
            gone.update(removal.files)
            removals.append(removal)
        elif not source.problems():
            stays.append(Stay(word=WORDS[source.file.kind], path=source.document.path))
    problems += _left_without_post(sources)
    for word, path, cut in _data_files(content):
        found = _cut(content, path, cut)
        problems += found.problems
        if found.taken:
            removals.append(
                Removal(
                    word=word,
                    parts=found.taken,
                    files=(path,) if found.rest is None else (),
                    rest=found.rest or b"",
                )
            )
        if found.kept:
            stays.append(Stay(word=word, number=found.kept, path=path if word == FIGURES else ""))
    return Plan(removals=tuple(removals), stays=tuple(stays), problems=tuple(problems))


def carry_out(content: Path, removal: Removal) -> None:
    """Do one step; each file goes or changes at once. Raises OSError."""
    for path in removal.files:
        (content / path).unlink(missing_ok=True)
    if removal.folder:
        for root, _, _ in os.walk(content / removal.folder, topdown=False):
            _remove_empty_folders(Path(root), content)
    for path in removal.files:
        _remove_empty_folders((content / path).parent, content)
    if not removal.files:
        write_atomically(content / removal.parts[0].path, removal.rest)


def _document(
    content: Path, source: Source, sources: tuple[Source, ...], gone: set[str]
) -> Removal:
    files = tuple(path for path in files_of(content, source, sources) if path not in gone)
    title = source.document.fields.get("title", "")
    if source.owns_folder:
        parts = [Part(path=nfc(source.folder) + "/", label=title)]
    else:
        parts = [Part(path=source.document.path, label=title)]
        parts += [Part(path=nfc(path)) for path in files[:-1]]
    return Removal(
        word=WORDS[source.file.kind],
        parts=tuple(parts),
        files=files,
        folder=source.folder if source.owns_folder else "",
    )


def _left_without_post(sources: tuple[Source, ...]) -> Iterator[Problem]:
    """Texts that nobody marked, in the folder of a post that goes."""
    folders = tuple(s.folder + "/" for s in sources if s.is_sample and s.owns_folder)
    for source in sources:
        if source.file.path.startswith(folders) and not source.is_sample:
            yield Problem(
                path=source.document.path,
                message="tệp này nằm trong thư mục của một bài mẫu nhưng không ghi là mẫu",
                hint="chuyển tệp đi nơi khác, hoặc tự xóa nếu không cần",
                level="warning",
            )


def _data_files(content: Path) -> Iterator[tuple[str, str, Callable[[bytes, str], Cut]]]:
    """Data files that are there, with what a part of each is called."""
    tables = content / "xe-thu-vien"
    if tables.is_dir() and not tables.is_symlink():
        for file in sorted(tables.iterdir()):
            if file.suffix.lower() == ".csv" and not file.name.startswith((".", "~")):
                yield ROW, file.relative_to(content).as_posix(), cut_rows
    for word, path, cut in (
        (QUOTE, quotations.FILE, cut_quotes),
        (FIGURES, counts.FILE, cut_figures),
    ):
        if (content / path).exists() or (content / path).is_symlink():
            yield word, path, cut


def _cut(content: Path, path: str, cut: Callable[[bytes, str], Cut]) -> Cut:
    if (content / path).is_symlink():
        message = "đây là một liên kết (symlink) nên được giữ nguyên"
        return Cut(problems=(Problem(path=nfc(path), message=message, hint="chép tệp thật vào"),))
    try:
        data = (content / path).read_bytes()
    except OSError as error:
        return Cut(problems=(unopened(nfc(path), error),))
    return cut(data, path)


def _remove_empty_folders(folder: Path, content: Path) -> None:
    with contextlib.suppress(OSError):  # not empty, or not there any more
        while folder != content:
            folder.rmdir()
            folder = folder.parent
