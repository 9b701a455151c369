"""Addresses as other programs need them: whole, with the site's own in front."""

from __future__ import annotations

from plugins.settings import SiteSettings


def whole(address: str, site: SiteSettings) -> str:
    """The whole address of a site path; addresses of other sites stay."""
    return address if "://" in address else f"{site.url}/{address}"
