"""Measures builds in fresh processes and prints a Markdown table: `make bench`.

`python -m tests.benchmarks [COUNT ...]`; without arguments 1,000 posts.
"""

from __future__ import annotations

import cProfile
import os
import platform
import pstats
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.building import build
from tests.benchmarks.posts import write_plain_posts, write_posts
from tests.conftest import ROOT
from tests.support.sites import NOW

ROUNDS = 3

BUILD = (
    "import sys; from pathlib import Path; from plugins.building import build;"
    "sys.exit(build(Path(sys.argv[1]), Path(sys.argv[2]), now=sys.argv[3],"
    " cache=Path(sys.argv[4])))"
)


def _measure(command: list[str], where: Path = ROOT) -> float:
    """Seconds of one command in a fresh process."""
    started = time.perf_counter()
    subprocess.run(command, cwd=where, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def _ours(folder: Path) -> list[str]:
    paths = [str(folder / name) for name in ("content", "output")]
    return [sys.executable, "-c", BUILD, *paths, NOW, str(folder / "cache")]


def _plain(folder: Path) -> list[str]:
    command = [sys.executable, "-m", "pelican", str(folder / "plain"), "-o", str(folder / "out2")]
    # Run in `folder`, where there is no pelicanconf.py to be taken up.
    settings = ('THEME="simple"', 'DEFAULT_LANG="en"', 'TIMEZONE="UTC"', "FEED_ALL_ATOM=null")
    settings += ("CATEGORY_FEED_ATOM=null", "PLUGINS=[]", "DEFAULT_PAGINATION=20", "READERS={}")
    return [*command, "-e", *settings]


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _row(name: str, count: int, results: list[float]) -> float:
    seconds = statistics.median(results)
    print(f"| {name} | {count:,} | {seconds:.2f} s | {1000 * seconds / count:.2f} ms |")
    return seconds


def _cold(folder: Path) -> float:
    for path in (folder / "output", folder / "cache"):
        shutil.rmtree(path, ignore_errors=True)
    return _measure(_ours(folder))


def _edited(folder: Path) -> float:
    post = next((folder / "content").rglob("index.md"))
    post.write_text(post.read_text(encoding="utf-8") + "\nThêm một câu.\n", encoding="utf-8")
    return _measure(_ours(folder))


def _table(count: int, folder: Path) -> float:
    write_posts(folder / "content", count)
    write_plain_posts(folder / "plain", count)
    work: dict[str, Callable[[], float]] = {
        "cold": lambda: _cold(folder),
        "nothing changed": lambda: _measure(_ours(folder)),
        "one post edited": lambda: _edited(folder),
        "plain Pelican, Simple theme, cold": lambda: _measure(_plain(folder), folder),
    }
    results: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS):  # interleaved, so that a slow minute hurts all alike
        for name, run in work.items():
            results[name].append(run())
    seconds = {name: _row(name, count, found) for name, found in results.items()}
    ratio = seconds["cold"] / seconds["plain Pelican, Simple theme, cold"]
    print(f"\nCold, full theme: {ratio:.2f} of plain Pelican with its Simple theme.\n")
    return seconds["cold"] / count


def _profile(folder: Path) -> None:
    """Where the time of a warm build goes, by module."""
    profile = cProfile.Profile()
    profile.enable()
    build(folder / "content", folder / "output", now=NOW, cache=folder / "cache")
    profile.disable()
    by_module: dict[str, float] = {}
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]  # typeshed lacks it
        parts = Path(file).parts
        name = next((p for p in ("markdown", "jinja2", "pelican", "yaml") if p in parts), "")
        name = name or ("plugins" if "plugins" in parts else "other (standard library, C)")
        by_module[name] = by_module.get(name, 0.0) + own
    whole = sum(by_module.values())
    print("Own time by package: ", end="")
    shares = sorted(by_module.items(), key=lambda item: -item[1])
    print(", ".join(f"{name} {100 * own / whole:.0f} %" for name, own in shares) + ".")


def main(arguments: list[str]) -> int:
    """Measure each count of posts; the exit code."""
    counts = [int(a) for a in arguments] or [1000]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, median of {ROUNDS}.\n")
    per_post = []
    for count in counts:
        with _folder() as folder:
            print("| work | posts | time | per post |\n|:--|--:|--:|--:|")
            per_post.append(_table(count, folder))
            if count == counts[0]:
                _profile(folder)
                print()
    for count, found in zip(counts[1:], per_post[1:], strict=True):
        print(f"Growth: time per post at {count:,} is {found / per_post[0]:.2f} of {counts[0]:,}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
