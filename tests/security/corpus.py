"""The texts of corpus.txt."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("corpus.txt")
_ESCAPED = re.compile(r"\{U\+([0-9A-F]{4})\}")


@cache
def corpus() -> tuple[str, ...]:
    """All texts, in the order of the file."""
    lines = _FILE.read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if line and not line.startswith(("# ", "## "))]
    return tuple(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), line) for line in kept)
