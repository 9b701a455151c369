"""Takes pictures with Chromium and keeps them small."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import find_chromium, launch_arguments
from tests.conftest import ROOT

FOLDER = ROOT / "docs/pictures"
WIDTH = 800
"""Of a drawing, in CSS pixels: as wide as a forge shows it."""
SHARP = 2
"""Pixels of a picture for one CSS pixel."""
COLOURS = 32
"""Of a drawing."""
QUALITY = 50
"""Of a picture with photos, in WebP."""
WORDS = "Description"
"""Under which name a PNG keeps the words that it shows."""


class Camera:
    """A browser that takes pictures."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def open(self, width: int = WIDTH, height: int = 600, sharp: float = SHARP) -> Page:
        """An empty tab."""
        return self._browser.new_page(
            viewport={"width": width, "height": height},
            device_scale_factor=sharp,
            locale="vi-VN",
            color_scheme="light",
            reduced_motion="reduce",
        )

    def draw(self, html: str, width: int = WIDTH, sharp: float = SHARP) -> bytes:
        """A whole drawing, as PNG."""
        tab = self.open(width, 100, sharp)
        tab.set_content(html)
        taken = tab.screenshot(full_page=True)
        tab.close()
        return taken


@contextmanager
def camera() -> Iterator[Camera]:
    """A camera; Chromium is found or installed."""
    program = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=launch_arguments())
        yield Camera(browser)
        browser.close()


def keep(taken: bytes, path: Path, shows: str) -> None:
    """Write a picture, as its name's ending says, with the words that it shows inside it."""
    with Image.open(io.BytesIO(taken)) as image:
        picture = image.convert("RGB")
    if path.suffix == ".webp":
        picture.save(path, quality=QUALITY, method=6, xmp=shows.encode())
        return
    info = PngInfo()
    info.add_itxt(WORDS, shows, zip=True)
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True, pnginfo=info)


def shown(path: Path) -> str:
    """The words that a kept picture says it shows."""
    with Image.open(path) as image:
        found = image.info["xmp"].decode() if path.suffix == ".webp" else image.info[WORDS]
    return str(found)
