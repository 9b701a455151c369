"""Addresses that pages had on the old portal, and which of them a static site can answer."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from plugins.addresses import is_sites_own
from plugins.content.old_addresses import server_source
from plugins.importing.letters import one_line


def answerable(address: str) -> tuple[str, str]:
    """The path of an old address, or why no static page can answer there."""
    address = one_line(address).replace(" ", "%20")
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", f"địa chỉ cũ “{address}” không đọc được"
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    steps = unquote(path).strip("/").split("/")
    if parts.query and path.isprintable() and (old := server_source(f"{path}?{parts.query}")):
        return f"/{old}", ""
    if any(step in ("", ".", "..") or "\\" in step for step in steps) or not path.isprintable():
        return "", f"địa chỉ cũ “{address}” không dẫn tới một trang"
    if is_sites_own("/".join(steps) + ("" if path.endswith((".html", ".htm")) else "/")):
        return "", f"địa chỉ cũ {path} là của chính trang web mới"
    return path, ""
