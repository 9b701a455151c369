"""One build in a Python of its own, so that changed code of the site counts as well."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_LONGEST = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How a build ended, and what it said."""

    ok: bool
    said: str


def rebuild(command: Sequence[str]) -> Outcome:
    """Run a build and keep what it says."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Outcome(ok=done.returncode == 0, said=readable(done.stdout))


def build_in_the_open(command: Sequence[str]) -> Outcome:
    """Run a build that speaks to the terminal itself, progress bars and all.

    What it said is then known only by building once more, which is soon done where it fails.
    """
    done = subprocess.run(command, stdin=subprocess.DEVNULL, check=False)
    return Outcome(ok=True, said="") if done.returncode == 0 else rebuild(command)


def readable(said: str) -> str:
    """Words for a page: no colours, of a progress bar only its last state, not endless."""
    lines = (line.rstrip("\r").rpartition("\r")[2].rstrip() for line in said.split("\n"))
    text = _COLOURS.sub("", "\n".join(lines)).strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\n…"
