"""Other programs that make the same renditions of the same photos, where they can be installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

TOOLS = ROOT / ".cache/bench"
SHARP = "sharp@0.35.5"
SHARP_EFFORTS = {"sharp 0.35.5, its defaults": 4, "sharp 0.35.5, its fastest (effort 0)": 0}
"""Rows of the table, and sharp's `effort` for AVIF."""

_HUGO_PAGE = """\
{{ range .Resources.ByType "image" }}{{ $photo := . }}
{{ range (slice WIDTHS) }}{{ ($photo.Resize (printf "%dx avif" .)).RelPermalink }}{{ end }}
{{ ($photo.Resize "MIDDLEx jpg").RelPermalink }}{{ end }}
"""


def install_python() -> Path | None:
    """Install what requirements-bench.lock names into a folder of its own; None without network."""
    folder = TOOLS / "python"
    lock = ROOT / "requirements-bench.lock"
    mark = folder / lock.name
    if mark.is_file() and mark.read_bytes() == lock.read_bytes():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes"]
    command += ["--disable-pip-version-check", "--target", str(folder), "-r", str(lock)]
    if subprocess.run(command, check=False).returncode:
        return None
    shutil.copy(lock, mark)
    return folder


def environment(folder: Path) -> dict[str, str]:
    """The environment of a program that uses what was installed into `folder`."""
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}


def install_sharp() -> bool:
    """Install sharp from npm."""
    if shutil.which("npm") is None:
        return False
    TOOLS.mkdir(parents=True, exist_ok=True)
    if not (TOOLS / "node_modules/sharp").is_dir():
        command = ["npm", "install", "--silent", "--no-save", "--prefix", str(TOOLS), SHARP]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            return False
    # Node looks for packages beside the program.
    shutil.copy(Path(__file__).with_name("sharp.mjs"), TOOLS / "sharp.mjs")
    return True


def sharp_command(photos: Path, output: Path, widths: tuple[int, ...], effort: int) -> list[str]:
    """How sharp is run."""
    listed = ",".join(map(str, widths))
    return ["node", str(TOOLS / "sharp.mjs"), str(photos), str(output), listed, str(effort)]


def hugo_command(photos: list[Path], folder: Path, widths: tuple[int, ...]) -> list[str]:
    """Write a Hugo site with one page of these photos; how it is built into `folder`/public."""
    page = folder / "content/photos"
    page.mkdir(parents=True)
    (folder / "layouts/_default").mkdir(parents=True)
    template = _HUGO_PAGE.replace("WIDTHS", " ".join(map(str, widths)))
    template = template.replace("MIDDLE", str(widths[len(widths) // 2]))
    (folder / "layouts/_default/single.html").write_text(template, encoding="utf-8")
    (page / "index.md").write_text("---\ntitle: Photos\n---\n", encoding="utf-8")
    for photo in photos:
        shutil.copy(photo, page / photo.name)
    kinds = 'disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"]\n'
    (folder / "hugo.toml").write_text(
        'baseURL = "https://example.org/"\n' + kinds, encoding="utf-8"
    )
    return [sys.executable, "-m", "hugo", "--source", str(folder), "--quiet"]
