"""What is known of originals, so that unchanged ones need not be read again."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from plugins.files import write_atomically
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.images.probing import Probe, probe
from plugins.galleries.renditions import Size
from plugins.reasons import reason
from plugins.stamps import RACY, Stamp, newest, stamp
from plugins.values import Struct

NAME = "index.json"
_VERSION = 1


class Known(Struct, frozen=True, kw_only=True):
    """An original: the SHA-256 of its bytes, and what its header tells."""

    digest: str
    probe: Probe


def look(path: Path) -> Known:
    """Find out about one original without an index. Raises PhotoError."""
    return Known(digest=_sha256(path), probe=probe(path))


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PhotoError(f"không đọc được tệp ({reason(error)})", "kiểm tra tệp") from None


class Index:
    """Digests by path, trusted while size and times are the same; probes by digest.

    Paths are relative to the content folder, so that the index is right after any clone: there
    the times differ, each file is read once, and what its digest is known for still holds.
    """

    def __init__(self, folder: Path, content: Path) -> None:
        self.read = 0
        """Originals whose bytes were read."""
        self._file, self._content = folder / NAME, content
        self._digests: dict[str, tuple[Stamp, str]] = {}
        self._probes: dict[str, Probe] = {}
        self._changed = False
        self._load()

    def look(self, path: Path, status: os.stat_result | None = None) -> Known:
        """What is known of an original, found out when it is not. Raises PhotoError."""
        digest = self.digest(path, status)
        if digest not in self._probes:
            try:
                self._probes[digest] = probe(path)
            except PhotoError:
                del self._digests[self._place(path)]
                raise
        return Known(digest=digest, probe=self._probes[digest])

    def digest(self, path: Path, status: os.stat_result | None = None) -> str:
        """The SHA-256 of a file's bytes, read only when nobody knows it. Raises PhotoError."""
        place = self._place(path)
        found = stamp(status or path.stat())
        known = self._digests.get(place)
        if known is not None and known[0] == found:
            return known[1]
        self.read += 1
        self._changed = True
        digest = _sha256(path)
        self._digests[place] = (found, digest)
        return digest

    def save(self) -> None:
        """Keep what was found out; a reader sees the old index or the new one.

        Where nothing can be written the next run finds out again.
        """
        record = {
            "version": _VERSION,
            "files": {place: [*found, digest] for place, (found, digest) in self._digests.items()},
            "photos": {digest: _as_list(probe) for digest, probe in self._probes.items()},
        }
        if self._changed:
            with suppress(OSError):
                write_atomically(self._file, json.dumps(record).encode(), shared=True)

    def forget_all_but(self, places: set[str]) -> None:
        """Drop files that are no longer there, and photos that no file has any more."""
        self._changed |= not self._digests.keys() <= places
        self._digests = {p: entry for p, entry in self._digests.items() if p in places}
        used = {digest for _, digest in self._digests.values()}
        self._probes = {digest: probe for digest, probe in self._probes.items() if digest in used}

    def _place(self, path: Path) -> str:
        return os.path.relpath(path, self._content).replace(os.sep, "/")

    def _load(self) -> None:
        """An index that is missing, broken or of another version is no index."""
        try:
            written = self._file.stat().st_mtime_ns
            record = json.loads(self._file.read_bytes())
            if record["version"] != _VERSION:
                return
            probes = {digest: _from_list(values) for digest, values in record["photos"].items()}
            digests = {
                place: ((size, changed, inode), digest)
                for place, (size, changed, inode, digest) in record["files"].items()
                if newest([(size, changed, inode)]) + RACY <= written
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return
        self._digests, self._probes = digests, probes


def _as_list(probe: Probe) -> list[Any]:
    taken = probe.taken.isoformat() if probe.taken else None
    size = probe.size
    return [size.width, size.height, taken, int(probe.place), int(probe.moving), probe.memory]


def _from_list(values: list[Any]) -> Probe:
    width, height, taken, place, moving, memory = values
    return Probe(
        size=Size(width=width, height=height),
        taken=datetime.fromisoformat(taken) if taken else None,
        place=bool(place),
        moving=bool(moving),
        memory=memory,
    )
