"""Write docs/loi-thuong-gap.md anew."""

from __future__ import annotations

import sys

from tests.common_errors.page import PAGE, written
from tests.conftest import ROOT


def main() -> int:
    """Run all checks over all broken inputs."""
    PAGE.write_text(written(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} written: read the diff.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
