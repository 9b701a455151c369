"""One round trip: what a post's first view may weigh, in bytes."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from tests.browser.test_every_page import CONFERENCE

# Ten TCP packets; gzip stands in for Brotli, which makes less of it.
FIRST_VIEW = 14 * 1024
SCRIPTS = 8 * 1024


def _compressed(data: bytes) -> int:
    return len(gzip.compress(data, 9, mtime=0))


def test_a_post_with_its_styles(outputs: dict[str, Path]) -> None:
    html = (outputs["real"] / CONFERENCE / "index.html").read_bytes()
    assert b"<style>" in html
    assert b'rel="stylesheet"' not in html
    assert _compressed(html) <= FIRST_VIEW


def test_the_scripts_of_a_post(outputs: dict[str, Path]) -> None:
    html = (outputs["real"] / CONFERENCE / "index.html").read_text(encoding="utf-8")
    tags = re.findall(r'<script(?! type="application/ld\+json")[^>]*>', html)
    assert tags
    assert all(" defer" in tag for tag in tags), "none may block"
    files = [outputs["real"] / match for match in re.findall(r'<script src="/([^"]+)"', html)]
    assert len(files) == len(tags)
    assert sum(_compressed(file.read_bytes()) for file in files) <= SCRIPTS
