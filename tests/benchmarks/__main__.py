"""Measures builds in fresh processes and prints Markdown: part of `make bench`.

`python -m tests.benchmarks [COUNT ...]`; without arguments 1,000 posts. Runs of all programs are
interleaved, so that a slow minute hurts all alike.
"""

from __future__ import annotations

import cProfile
import os
import platform
import pstats
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from plugins.building import build
from tests.benchmarks.generators import generators
from tests.benchmarks.posts import write_post, write_posts
from tests.benchmarks.running import Run, run
from tests.conftest import ROOT
from tests.support.sites import NOW

ROUNDS = 3
RIVAL = "Hugo"

BUILD = (
    "import sys; from pathlib import Path; from plugins.building import build;"
    "sys.exit(build(Path(sys.argv[1]), Path(sys.argv[2]), now=sys.argv[3],"
    " cache=Path(sys.argv[4])))"
)


class Ours:
    """Our builds of one folder of posts, and what happens between them."""

    def __init__(self, folder: Path, count: int) -> None:
        self.content, self._output, self._cache = (
            folder / name for name in ("content", "output", "cache")
        )
        self._next = count
        self._site = folder / "site"  # with a theme that can be changed
        write_posts(self.content, count)
        for name in ("theme", "plugins"):
            shutil.copytree(ROOT / name, self._site / name)
        for name in ("pelicanconf.py", "publishconf.py"):
            shutil.copy(ROOT / name, self._site / name)

    def build(self) -> Run:
        """A build in a fresh process."""
        paths = [str(self.content), str(self._output), NOW, str(self._cache)]
        return run([sys.executable, "-c", BUILD, *paths], self._output, self._site)

    def cold(self) -> Run:
        """Without anything of earlier builds."""
        for path in (self._output, self._cache):
            shutil.rmtree(path, ignore_errors=True)
        return self.build()

    def edited(self) -> Run:
        """After one sentence more in one post."""
        post = self.content / "tin-tuc/2009/bai-0/index.md"
        post.write_text(post.read_text(encoding="utf-8") + "\nThêm một câu.\n", encoding="utf-8")
        return self.build()

    def added(self) -> Run:
        """After one post more."""
        write_post(self.content, self._next)
        self._next += 1
        return self.build()

    def template(self) -> Run:
        """After one line more in the template of posts."""
        template = self._site / "theme/templates/article.html"
        text = template.read_text(encoding="utf-8")
        template.write_text(text.replace("<article", "\n<article", 1), encoding="utf-8")
        return self.build()


def _table(count: int, folder: Path) -> dict[str, Run]:
    """Print the rows of one number of posts; the median of each."""
    ours = Ours(folder / "ours", count)
    work: dict[str, Callable[[], Run]] = {
        "cold": ours.cold,
        "nothing changed": ours.build,
        "one post edited": ours.edited,
        "one post added": ours.added,
        "one template changed": ours.template,
    }
    work |= {one.name: one.build for one in generators(ours.content, folder / "others")}
    results: dict[str, list[Run]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, measure in work.items():
            results[name].append(measure())
    found = {name: _median(runs) for name, runs in results.items()}
    rival = next((one.seconds for name, one in found.items() if name.startswith(RIVAL)), None)
    print(f"| work, {count:,} posts | time | of {RIVAL}'s | CPU | memory | files written |")
    print("|:--|--:|--:|--:|--:|--:|")
    for name, one in found.items():
        ratio = f"{one.seconds / rival:.2f}" if rival else "–"
        memory = f"{one.memory / 1e6:.0f} MB"
        print(f"| {name} | {one.seconds:.2f} s | {ratio} | {one.cpu:.2f} s | {memory} | ", end="")
        print(f"{one.written:,} |")
    print(flush=True)
    return found


def _median(runs: list[Run]) -> Run:
    return sorted(runs, key=lambda one: one.seconds)[len(runs) // 2]


def _profile(count: int, folder: Path) -> None:
    """Where the time goes in a build in which nothing changed, by package."""
    write_posts(folder / "content", count)
    again = partial(build, folder / "content", folder / "output", now=NOW, cache=folder / "cache")
    again()
    profile = cProfile.Profile()
    profile.runcall(again)
    by_module: dict[str, float] = {}
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]  # typeshed lacks it
        parts = Path(file).parts
        known = ("markdown", "jinja2", "pelican", "yaml", "templates")
        name = next((part for part in known if part in parts), "")
        name = name or ("plugins" if "plugins" in parts else "other (standard library, C)")
        by_module[name] = by_module.get(name, 0.0) + own
    whole = sum(by_module.values())
    print("Nothing changed, own time by package: ", end="")
    shares = sorted(by_module.items(), key=lambda item: -item[1])
    print(", ".join(f"{name} {100 * own / whole:.0f} %" for name, own in shares) + ".\n")


def main(arguments: list[str]) -> int:
    """Measure each count of posts; the exit code."""
    counts = [int(argument) for argument in arguments] or [1000]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, median of {ROUNDS}.\n")
    found: dict[int, dict[str, Run]] = {}
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            found[count] = _table(count, Path(name))
    with tempfile.TemporaryDirectory() as name:
        _profile(counts[0], Path(name))
    if len(counts) > 1:
        print("| growth: time per post | " + " | ".join(f"{count:,}" for count in counts) + " |")
        print("|:--|" + "--:|" * len(counts))
        for work in found[counts[0]]:
            cells = (f"{1000 * found[count][work].seconds / count:.2f} ms" for count in counts)
            print(f"| {work} | " + " | ".join(cells) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
