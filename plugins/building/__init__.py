"""Runs Pelican for the commands, and tells in Vietnamese what was done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any

from plugins.build import KEY, Build, Search, parse_now
from plugins.building.last_build import LastBuild
from plugins.building.record import Record, summary
from plugins.content.scan import missing_folder
from plugins.files import digest
from plugins.memory import Memory
from plugins.problems import report
from plugins.turns import turn

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
    search: Search = "",
    cache: Path | None = None,
    memory: Memory | None = None,
    then: Callable[[Build], None] | None = None,
) -> int:
    """Build the site of `content` into `output`; the exit code.

    `publish` takes the settings of publishconf.py; `now` is an ISO 8601 moment that stands for
    the clock; `drafts` shows posts that are not published yet; `lazy_photos`
    names renditions without making them; `only` is the path of the one post that somebody wants to
    see; `search` makes the search index too; `cache` is where renditions are
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

    overrides: dict[str, Any] = {
        "PATH": str(content.resolve()),
        "OUTPUT_PATH": str(output.resolve()),
        "NOW": now,
        "DRAFTS": drafts,
        "LAZY_PHOTOS": lazy_photos,
        "ONLY": only,
        "SEARCH": search,
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
    with ExitStack() as stack:
        with suppress(OSError):  # then the build cannot write either, and says so
            stack.enter_context(turn(_lock(current), partial(_say_waiting, output)))
        code, done = _build(current, settings, configuration, then)
    settings.pop(KEY, None)
    if done is not None:
        print(summary(done, current, output, time.perf_counter() - started))
    return code


def _build(
    current: Build, settings: Any, configuration: Path, then: Callable[[Build], None] | None
) -> tuple[int, LastBuild | None]:
    """The exit code, and what there is to say of the build if it ended well."""
    from plugins.building.running import run  # noqa: PLC0415  # slow: it imports Pelican

    record = Record(current, settings, configuration)
    done = record.last_that_holds()
    if done is None:
        record.forget()
        if code := run(settings, current, current.output):
            return code, None
        done = record.keep()
        if then is not None:
            then(current)
    elif done.report:
        print(done.report, file=sys.stderr)
    return 0, done


def _lock(build: Build) -> Path:
    folder = build.cache / "outputs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{digest(str(build.output.resolve()).encode())}.lock"


def _say_waiting(output: Path) -> None:
    print(f"Một lần dựng khác đang ghi vào {output}/; chờ lần đó xong…", file=sys.stderr)
