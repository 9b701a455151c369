"""The shipped configuration, in the real nginx: pages, the tiny image, its log, live figures."""

from __future__ import annotations

import gzip
import os
import re
import signal
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.deploy.site import BAKED, DIGEST, write_site
from tests.support import nginx
from tests.support.burst import burst
from tests.support.nginx import Nginx, has_ipv6, serving

FIELDS = ("mark", "id", "at", "address", "method", "status", "uri", "purpose", "agent")
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    folder = tmp_path_factory.mktemp("nginx")
    with serving(folder, write_site(folder / "www/thu-vien")) as running:
        yield running


@pytest.fixture(autouse=True)
def _without_old_lines(request: pytest.FixtureRequest) -> None:
    """Logs are cut, not removed: the server keeps them open, and appends."""
    if "server" in request.fixturenames:
        running: Nginx = request.getfixturevalue("server")
        for log in (running.pixel_log, running.main_log):
            log.write_bytes(b"")


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


# --- Pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("", "text/html; charset=utf-8", "max-age=60"),
        ("tin-tuc/2021/bai/", "text/html; charset=utf-8", "max-age=60"),
        ("tin-tuc/2021/anh/", "text/html; charset=utf-8", "max-age=60"),
        ("robots.txt", "text/plain; charset=utf-8", "max-age=300"),
        ("feeds/tin-tuc.atom.xml", "text/xml; charset=utf-8", "max-age=300"),
        ("feeds/tin-tuc.json", "application/json", "max-age=300"),
        ("xe-thu-vien/lich.ics", "text/calendar; charset=utf-8", "max-age=300"),
        ("xe-thu-vien/lich.csv", "text/csv; charset=utf-8", "max-age=300"),
        ("xe-thu-vien/diem-dung.geojson", "application/geo+json", "max-age=300"),
        (".well-known/security.txt", "text/plain; charset=utf-8", "max-age=300"),
        (f"static/quotes.{DIGEST}.js", r"(application|text)/javascript; charset=utf-8", FOR_EVER),
        (f"static/favicon.{DIGEST}.svg", "image/svg+xml", FOR_EVER),
        (f"static/newsreader-600.{DIGEST}.woff2", "font/woff2", FOR_EVER),
        (f"static/trich-dan.{DIGEST}.json", "application/json", FOR_EVER),
        (f"anh/{DIGEST}-960.avif", "image/avif", FOR_EVER),
        (f"anh/{DIGEST}-1200-share.jpg", "image/jpeg", FOR_EVER),
        (f"video/phim/{DIGEST}.mp4", "video/mp4", FOR_EVER),
        (f"video/phim/{DIGEST}.webm", "video/webm", FOR_EVER),
        (f"video/phim/{DIGEST}.vtt", "text/vtt; charset=utf-8", FOR_EVER),
    ],
)
def test_types_and_caching(server: Nginx, path: str, kind: str, cache: str) -> None:
    answer = server.ask(f"/{path}")
    assert answer.status == 200
    assert re.fullmatch(kind.replace("+", r"\+"), answer.headers["content-type"])
    assert answer.headers["cache-control"] == cache


def test_data_is_for_scripts_of_other_sites_pages_are_not(server: Nginx) -> None:
    live = server.live / "luot-truy-cap.json"
    live.write_bytes(b"{}")
    for path, origin in (
        ("luot-truy-cap.json", "*"),
        ("xe-thu-vien/diem-dung.geojson", "*"),
        ("xe-thu-vien/lich.csv", "*"),
        ("xe-thu-vien/lich.ics", "*"),
        ("feeds/tin-tuc.atom.xml", "*"),
        ("", None),
        ("luot-xem.gif", None),
    ):
        assert server.ask(f"/{path}").headers.get("access-control-allow-origin") == origin
    live.unlink()


@pytest.mark.parametrize(
    "path", ["khong-co", "static/khong-co.js", f"anh/{DIGEST}-1.jpg", "static/", ".release.json"]
)
def test_what_is_not_there(server: Nginx, path: str) -> None:
    answer = server.ask(f"/{path}")
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "cache-control" not in answer.headers  # it may be there tomorrow
    if not path.startswith("."):
        assert "<h1>Không có trang này</h1>".encode() in answer.body
        assert BAKED.encode() in answer.body


def test_a_folder_leads_to_its_page_at_any_host_and_port(server: Nginx) -> None:
    answer = server.ask("/tin-tuc/2021/bai")
    assert (answer.status, answer.headers["location"]) == (301, "/tin-tuc/2021/bai/")


@pytest.mark.parametrize("path", ["", "khong-co", "luot-xem.gif", "luot-truy-cap.json"])
def test_every_answer_is_guarded(server: Nginx, path: str) -> None:
    headers = server.ask(f"/{path}").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=(self)" in headers["permissions-policy"]
    # Pages have their policy in a meta element; two policies are both obeyed, so this one says
    # nothing but what such an element must not (CSP 3, 3.3).
    assert headers["content-security-policy"] == "frame-ancestors 'self'"
    assert headers["server"] == "nginx"


