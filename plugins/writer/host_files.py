"""What a static host reads besides pages: headers and redirects in the form that Netlify began and
Cloudflare Pages and GitLab Pages (redirects) took over, and security.txt. Other hosts pass them by.

https://docs.netlify.com/routing/headers/, https://developers.cloudflare.com/pages/configuration/
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from plugins.content.old_addresses import MOST_REDIRECTS, Redirect
from plugins.moments import rfc3339
from plugins.settings import SiteSettings

HEADERS = "_headers"
REDIRECTS = "_redirects"
SECURITY_TXT = ".well-known/security.txt"

_LONGEST_LINE = 1000  # Cloudflare Pages passes by longer ones

_EVERYWHERE = (
    # Pages carry their policy in a meta element, which cannot say this; browsers obey both.
    "Content-Security-Policy: frame-ancestors 'self'",
    "Cross-Origin-Opener-Policy: same-origin",
    "Permissions-Policy: camera=(), microphone=(), payment=(), usb=(), geolocation=(self)",
    # YouTube's player needs to know the site.
    "Referrer-Policy: strict-origin-when-cross-origin",
    "X-Content-Type-Options: nosniff",
)
# The same header of two rules would come as one with both values: so none for pages, which both
# hosts let be asked for anew each time, as they should.
_IMMUTABLE = "Cache-Control: public, max-age=31536000, immutable"
_OPEN = "Access-Control-Allow-Origin: *"


def headers_file(site: SiteSettings) -> bytes:
    """Headers of all answers; files named by their content are kept for ever, and scripts of other
    sites may read feeds and open data."""
    van = "xe-thu-vien"
    rules = {
        "*": _EVERYWHERE,
        "static/*": (_IMMUTABLE,),
        "anh/*": (_IMMUTABLE,),
        "feeds/*": (_OPEN,),
        f"{van}/diem-dung.geojson": (_OPEN,),
        f"{van}/lich.csv": (_OPEN,),
        f"{van}/lich.ics": (_OPEN,),
    }
    lines = []
    for path, headers in rules.items():
        lines += [f"{_path(site.base_path)}/{path}", *(f"  {header}" for header in headers)]
    return "".join(f"{line}\n" for line in lines).encode()


def redirects_file(found: Iterable[Redirect], site: SiteSettings) -> bytes:
    """Old addresses and where they lead, a line each, as many as hosts read.

    Those that a page answers come first, for all hosts know them; then those with a query, which
    Netlify knows.
    """
    lines: dict[str, str] = {}
    for one in sorted(found, key=lambda one: ("?" in one.source, one)):
        path, _, query = one.source.partition("?")
        asked = [
            _path(f"{site.base_path}/{path}"),
            *map(_parameter, filter(None, query.split("&"))),
        ]
        line = " ".join([*asked, _path(f"{site.base_path}/{one.target}"), "301"])
        if len(line) < _LONGEST_LINE:
            lines.setdefault(" ".join(asked), f"{line}\n")
    return "".join(list(lines.values())[:MOST_REDIRECTS]).encode()


def host_files(found: Iterable[Redirect], site: SiteSettings, now: datetime) -> dict[str, bytes]:
    """All of them by name, without empty ones."""
    files = {
        HEADERS: headers_file(site),
        REDIRECTS: redirects_file(found, site),
        SECURITY_TXT: security_txt(site, now),
    }
    return {name: data for name, data in files.items() if data}


def _path(path: str) -> str:
    """A path in which nothing is a placeholder, a blank or the end of a line."""
    return quote(path, safe="/-._~%!$'(),;=@+")


def _parameter(text: str) -> str:
    """One of a query, `name=value`; a value that began with a colon would be a placeholder."""
    name, _, value = text.partition("=")
    return f"{quote(name, safe='%')}={quote(value, safe='%')}"


def security_txt(site: SiteSettings, now: datetime) -> bytes:
    """Whom to tell of a hole (RFC 9116); empty when the settings name nobody.

    It holds until the first of the month in a year: less than a year (section 2.5.5), and the file
    changes once a month. It counts at the root of a host only (section 3), and says so.
    """
    if not site.security_contact:
        return b""
    contact = site.security_contact
    if not contact.startswith("https://"):
        contact = f"mailto:{contact}"
    parts = urlsplit(site.url)
    local = now.astimezone(site.zone)
    until = local.replace(year=local.year + 1, day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {contact}",
        f"Expires: {rfc3339(until.astimezone(UTC)).replace('+00:00', 'Z')}",
        "Preferred-Languages: vi, en",
        f"Canonical: {parts.scheme}://{parts.netloc}/{SECURITY_TXT}",
    )
    return "".join(f"{line}\n" for line in lines).encode()
