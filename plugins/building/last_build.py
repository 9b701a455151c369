"""The last build of an output folder. While nothing that it read or wrote has changed, it holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Self

from plugins.files import digest
from plugins.kept import keep, read_kept
from plugins.program import program
from plugins.stamps import RACY, newest, stamp_of_file, stamps
from plugins.values import Struct, asdict


class Inputs(Struct, frozen=True, kw_only=True):
    """All that a build reads, looked at before it begins; `newest` is the latest time of a file,
    in nanoseconds."""

    digest: str
    newest: int

    @classmethod
    def look(cls, roots: Iterable[Path], *options: object) -> Self:
        """Files at and below `roots` by their stamps, and whatever else decides on the outcome.

        Options count by what `repr` says of them.
        """
        found = sorted(pair for root in roots for pair in stamps(root))
        words = repr((found, options)).encode(errors="surrogatepass")
        return cls(digest=digest(program(), words), newest=newest(stamp for _, stamp in found))

    def settled(self, when: int) -> bool:
        """Whether no file is so young at `when` that another change could go unseen."""
        return self.newest + RACY <= when


class LastBuild(Struct, frozen=True, kw_only=True):
    """A build that ended well. It held from `since` on and before `until` (ISO 8601).

    `outputs` stands for its files; `report` are its warnings; `posts`, `pages` and `files` count
    what is published.
    """

    inputs: str
    outputs: str
    since: str
    until: str
    report: str
    posts: int
    pages: int
    files: int

    def holds(self, inputs: Inputs, outputs: str, now: datetime) -> bool:
        """Whether a build of these inputs at the moment `now` would change nothing."""
        in_time = datetime.fromisoformat(self.since) <= now < datetime.fromisoformat(self.until)
        return in_time and (self.inputs, self.outputs) == (inputs.digest, outputs)


def read_last_build(path: Path) -> LastBuild | None:
    """What is known of the last build; None when that is nothing, broken or another program's."""
    data = read_kept(path)
    return LastBuild(**json.loads(data)) if data else None


def save_last_build(path: Path, build: LastBuild) -> None:
    """Where nothing can be written, the next build does all the work."""
    keep(path, json.dumps(asdict(build)).encode())


def look_at_outputs(root: Path, names: Iterable[str]) -> str:
    """Stands for the files of these names as they are."""
    found = [(name, stamp_of_file(f"{root}/{name}")) for name in sorted(names)]
    return digest(repr(found).encode())
