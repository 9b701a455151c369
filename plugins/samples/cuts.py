"""A data file without its sample parts, cut by whole lines so that the rest keeps its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plugins.problems import Problem
from plugins.values import Struct
from plugins.vietnamese import cut_at_word

BOM = b"\xef\xbb\xbf"

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Part(Struct, frozen=True, kw_only=True):
    """Something to take out: a file, or a part of one with its line; `label` says what it is."""

    path: str
    line: int | None = None
    label: str = ""


class Cut(Struct, frozen=True, kw_only=True):
    """What goes and what stays of one data file.

    `rest` is None when nothing goes; `kept` counts the parts that stay.
    """

    taken: tuple[Part, ...] = ()
    rest: bytes | None = None
    kept: int = 0
    problems: tuple[Problem, ...] = ()


def lines_of(data: bytes) -> list[bytes]:
    """The lines of a file with their ends, as editors and `frontmatter.decode` count them."""
    return _LINE.findall(data)


def label(words: Iterable[str]) -> str:
    """A few words on a part, in one line."""
    return cut_at_word(" ".join(" ".join(words).split()), 60)
