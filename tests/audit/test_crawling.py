"""A copy of a served site has all that its pages name, also by the address of the real host."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.audit.crawling import copy_site

REAL = "https://thu-vien.example"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """A site of two pages under a path, each with a picture that only sharing needs."""
    for path, link in (("", "tin-tuc/bai/"), ("tin-tuc/bai/", "")):
        page = tmp_path / "www/a" / path / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        name = path.replace("/", "-")
        page.write_text(
            f'<link rel="canonical" href="{REAL}/a/{path}"><a href="/a/{link}">x</a>'
            f'<meta property="og:image" content="{REAL}/a/anh/{name}1.jpg">'
            '<a href="https://other.example/a/no.jpg">y</a>',
            encoding="utf-8",
        )
        (tmp_path / "www/a/anh").mkdir(exist_ok=True)
        (tmp_path / f"www/a/anh/{name}1.jpg").write_bytes(b"jpeg")
    handler = partial(_Quiet, directory=str(tmp_path / "www"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/a"
        server.shutdown()
        thread.join()


def test_pictures_for_sharing_are_copied_too(served: str, tmp_path: Path) -> None:
    copy_site(served, tmp_path / "copy")
    found = {p.relative_to(tmp_path / "copy").as_posix() for p in (tmp_path / "copy").rglob("*")}
    assert {name for name in found if "." in name} == {
        "404.html",
        "index.html",
        "tin-tuc/bai/index.html",
        "anh/1.jpg",
        "anh/tin-tuc-bai-1.jpg",
    }
