"""The conference post beside the same text and photos in two other starters, judged by the same
Lighthouse on the same server.

`python -m tests.audit.peers FOLDER [name=CLONE ...]`, FOLDER being our built site and each CLONE a
clone with its packages installed (`npm install`) of

  base=…    https://github.com/11ty/eleventy-base-blog
  google=…  https://github.com/google/eleventy-high-performance-blog

The post is written into the clone and built there, unless its page is there already. Prints
Markdown.
"""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.audit.installing import node
from tests.audit.lighthouse import BAR, TIMES, judge, row
from tests.audit.serving import serving
from tests.audit.slow_link import visit
from tests.browser.chromium import find_chromium, launch_arguments
from tests.browser.test_every_page import CONFERENCE
from tests.conftest import ROOT

_POST = ROOT / "content" / CONFERENCE
_WIDEST = 1600
_TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)


def _post(photos: str) -> str:
    """Title, text and photos in the front matter and Markdown that both starters know."""
    _, head, body = (_POST / "index.md").read_text(encoding="utf-8").split("---\n", 2)
    title = _TITLE.search(head)
    assert title
    names = sorted(path.name for path in _POST.glob("*.jpg"))
    pictures = "\n\n".join(f"![Ảnh {n}]({photos}{name})" for n, name in enumerate(names, 1))
    fields = f'title: "{title[1]}"\ndescription: Hội nghị\ndate: 2021-01-11\n'
    return f"---\n{fields}tags: [posts]\nlayout: layouts/post.njk\n---\n{body}\n{pictures}\n"


def _photos(folder: Path) -> None:
    """The photos, as wide as our largest rendition: these starters publish them as they are."""
    for path in _POST.glob("*.jpg"):
        with Image.open(path) as photo:
            photo.thumbnail((_WIDEST, _WIDEST))
            photo.save(folder / path.name, quality=85)


def _base(clone: Path) -> str:
    folder = clone / "content/blog/hoi-nghi"
    folder.mkdir(exist_ok=True)
    (folder / "hoi-nghi.md").write_text(_post("./").replace("tags: [posts]\n", ""), "utf-8")
    _photos(folder)
    return "blog/hoi-nghi/"


def _google(clone: Path) -> str:
    (clone / "posts/hoi-nghi.md").write_text(_post("/img/"), "utf-8")
    _photos(clone / "img")
    return "posts/hoi-nghi/"


_WRITE: dict[str, Callable[[Path], str]] = {"base": _base, "google": _google}


def built(name: str, clone: Path) -> tuple[Path, str]:
    """Write the post and build; the output folder and the post's address."""
    address = _WRITE[name](clone)
    if (clone / "_site" / address).is_dir():
        return clone / "_site", address
    # Where the starter bundles its own script, it must be there before pages are made.
    if (clone / "rollup.config.js").exists():
        _in(clone, "node_modules/rollup/dist/bin/rollup", "-c", "rollup.config.js")
    entry = "node_modules/@11ty/eleventy/cmd.cjs"
    _in(clone, entry if (clone / entry).exists() else "node_modules/@11ty/eleventy/cmd.js")
    return clone / "_site", address


def _in(clone: Path, *command: str) -> None:
    subprocess.run([str(node()), *command], cwd=clone, check=True, stdout=subprocess.DEVNULL)


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    posts = {"ours": (Path(arguments[0]), CONFERENCE)}
    for argument in arguments[1:]:
        name, _, clone = argument.partition("=")
        posts[name] = built(name, Path(clone).resolve())
    head = [*BAR, *TIMES.values(), "requests", "KB", "HTML (gzip)", "slow: text", "slow: done"]
    print("|  |", " | ".join([*head, "slow: requests before the first paint"]), "|")
    print("|---|" + "--:|" * (len(head) + 1))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=launch_arguments()
        )
        for name, (folder, address) in posts.items():
            with serving(folder) as origin:
                url = f"{origin}/{address}"
                judged = judge(url)
                slow = visit(browser, url)
            html = len(gzip.compress((folder / address / "index.html").read_bytes(), 9, mtime=0))
            cells = [*row(judged), str(html), f"{slow.text:.2f} s", f"{slow.done:.2f} s"]
            print(f"| {name} |", " | ".join([*cells, str(slow.before)]), "|", flush=True)
            print(f"{name}: {judged.failed}", file=sys.stderr, flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
