"""What earlier builds read of content files: one with the same bytes is not converted again.

The door to `sqlite3`.

Nothing here is trusted that could be wrong: a reading counts only for the same bytes at the same
path, the same settings and the same program; whatever is broken is no reading. JSON, no pickles:
a file from elsewhere can carry no code.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from plugins.body import Body, Image, Link, Slot
from plugins.fields import Correction, Kind, PhotoEntry, TripReference, VideoSource
from plugins.files import digest
from plugins.frontmatter import Document
from plugins.problems import Problem
from plugins.program import program
from plugins.settings import SiteSettings

NAME = "readings-1.sqlite"
"""The file in the cache folder; the number is that of the table's form."""

_RECORDS: dict[str, type[Any]] = {
    record.__name__: record
    for record in (
        Document, Body, Slot, Image, Link, Problem,
        PhotoEntry, Correction, TripReference, VideoSource,
    )
}  # fmt: skip
_FIELDS = {
    name: tuple(field.name for field in dataclasses.fields(record))
    for name, record in _RECORDS.items()
}
_TABLE = """
create table if not exists readings
    (place text, path text, key text, sum text, value blob, primary key (place, path))
"""

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
        self._ground = (program(), repr(settings).encode())
        self._seen: set[str] = set()
        self._database = _open(file)

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

    def find(self, path: str, kind: Kind, data: bytes) -> Reading | None:
        """What was read of these bytes at this path; None when nothing is known of them."""
        name = _name(path)
        self._seen.add(name)
        if self._database is None:
            return None
        query = "select key, sum, value from readings where place = ? and path = ?"
        try:
            row = self._database.execute(query, [self._place, name]).fetchone()
        except sqlite3.Error:
            return None
        if row is None or row[0] != self._key(path, kind, data):
            return None
        if not isinstance(row[2], bytes) or row[1] != digest(row[2]):
            return None
        document, body = json.loads(row[2], object_hook=self._record)
        self.reused += 1
        return document, body

    def keep(self, data: bytes, document: Document, body: Body) -> None:
        """Remember what was read; where nothing can be written the next build reads again."""
        if self._database is None:
            return
        value = json.dumps([self._plain(document), self._plain(body)]).encode()
        key = self._key(document.path, document.kind, data)
        row = [self._place, _name(document.path), key, digest(value), value]
        # Another build may hold the database: nobody waits for it.
        with suppress(sqlite3.Error):
            self._database.execute("replace into readings values (?, ?, ?, ?, ?)", row)

    def _key(self, path: str, kind: Kind, data: bytes) -> str:
        return digest(*self._ground, _name(path).encode(), kind.encode(), data)

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
