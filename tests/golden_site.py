"""The sample site in tests/site and what it must give, tests/golden.

`python -m tests.golden_site` builds it and writes tests/golden anew; read the diff.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

from plugins.building import build
from tests.conftest import ROOT
from tests.support.sites import NOW

SOURCE = ROOT / "tests/site"
GOLDEN = ROOT / "tests/golden"
LIST = "files.txt"
TEXTS = (".html", ".xml", ".json", ".txt", ".vtt", ".ics", ".csv", ".geojson")

# The stylesheet is in every page: without it, a change of it would change every golden file.
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_HASH = re.compile(r"sha256-[\w+/=]+")
_STATIC = re.compile(r"(static/[\w.-]+?\.)[0-9a-f]{20}(\.\w+)")


def build_golden(work: Path) -> dict[str, str]:
    """All texts of the sample site, freed of the stylesheet, and the list of all files."""
    output = work / "output"
    if build(SOURCE, output, now=NOW, cache=work / "cache"):
        raise SystemExit(1)
    names = sorted(p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file())
    pages = {
        name: _normal((output / name).read_text(encoding="utf-8"))
        for name in names
        if name.endswith(TEXTS)
    }
    return {**pages, LIST: _normal("".join(f"{name}\n" for name in names))}


def _normal(text: str) -> str:
    text = _HASH.sub("sha256-…", _STYLE.sub("<style>…</style>", text))
    return _STATIC.sub(r"\1…\2", text)


def main() -> int:
    """Write tests/golden anew."""
    with tempfile.TemporaryDirectory() as work:
        files = build_golden(Path(work))
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, text in files.items():
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(files)} files written to {GOLDEN.relative_to(ROOT)}/: read the diff.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
