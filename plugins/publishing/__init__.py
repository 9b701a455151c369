"""Publishes: builds aside, and swaps the whole site in only when the build succeeded."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from plugins.building import build
from plugins.files import digest
from plugins.publishing.destinations import RefusedError, destination
from plugins.publishing.releases import Release, mend, release
from plugins.turns import BusyError, lock_beside, turn
from plugins.writer.outputs import journal_path

ROOT = Path(__file__).resolve().parents[2]

# Folders of the project that no release may be put into.
OWN = (
    "content",
    "theme",
    "plugins",
    "tests",
    "docs",
    "deploy",
    ".git",
    ".github",
    ".cache",
    ".venv",
)


def publish(content: Path, to: str, *, now: str | None = None, cache: Path | None = None) -> int:
    """Build the site of `content` and put it where `to` says; the exit code.

    `now` is an ISO 8601 moment that stands for the clock; `cache` is where renditions and the
    build are kept between runs when it is not the project's own.
    """
    sources = [content.resolve(), *(ROOT / name for name in OWN)]
    try:
        place = destination(to, project=ROOT, home=Path.home(), sources=sources)
        with turn(lock_beside(place)):
            mend(place)
            site = _staging(content, place, cache or ROOT / ".cache")
            code = build(content, site, publish=True, now=now, search="required", cache=cache)
            if code == 0:
                _summary(release(site, place), to)
            return code
    except RefusedError as refusal:
        print(refusal, file=sys.stderr)
    except BusyError:
        print(f"{to}: một lần đăng khác đang chạy; chờ lần đó xong rồi chạy lại.", file=sys.stderr)
    except OSError as error:
        print(f"Không ghi được {error.filename or to}: {error.strerror}.", file=sys.stderr)
        print(
            "Bản đang đăng vẫn còn nguyên. Kiểm tra chỗ trống trên đĩa và quyền ghi, rồi chạy lại.",
            file=sys.stderr,
        )
    return 1


def _staging(content: Path, place: Path, cache: Path) -> Path:
    """Where this site is built, kept so that only what changed is written next time."""
    pair = (str(content.resolve()), str(place))
    site = cache / "publish" / digest(*(part.encode() for part in pair))
    if not journal_path(cache, content, site).exists() and site.exists():
        shutil.rmtree(site)  # nobody knows any more which of its files are stale
    return site


def _summary(made: Release, to: str) -> None:
    size = f"{made.size / 1e6:.1f}".replace(".", ",")
    print(f"Đã đăng {made.files} tệp ({size} MB) vào {to.rstrip('/') or to}/.")
