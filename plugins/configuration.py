"""pelicanconf.py, for commands that do without Pelican."""

from __future__ import annotations

import runpy
from dataclasses import dataclass
from pathlib import Path

from plugins.build import PHOTOS
from plugins.settings import SiteSettings

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Configuration:
    """The site's settings, and where renditions and what is known of photos are kept."""

    site: SiteSettings
    photos: Path


def read_configuration() -> Configuration:
    """Run pelicanconf.py. Raises SettingsError."""
    values = runpy.run_path(str(ROOT / "pelicanconf.py"))
    return Configuration(site=values["SITE"], photos=Path(values["CACHE_PATH"]) / PHOTOS)
