"""pelicanconf.py, for commands that do without Pelican."""

from __future__ import annotations

import runpy
from pathlib import Path

from plugins.build import PHOTOS
from plugins.settings import SiteSettings
from plugins.values import Struct

ROOT = Path(__file__).resolve().parents[1]


class Configuration(Struct, frozen=True, kw_only=True):
    """The site's settings, the folder of what is kept between builds, and that of the theme."""

    site: SiteSettings
    cache: Path
    theme: Path = ROOT / "theme"

    @property
    def photos(self) -> Path:
        """Where renditions and what is known of photos are kept."""
        return self.cache / PHOTOS


def read_configuration() -> Configuration:
    """Run pelicanconf.py. Raises SettingsError."""
    values = runpy.run_path(str(ROOT / "pelicanconf.py"))
    cache, theme = Path(values["CACHE_PATH"]), ROOT / values["THEME"]
    return Configuration(site=values["SITE"], cache=cache, theme=theme)
