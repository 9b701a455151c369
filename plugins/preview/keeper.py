"""Keeps a builder at hand, so that no build waits for Python and Pelican to start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from contextlib import nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from plugins.preview.outcomes import Outcome, readable

ROOT = Path(__file__).resolve().parents[2]

_GRACE = 3.0
"""Seconds in which a builder may put its affairs in order."""


class Keeper:
    """Has one builder, and another one after changes of the code or when that one died."""

    def __init__(self, content: Path, output: Path, root: Path = ROOT) -> None:
        program = root / "plugins" / "preview" / "builder.py"
        self._command = [sys.executable, "-P", *map(str, (program, content, output))]
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = TemporaryDirectory(prefix="preview-")
        self._said = Path(self._folder.name, "said")

    def build_in_the_open(self) -> Outcome:
        """A build that speaks to the terminal itself, progress bars and all.

        What it said is then known only by building once more, which is soon done where it fails.
        """
        answer = self._ask(None)
        return _outcome(answer, "") if answer.get("ok") else self.build()

    def build(self, changed: Iterable[str] = ()) -> Outcome:
        """A build after these paths changed, and what it said."""
        if any(map(_is_code, changed)):
            self._end()
        self._said.write_bytes(b"")
        answer = self._ask(self._said)
        return _outcome(answer, readable(self._said.read_text("utf-8", errors="replace")))

    def close(self) -> None:
        """End the builder, also in the middle of a build."""
        self._end()
        self._folder.cleanup()

    def _ask(self, said: Path | None) -> dict[str, Any]:
        """The builder's answer; nothing when it died over the question.

        One that has stood idle may have died long before: another one is asked.
        """
        if self._process is not None:
            if found := self._exchange(self._process, said):
                return found
            self._end()
        self._process = self._start(said)
        found = self._exchange(self._process, said)
        if not found:
            self._end()
        return found

    def _exchange(self, process: subprocess.Popen[bytes], said: Path | None) -> dict[str, Any]:
        requests, answers = process.stdin, process.stdout
        answer = b""
        with suppress(OSError):
            if requests and answers:
                requests.write(json.dumps({"said": said and str(said)}).encode() + b"\n")
                requests.flush()
                answer = answers.readline()
        found: dict[str, Any] = json.loads(answer) if answer.endswith(b"\n") else {}
        return found

    def _start(self, said: Path | None) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8:replace"}
        with said.open("ab") if said else nullcontext() as stderr:
            return subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                env=environment,
                # Ctrl-C is for the preview, which then ends the builder.
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()


def _outcome(answer: dict[str, Any], said: str) -> Outcome:
    ok = bool(answer.get("ok"))
    if not said and not ok:
        said = "Chương trình dựng trang bị dừng giữa chừng, chưa rõ vì sao. Lưu tệp để dựng lại."
    return Outcome(
        ok=ok,
        said=said,
        unfinished=str(answer.get("unfinished", "")),
        sources=tuple(answer.get("sources", ())),
    )


def _is_code(path: str) -> bool:
    """Whether a program reads it only once: Python, and whatever else lies beside the plugins."""
    return path.endswith(".py") or Path(path).parts[:1] == ("plugins",)
