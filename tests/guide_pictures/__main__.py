"""Make all pictures of the guide anew."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.guide_pictures.album import make_all
from tests.guide_pictures.camera import FOLDER


def main() -> int:
    """Draw them into docs/pictures/, or another folder."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.guide_pictures", description=main.__doc__
    )
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as work:
        for path in make_all(Path(work), folder):
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
