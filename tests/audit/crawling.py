"""A copy of a site that is served somewhere: what its own links lead to, as files."""

from __future__ import annotations

from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import Request, urlopen

from tests.audit.findings import MissingError
from tests.audit.links import addresses_in
from tests.audit.sites import parse_links

_MOST = 5000
"""Files of a copy: a site that never ends is not ours."""

_FIRST = ("", "404.html", "sitemap.xml", "robots.txt")
_FROM = "thu-vien-audit"


def copy_site(url: str, folder: Path) -> None:
    """Copy the site at `url` into a folder that is new. Raises MissingError when nobody answers.

    A file that is not there is left out, so that whoever checks links finds it.
    """
    url = f"{url.rstrip('/')}/"
    base, host = urlsplit(url).path, urlsplit(url).netloc
    waiting, known = [*_FIRST], {*_FIRST}
    while waiting and len(known) < _MOST:
        path = waiting.pop()
        data = _ask(urljoin(url, quote(path)), needed=not path)
        if data is None:
            continue
        file = folder / (f"{path}index.html" if not path or path.endswith("/") else path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        for address in _addresses(file, url, quote(path), data):
            parts = urlsplit(address)
            if parts.netloc != host or not parts.path.startswith(base):
                continue
            found = unquote(parts.path.removeprefix(base))
            if found not in known and ".." not in Path(found).parts:
                known.add(found)
                waiting.append(found)


def _addresses(file: Path, site: str, path: str, data: bytes) -> list[str]:
    """What a page leads to, and the sitemap and feeds at the host that was asked. `site` is its
    address, `path` that of the file in it, both as they stand in links."""
    where = urljoin(site, path)
    if file.suffix == ".html":
        text = data.decode("utf-8", "replace")
        links = parse_links(text)
        own = next((link.address for link in links if link.canonical), "")
        # A copy on a test host says the addresses of the real one.
        found = [urljoin(where, link.address) for link in links]
        if own.endswith(f"/{path}"):
            there = own.removesuffix(path)
            found = [one.replace(there, site, 1) if one.startswith(there) else one for one in found]
        return found
    if file.name == "sitemap.xml":
        text = data.decode("utf-8", "replace")
        parts = urlsplit(where)
        host = f"{parts.scheme}://{parts.netloc}"
        return [*addresses_in(text, host)]
    return []


def _ask(address: str, *, needed: bool) -> bytes | None:
    try:
        with urlopen(Request(address, headers={"User-Agent": _FROM}), timeout=30) as answer:
            data: bytes = answer.read()
            return data
    except HTTPError as error:
        data = error.read()
        return data if address.endswith("/404.html") else None
    except (URLError, OSError, TimeoutError) as error:
        if needed:
            raise MissingError(f"{address} không trả lời: {error}") from None
        return None
