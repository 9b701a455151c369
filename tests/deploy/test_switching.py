"""Publishing and going back under load: the shipped configuration in the real nginx."""

from __future__ import annotations

import gzip
import itertools
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread

import brotli
import pytest

from plugins.publishing import releases
from plugins.publishing.releases import CURRENT
from plugins.values import Struct, field
from tests.publishing import built
from tests.publishing.built import BEGIN, assets, publish
from tests.support import debian
from tests.support.nginx import Nginx, serving

READERS = 4
EACH = 50
"""Requests a second of each reader: 200 of all, where the machine keeps up."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where `inv publish --to` publishes; the server shows its `current`."""
    place = tmp_path / "www/thu-vien"
    place.parent.mkdir()
    return place


class Reading(Struct, kw_only=True):
    """What readers met. Not frozen: they write it down as they go."""

    answers: int = 0
    failed: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


@contextmanager
def readers(port: int) -> Iterator[Reading]:
    """Readers who fetch pages and all that those name, for as long as the block runs."""
    met, over = Reading(), Event()

    def read(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        begin, asked = time.monotonic(), 0

        def get(path: str) -> bytes:
            nonlocal asked
            time.sleep(max(0.0, begin + asked / EACH - time.monotonic()))
            asked += 1
            packed = "gzip" if number % 2 else "identity"
            connection.request("GET", path, headers={"Accept-Encoding": packed})
            answer = connection.getresponse()
            data = answer.read()
            met.answers += 1
            if answer.status != 200:
                met.failed.append(f"{path}: {answer.status}")
                return b""
            return gzip.decompress(data) if answer.headers["content-encoding"] else data

        try:
            for page in itertools.cycle(("/", "/tin-tuc/")):
                if over.is_set():
                    break
                text = get(page).decode()
                title = re.search(r"<title>Bản (\d+)</title>", text)
                if title is None or not text.endswith("</p>"):
                    met.failed.append(f"{page}: not a whole page: {text[:99]!r}")
                    continue
                met.seen.add(title[1])
                wanted = assets(int(title[1]))
                if {*re.findall(r'src="/(\S+)"', text)} != {*wanted} - {[*wanted][2]}:
                    met.failed.append(f"{page}: mixed: {text[:300]}")
                met.failed += [f"{n}: mixed" for n, data in wanted.items() if get(f"/{n}") != data]
        except Exception as error:
            met.failed.append(f"reader {number}: {error!r}")
        finally:
            connection.close()

    threads = [Thread(target=read, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield met
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_ten_publishings_and_rollbacks_under_load(tmp_path: Path, place: Path) -> None:
    """Not one answer fails, and whoever holds a page gets the files of that very page."""
    publish(place, 0, keep=3)
    with serving(tmp_path, place / CURRENT) as server, readers(server.port) as met:
        for turn in range(1, 11):
            for act in ("publish", "back", "forth"):
                goal = met.answers + 20
                while met.answers < goal and not met.failed:
                    time.sleep(0.005)
                newest = releases.standing(place).names[-1]
                at = BEGIN + timedelta(minutes=turn)
                if act == "publish":
                    publish(place, turn, keep=3, at=at)
                else:
                    releases.roll_back(place, "" if act == "back" else newest, at)
        errors = server.errors
    assert met.failed == []
    assert len(met.seen) == 11
    assert met.answers >= 600
    assert "[error]" not in errors
    assert "[crit]" not in errors


def ask(server: Nginx, path: str, packed: str, *, since: str = "") -> tuple[int, str, bytes]:
    headers = {"Accept-Encoding": packed} | ({"If-None-Match": since} if since else {})
    answer = server.ask(path, headers=headers)
    encoding = answer.headers.get("content-encoding", "")
    return answer.status, encoding, answer.body


def test_what_lies_packed_is_sent(tmp_path: Path, place: Path) -> None:
    publish(place, 1)
    script = next(iter(assets(1)))
    with serving(tmp_path, place / CURRENT) as server:
        for path, file in (("/", "index.html"), (f"/{script}", script)):
            kept = (place / CURRENT / f"{file}.gz").read_bytes()
            assert ask(server, path, "gzip") == (200, "gzip", kept)
            assert ask(server, path, "identity") == (200, "", built.built(1)[file])
            headers = server.ask(path, headers={"Accept-Encoding": "gzip"}).headers
            assert headers["vary"] == "Accept-Encoding"
            assert headers["content-type"].endswith("charset=utf-8")
            # A server without the module knows nothing of .br.
            assert ask(server, path, "br")[1] == ""
        kept_for = server.ask(f"/{script}", headers={"Accept-Encoding": "gzip"}).headers
        assert kept_for["cache-control"] == "public, max-age=31536000, immutable"


def test_a_page_without_live_figures_is_not_sent_twice(tmp_path: Path, place: Path) -> None:
    """With the line about SSI taken out, as the file says; nor after a publishing that left it as
    it was, and again after one that did not."""
    publish(place, 1)
    with serving(tmp_path, place / CURRENT, without=("ssi on;",)) as server:
        tag = server.ask("/", headers={"Accept-Encoding": "gzip"}).headers["etag"]
        assert ask(server, "/", "gzip", since=tag)[0] == 304
        publish(place, 1, at=BEGIN + timedelta(hours=1))  # built anew, the same bytes
        assert ask(server, "/", "gzip", since=tag)[0] == 304


def test_brotli_where_nginx_has_it(tmp_path: Path, place: Path) -> None:
    """Debian's module; the shipped line for it stands in a file of its own."""
    module = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
    if not module.exists() and debian.is_debian_root():
        debian.install("libnginx-mod-http-brotli-static")
    if not module.exists():
        pytest.skip("apt install libnginx-mod-http-brotli-static: this machine has no such module")
    publish(place, 1)
    with serving(tmp_path, place / CURRENT, module=module) as server:
        status, encoding, body = ask(server, "/", "gzip, br")
        assert (status, encoding) == (200, "br")
        assert brotli.decompress(body) == built.built(1)["index.html"]
        assert ask(server, "/", "gzip")[1] == "gzip"
        assert ask(server, "/robots.txt", "br")[1] == ""
