"""pelicanconf.py, for commands that do without Pelican."""

from __future__ import annotations

import runpy
from pathlib import Path

from plugins.build import PHOTOS
from plugins.settings import SiteSettings
from plugins.values import Struct

ROOT = Path(__file__).resolve().parents[1]


class Configuration(Struct, frozen=True, kw_only=True):
    """The site's settings, and the folder of what is kept between builds."""

    site: SiteSettings
    cache: Path

    @property
    def photos(self) -> Path:
        """Where renditions and what is known of photos are kept."""
        return self.cache / PHOTOS


def read_configuration() -> Configuration:
    """Run pelicanconf.py. Raises SettingsError."""
    values = runpy.run_path(str(ROOT / "pelicanconf.py"))
    return Configuration(site=values["SITE"], cache=Path(values["CACHE_PATH"]))
