"""Measures what a mobile library adds to a build and prints Markdown: part of `make bench`.

`python -m tests.benchmarks.mobile_library [STOPS [TRIPS]]`: the sample content with and without as
many (200 and 3,000 when not given), in fresh processes, by turns.
"""

from __future__ import annotations

import gzip
import os
import platform
import shutil
import sys
import tempfile
import time
from pathlib import Path

from plugins.addresses import MOBILE_LIBRARY
from plugins.build import PHOTOS
from plugins.stamps import RACY
from tests.benchmarks.running import Run, run, set_aside, set_aside_all_but
from tests.benchmarks.timetables import YEAR, write_mobile_library
from tests.conftest import ROOT

ROUNDS = 3
NOW = f"{YEAR}-12-31T20:00:00+07:00"
"""When all trips are made."""
POST = "tin-tuc/2021/hoi-nghi-tong-ket-cong-tac-thu-vien-nam-2020/index.md"


class Sample:
    """The sample site in a folder of its own; its photos are made once, apart."""

    def __init__(self, folder: Path, count: int, made: int) -> None:
        self.content, self.output = folder / "content", folder / "output"
        for name in ("content", "theme", "plugins"):
            shutil.copytree(ROOT / name, folder / name)
        for name in ("pelicanconf.py", "publishconf.py", "tasks.py"):
            shutil.copy(ROOT / name, folder / name)
        self._folder, self._cache = folder, folder / ".cache"
        shutil.rmtree(self.content / "xe-thu-vien")
        for post in self.content.rglob("index.md"):
            lines = post.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [line for line in lines if not line.startswith("trip: ")]
            post.write_text("".join(kept), encoding="utf-8")
        if count:
            write_mobile_library(self.content, count, made)
        self.warm()

    def warm(self) -> Run:
        """Where nothing changed since the last build."""
        time.sleep(RACY / 1e9)
        options = [f"--content={self.content}", f"--output={self.output}", f"--now={NOW}"]
        command = [sys.executable, "-m", "invoke", "build", *options]
        return run(command, self.output, self._folder)

    def cold(self) -> Run:
        """With renditions and nothing else."""
        set_aside(self.output)
        set_aside_all_but(self._cache, PHOTOS)
        return self.warm()

    def edited(self) -> Run:
        """After one sentence more in one post."""
        post = self.content / POST
        post.write_text(post.read_text(encoding="utf-8") + "\nThêm một câu.\n", encoding="utf-8")
        return self.warm()


def _median(runs: list[Run]) -> Run:
    return sorted(runs, key=lambda one: one.seconds)[len(runs) // 2]


def main(arguments: list[str]) -> int:
    """Measure one number of stops and trips; the exit code."""
    count, made = [*map(int, arguments), *(200, 3000)[len(arguments) :]]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, median of {ROUNDS}.\n")
    with tempfile.TemporaryDirectory() as name:
        sites = [Sample(Path(name) / "without", 0, 0), Sample(Path(name) / "with", count, made)]
        print(
            f"| work, sample content | without | with {count:,} stops, {made:,} trips | added",
            end="",
        )
        print(" | files written |\n|:--|--:|--:|--:|--:|")
        works = {
            "cold, renditions kept": Sample.cold,
            "nothing changed": Sample.warm,
            "one post edited": Sample.edited,
        }
        runs: dict[str, list[list[Run]]] = {work: [[], []] for work in works}
        for _ in range(ROUNDS):
            for work, measure in works.items():
                for site, found in zip(sites, runs[work], strict=True):
                    found.append(measure(site))
        for work, (without, with_) in runs.items():
            one, other = _median(without), _median(with_)
            added = other.seconds - one.seconds
            print(f"| {work} | {one.seconds:.2f} s | {other.seconds:.2f} s | {added:.2f} s", end="")
            print(f" | {one.written:,} → {other.written:,} |")
        page = (sites[1].output / MOBILE_LIBRARY / "index.html").read_bytes()
    print(f"\n| page, {count:,} stops | bytes | `gzip -9` |\n|:--|--:|--:|")
    print(f"| `{MOBILE_LIBRARY}` | {len(page):,} | {len(gzip.compress(page, 9)):,} |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
