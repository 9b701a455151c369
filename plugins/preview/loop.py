"""The work of the preview between start and Ctrl+C: look, build, tell."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from plugins.preview.channel import Channel, State
from plugins.preview.outcomes import Outcome
from plugins.preview.watch import Snapshot, Stamp, changed, look_again, snapshot, wakes

Build = Callable[[Sequence[str]], Outcome]
"""Takes the paths that changed."""

Say = Callable[[str], None]

_TEXT = 100_000
"""Bytes; the posts of this site are a tenth of it, photos are more."""


def new_version() -> str:
    """Another one for each build, also after the server was started again."""
    return f"{time.time_ns():x}"


def tell(channel: Channel, outcome: Outcome) -> None:
    """A good build has new pages; a failed one leaves the pages and has something to say."""
    if outcome.ok:
        channel.publish(State(version=new_version(), report=outcome.unfinished))
    else:
        state = State(version=channel.state.version, report=outcome.said, failed=True)
        channel.publish(state)


def keep_building(
    roots: Sequence[Path],
    *,
    before: Snapshot,
    first: Outcome,
    build: Build,
    channel: Channel,
    say: Say,
    stop: Event,
    interval: float = 1.0,
    rest: float = 0.25,
) -> None:
    """Build whenever something differs from `before`, the look that the `first` build started from.

    `interval` is how often to look when no news come, `rest` how long a copy may pause.
    """
    sources = [*map(Path, first.sources)]
    before = {**snapshot(sources), **before}
    for news in wakes(roots, stop, interval=interval):
        places = [*roots, *sources]
        now = look_again(before, news) or snapshot(places)
        paths = changed(before, now)
        if not paths:
            continue
        if not all(_is_edit(before.get(path), now.get(path)) for path in paths):
            now = _at_rest(places, now, stop, rest)
            paths = changed(before, now)
        before = now
        if not paths:
            continue
        say(_what(paths))
        started = time.perf_counter()
        outcome = build(paths)
        sources = sorted({*sources, *map(Path, outcome.sources)})
        before = {**snapshot(sources), **before}
        seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
        tell(channel, outcome)
        say(f"Đã dựng lại trong {seconds} giây." if outcome.ok else outcome.said)
        if outcome.unfinished:
            say(outcome.unfinished)


def _is_edit(before: Stamp | None, now: Stamp | None) -> bool:
    """Whether a text was saved. All else may be part of a copy, and more of it may follow."""
    return before is not None and now is not None and before[1] < _TEXT and 0 < now[1] < _TEXT


def _at_rest(roots: Sequence[Path], last: Snapshot, stop: Event, rest: float) -> Snapshot:
    """The first look that equals the one before it: a copy of many photos is one change."""
    while not stop.wait(rest):
        now = snapshot(roots)
        if now == last:
            break
        last = now
    return last


def _what(paths: Sequence[str]) -> str:
    more = f" và {len(paths) - 1} tệp khác" if len(paths) > 1 else ""
    return f"Có thay đổi: {paths[0]}{more}. Đang dựng lại ..."
