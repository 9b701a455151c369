"""Runs Pelican for the commands, and tells in Vietnamese what was done."""

from __future__ import annotations

import sys
import time
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
    cache: Path | None = None,
    memory: Memory | None = None,
) -> int:
    """Build the site of `content` into `output`; the exit code.

    `publish` takes the settings of publishconf.py; `now` is an ISO 8601 moment that stands for
    the clock; `drafts` shows posts that are not published yet; `lazy_photos`
    names renditions without making them; `cache` is where renditions are
    kept when it is not the folder in the settings; `memory` is that of a process which builds again
    and again.
    """
    started = time.perf_counter()
    if not content.is_dir():
        print(report([missing_folder()], str(content)), file=sys.stderr)
        return 1
    if output.exists() and not output.is_dir():
        print(f"{output}: đây là một tệp, không phải thư mục để ghi trang.", file=sys.stderr)
        return 1
    # Pelican takes a third of a second to import: not for the checks above, nor for `--list`.
    from pelican.settings import read_settings  # noqa: PLC0415

    overrides: dict[str, Any] = {
        "PATH": str(content.resolve()),
        "OUTPUT_PATH": str(output.resolve()),
        "NOW": now,
        "DRAFTS": drafts,
        "LAZY_PHOTOS": lazy_photos,
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
        if code := _run(settings, current, output):
            return code
        done = record.keep()
    elif done.report:
        print(done.report, file=sys.stderr)
    settings.pop(KEY, None)
    print(summary(done, current, output, time.perf_counter() - started))
    return 0


def _run(settings: Any, current: Build, output: Path) -> int:
    """Let Pelican do the work; the exit code."""
    from pelican import Pelican  # noqa: PLC0415
    from pelican.log import console  # noqa: PLC0415

    if current.memory is not None:
        current.memory.turn(time.time_ns(), current.content, current.site, current.drafts)
    console.quiet = True  # Pelican's own summary is in English and counts other things
    try:
        Pelican(settings).run()
    except SystemExit as stop:
        if isinstance(stop.code, str):
            print(stop.code, file=sys.stderr)
        return stop.code if isinstance(stop.code, int) else 1
    except OSError as error:
        print(f"Không ghi được {error.filename or output}: {error.strerror}.", file=sys.stderr)
        print("Kiểm tra chỗ trống trên đĩa và quyền ghi, rồi chạy lại.", file=sys.stderr)
        return 1
    finally:
        current.ends.close()
        settings.pop(KEY, None)
        console.quiet = False
        _forget()
    return 0


def _forget() -> None:
    """What Pelican keeps in its modules: it drops a warning that an earlier build of the same
    process gave, and holds all posts of that build."""
    from pelican.contents import Content  # noqa: PLC0415
    from pelican.log import LimitFilter  # noqa: PLC0415

    LimitFilter._raised_messages.clear()
    LimitFilter._group_count.clear()
    for method in (Content.get_content, Content.get_summary):
        method.cache.clear()
