"""Which file answers an address, and how a served page learns to reload."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import quote, unquote

from plugins.values import Struct

SCRIPT = "/__preview__/reload.js"
EVENTS = "/__preview__/events"

_BODY_END = re.compile(rb"</body\s*>", re.IGNORECASE)


class Found(Struct, frozen=True, kw_only=True):
    """A file of the site answers."""

    file: Path


class Moved(Struct, frozen=True, kw_only=True):
    """The reader is sent to the same address with a slash at its end."""

    address: str


def locate(output: Path, target: str) -> Found | Moved | None:
    """What answers a request for `target` (path and query, as the browser sent it).

    Nothing outside `output` ever answers, whatever dots, drives or symbolic links say.
    """
    path, mark, query = target.partition("?")
    path = unquote(path)
    parts = [part for part in path.split("/") if part]
    try:
        root = output.resolve()
        file = root.joinpath(*parts).resolve()
        if not file.is_relative_to(root):
            return None
        if file.is_dir():
            if not path.endswith("/"):
                # Built from the parts, so that it never starts with `//` and names another host.
                return Moved(address=f"/{'/'.join(map(quote, parts))}/{mark}{query}")
            file /= "index.html"
        elif path.endswith("/"):
            return None
        return Found(file=file) if file.is_file() else None
    except (OSError, ValueError):
        # No name that this system can have: too long, or with a null byte.
        return None


def with_reload(page: bytes, version: str, *, missing: bool = False) -> bytes:
    """A page as it is served: it knows which build it comes from and listens for the next one, and
    whether it stands for one that is `missing`.

    The script is a file of the same origin: pages carry a content security policy.
    """
    known = f'data-version="{html.escape(version)}"{" data-missing" if missing else ""}'
    tag = f'<script src="{SCRIPT}" {known} defer></script>'.encode()
    ends = list(_BODY_END.finditer(page))
    at = ends[-1].start() if ends else len(page)
    return page[:at] + tag + page[at:]


def notice(title: str, text: str) -> bytes:
    """A page of the preview's own, for when the site has none to show."""
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title)}</title></head>"
        f"<body><h1>{html.escape(title)}</h1><p>{html.escape(text)}</p></body></html>"
    ).encode()
