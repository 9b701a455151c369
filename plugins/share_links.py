"""What links carry with which readers pass a page on: to Zalo, and by mail."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

from plugins.head import Head
from plugins.settings import SiteSettings
from plugins.whole_addresses import whole


def zalo_data(head: Head, site: SiteSettings) -> str:
    """The `d` of https://button-share.zalo.me/share_external, as Zalo's own button makes it: JSON
    in Base64, with its signs escaped."""
    told = json.dumps({"url": whole(head.path, site)}, separators=(",", ":"))
    return quote(base64.b64encode(told.encode()).decode(), safe="")


def mail_query(head: Head, site: SiteSettings) -> str:
    """Subject and body of a letter, for a link of `mailto:` (RFC 6068).

    Letters beyond ASCII stay as they are, which browsers encode themselves: encoded, a headline in
    Vietnamese would take three times as many bytes.
    """
    subject = "".join(sign if sign.isalnum() else quote(sign) for sign in head.title)
    return f"subject={subject}&body={whole(head.path, site)}"
