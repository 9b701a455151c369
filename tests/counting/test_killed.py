"""Runs that are killed, or that are not alone, lose nothing and count nothing twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugins.visits import log_counting
from tests.conftest import ROOT
from tests.counting.counting import Counter
from tests.support.processes import POSIX
from tests.visits.logs import BROWSERS, CRAWLERS, hit, own

LINES = 20_000
KILLS, MANY_KILLS = 12, 200


def begin(counter: Counter, *logs: Path) -> subprocess.Popen[str]:
    """A run that has imported all it needs."""
    command = [sys.executable, "-m", "tests.counting.killing", str(counter.root), *map(str, logs)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdout
    assert process.stdout.readline() == "begun\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out, err) == (0, "ended\n", "")


def die(*_: object) -> None:
    """Work that ends its process."""
    os._exit(9)


def lines(count: int) -> list[bytes]:
    draw = random.Random(3)
    return [
        own(
            hit(
                f"2021-01-{9 + n % 3:02}T{draw.randrange(24):02}:{draw.randrange(60):02}:00",
                f"/{draw.randrange(200)}/",
                id=f"{draw.getrandbits(128):032x}",
                address=f"10.0.{draw.randrange(20)}.{draw.randrange(200)}",
                agent=draw.choice([*BROWSERS, CRAWLERS[0]]),
            )
        )
        for n in range(count)
    ]


@POSIX
@pytest.mark.long
def test_a_run_that_is_killed_again_and_again(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """At any moment of its work, each time on a longer log, over days that close meanwhile."""
    kills = MANY_KILLS if request.config.getoption("--long") else KILLS
    whole = lines(LINES)
    once, killed = Counter(root=tmp_path / "once"), Counter(root=tmp_path / "killed")
    old = once.log(own(hit("2021-01-06T10:00:00", id="ee" * 16)), "old")
    for counter in (once, killed):
        counter.count(old, now="2021-01-06T11:00:00")
    log = once.log(whole)
    began = time.monotonic()
    once.count(log)
    length = time.monotonic() - began
    draw = random.Random(5)
    reached = 0
    for number in range(kills):
        part = killed.log(whole[: LINES * (number + 1) // kills], "part")
        process = begin(killed, part)
        time.sleep(draw.uniform(0, length * 1.2))
        process.kill()
        out, _ = process.communicate()
        reached += "ended" in out
    assert reached < kills  # some were killed at work
    end(begin(killed, log))
    assert killed.sums() == once.sums()
    assert killed.open_days == {"2021-01-09", "2021-01-10", "2021-01-11"}


def test_a_process_that_the_system_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For want of memory, say: nothing of the run counts."""
    counter = Counter(root=tmp_path).having(workers=2)
    log = counter.log(lines(100))
    counter.count(log)
    before = counter.sums()
    monkeypatch.setattr(log_counting, "MANY", 0)
    monkeypatch.setattr(log_counting, "_scan_range", die)
    outcome = counter.run(counter.log(lines(1000), "2"))
    (problem,) = outcome.problems
    assert problem.message == "một tiến trình đọc nhật ký bị hệ thống dừng, thường vì hết bộ nhớ"
    assert counter.sums() == before


def test_two_runs_at_once(tmp_path: Path) -> None:
    whole = lines(LINES)
    once, both = Counter(root=tmp_path / "once"), Counter(root=tmp_path / "both")
    once.count(once.log(whole))
    parts = [both.log(whole[:12_000], "1"), both.log(whole[8_000:], "2")]
    running = [begin(both, part, part) for part in parts * 2]
    for process in running:
        end(process)
    assert both.sums() == once.sums()
