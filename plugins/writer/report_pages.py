"""Reports for the office as pages of their own, with the theme's looks inside."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from plugins.assets.bundle import load_assets
from plugins.writer.live_rows import THEME
from plugins.writer.templates import theme_environment

_OWN_FONTS = ":root{--serif:serif}"
"""The theme's typeface lies on the server; these pages are files on somebody's disk."""


def report_page(template: str, report: Any, made: datetime, theme: Path = THEME) -> bytes:
    """The page that a template of the theme makes of a report; `made` has the site's zone.

    Raises AssetError, OSError or jinja2.TemplateError when the theme is broken.
    """
    found = theme_environment(theme).get_template(template)
    assets = load_assets(theme / "static", extra_css=_OWN_FONTS)
    return found.render(report=report, assets=assets, made=made).encode()