def test_texts_are_packed_pages_with_live_rows_too(server: Nginx) -> None:
    for path in ("", f"static/quotes.{DIGEST}.js"):
        answer = server.ask(f"/{path}", headers={"Accept-Encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"
        assert gzip.decompress(answer.body) == server.ask(f"/{path}").body
    answer = server.ask(f"/video/phim/{DIGEST}.mp4", headers={"Range": "bytes=9-11"})
    assert (answer.status, answer.body) == (206, bytes([9, 10, 11]))
    assert answer.headers["cache-control"] == FOR_EVER


# --- Live figures ----------------------------------------------------------------------------


def test_rows_are_live_where_there_are_some(server: Nginx) -> None:
    fragment = server.live / "luot-truy-cap.html"
    for path, status in (("", 200), ("tin-tuc/2021/bai/", 200), ("khong-co", 404)):
        fragment.unlink(missing_ok=True)
        before = server.ask(f"/{path}")
        assert (before.status, BAKED.encode() in before.body) == (status, True)
        fragment.write_text("<dd>196.072 lượt</dd>", encoding="utf-8")
        after = server.ask(f"/{path}")
        assert "<dd>196.072 lượt</dd>".encode() in after.body
        assert BAKED.encode() not in after.body
        assert b"<!--#" not in before.body + after.body
    # A page is never cached with another hour's figures for longer than it says.
    assert not {"last-modified", "etag"} & after.headers.keys()
    assert server.ask("/luot-truy-cap.html").status == 404  # for pages, not for readers
    fragment.unlink()
    assert "luot-truy-cap" not in server.errors


@pytest.mark.parametrize("broken", ["empty", "a folder"])
def test_rows_that_cannot_be_read(server: Nginx, broken: str) -> None:
    fragment = server.live / "luot-truy-cap.html"
    fragment.touch() if broken == "empty" else fragment.mkdir()
    answer = server.ask("/")
    fragment.unlink() if broken == "empty" else fragment.rmdir()
    assert answer.status == 200
    assert BAKED.encode() in answer.body


def test_live_json(server: Nginx) -> None:
    assert server.ask("/luot-truy-cap.json").status == 404
    file = server.live / "luot-truy-cap.json"
    file.write_bytes(b'{"version": 1}')
    answer = server.ask("/luot-truy-cap.json?x=1")
    file.unlink()
    assert (answer.status, answer.body) == (200, b'{"version": 1}')
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "max-age=30"


# --- The tiny image and its log ---------------------------------------------------------------


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


def test_a_site_under_a_path(tmp_path: Path) -> None:
    site = write_site(tmp_path / "www/thu-vien", base="/thu-vien")
    with serving(tmp_path, site, base="/thu-vien") as server:
        assert BAKED.encode() in server.ask("/thu-vien/").body
        (server.live / "luot-truy-cap.html").write_bytes(b"<dd>live</dd>")
        (server.live / "luot-truy-cap.json").write_bytes(b"{}")
        assert b"<dd>live</dd>" in server.ask("/thu-vien/tin-tuc/2021/bai/").body
        assert server.ask("/thu-vien/luot-truy-cap.json").body == b"{}"
        missing = server.ask("/thu-vien/khong-co")
        assert (missing.status, b"<h1>" in missing.body) == (404, True)
        script = server.ask(f"/thu-vien/static/quotes.{DIGEST}.js")
        assert script.headers["cache-control"] == FOR_EVER
        assert server.ask("/thu-vien/luot-xem.gif?p=%2F").headers["cache-control"] == "no-store"
        assert server.ask("/luot-xem.gif?p=%2F").status == 404
        (line,) = server.lines(server.pixel_log, 1)
    assert fields(line)["uri"] == "/thu-vien/luot-xem.gif?p=%2F"


# --- Nothing is lost -------------------------------------------------------------------------


def test_a_burst_is_logged_to_the_last_request(server: Nginx) -> None:
    paths = [f"/luot-xem.gif?p={quote(f'/tin-tuc/2021/bai-{n}/', safe='')}" for n in range(20_000)]
    assert burst(server.port, paths) == [200] * len(paths)
    lines = server.lines(server.pixel_log, len(paths))
    found = [fields(line) for line in lines]
    assert sorted(one["uri"] for one in found) == sorted(paths)
    assert len({one["id"] for one in found}) == len(paths)
    assert len(set(lines)) == len(paths)


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


def test_the_configuration_names_no_other_files(tmp_path: Path) -> None:
    """All paths of the shipped file are among those that its guide tells to make."""
    text = nginx.SHIPPED.read_text(encoding="utf-8")
    lines = [line.partition("#")[0] for line in text.splitlines() if "location" not in line]
    paths = set(re.findall(r"(?<=\s)/[\w./-]+(?=[; ])", "\n".join(lines)))
    assert paths == {
        "/404.html",
        "/etc/nginx/mime.types",
        "/srv/www/thu-vien",
        "/var/lib/thu-vien/live/luot-truy-cap.html",
        "/var/lib/thu-vien/live/luot-truy-cap.json",
        "/var/log/thu-vien/luot-xem.log",
        "/var/log/thu-vien/trang.log",
    }
