"""Garbage in cycles: looked for as before after a build, and never in a command that ends."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

PROGRAM = """
import atexit, gc
atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 0))
from plugins.garbage import never_collected
never_collected()
"""


def test_a_command_ends_without_looking_for_garbage() -> None:
    # Registered first, so it speaks last.
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False True\n"
