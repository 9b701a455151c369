"""The program in which an editor writes."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from shutil import which


def open_in_editor(path: Path) -> bool:
    """Open a file in VISUAL or EDITOR, else in what the system opens text with; whether that was
    possible. A terminal's editor is waited for."""
    words = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if words:
        command = [*shlex.split(words, posix=os.name != "nt"), str(path)]
    elif sys.platform == "win32":
        os.startfile(path)  # noqa: S606  # a file that was just made
        return True
    else:
        opener = which("open" if sys.platform == "darwin" else "xdg-open")
        if opener is None:
            return False
        command = [opener, str(path)]
    try:
        return subprocess.run(command, check=False).returncode == 0
    except OSError:
        return False
