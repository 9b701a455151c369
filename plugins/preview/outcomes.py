"""How a build ended, and its words as a page can show them."""

from __future__ import annotations

import re

from plugins.values import Struct

_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_LONGEST = 20_000


class Outcome(Struct, frozen=True, kw_only=True):
    """How a build ended, what it said, and files of code beside the plugins that it has run.

    `unfinished` is what is wrong with drafts that a good build could not show.
    """

    ok: bool
    said: str
    unfinished: str = ""
    sources: tuple[str, ...] = ()


def readable(said: str) -> str:
    """Words for a page: no colours, of a progress bar only its last state, not endless."""
    lines = (line.rstrip("\r").rpartition("\r")[2].rstrip() for line in said.split("\n"))
    text = _COLOURS.sub("", "\n".join(lines)).strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\n…"
