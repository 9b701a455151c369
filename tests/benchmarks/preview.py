"""Measures the preview and prints Markdown: part of `make bench`.

`python -m tests.benchmarks.preview [COUNT [ROUNDS]]`: from saving one post of COUNT (1,000 when not
given) until a browser that keeps asking gets its new text.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY, create_server

from tests.benchmarks.posts import write_posts
from tests.conftest import ROOT

ROUNDS = 20
POST = "tin-tuc/2009/bai-0/"
PATIENCE = 120.0
PAUSE = 3.0
BREAK = 3
"""How many times the wait for one save to rest before the next: the build goes on for a while."""


@contextmanager
def _preview(folder: Path, port: int) -> Iterator[None]:
    """`inv serve` of a copy of the site, whose cache it may fill."""
    for name in ("theme", "plugins"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("pelicanconf.py", "tasks.py"):
        shutil.copy(ROOT / name, folder / name)
    command = [sys.executable, "-m", "invoke", "serve", f"--port={port}"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


class Reader:
    """Asks for the page of one post over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port)

    def wait_for(self, text: str) -> float:
        """The moment at which the page has this text."""
        end = time.perf_counter() + PATIENCE
        while (now := time.perf_counter()) < end:
            if text.encode() in self._page():
                return time.perf_counter()
            time.sleep(max(0.0, 0.003 - (time.perf_counter() - now)))
        sys.exit(f"{text!r} was not served within {PATIENCE:.0f} s")

    def _page(self) -> bytes:
        try:
            if self._connection.sock is None:
                self._connection.connect()
                self._connection.sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
            self._connection.request("GET", f"/{POST}")
            return self._connection.getresponse().read()
        except ConnectionError:  # not there yet
            self._connection.close()
            return b""


def _save(post: Path, text: str) -> float:
    """Write as an editor does; the moment at which it was done."""
    with post.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")
    return time.perf_counter()


def main(arguments: list[str]) -> int:
    """Measure one count of posts; the exit code."""
    count, rounds = [*map(int, arguments), *(1000, ROUNDS)[len(arguments) :]]
    with create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_posts(folder / "content", count)
        with _preview(folder, port):
            reader = Reader(port)
            reader.wait_for("Bài số 0")
            post = folder / "content" / POST / "index.md"
            waits: list[float] = []
            for number in range(rounds + 1):
                time.sleep(BREAK * waits[-1] if waits else PAUSE)
                text = f"Câu thêm thứ {number}."
                saved = _save(post, text)
                waits.append(reader.wait_for(text) - saved)
    first, *others = waits
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {rounds} saves.\n")
    print(f"| from saving a post to its new page, {count:,} posts | median | worst | first |")
    print("|:--|--:|--:|--:|")
    cells = (f"{1000 * one:,.0f} ms" for one in (statistics.median(others), max(others), first))
    print("| live preview | " + " | ".join(cells) + " |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
