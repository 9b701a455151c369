"""How large the repository is, as far as a clone can tell."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from shutil import which

from plugins.sizing.dated_pages import DatedPage
from plugins.sizing.folders import by_folder, files
from plugins.sizing.forecast import Dated
from plugins.values import Struct

_NOT_ALL = ("shallow", "objects/info/alternates", "objects/pack/*.promisor")
"""Files of git's that say that objects are elsewhere: of a shallow clone, of one that borrows, and
of a partial one."""


class Repository(Struct, frozen=True, kw_only=True):
    """Bytes of `.git` and of the files of this state, whether `.git` holds the whole history; the
    originals of what has a day; folders of content and the bytes in them."""

    git: int
    checked_out: int
    whole: bool
    dated: tuple[Dated, ...]
    parts: dict[str, int]


def measure_repository(root: Path, content: Path, pages: Iterable[DatedPage]) -> Repository | None:
    """Measure the repository that `root` is a clone of; None where git knows of none.

    `pages` are the dated ones of the site that was built of `content`. Raises OSError.
    """
    told = _ask(root, "rev-parse", "--git-common-dir")
    names = _ask(root, "ls-files", "-z")
    if told is None or names is None:
        return None
    git = root / told.rstrip("\n")
    checked_out = sum(
        path.lstat().st_size
        for name in filter(None, names.split("\0"))
        if (path := root / name).is_file()
    )
    sizes = dict(files(content))
    folders = by_folder(sizes)
    singles: dict[str, int] = defaultdict(int)
    parts: dict[str, int] = defaultdict(int)
    for name, size in sizes.items():
        singles[_stem(name)] += size
        parts[f"{content.name}/{_part(name)}"] += size
    return Repository(
        git=sum(size for _, size in files(git)),
        checked_out=checked_out,
        whole=not any(next(git.glob(pattern), None) for pattern in _NOT_ALL),
        # A post is a folder, a film several files of one name.
        dated=tuple(
            Dated(day=page.day, size=folders.get(page.folder, 0) + singles.get(page.folder, 0))
            for page in pages
        ),
        parts=dict(parts),
    )


def _stem(name: str) -> str:
    """The path of a file without its endings."""
    folder, slash, file = name.rpartition("/")
    return f"{folder}{slash}{file.partition('.')[0]}"


def _part(name: str) -> str:
    """The folder that a file counts to: the first one, with the year below it if there is one."""
    *folders, _ = name.split("/")
    depth = 2 if re.fullmatch(r"\d{4}", "".join(folders[1:2])) else 1
    return "".join(f"{folder}/" for folder in folders[:depth])


def _ask(root: Path, *words: str) -> str | None:
    """What git says; None where there is no git, no repository, or one of somebody else's."""
    program = which("git")
    if program is None:
        return None
    done = subprocess.run([program, "-C", str(root), *words], capture_output=True, check=False)
    return None if done.returncode else done.stdout.decode("utf-8", errors="surrogateescape")
