"""What earlier builds read of content files: one with the same bytes is not converted again.

The door to `sqlite3`.

Nothing here is trusted that could be wrong: a reading counts only for the same bytes at the same
path, the same settings and the same program; whatever is broken is no reading. JSON, no pickles:
a file from elsewhere can carry no code.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing, suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from plugins.body import BESIDE_HTML, Body, Image, Slot, name_body
from plugins.fields import Correction, Kind, PhotoEntry, TripReference, VideoSource
from plugins.files import digest
from plugins.frontmatter import Document
from plugins.link_targets import Link, Reference
from plugins.problems import Problem
from plugins.program import program
from plugins.settings import SiteSettings
from plugins.values import names_of

NAME = "readings-2.sqlite"
"""The file in the cache folder; the number is that of the table's form."""


class KeptBody(Body):
    """A body of an earlier build. Its HTML is fetched when a page asks for it, which few do."""

    __slots__ = ("_fetch",)

    def __init__(self, fetch: Callable[[str, tuple[Slot, ...]], str], **fields: Any) -> None:
        self._fetch = fetch
        for name, value in fields.items():
            setattr(self, name, value)

    @property
    def html(self) -> str:
        """Never kept: a large site's would fill the memory."""
        return self._fetch(self.digest, self.slots)


_RECORDS: dict[str, type[Any]] = {
    record.__name__: record
    for record in (
        Document, Slot, Image, Link, Reference, Problem,
        PhotoEntry, Correction, TripReference, VideoSource,
    )
}  # fmt: skip
# The text of a document has become its body, and the HTML of a body lies in a column of its own.
_FIELDS = {
    name: tuple(one for one in names_of(record) if one != "body")
    for name, record in _RECORDS.items()
}
_TABLE = """
create table if not exists readings
    (place text, path text, key text, sum text, value blob, html blob, primary key (place, path))
"""

_MANY = 100
"""Files that are asked for one by one."""

Reading = tuple[Document, Body]


