"""The image by which a page tells that it was read, with or without JavaScript."""

from __future__ import annotations

from urllib.parse import quote

from plugins.head import Head
from plugins.settings import SiteSettings
from plugins.visits.shown import address
from plugins.visits.sources import PAGE_KEY, PIXEL

GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x01\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x01\x00"
    b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02L\x01\x00;"
)
"""One transparent pixel (GIF89a), published for servers that have none of their own."""


def view_image(head: Head, site: SiteSettings) -> str:
    """Address of the image that counts a view of the page; empty where no image does.

    GoatCounter takes `GET /count?p=...`; our own log is told of a view that no page answered
    (404), but not which one.
    """
    path = quote(address(head.path), safe="")
    match site.visit_source:
        case "log":
            page = "" if head.kind == "error" else f"?{PAGE_KEY}={path}"
            return f"{site.base_path}/{PIXEL}{page}"
        case "goatcounter":
            return f"{site.visit_address}/count?p={path}"
    return ""
