"""The program that builds for the preview, again and again: Python and Pelican start only once.

`python -P plugins/preview/builder.py CONTENT OUTPUT` reads a line of JSON for each build from
standard input, `{"said": FILE}`, and answers each with one on standard output. What a build says,
whoever in it says it, goes into FILE; null stands for the standard error that the program began
with. The answer tells what is wrong with drafts that could not be shown. The end of its input is
the end of the program: a preview that was killed leaves nothing behind. As a module it would begin
with imports of ours, which might print into the answers.
"""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parents[2]


def main(content: Path, output: Path) -> None:
    """Build when asked, until nobody asks any more."""
    requests, answers = _take_pipes()
    in_the_open = os.dup(2)
    sys.path.insert(0, str(ROOT))
    # The preview ends this program so; a build under way then puts its own processes away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        # Once the signal is caught and the folder is known.
        from plugins.building import build  # noqa: PLC0415
        from plugins.memory import Memory  # noqa: PLC0415
        from plugins.problems import report  # noqa: PLC0415

        unfinished: list[str] = []
        gc.disable()
        work = partial(
            build,
            content,
            output,
            drafts=True,
            lazy_photos=True,
            memory=Memory(),
            then=lambda build: unfinished.append(report(build.loaded.unfinished, build.place)),
        )
        for line in requests:
            unfinished.clear()
            _speak_into(json.loads(line)["said"], in_the_open)
            ok = _ends_well(work)
            sys.stdout.flush()
            sys.stderr.flush()
            answer = {"ok": ok, "sources": _sources(), "unfinished": "".join(unfinished)}
            answers.write(json.dumps(answer).encode() + b"\n")
            gc.collect()  # now, while somebody reads the page
    except (KeyboardInterrupt, BrokenPipeError):
        os._exit(1)  # without the words of Python's own


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the preview, out of reach of whatever a build starts or prints."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # no longer a pipe: in the order it is said
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    return requests, answers


def _speak_into(said: str | None, in_the_open: int) -> None:
    """The two descriptors themselves, which also libraries and other processes write to."""
    if said is None:
        os.dup2(in_the_open, 1)
        os.dup2(in_the_open, 2)
        return
    file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.close(file)


def _ends_well(build: Callable[[], int]) -> bool:
    try:
        return build() == 0
    except SystemExit as stop:
        sys.stderr.write(f"{stop}\n")
    except Exception:
        traceback.print_exc()
    return False


def _sources() -> list[str]:
    """Code of the repository beside `plugins` that Python has run, as paths from here."""
    files = [getattr(module, "__file__", None) or "" for module in [*sys.modules.values()]]
    others = tuple(f"{folder}{os.sep}" for folder in (ROOT / "plugins", sys.prefix))
    own = [file for file in files if file.startswith(f"{ROOT}{os.sep}")]
    return sorted({os.path.relpath(file) for file in own if not file.startswith(others)})


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
