"""The work of the preview between start and Ctrl+C: look, build, tell."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from plugins.preview.channel import Channel, State
from plugins.preview.outcomes import Outcome
from plugins.preview.watch import Snapshot, changed, snapshot

Build = Callable[[Sequence[str]], Outcome]
"""Takes the paths that changed."""

Say = Callable[[str], None]


def new_version() -> str:
    """Another one for each build, also after the server was started again."""
    return f"{time.time_ns():x}"


def tell(channel: Channel, outcome: Outcome) -> None:
    """A good build has new pages; a failed one leaves the pages and has something to say."""
    if outcome.ok:
        channel.publish(State(version=new_version()))
    else:
        channel.publish(State(version=channel.state.version, report=outcome.said))


def keep_building(
    roots: Sequence[Path],
    *,
    before: Snapshot,
    first: Outcome,
    build: Build,
    channel: Channel,
    say: Say,
    stop: Event,
    interval: float = 0.5,
) -> None:
    """Build whenever something differs from `before`, the look that `first` started from."""
    sources = [*map(Path, first.sources)]
    before = {**snapshot(sources), **before}
    while not stop.wait(interval):
        places = [*roots, *sources]
        now = snapshot(places)
        paths = changed(before, now)
        if not paths:
            continue
        now = _at_rest(places, now, stop, interval / 2)
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
