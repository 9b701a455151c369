"""Pelican at work on one build, and nothing of it left behind in the process."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.contents import Content
from pelican.log import LimitFilter, console

from plugins.build import KEY, Build
from plugins.garbage import uncollected
from plugins.handover import quick_handover
from plugins.reasons import reason


def run(settings: Any, current: Build, output: Path) -> int:
    """Let Pelican do the work; the exit code."""
    if current.memory is not None:
        current.memory.turn(time.time_ns(), current.content, current.site, current.drafts)
    console.quiet = True  # Pelican's own summary is in English and counts other things
    try:
        with uncollected(), quick_handover():
            Pelican(settings).run()
    except SystemExit as stop:
        if isinstance(stop.code, str):
            print(stop.code, file=sys.stderr)
        return stop.code if isinstance(stop.code, int) else 1
    except OSError as error:
        print(f"Không ghi được {error.filename or output}: {reason(error)}.", file=sys.stderr)
        cure = "kiểm tra chỗ trống trên đĩa và quyền ghi, rồi chạy lại"
        print(f"    Cách sửa: {cure}; lần dựng sau tự sửa những gì dở dang.", file=sys.stderr)
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
    LimitFilter._raised_messages.clear()
    LimitFilter._group_count.clear()
    for method in (Content.get_content, Content.get_summary):
        method.cache.clear()
