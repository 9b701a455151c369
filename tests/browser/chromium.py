"""Finds a Chromium for the browser tests, or installs one. These tests are never skipped."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from shutil import which

from playwright.sync_api import sync_playwright

from tests.support import debian

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)

WITHOUT_WORKER = "delete Navigator.prototype.serviceWorker"
"""A script for pages whose requests a test answers itself: a worker's would pass it by."""


class ChromiumMissingError(Exception):
    """There is none, and none could be installed."""


@cache
def find_chromium() -> Path:
    """The program to start: named by CHROMIUM, installed, of the distribution, or Playwright's."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = which(named)
        if found is None:
            raise ChromiumMissingError(f"CHROMIUM={named}: không có chương trình này trên máy.")
        return Path(found)
    program = _installed() or _from_distribution() or _from_playwright()
    if program is None:
        raise ChromiumMissingError(
            "Kiểm thử trình duyệt cần Chromium hoặc Chrome: hãy cài một trong hai (trên"
            " Debian/Ubuntu: apt install chromium), hoặc đặt biến CHROMIUM là đường dẫn tới nó."
        )
    return program


def launch_arguments() -> list[str]:
    """Flags for a quiet browser; root (as in containers) cannot have the sandbox."""
    return [*_QUIET, *(["--no-sandbox"] if debian.is_root() else [])]


def _installed() -> Path | None:
    found = (which(name) for name in (*_NAMES, *_PLACES))
    return next((Path(program) for program in found if program), None)


def _from_distribution() -> Path | None:
    if not debian.is_debian_root():
        return None
    print("Cài Chromium từ kho của hệ điều hành ...", file=sys.__stderr__, flush=True)
    debian.install("chromium")
    return _installed()


def _from_playwright() -> Path | None:
    print("Tải Chromium của Playwright ...", file=sys.__stderr__, flush=True)
    if not debian.succeeds([sys.executable, "-m", "playwright", "install", "chromium"]):
        return None
    with sync_playwright() as playwright:
        program = Path(playwright.chromium.executable_path)
    return program if program.exists() else None
