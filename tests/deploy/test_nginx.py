"""The shipped configuration, in the real nginx: pages, files and live figures."""

from __future__ import annotations

import gzip
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.content.old_addresses import NGINX_MAP, Redirect, nginx_map
from tests.deploy.site import BAKED, DIGEST, write_site
from tests.support import nginx
from tests.support.nginx import Nginx, serving

FOR_EVER = "public, max-age=31536000, immutable"


# --- Pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("", "text/html; charset=utf-8", "max-age=60"),
        ("tin-tuc/2021/bai/", "text/html; charset=utf-8", "max-age=60"),
        ("tin-tuc/2021/anh/", "text/html; charset=utf-8", "max-age=60"),
        ("robots.txt", "text/plain; charset=utf-8", "max-age=300"),
        ("sw.js", r"(application|text)/javascript; charset=utf-8", "no-cache"),
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


# --- Old addresses ---------------------------------------------------------------------------

MOVED = {
    "/tin-cu/bai-1.html": "/tin-tuc/2021/bai/",
    "/tin-cu/bai/": "/tin-tuc/2021/anh/",
    "/tin-cu/bai": "/tin-tuc/2021/anh/",
    "/default.aspx?id=123": "/tin-tuc/2021/bai/",
    "/Default.aspx?ID=123": "/tin-tuc/2021/bai/",
    "/default.aspx?id=123&fbclid=x&y=z": "/tin-tuc/2021/bai/",
    "/tin-cu/bai-1.html?utm_source=zalo": "/tin-tuc/2021/bai/",
    "/?id=5": "/tin-tuc/2021/bai/",
    "/t%E1%BB%A9c.html": "/tin-tuc/2021/bai/",
    "/t%e1%bb%a9c.html": "/tin-tuc/2021/bai/",
    "/x%22;%7D?%22$uri": "/tin-tuc/2021/bai/",
    f"/{'dai-' * 120}?a": "/tin-tuc/2021/bai/",
}


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """A server of a site that has old addresses, some of which would like to be more than that."""
    folder = tmp_path_factory.mktemp("moved")
    site = write_site(folder / "www/thu-vien")
    found = [
        Redirect(source="tin-cu/bai/", target="tin-tuc/2021/anh/", path="x"),
        *(
            Redirect(source=source, target="tin-tuc/2021/bai/", path="x")
            for source in (
                "tin-cu/bai-1.html",
                "default.aspx?id=123",
                "?id=5",
                "tức.html",
                'x";}?"$uri',
                f"{'dai-' * 120}?a",
            )
        ),
    ]
    (site / NGINX_MAP).parent.mkdir()
    (site / NGINX_MAP).write_bytes(nginx_map(found, ""))
    with serving(folder, site) as running:
        yield running


@pytest.mark.parametrize("old", MOVED, ids=lambda old: old[:30])
def test_an_old_address_leads_on(moved: Nginx, old: str) -> None:
    answer = moved.ask(old)
    assert (answer.status, answer.headers["location"]) == (301, MOVED[old])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/?fbclid=x", 200),
        ("/?id=6", 200),
        ("/default.aspx?id=12", 404),
        ("/default.aspx", 404),
        ("/tin-cu/bai-1.html.x", 404),
        (f"/{NGINX_MAP}", 404),
    ],
)
def test_other_addresses_are_as_they_were(moved: Nginx, path: str, status: int) -> None:
    assert moved.ask(path).status == status


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
    assert b"\t/thu-vien/luot-xem.gif?p=%2F\t" in line


def test_the_configuration_names_no_other_files(tmp_path: Path) -> None:
    """All paths of the shipped file are among those that its guide tells to make."""
    text = nginx.SHIPPED.read_text(encoding="utf-8")
    lines = [line.partition("#")[0] for line in text.splitlines() if "location" not in line]
    paths = set(re.findall(r"(?<=\s)/[\w./-]+(?=[; ])", "\n".join(lines)))
    assert paths == {
        "/404.html",
        "/etc/nginx/mime.types",
        "/srv/www/thu-vien/current",
        "/var/lib/thu-vien/live/luot-truy-cap.html",
        "/var/lib/thu-vien/live/luot-truy-cap.json",
        "/var/log/thu-vien/luot-xem.log",
        "/var/log/thu-vien/trang.log",
    }


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/tin-tuc/2021/bai/?luot-2", {"Purpose": "prefetch"}), ("/tim-kiem/?q=luot-2", {})],
)
def test_what_is_nobodys_business_is_not_in_the_log(
    server: Nginx, path: str, headers: dict[str, str]
) -> None:
    """A copy for reading offline is no visit: who counts pages in the main log must not see it. Nor
    must anybody see what a reader searches for."""
    server.ask("/tin-tuc/2021/bai/?luot-1")
    count = itertools.count(1)
    first = next(n for n in count if b"?luot-1 " in server.lines(server.main_log, n)[n - 1])
    server.ask(path, headers=headers)
    server.ask("/tin-tuc/2021/bai/?luot-3")
    (then,) = server.lines(server.main_log, first + 1)[first:]
    assert b"?luot-3 " in then
