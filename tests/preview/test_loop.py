"""A change on the disk becomes news for the browser."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from plugins.preview.channel import Channel, State
from plugins.preview.loop import Build, keep_building, tell
from plugins.preview.outcomes import Outcome
from plugins.preview.watch import snapshot

FAST = 0.02
SLOW = 0.6
PATIENCE = 10.0

GOOD = Outcome(ok=True, said="")
BAD = Outcome(ok=False, said="a.md:1: LỖI: sai")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "a.md").write_text("một", encoding="utf-8")
    return folder


@pytest.fixture
def channel() -> Channel:
    return Channel(State(version="v1"))


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def watching(content: Path, channel: Channel, said: list[str]) -> Callable[..., object]:
    @contextmanager
    def start(build: Build, rest: float = FAST, first: Outcome = GOOD) -> Iterator[None]:
        stop = Event()
        options = {"before": snapshot([content]), "first": first, "build": build}
        options |= {"channel": channel, "say": said.append, "stop": stop}
        thread = Thread(
            target=keep_building,
            args=([content],),
            kwargs={**options, "interval": 0.1, "rest": rest},
        )
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    return start


def test_a_good_build_is_a_new_version(channel: Channel) -> None:
    tell(channel, GOOD)
    assert channel.state.version != "v1"
    assert channel.state.report == ""


def test_a_failed_build_keeps_the_version_and_says_why(channel: Channel) -> None:
    tell(channel, BAD)
    assert channel.state == State(version="v1", report=BAD.said, failed=True)


def test_a_good_build_tells_of_drafts_that_it_could_not_show(channel: Channel) -> None:
    tell(channel, Outcome(ok=True, said="", unfinished="a.md:3: LƯU Ý: sai"))
    assert channel.state.version != "v1"
    assert (channel.state.report, channel.state.failed) == ("a.md:3: LƯU Ý: sai", False)


def test_waiting_ends_without_news(channel: Channel) -> None:
    assert channel.wait(None, 0) == State(version="v1")
    assert channel.wait(State(version="v1"), 0.01) is None


def test_a_change_is_built_and_told(content, channel, said, watching) -> None:
    with watching(lambda _: GOOD):
        assert channel.wait(State(version="v1"), FAST * 10) is None
        (content / "a.md").write_text("một hai", encoding="utf-8")
        state = channel.wait(State(version="v1"), PATIENCE)
    assert state is not None
    assert state.version != "v1"
    assert said[0] == f"Có thay đổi: {content / 'a.md'}. Đang dựng lại ..."
    assert said[1].startswith("Đã dựng lại trong 0,")


def test_a_mistake_and_its_cure(content, channel, said, watching) -> None:
    outcomes = iter([BAD, GOOD])
    with watching(lambda _: next(outcomes)):
        (content / "a.md").write_text("sai rồi", encoding="utf-8")
        failed = channel.wait(State(version="v1"), PATIENCE)
        assert failed == State(version="v1", report=BAD.said, failed=True)
        (content / "a.md").write_text("đúng", encoding="utf-8")
        mended = channel.wait(failed, PATIENCE)
    assert mended is not None
    assert (mended.version != "v1", mended.report) == (True, "")
    assert said[1] == BAD.said


def test_what_changes_during_a_build_is_built_again(content, channel, watching) -> None:
    calls = []

    def build(_: Sequence[str]) -> Outcome:
        calls.append(1)
        if len(calls) == 1:
            (content / "b.md").write_text("mới", encoding="utf-8")
        return GOOD

    with watching(build):
        (content / "a.md").unlink()
        first = channel.wait(State(version="v1"), PATIENCE)
        assert channel.wait(first, PATIENCE) is not None
    assert len(calls) == 2


@pytest.mark.parametrize("by_renaming", [False, True])
def test_the_save_of_a_text_waits_for_nothing(content, channel, watching, by_renaming) -> None:
    with watching(lambda _: GOOD, rest=3600.0):
        assert channel.wait(State(version="v1"), FAST * 10) is None
        if by_renaming:
            fresh = content / "a.md.tmp"
            fresh.write_text("một hai", encoding="utf-8")
            fresh.replace(content / "a.md")
        else:
            # In one call: an editor's two are closer to each other than two looks.
            with (content / "a.md").open("a", encoding="utf-8") as file:
                file.write(" hai")
        assert channel.wait(State(version="v1"), PATIENCE) is not None


def test_a_slow_copy_is_one_change(content, channel, said, watching) -> None:
    with watching(lambda _: GOOD, rest=SLOW):
        for number in range(10):
            (content / f"{number}.jpg").write_bytes(b"1")
            time.sleep(0.1)
        assert channel.wait(State(version="v1"), PATIENCE) is not None
    assert said[0] == f"Có thay đổi: {content / '0.jpg'} và 9 tệp khác. Đang dựng lại ..."


def test_code_that_a_build_ran_is_watched(tmp_path, content, channel, watching) -> None:
    """Also code elsewhere, the first time as well as later."""
    early, late = tmp_path / "early.py", tmp_path / "late.py"
    early.touch()
    late.touch()
    changes: list[Sequence[str]] = []

    def build(paths: Sequence[str]) -> Outcome:
        changes.append(paths)
        return Outcome(ok=True, said="", sources=(str(late),))

    with watching(build, first=Outcome(ok=True, said="", sources=(str(early),))):
        state = channel.state
        assert channel.wait(state, FAST * 10) is None
        for file in (early, late, early):
            # At once: a look at an empty file would be a change of its own.
            fresh = tmp_path / "fresh"
            fresh.write_text(file.read_text(encoding="utf-8") + "#", encoding="utf-8")
            fresh.replace(file)
            state = channel.wait(state, PATIENCE)
            assert state is not None
    assert changes == [(str(early),), (str(late),), (str(early),)]
