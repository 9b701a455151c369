"""The files of one output folder, remembered between builds so that stale ones can go.

Only files that an earlier build made are ever removed. The list lies in the cache folder, one
for each pair of content and output folders; while a build runs, names are added to it before
the files appear, so that a killed build leaves nothing unknown behind. An empty line in it says
that a build is under way, or did not come to its end.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from plugins.files import (
    FOR_ALL_FOLDERS,
    TEMPORARY,
    copy_atomically,
    digest,
    let_all_read,
    read_if_there,
    write_if_changed,
)
from plugins.forks import can_fork, share
from plugins.pool import cores
from plugins.writer.background import Background
from plugins.writer.making import AT_ONCE, MANY, Batch, Making, batches, one_of_each
from plugins.writer.page_states import PageStates


class SameAddressError(RuntimeError):
    """Two sources for one file of the output."""


class Outputs:
    """Writes into `root`, and knows what earlier builds wrote there.

    Files appear in the order in which they were handed over; an error shows at a later one, or at
    the end.
    """

    def __init__(self, root: Path, journal: Path) -> None:
        self.root = root
        self._pages = PageStates(journal.with_suffix(".json"), root)
        self.written: set[str] = set()
        self._open: list[Making] = []
        self._made: set[str] = set()
        self._background = Background()
        # Each of these two is added to by one thread, or sums would get lost.
        self._changed_here = self._changed_in_copies = 0
        self._journal_path = journal
        self._known = read_journal(journal)
        if not _ended_well(journal):
            self._remove_half_written()
        # Written anew, for a killed build may have left half a line at its end.
        self._write_journal(self._known)
        self._journal = journal.open("a", encoding="utf-8", newline="\n")
        self._journal.write("\n")
        self._journal.flush()
        # What is published is for a web server, too, whatever this user keeps from others.
        self._umask: int | None = os.umask(0o777 - FOR_ALL_FOLDERS)

    @property
    def changed(self) -> int:
        """How many files were written so far, because they were not there as they are now."""
        return self._changed_here + self._changed_in_copies

    def write(self, name: str, data: bytes) -> None:
        """Publish `data` as the file `name`; an equal file is left alone."""
        self._claim(name)
        self._write(name, data)

    def make(self, making: Making) -> None:
        """Publish what is still to be made: at once, for somebody may wait for it, or once there is
        much to do, with all the rest (`make_all`)."""
        self._claim(making.name)
        self._open.append(making)
        if len(self._open) <= AT_ONCE:
            self._make([making])

    def make_all(self, workers: int) -> None:
        """Make what is open; where it is much, with copies of this process. `workers` is the number
        of processes, 0 for one a core."""
        copies = cores(workers) - 1
        if copies and len(self._open) >= MANY:
            self._make(one_of_each(self._left()))
            self._background.finish()  # a thread is not copied
            if can_fork():
                self._share(self._left(), copies)
        self._make(self._left())  # also what a copy left that was killed

    def _left(self) -> Batch:
        return [making for making in self._open if making.name not in self._made]

    def _share(self, makings: Batch, copies: int) -> None:
        """Make files with copies of this process."""
        made_before, changed_before = frozenset(self._made), self.changed

        def tell() -> bytes:
            self._background.finish()
            made = sorted(self._made - made_before)
            changed = self.changed - changed_before
            return json.dumps([made, changed, self._pages.told(made)]).encode()

        for told in share(batches(makings), copies, self._make, tell):
            made, changed, pages = json.loads(told)
            self._made.update(made)
            self._changed_in_copies += changed
            self._pages.take(pages)

    def _make(self, makings: Batch) -> None:
        for making in makings:
            self._write(making.name, making.make(), making.made_of)
            self._made.add(making.name)

    def _write(self, name: str, data: bytes, made_of: str = "") -> None:
        def write(path: Path) -> bool:
            if write_if_changed(path, data):
                return True
            let_all_read(path, path.stat())
            return False

        def put() -> None:
            self._put(name, write)
            if made_of:
                self._pages.remember(name, made_of, data)

        self._background.submit(put)

    def keeps(self, name: str, made_of: str) -> bool:
        """Whether the file `name` stands there, made of just this; then it stays."""
        if not self._pages.stands(name, made_of):
            return False
        self._claim(name)
        return True

    def copy(self, name: str, source: Path) -> None:
        """Publish a file whose name comes from its content: if it is there, it is right."""

        def copy(path: Path) -> bool:
            with suppress(FileNotFoundError, NotADirectoryError):
                there = path.stat()
                if S_ISREG(there.st_mode) and there.st_size == source.stat().st_size:
                    let_all_read(path, there)
                    return False
            copy_atomically(source, path)
            return True

        self._claim(name)
        self._background.submit(lambda: self._put(name, copy))

    def _claim(self, name: str) -> None:
        if not is_inside(name):
            raise ValueError(f"{name!r} is not a path inside the output folder")
        if name in self.written:
            raise SameAddressError(name)
        self.written.add(name)

    def _put(self, name: str, put: Callable[[Path], bool]) -> None:
        if name not in self._known:
            self._known.add(name)
            self._journal.write(name + "\n")
            self._journal.flush()
        path = self.root / name
        try:
            self._changed_here += put(path)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            self._make_room(path)
            self._changed_here += put(path)

    def _make_room(self, path: Path) -> None:
        """Remove files of earlier builds that stand where a folder must be, or the reverse."""
        for name in self._known - self.written:
            old = self.root / name
            if old in path.parents or path in old.parents:
                if old.is_file():
                    old.unlink()
                _remove_empty_folders(old.parent, self.root)

    def close(self) -> None:
        """Stop writing; what was written so far stays known."""
        self._background.close()
        self._journal.close()
        if self._umask is not None:
            os.umask(self._umask)
            self._umask = None

    def finish(self) -> int:
        """Remove what earlier builds made and this one did not; the number of removed files."""
        self._background.finish()
        self.close()
        removed = 0
        for name in self._known - self.written:
            path = self.root / name
            for stale in (path, path.with_name(path.name + TEMPORARY)):
                if stale.is_file() or stale.is_symlink():
                    stale.unlink()
                    removed += stale == path
            _remove_empty_folders(path.parent, self.root)
        self._write_journal(self.written)
        self._pages.save()
        return removed

    def _remove_half_written(self) -> None:
        """A page that a killed build was writing may stand now as it is, and not be written."""
        for name in self._known:
            with suppress(OSError):  # it is hardly ever there
                os.unlink(f"{self.root}/{name}{TEMPORARY}")  # noqa: PTH108 (of all files)

    def _write_journal(self, names: set[str]) -> None:
        lines = "".join(f"{name}\n" for name in sorted(names))
        write_if_changed(self._journal_path, lines.encode())


def read_journal(journal: Path) -> set[str]:
    """Names of the files that earlier builds made."""
    # A killed build may have left half a line, and anyone may have edited the file.
    return {line for line in _lines(journal)[:-1] if is_inside(line)}


def _ended_well(journal: Path) -> bool:
    *lines, rest = _lines(journal)
    return not rest and "" not in lines


def _lines(journal: Path) -> list[str]:
    return read_if_there(journal).decode(errors="replace").split("\n")


def is_inside(name: str) -> bool:
    """Whether `name` is a relative path in one line that stays where it is joined."""
    parts = name.split("/")
    inside = parts[0] != "" and ".." not in parts and any(part not in ("", ".") for part in parts)
    return inside and name.isprintable() and "\\" not in name


def journal_path(cache: Path, content: Path, output: Path) -> Path:
    """Where the list for this pair of folders lies."""
    pair = (str(content.resolve()), str(output.resolve()))
    return cache / "outputs" / f"{digest(*(part.encode() for part in pair))}.txt"


def _remove_empty_folders(folder: Path, root: Path) -> None:
    while folder != root:
        try:
            folder.rmdir()
        except OSError:  # not empty, or not there
            return
        folder = folder.parent
