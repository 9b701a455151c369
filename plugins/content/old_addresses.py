"""Addresses of before, and where they lead: pages that lead on, and rules for a server.

A page can answer only for a path. Old portals told their pages apart by what follows the `?`, so
their addresses are for the server: `nginx_map` writes them down for nginx.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import quote, unquote, urlsplit

from plugins.addresses import output_file
from plugins.content.posts import Page, Post
from plugins.problems import Level, Problem
from plugins.values import Struct
from plugins.vietnamese import format_number, nfc

NGINX_MAP = ".nginx/chuyen-huong.map"
"""The file in the output that the shipped configuration of nginx includes; it answers with 404
for whatever begins with a dot."""

LONGEST = 500
"""Characters of an address: nginx needs to know how long its keys may be."""

MOST_REDIRECTS = 2000
"""Rules that Cloudflare Pages reads from a file; it passes by whatever comes after them."""

LONGEST_STEP = 200
"""Bytes between two slashes of an address that a page answers."""

# What a browser sends as it is (https://url.spec.whatwg.org: path and query percent-encode sets);
# all else is escaped, so that no sign of an address can end a string of nginx's.
_AS_IT_IS = "/-._~!$&()*+,;=:@%"


Source = Callable[[str], str]


class Redirect(Struct, frozen=True, kw_only=True, order=True):
    """An old site path and the one it leads to; `path` is the content file that says so."""

    source: str
    target: str
    path: str


def redirects(items: Iterable[Post | Page]) -> list[Redirect]:
    """The pages that lead on: of everything that answers at its address."""
    return sorted(_all(items, page_source))


def server_redirects(items: Iterable[Post | Page]) -> list[Redirect]:
    """The same for a server, which sees what follows the `?` too: sources are paths with it."""
    return sorted(_all(items, server_source))


def _all(items: Iterable[Post | Page], source_of: Source) -> Iterator[Redirect]:
    for item in items:
        if item.state not in ("draft", "scheduled"):
            for old in item.redirect_from:
                if source := source_of(old):
                    yield Redirect(source=source, target=item.url, path=item.path)


def page_source(old: str) -> str:
    """The site path of an old address; empty when no static page can answer there."""
    path, query = _parts(old)
    if query or not path:
        return ""
    return path if path.endswith((".html", ".htm")) else path + "/"


def server_source(old: str) -> str:
    """The site path of an old address with its query; empty when nobody can answer there."""
    path, query = _parts(old)
    if not query:
        return page_source(old)
    return f"{path}?{query}" if len(old) <= LONGEST else ""


def _parts(old: str) -> tuple[str, str]:
    """Path, without slashes around it, and query. Both are empty where the path leads nowhere."""
    try:
        parts = urlsplit(old)
    except ValueError:
        return "", ""
    path = nfc(unquote(parts.path).strip("/"))
    if not parts.query.isprintable():
        return "", ""
    if not path and parts.query:
        return "", parts.query  # of the home page, where many portals had all their pages
    steps = path.split("/")
    if any(step in ("", ".", "..") or "\\" in step or not _can_be_a_name(step) for step in steps):
        return "", ""
    return path, parts.query


def _can_be_a_name(step: str) -> bool:
    """Whether a folder or file can be called so; disks have room for 255 bytes, and a file that is
    being written has a longer name."""
    return step.isprintable() and len(step.encode()) <= LONGEST_STEP


def nginx_map(found: Iterable[Redirect], base_path: str) -> bytes:
    """Lines for a `map` of nginx, from what is asked for (`$request_uri`) to where that is now.

    Strings of a map are compared without regard to capitals, as the servers of old portals did.
    """
    lines: dict[str, str] = {}
    for one in found:
        asked = f"{base_path}/{quote(one.source, safe=_AS_IT_IS + '?')}"
        for key in (asked, asked.rstrip("/")) if asked.endswith("/") else (asked,):
            lines.setdefault(key.lower(), f'"{key}" "{base_path}/{one.target}";\n')
    return "".join(line for _, line in sorted(lines.items())).encode()


def crowd_problems(found: Sequence[Redirect]) -> list[Problem]:
    """More old addresses than a host reads from a file; pages and nginx answer for all of them."""
    if len(found) <= MOST_REDIRECTS:
        return []
    left = format_number(len(found) - MOST_REDIRECTS)
    return [
        Problem(
            path="",
            message=f"tệp _redirects thiếu {left} địa chỉ cũ: máy chủ như Cloudflare Pages chỉ đọc"
            f" {format_number(MOST_REDIRECTS)} dòng",
            hint="không cần làm gì: trang chuyển tiếp vẫn dẫn bạn đọc tới bài; địa chỉ có dấu ?"
            " thì cần nginx",
            level="warning",
        )
    ]


def redirect_problems(items: Iterable[Post | Page], taken: Iterable[str]) -> list[Problem]:
    """Old addresses that belong to a page of today (its file is in `taken`), or to two posts.

    So no address leads to one that leads on, nor back. Addresses that differ in capitals are one:
    on Windows their files are, and for nginx.
    """
    problems = []
    pages = {file.casefold() for file in taken}
    owners: dict[str, str] = {}
    for item in items:
        for old in item.redirect_from:
            source = server_source(old)
            if not source:
                continue
            file = (source if "?" in source else output_file(source)).casefold()
            if file == output_file(item.url).casefold():
                owner, message = item.path, f"địa chỉ cũ “{old}” là địa chỉ của chính bài này"
            else:
                owner = "một trang đang có" if file in pages else owners.get(file, "")
                message = f"địa chỉ cũ “{old}” đã thuộc về {owner}"
            if owner:
                level: Level = "warning" if item.state == "draft" else "error"
                problems.append(
                    Problem(
                        path=item.path,
                        line=item.lines.get("redirect_from"),
                        message=message,
                        hint="xóa nó khỏi redirect_from",
                        level=level,
                    )
                )
            owners.setdefault(file, item.path)
    return problems
