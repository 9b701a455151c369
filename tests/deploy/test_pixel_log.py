"""The tiny image and its log, in the real nginx: whatever comes, one line for each request."""

from __future__ import annotations

import os
import re
import signal
import socket
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest

from plugins.visits.sums import TOO_FAST
from tests.counting.counting import Counter
from tests.deploy.site import DIGEST, write_site
from tests.support.burst import burst
from tests.support.nginx import Nginx, has_ipv6, serving

FIELDS = ("mark", "id", "at", "address", "method", "status", "uri", "purpose", "agent")


def fields(line: bytes) -> dict[str, str]:
    """One line of our log."""
    return dict(zip(FIELDS, line.decode("ascii").split("\t"), strict=True))


def raw(port: int, request: bytes) -> bytes:
    """Bytes that no library would send; what came back."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        found = b""
        while part := connection.recv(65536):
            found += part
    return found


def test_the_tiny_image(server: Nginx) -> None:
    path = "/luot-xem.gif?p=%2Ftin-tuc%2F2021%2Fbai%2F"
    answer = server.ask(
        path, headers={"User-Agent": "Mozilla/5.0 (X11)", "Sec-Purpose": "prefetch"}
    )
    assert (answer.status, answer.headers["content-type"]) == (200, "image/gif")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body.startswith(b"GIF89a\x01\x00\x01\x00")
    assert len(answer.body) == 43
    (line,) = server.lines(server.pixel_log, 1)
    found = fields(line)
    assert re.fullmatch(r"[0-9a-f]{32}", found.pop("id"))
    assert re.fullmatch(r"\d{10}\.\d{3}", found.pop("at"))
    assert found == {
        "mark": "lx1",
        "address": "127.0.0.1",
        "method": "GET",
        "status": "200",
        "uri": path,
        "purpose": "prefetch",
        "agent": "Mozilla/5.0 (X11)",
    }


def test_each_request_is_in_one_log(server: Nginx) -> None:
    asked = [
        "/",
        "/luot-xem.gif?p=%2F",
        "/khong-co",
        "/luot-xem.gif",
        f"/static/quotes.{DIGEST}.js",
    ]
    for path in asked:
        server.ask(path)
    pixels = [fields(line)["uri"] for line in server.lines(server.pixel_log, 2)]
    others = [line.decode().split()[6] for line in server.lines(server.main_log, 3)]
    assert sorted(pixels) == sorted(path for path in asked if "luot-xem" in path)
    assert sorted(others) == sorted(path for path in asked if "luot-xem" not in path)
    assert not (server.folder / "other.log").read_bytes()


@pytest.mark.parametrize(
    ("method", "status"), [("GET", 200), ("HEAD", 200), ("POST", 405), ("DELETE", 405)]
)
def test_methods_are_logged_as_they_are(server: Nginx, method: str, status: int) -> None:
    answer = server.ask("/luot-xem.gif", method=method)
    assert answer.status == status
    (line,) = server.lines(server.pixel_log, 1)
    assert (fields(line)["method"], fields(line)["status"]) == (method, str(status))
    assert (fields(line)["agent"], fields(line)["purpose"]) == ("-", "-")


TERRIBLE = {
    b'a"b\\c': r"a\x22b\x5Cc",
    b"a\tlx1\tb": r"a\x09lx1\x09b",
    b"\x1b[31m\x07\x08": r"\x1B[31m\x07\x08",
    "Tiếng Việt".encode(): r"Ti\xE1\xBA\xBFng Vi\xE1\xBB\x87t",
    b"\xff\xfe\x80": r"\xFF\xFE\x80",
    b"\x7f": r"\x7F",
    b"x" * 7000: "x" * 7000,
    b"\\x0A\\n": r"\x5Cx0A\x5Cn",
    b"a\xe2\x80\xa8b\xc2\x85c": r"a\xE2\x80\xA8b\xC2\x85c",
}


@pytest.mark.parametrize("agent", TERRIBLE, ids=lambda agent: repr(agent)[:30])
def test_whatever_a_browser_calls_itself_a_line_stays_a_line(server: Nginx, agent: bytes) -> None:
    request = (
        b"GET /luot-xem.gif?p=/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\nUser-Agent: %b\r\n\r\n"
    )
    assert b" 200 OK" in raw(server.port, request % agent)
    (line,) = server.lines(server.pixel_log, 1)
    assert fields(line)["agent"] == TERRIBLE[agent]


@pytest.mark.parametrize(
    ("query", "logged"),
    [
        (b"p=%2Fa%09b%0A%00", "p=%2Fa%09b%0A%00"),
        (b'p="\\', r"p=\x22\x5C"),
        ("p=/ế".encode(), r"p=/\xE1\xBA\xBF"),
        (b"p=\xff", r"p=\xFF"),
        (b"p=" + b"a" * 6000, "p=" + "a" * 6000),
    ],
    ids=["escaped", "quoted", "letters", "bytes", "long"],
)
def test_whatever_an_address_holds_a_line_stays_a_line(
    server: Nginx, query: bytes, logged: str
) -> None:
    raw(server.port, b"GET /luot-xem.gif?%b HTTP/1.0\r\n\r\n" % query)
    (line,) = server.lines(server.pixel_log, 1)
    assert fields(line)["uri"] == f"/luot-xem.gif?{logged}"


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /luot-xem.gif?p=a\x01b HTTP/1.0\r\n\r\n",
        b"GET /luot-xem.gif?p=a b HTTP/1.0\r\n\r\n",
        b"GET /luot-xem.gif?p=" + b"a" * 40_000 + b" HTTP/1.0\r\n\r\n",
        b"GET /luot-xem.gif HTTP/1.0\r\nUser-Agent: " + b"a" * 40_000 + b"\r\n\r\n",
        b"GET /luot-xem.gif HTTP/1.0\r\nUser-Agent: a\x00b\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01",
    ],
    ids=["control character", "space", "long address", "long header", "nul", "no HTTP"],
)
def test_what_is_no_request_is_not_counted(server: Nginx, request_: bytes) -> None:
    raw(server.port, request_)
    server.ask("/luot-xem.gif?after")
    found = [fields(line) for line in server.lines(server.pixel_log, 1)]
    assert [one["uri"] for one in found if one["status"] == "200"] == ["/luot-xem.gif?after"]


FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Real-IP": "203.0.113.9",
    "Forwarded": "for=203.0.113.9",
}


def test_a_forged_address_is_not_believed(server: Nginx) -> None:
    server.ask("/luot-xem.gif", headers=FORGED)
    (line,) = server.lines(server.pixel_log, 1)
    assert fields(line)["address"] == "127.0.0.1"


def test_a_proxy_of_ones_own_is_believed_its_last_word_only(tmp_path: Path) -> None:
    site = write_site(tmp_path / "www/thu-vien")
    with serving(tmp_path, site, trusted=["127.0.0.1", "192.0.2.0/24"], workers=1) as server:
        for said in (
            "203.0.113.9",
            "198.51.100.1, 203.0.113.9, 192.0.2.7",
            "2001:db8::1",
            "rubbish",
        ):
            server.ask("/luot-xem.gif", headers={"X-Forwarded-For": said})
        lines = server.lines(server.pixel_log, 4)
    assert [fields(line)["address"] for line in lines] == [
        "203.0.113.9",
        "203.0.113.9",
        "2001:db8::1",
        "127.0.0.1",
    ]


def test_ipv6(server: Nginx) -> None:
    if not has_ipv6():
        pytest.skip("no IPv6 on this machine's loopback")
    assert server.ask("/luot-xem.gif", host="::1").status == 200
    (line,) = server.lines(server.pixel_log, 1)
    assert fields(line)["address"] == "::1"


# --- Nothing is lost -------------------------------------------------------------------------


def test_a_burst_is_logged_and_counted_to_the_last_request(server: Nginx, tmp_path: Path) -> None:
    paths = [f"/luot-xem.gif?p={quote(f'/tin-tuc/2021/bai-{n}/', safe='')}" for n in range(20_000)]
    assert burst(server.port, paths) == [200] * len(paths)
    lines = server.lines(server.pixel_log, len(paths))
    found = [fields(line) for line in lines]
    assert sorted(one["uri"] for one in found) == sorted(paths)
    assert len({one["id"] for one in found}) == len(paths)
    assert len(set(lines)) == len(paths)

    counter = Counter(root=tmp_path)
    now = datetime.now(counter.site.zone).strftime("%Y-%m-%dT%H:%M:%S")
    for expected in ("20.000 lượt xem mới", "20.000 lượt xem đã đếm từ trước hoặc lặp lại"):
        outcome = counter.run(server.pixel_log, now=now)
        assert f"  {expected}" in outcome.sentences[0]
        # Nobody reads so fast.
        assert sum(sums.machines.get(TOO_FAST, 0) for sums in counter.days(now).values()) == 20_000
        assert counter.baked["total"] == 0


def test_a_server_that_is_killed_has_lost_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, write_site(tmp_path / "www/thu-vien")) as server:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
        for number in range(300):
            connection.request("GET", f"/luot-xem.gif?{number}")
            connection.getresponse().read()
        os.killpg(server.process.pid, signal.SIGKILL)
        connection.close()
        data = server.pixel_log.read_bytes()
    # A request is logged before the next one of its connection is read: but for the last.
    assert data.endswith(b"\n")
    assert len(data.splitlines()) >= 299