class Readings:
    """Readings of one content folder, in a database that several folders share.

    A context: what was kept is there for later builds once it ends without an exception.
    """

    def __init__(self, file: Path, content: Path, settings: SiteSettings) -> None:
        self.reused = 0
        """Files that were not read anew."""
        self._place = _name(str(content.resolve()))
        self._zone = settings.zone
        self._ground = digest(program(), repr(settings).encode()).encode()
        self._seen: set[str] = set()
        self._rows: dict[str, list[Any]] | None = None
        self._file = file
        self._database = _open(file)
        self._readers: dict[int, sqlite3.Connection] = {}
        self._over = False
        self._decode = json.JSONDecoder(object_hook=self._record).decode

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._database is None:
            return
        with closing(self._database) as database, suppress(sqlite3.Error):
            if kind is None:
                self._forget(database)
                database.commit()

    def _forget(self, database: sqlite3.Connection) -> None:
        """Drop files that are no longer there, and all of folders that are no longer there."""
        paths = database.execute("select path from readings where place = ?", [self._place])
        gone = [(self._place, path) for (path,) in paths if path not in self._seen]
        database.executemany("delete from readings where place = ? and path = ?", gone)
        places = database.execute("select distinct place from readings")
        left = [one for one in places if one[0] != self._place and not Path(*one).is_dir()]
        database.executemany("delete from readings where place = ?", left)

    def find(self, path: str, kind: Kind, data: bytes, anew: Callable[[], str]) -> Reading | None:
        """What was read of these bytes at this path; None when nothing is known of them.

        `anew` converts the file to HTML once more, should what was kept of it be gone or broken
        when a page asks.
        """
        name = _name(path)
        self._seen.add(name)
        if self._database is None:
            return None
        row = self._row(self._database, name)
        if row is None or row[0] != self._key(path, kind, data):
            return None
        if not isinstance(row[2], bytes) or row[1] != digest(row[2]):
            return None
        document, fields = self._decode(row[2].decode(errors="surrogatepass"))
        self.reused += 1
        fetch = partial(self._html, name, anew)
        return document, KeptBody(
            fetch, **dict(zip(BESIDE_HTML, map(_frozen, fields), strict=True))
        )

    def _row(self, database: sqlite3.Connection, name: str) -> list[Any] | None:
        """What the database has of a file. Who asks for many is likely to ask for all, and one
        question takes it less time than so many."""
        query = "select path, key, sum, value from readings where place = ?"
        with suppress(sqlite3.Error):
            if len(self._seen) <= _MANY:
                found = database.execute(f"{query} and path = ?", [self._place, name])
                return next((row for _, *row in found), None)
            if self._rows is None:
                self._rows = {path: row for path, *row in database.execute(query, [self._place])}
            return self._rows.pop(name, None)
        return None

    def _html(self, name: str, anew: Callable[[], str], known: str, slots: tuple[Slot, ...]) -> str:
        """The HTML of a body whose digest is `known`; what its file gives when it is not here."""
        query = "select html from readings where place = ? and path = ?"
        with suppress(sqlite3.Error, UnicodeDecodeError, TypeError), ExitStack() as stack:
            # One for each process: what a copy of it inherits must not be used there.
            reader = self._readers.get(os.getpid()) or sqlite3.connect(self._file)
            if self._over:  # a process that builds again still shows what it read before
                stack.enter_context(closing(reader))
            else:
                self._readers[os.getpid()] = reader
            (data,) = reader.execute(query, [self._place, name]).fetchone()
            html = str(data, "utf-8")
            if name_body(html, slots) == known:
                return html
        return anew()

    def close(self) -> None:
        """The build is over."""
        self._over = True
        if reader := self._readers.pop(os.getpid(), None):
            reader.close()

    def keep(self, data: bytes, document: Document, body: Body) -> None:
        """Remember what was read; where nothing can be written the next build reads again."""
        if self._database is None:
            return
        plain = self._plain(document), [self._plain(getattr(body, name)) for name in BESIDE_HTML]
        value = json.dumps(plain, ensure_ascii=False).encode(errors="surrogatepass")
        key = self._key(document.path, document.kind, data)
        html = body.html.encode()
        row = [self._place, _name(document.path), key, digest(value), value, html]
        # Another build may hold the database: nobody waits for it.
        with suppress(sqlite3.Error):
            self._database.execute("replace into readings values (?, ?, ?, ?, ?, ?)", row)

    def _key(self, path: str, kind: Kind, data: bytes) -> str:
        return digest(self._ground, _name(path).encode(), kind.encode(), data)

    def _plain(self, value: Any) -> Any:
        """A value as JSON has it. Raises TypeError for one that could not be read back."""
        if value is None or isinstance(value, str | int | float):
            return value
        if isinstance(value, tuple):
            return [self._plain(item) for item in value]
        if isinstance(value, Mapping):  # as pairs: an editor may call a field what we like
            return {"is": "map", "of": [[name, self._plain(one)] for name, one in value.items()]}
        if isinstance(value, datetime) and value.tzinfo == self._zone and not value.fold:
            return {"is": "datetime", "of": value.replace(tzinfo=None).isoformat()}
        if isinstance(value, date) and not isinstance(value, datetime):
            return {"is": "date", "of": value.isoformat()}
        name = type(value).__name__
        if _RECORDS.get(name) is not type(value):
            raise TypeError(f"{type(value)} is not among the records that readings know")
        return {"is": name, "of": [self._plain(getattr(value, own)) for own in _FIELDS[name]]}

    def _record(self, found: dict[str, Any]) -> Any:
        what, of = found["is"], found["of"]
        if what == "map":
            return {name: _frozen(value) for name, value in of}
        if what == "datetime":
            return datetime.fromisoformat(of).replace(tzinfo=self._zone)
        if what == "date":
            return date.fromisoformat(of)
        return _RECORDS[what](**dict(zip(_FIELDS[what], map(_frozen, of), strict=True)))


def _name(path: str) -> str:
    """A path as SQLite takes it: a name in bytes that are not UTF-8 is written out."""
    return path.encode(errors="backslashreplace").decode()


def _frozen(value: Any) -> Any:
    """JSON's lists as the tuples they were; what is in records and maps is so already."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _open(file: Path) -> sqlite3.Connection | None:
    """The database; a broken one is begun anew, and where there can be none there is none."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        try:
            database = sqlite3.connect(file, timeout=0)
        except sqlite3.Error:
            return None
        try:
            # A killed build loses nothing by it; after a power cut the sums tell what is wrong.
            database.execute("pragma synchronous = off")
            database.execute(_TABLE)
            database.execute("select key, sum, value from readings limit 1").fetchone()
        except sqlite3.OperationalError:  # locked, or a disk that cannot be written
            database.close()
            return None
        except sqlite3.DatabaseError:  # no database, or a broken one
            database.close()
            with suppress(OSError):
                file.unlink()
        else:
            return database
    return None
