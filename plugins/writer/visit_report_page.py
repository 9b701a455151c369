"""The report on visits as a page of its own, with the theme's looks inside."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from plugins.assets.bundle import load_assets
from plugins.visits.report import VisitReport
from plugins.writer.live_rows import THEME
from plugins.writer.templates import theme_environment

_OWN_FONTS = ":root{--serif:serif}"
"""The theme's typeface lies on the server; this page is a file on somebody's disk."""


def visit_report_page(report: VisitReport, made: datetime, theme: Path = THEME) -> bytes:
    """The page; `made` has the site's zone. Raises AssetError, OSError or jinja2.TemplateError when
    the theme is broken."""
    template = theme_environment(theme).get_template("visits_report.html")
    assets = load_assets(theme / "static", extra_css=_OWN_FONTS)
    return template.render(report=report, assets=assets, made=made).encode()
