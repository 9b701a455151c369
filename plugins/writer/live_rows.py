"""The rows of the visit counter as a server puts them into pages (SSI), without a build."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from plugins.visits.counts import Counts
from plugins.visits.shown import live_figures
from plugins.writer.templates import theme_environment

THEME = Path(__file__).resolve().parents[2] / "theme"


def live_rows(counts: Counts, now: datetime, theme: Path = THEME) -> bytes:
    """The rows of these figures, by the theme's own partial; `now` is aware, in the site's zone.

    Raises OSError or jinja2.TemplateError when the theme's partial is missing or broken.
    """
    template = theme_environment(theme).get_template("partials/visit_rows.html")
    return template.render(figures=live_figures(counts, now)).encode()
