"""Runs Pelican for the commands, and tells in Vietnamese what was done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plugins.build import KEY, Build, parse_now
from plugins.building.record import Record, summary
from plugins.content.scan import missing_folder
from plugins.memory import Memory
from plugins.problems import report

ROOT = Path(__file__).resolve().parents[2]


def build(
    content: Path,
    output: Path,
    *,
    publish: bool = False,
    now: str | None = None,
    drafts: bool = False,
    lazy_photos: bool = False,
    only: str = "",
    cache: Path | None = None,
    memory: Memory | None = None,
    then: Callable[[Build], None] | None = None,
) -> int:
    """Build the site of `content` into `output`; the exit code.

    `publish` takes the settings of publishconf.py; `now` is an ISO 8601 moment that stands for
    the clock; `drafts` shows posts that are not published yet; `lazy_photos`
    names renditions without making them; `only` is the path of the one post that somebody wants to
    see; `cache` is where renditions are
    kept when it is not the folder in the settings; `memory` is that of a process which builds again
    and again; `then` is handed a build that has just ended well.
    """
    started = time.perf_counter()
    if not content.is_dir():
        print(report([missing_folder()], str(content)), file=sys.stderr)
        return 1
    if output.exists() and not output.is_dir():
        print(f"{output}: đây là một tệp, không phải thư mục để ghi trang.", file=sys.stderr)
        return 1
    from pelican.settings import read_settings  # noqa: PLC0415  # slow to import: not for the checks

    from plugins.building.running import run  # noqa: PLC0415  # as slow: it imports Pelican

    overrides: dict[str, Any] = {
        "PATH": str(content.resolve()),
        "OUTPUT_PATH": str(output.resolve()),
        "NOW": now,
        "DRAFTS": drafts,
        "LAZY_PHOTOS": lazy_photos,
        "ONLY": only,
        "MEMORY": memory,
    }
    if cache is not None:
        overrides["CACHE_PATH"] = str(cache.resolve())
    configuration = ROOT / ("publishconf.py" if publish else "pelicanconf.py")
    settings = read_settings(str(configuration), override=overrides)
    if now:
        try:
            parse_now(now, settings["SITE"])
        except ValueError as error:
            print(f"--now: {error}; gõ như 2021-01-11T08:41:24.", file=sys.stderr)
            return 1
    current = Build.of(settings)
    record = Record(current, settings, configuration)
    done = record.last_that_holds()
    if done is None:
        record.forget()
        if code := run(settings, current, output):
            return code
        done = record.keep()
        if then is not None:
            then(current)
    elif done.report:
        print(done.report, file=sys.stderr)
    settings.pop(KEY, None)
    print(summary(done, current, output, time.perf_counter() - started))
    return 0
