"""A run in a process of its own, for tests that kill it: `python -m tests.counting.killing`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.counting.counting import SITE, Counter


def main(root: str, *logs: str) -> int:
    """Say that all is imported, then count; the exit code."""
    counter = Counter(root=Path(root), site=SITE)
    print("begun", flush=True)
    outcome = counter.run(*map(Path, logs))
    for problem in outcome.problems:
        print(problem.message, file=sys.stderr)
    print("ended", flush=True)
    return int(bool(outcome.problems))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
