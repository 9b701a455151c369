"""What a screen reader gets of each kind of page: roles, names and states in the order of reading.

`python -m tests.browser.spoken` builds the site with one of everything and writes
tests/browser/spoken/ anew; read the diff aloud.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import WITHOUT_WORKER, find_chromium, launch_arguments
from tests.browser.late_scripts import WATCH
from tests.browser.reading import BuiltSite, Reader
from tests.browser.sample_site import KINDS, fill
from tests.browser.serving import serving
from tests.support.sites import NOW, Site

FOLDER = Path(__file__).with_name("spoken")

WHOLE = ("home", "redirect")
"""Kinds that are written out with what all pages share; of others only what is their own."""


def spoken(reader: Reader, kind: str) -> str:
    """The page as Playwright's accessibility tree has it."""
    page = reader.open(KINDS[kind], stay=kind == "redirect", at=NOW)
    return tree(page, whole=kind in WHOLE)


def tree(page: Page, *, whole: bool) -> str:
    """The tree of a page, or of its main part."""
    return page.locator("body" if whole else "main").aria_snapshot() + "\n"


def file_of(kind: str) -> Path:
    """Where it is kept."""
    return FOLDER / f"{kind.replace(' ', '-')}.yml"


def main() -> int:
    """Write all files anew."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(root=Path(folder), cache=Path(folder) / "cache")
        site.content.mkdir()
        fill(site)
        if site.build(search="wished"):
            return 1
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=launch_arguments()
        )
        context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 800})
        context.add_init_script(WITHOUT_WORKER)
        context.add_init_script(WATCH)
        FOLDER.mkdir(exist_ok=True)
        with serving(site.output) as origin:
            built = {"sample": BuiltSite(output=site.output, origin=origin)}
            reader = Reader(built, lambda **_: context)
            for kind in KINDS:
                file_of(kind).write_text(spoken(reader, kind), encoding="utf-8")
            reader.close()
        browser.close()
    print(f"{len(KINDS)} files written to {FOLDER}: read the diff.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
