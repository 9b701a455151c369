"""Converting in several processes: the same as in one, whatever happens to them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import NoReturn

import pytest

from plugins import conversion
from plugins.body import Body
from plugins.conversion import Reading, Source, convert_all, convert_source
from plugins.frontmatter import Document
from tests.conftest import ROOT
from tests.content.reading import ZONE
from tests.support.processes import POSIX, all_end
from tests.support.sites import post_text

COUNT = 40


def sources(text: str = "") -> list[Source]:
    return [
        Source(
            path=f"tin-tuc/2021/bai-{number}/index.md",
            kind="post",
            data=post_text(title=f"Bài {number}", body=text or "[x](k:)").encode(),
        )
        for number in range(COUNT)
    ]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few files are many, and each goes to a process by itself."""
    monkeypatch.setattr(conversion, "MANY", 0)
    monkeypatch.setattr(conversion, "_HANDFUL", 1)


def elsewhere() -> bool:
    """Whether this is not the process of the test."""
    return multiprocessing.parent_process() is not None


def both_begin(folder: Path) -> None:
    """Return when two processes came here."""
    (folder / ("other" if elsewhere() else "own")).touch()
    deadline = time.monotonic() + 60
    while len(list(folder.iterdir())) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.005)


def _by_whom(handful: Sequence[Source], _: tzinfo, base_path: str) -> list[Reading]:
    both_begin(Path(base_path))
    return [
        (
            Document(kind=one.kind, path=one.path, fields={}, lines={}),
            Body(html=str(elsewhere()), digest="", summary=""),
        )
        for one in handful
    ]


def _dies(handful: Sequence[Source], zone: tzinfo, base_path: str) -> list[Reading]:
    both_begin(Path(base_path))
    if elsewhere():
        os._exit(9)
    return [convert_source(one, zone, "") for one in handful]


def _fails(_: Sequence[Source], zone: tzinfo, base_path: str) -> list[Reading]:
    both_begin(Path(base_path))
    if elsewhere():
        raise ZeroDivisionError
    return []


def refused(count: int) -> NoReturn:
    raise OSError(11, "Resource temporarily unavailable")


def wrong(count: int) -> NoReturn:
    raise AssertionError("a process is started")


def nothing_is_left() -> bool:
    return not multiprocessing.active_children()


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("workers", [2, 3])
def test_several_processes_give_what_one_gives_in_the_same_order(workers: int) -> None:
    found = list(convert_all(sources(), ZONE, "/tv", workers))
    assert found == [convert_source(one, ZONE, "/tv") for one in sources()]
    assert repr(found) == repr([convert_source(one, ZONE, "/tv") for one in sources()])
    assert nothing_is_left()


@pytest.mark.usefixtures("many")
def test_this_process_takes_part_and_the_order_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "_convert", _by_whom)
    found = list(convert_all(sources(), ZONE, str(tmp_path), 2))
    assert {body.html for _, body in found} == {"True", "False"}
    assert [document.path for document, _ in found] == [one.path for one in sources()]


@pytest.mark.usefixtures("many")
def test_what_a_killed_process_had_is_done_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "_convert", _dies)
    found = list(convert_all(sources(), ZONE, str(tmp_path), 2))
    assert found == [convert_source(one, ZONE, "") for one in sources()]
    assert nothing_is_left()


@pytest.mark.usefixtures("many")
def test_where_no_process_can_be_started_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "processes", refused)
    found = list(convert_all(sources(), ZONE, "", 2))
    assert found == [convert_source(one, ZONE, "") for one in sources()]


@pytest.mark.usefixtures("many")
def test_an_exception_of_another_process_is_raised_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "_convert", _fails)
    with pytest.raises(ZeroDivisionError):
        list(convert_all(sources(), ZONE, str(tmp_path), 2))
    assert nothing_is_left()


@pytest.mark.usefixtures("many")
def test_who_stops_in_the_middle_leaves_nothing_running() -> None:
    converted = convert_all(sources(), ZONE, "", 2)
    next(converted)
    assert not nothing_is_left()
    converted.close()
    assert nothing_is_left()


def test_few_files_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "processes", wrong)
    assert len(list(convert_all(sources(), ZONE, "", 2))) == COUNT


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(("workers", "cores"), [(1, 4), (0, 1), (0, None)])
def test_one_core_starts_no_process(
    monkeypatch: pytest.MonkeyPatch, workers: int, cores: int | None
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(conversion, "processes", wrong)
    assert len(list(convert_all(sources(), ZONE, "", workers))) == COUNT


def test_other_processes_import_little() -> None:
    program = "import sys, plugins.conversion; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"pelican", "PIL", "jinja2", "sqlite3", "tqdm"} & set(done.stdout.split())


PROGRAM = """
import signal, sys, time
from plugins import conversion
from tests.test_conversion import ZONE, sources
# Whoever runs the tests in the background may have had it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
conversion.MANY, conversion._HANDFUL = 0, 1
try:
    print("start", flush=True)
    for _ in conversion.convert_all(sources("a *b*\\n\\n" * 1000), ZONE, "", 2):
        print("middle", flush=True)
        time.sleep(60)
except KeyboardInterrupt:
    sys.exit(130)
"""


@POSIX
@pytest.mark.parametrize("when", ["start", "middle"])
def test_ctrl_c_leaves_nothing_running_and_says_nothing(when: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    while process.stdout.readline().strip() != when:
        assert process.poll() is None
    time.sleep(0.1)  # at the start the other one imports what it needs
    os.killpg(process.pid, signal.SIGINT)  # a terminal's Ctrl-C goes to all of them
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "")
    assert all_end(process.pid)
