"""Measures builds in fresh processes and prints Markdown: part of `make bench`.

`python -m tests.benchmarks [COUNT ...]`; without arguments 250, 1,000, 4,000 and 10,000 posts. Runs
of all programs are interleaved, so that a slow minute hurts all alike.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from plugins.build import PHOTOS
from plugins.stamps import RACY
from tests.benchmarks.generators import generators
from tests.benchmarks.posts import write_photos, write_post, write_posts
from tests.benchmarks.running import Run, run, set_aside, set_aside_all_but
from tests.conftest import ROOT
from tests.support.sites import NOW

COUNTS = [250, 1000, 4000, 10_000]
ROUNDS = 3
ALBUM = 3
"""Photos of each post, in the table of posts with photos."""
RIVAL = "Hugo"


class Ours:
    """Our builds of one folder of posts, and what happens between them."""

    def __init__(self, folder: Path, count: int, photos: int = 0) -> None:
        self.content, self._output = folder / "content", folder / "output"
        self._next = count
        self._site = folder / "site"  # with a theme that can be changed
        self._cache = self._site / ".cache"
        write_posts(self.content, count)
        write_photos(self.content, photos)
        for name in ("theme", "plugins"):
            shutil.copytree(ROOT / name, self._site / name)
        for name in ("pelicanconf.py", "publishconf.py", "tasks.py"):
            shutil.copy(ROOT / name, self._site / name)
        time.sleep(RACY / 1e9)  # or the first build would not trust files so young

    def build(self, *more: str) -> Run:
        """What an editor types: a build in a fresh process."""
        options = [f"--content={self.content}", f"--output={self._output}", f"--now={NOW}", *more]
        command = [sys.executable, "-m", "invoke", "build", *options]
        return run(command, self._output, self._site)

    def cold(self) -> Run:
        """Without anything of earlier builds."""
        set_aside(self._output)
        set_aside(self._cache)
        return self.build()

    def cloned(self) -> Run:
        """With renditions, which are right on any machine, and nothing else."""
        time.sleep(RACY / 1e9)  # the last edit must be as old as it would be
        set_aside(self._output)
        set_aside_all_but(self._cache, PHOTOS)
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

    def indexed(self) -> Run:
        """With a search index that is made anew, beside pages that stand."""
        set_aside(self._cache / "search")
        return self.build("--search")

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
        "search index made anew": ours.indexed,
    }
    work |= {one.name: one.build for one in generators(ours.content, folder / "others")}
    return _measure(f"{count:,} posts", work)


def _with_photos(count: int, folder: Path) -> None:
    """Print the rows of posts with photos, always of the same few: making them is timed apart."""
    ours = Ours(folder, count, ALBUM)
    ours.build()
    work = {
        "as after a clone, renditions kept": ours.cloned,
        "nothing changed": ours.build,
        "one post edited": ours.edited,
    }
    _measure(f"{count:,} posts with {ALBUM} photos each", work)


def _measure(what: str, work: Mapping[str, Callable[[], Run]]) -> dict[str, Run]:
    """Print a row for each work; the median of each, by name."""
    results: dict[str, list[Run]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, measure in work.items():
            results[name].append(measure())
    found = {name: _median(runs) for name, runs in results.items()}
    rival = next((one.seconds for name, one in found.items() if name.startswith(RIVAL)), None)
    print(f"| work, {what} | time | of {RIVAL}'s | CPU | memory | files written |")
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


def main(arguments: list[str]) -> int:
    """Measure each count of posts; the exit code."""
    counts = [int(argument) for argument in arguments] or COUNTS
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, median of {ROUNDS}.\n")
    found: dict[int, dict[str, Run]] = {}
    with tempfile.TemporaryDirectory() as name:
        for count in counts:
            found[count] = _table(count, Path(name) / str(count))
        _with_photos(min(counts, key=lambda count: abs(count - 1000)), Path(name) / "photos")
    if len(counts) > 1:
        print("| growth: time per post | " + " | ".join(f"{count:,}" for count in counts) + " |")
        print("|:--|" + "--:|" * len(counts))
        for work in found[counts[0]]:
            cells = (f"{1000 * found[count][work].seconds / count:.2f} ms" for count in counts)
            print(f"| {work} | " + " | ".join(cells) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
