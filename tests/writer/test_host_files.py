"""What hosts read besides pages: headers, redirects, and whom to tell of a hole."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from plugins.content.old_addresses import MOST_REDIRECTS, Redirect, crowd_problems
from plugins.settings import SettingsError, SiteSettings, site_settings
from plugins.values import replace
from plugins.writer.host_files import (
    headers_file,
    host_files,
    redirects_file,
    security_txt,
)
from tests.support.sites import Site

SITE = site_settings(name="Thư viện", url="https://example.org", categories=["Tin"])
BELOW = replace(SITE, url="https://example.org/thu-vien")
NOW = datetime(2021, 3, 1, 1, tzinfo=UTC)


def move(source: str, target: str = "tin-tuc/2021/bai/") -> Redirect:
    return Redirect(source=source, target=target, path="a.md")


def rules(data: bytes) -> dict[str, dict[str, str]]:
    """Paths with their headers, as the hosts read the file."""
    found: dict[str, dict[str, str]] = {}
    for line in data.decode().splitlines():
        if line.startswith("/"):
            headers = found.setdefault(line, {})
        else:
            name, _, value = line.strip().partition(": ")
            headers[name] = value
    return found


@pytest.mark.parametrize(("site", "base"), [(SITE, ""), (BELOW, "/thu-vien")])
def test_headers(site: SiteSettings, base: str) -> None:
    found = rules(headers_file(site))
    assert found[f"{base}/*"]["X-Content-Type-Options"] == "nosniff"
    assert found[f"{base}/*"]["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert found[f"{base}/*"]["Cross-Origin-Opener-Policy"] == "same-origin"
    assert {"Referrer-Policy", "Permissions-Policy"} <= found[f"{base}/*"].keys()
    assert "immutable" in found[f"{base}/static/*"]["Cache-Control"]
    assert len(found) < 100, "more are passed by"
    # Two rules that both match would join their values.
    everywhere = found.pop(f"{base}/*").keys()
    assert [path for path, headers in found.items() if everywhere & headers.keys()] == []


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("tin-cu/bai.html", "/tin-cu/bai.html /tin-tuc/2021/bai/ 301"),
        ("tin-cu/", "/tin-cu/ /tin-tuc/2021/bai/ 301"),
        ("tin tức/*/:a#b", "/tin%20t%E1%BB%A9c/%2A/%3Aa%23b /tin-tuc/2021/bai/ 301"),
        ("default.aspx?id=5", "/default.aspx id=5 /tin-tuc/2021/bai/ 301"),
        ("?a=:b&c=d e&&f", "/ a=%3Ab c=d%20e f= /tin-tuc/2021/bai/ 301"),
        (
            "a\n/x https://evil.example 301",
            "/a%0A/x%20https%3A//evil.example%20301 /tin-tuc/2021/bai/ 301",
        ),
    ],
)
def test_an_old_address_is_one_line(source: str, line: str) -> None:
    assert redirects_file([move(source)], SITE).decode() == f"{line}\n"


def test_redirects_below_a_folder() -> None:
    assert redirects_file([move("cu/", "a/")], BELOW) == b"/thu-vien/cu/ /thu-vien/a/ 301\n"


def test_as_many_redirects_as_hosts_read() -> None:
    """Those with a query come last: not all hosts know them."""
    many = [move(f"a.aspx?id={n}") for n in range(5)] + [move(f"{n:05}/") for n in range(3000)]
    lines = redirects_file([*many, move("x" * 1000 + "/")], SITE).decode().splitlines()
    assert len(lines) == MOST_REDIRECTS
    assert all(len(line) < 1000 and " id=" not in line for line in lines)
    assert redirects_file(many[:7], SITE).decode().splitlines()[-1].startswith("/a.aspx id=4 ")


def test_more_of_them_are_told() -> None:
    many = [move(f"{n}/") for n in range(MOST_REDIRECTS + 1)]
    assert crowd_problems(many[1:]) == []
    (problem,) = crowd_problems(many)
    assert problem.level == "warning"
    assert "thiếu 1 địa chỉ cũ" in problem.message
    assert "2.000 dòng" in problem.message


def test_a_build_tells_it(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.content.old_addresses.MOST_REDIRECTS", 1)
    site.post("bai", redirect_from="[/a/, /b/]")
    assert site.build(publish=True) == 0
    assert "thiếu 1 địa chỉ cũ" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("cntt@example.org", "Contact: mailto:cntt@example.org"),
        ("https://example.org/bao-loi", "Contact: https://example.org/bao-loi"),
    ],
)
@pytest.mark.parametrize("site", [SITE, BELOW])
def test_security_txt(site: SiteSettings, contact: str, line: str) -> None:
    text = security_txt(replace(site, security_contact=contact), NOW).decode()
    assert text.splitlines()[0] == line
    assert "\nCanonical: https://example.org/.well-known/security.txt\n" in text
    assert "\nPreferred-Languages: vi, en\n" in text


@pytest.mark.parametrize("day", range(0, 800, 7))
def test_it_holds_less_than_a_year(day: int) -> None:
    """From whatever day it was made; RFC 9116, section 2.5.5. RFC 3339 without an offset."""
    now = NOW + timedelta(days=day)
    text = security_txt(replace(SITE, security_contact="a@b.vn"), now).decode()
    (told,) = re.findall(r"^Expires: (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$", text, re.MULTILINE)
    assert timedelta(days=300) < datetime.fromisoformat(told) - now < timedelta(days=366)


@pytest.mark.parametrize(
    "contact", ["a", "a@b", "javascript:x@y.vn", "a@b.vn\nExpires: x", "http://a.vn"]
)
def test_a_contact_that_is_none(contact: str) -> None:
    with pytest.raises(SettingsError, match="security_contact"):
        replace(SITE, security_contact=contact)


def test_files_without_anything_to_say_are_none() -> None:
    assert [*host_files([], SITE, NOW)] == ["_headers"]


def test_they_are_made_when_a_site_is_published(site: Site) -> None:
    site.post("bai", redirect_from="[/cu/, '/cu.aspx?id=1']")
    assert site.build() == 0
    assert not (site.output / "_headers").exists()
    assert site.build(publish=True) == 0
    assert site.page("_headers").startswith("/*\n")
    lines = site.page("_redirects").splitlines()
    assert [line.split()[0] for line in lines] == ["/cu/", "/cu.aspx"]
