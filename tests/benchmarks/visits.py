"""Measures the counting of visits, ours and others', and prints Markdown: part of `make bench`.

`python -m tests.benchmarks.visits [LINES]`: a whole site's log in the combined format, one line in
twenty a counted image, three open days. Of one million lines (or fewer) also GoAccess and AWStats
where Debian's packages are installed; then our own of as many as are asked for, 10,000,000 when
none are. Files are in the page cache, as they were just written.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.running import Run, run
from tests.visits.logs import write_site_log

LINES = 10_000_000
WITH_PEERS = 1_000_000
FEW = 20_000
ROUNDS = 3
DAYS = ("2021-01-09", "2021-01-10", "2021-01-11")
NOW = f"{DAYS[-1]}T23:59:59"
AWSTATS = Path("/usr/lib/cgi-bin/awstats.pl")


def ours(log: Path, folder: Path) -> list[str]:
    """What a timer runs."""
    (folder / "content").mkdir(parents=True, exist_ok=True)
    options = [f"--content={folder / 'content'}", f"--state={folder / 'so.sqlite'}"]
    options += [f"--live={folder / 'live'}", f"--now={NOW}"]
    return [sys.executable, "-m", "invoke", "visits", str(log), *options]


def goaccess(log: Path, folder: Path) -> list[str]:
    """Its report of the log as JSON."""
    folder.mkdir()
    options = ["--log-format=COMBINED", "--no-global-config", "--no-progress"]
    return ["goaccess", str(log), *options, f"--output={folder / 'report.json'}"]


def awstats(log: Path, folder: Path) -> list[str]:
    """Its data of the log."""
    folder.mkdir()
    lines = {
        "LogFile": log, "LogType": "W", "LogFormat": 1, "SiteDomain": "example.org",
        "HostAliases": "localhost", "DirData": folder, "DNSLookup": 0,
    }  # fmt: skip
    words = "".join(f'{name}="{value}"\n' for name, value in lines.items())
    (folder / "awstats.bench.conf").write_text(words, encoding="utf-8")
    return ["perl", str(AWSTATS), "-update", "-config=bench", f"-configdir={folder}"]


def peers() -> dict[str, Callable[[Path, Path], list[str]]]:
    """Programs that are installed, by their name and version."""
    found: dict[str, Callable[[Path, Path], list[str]]] = {}
    if shutil.which("goaccess"):
        command = [shutil.which("goaccess") or "", "--version"]
        told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        found[told.stdout.split(".\n")[0].replace(" - ", " ")] = goaccess
    if AWSTATS.exists():
        command = ["perl", str(AWSTATS), "--version"]
        told = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        version = next((word for word in told.stdout.split() if word[:1].isdecimal()), "")
        found[f"AWStats {version}".strip()] = awstats
    return found


def median(runs: list[Run]) -> Run:
    """The one in the middle by the clock."""
    return sorted(runs, key=lambda one: one.seconds)[len(runs) // 2]


def row(name: str, one: Run, of: float) -> None:
    """A line of the table."""
    print(
        f"| {name} | {one.seconds:.2f} s | {one.seconds / of:.2f} | {one.cpu:.2f} s"
        f" | {one.memory / 1e6:.0f} MB |",
        flush=True,
    )


def main(arguments: list[str]) -> int:
    """Measure; the exit code."""
    most = int(arguments[0]) if arguments else LINES
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for lines in sorted({FEW, min(WITH_PEERS, most), most}):
            log = folder / "access.log"
            pixels = write_site_log(log, lines, DAYS)
            print(
                f"\n| {lines:,} lines, {log.stat().st_size / 1e6:,.0f} MB, {pixels:,} counted",
                end="",
            )
            print(" | time | of ours | CPU | memory |\n|:--|--:|--:|--:|--:|")
            rounds = ROUNDS if lines <= WITH_PEERS else 1
            made: list[Run] = []
            again: list[Run] = []
            for number in range(rounds):
                place = folder / f"ours-{lines}-{number}"
                made.append(run(ours(log, place), place))
                again.append(run(ours(log, place), place))
            first = median(made).seconds
            row("ours", median(made), first)
            row("ours, all lines known already", median(again), first)
            if lines != min(WITH_PEERS, most):
                continue
            for peer, command in peers().items():
                place = folder / command.__name__
                row(peer, run(command(log, place), place), first)
    print("\nMemory is the resident memory of all processes together, at its most.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
